"""The dates of signatures, as MediaWiki writes them in its languages; and what is none."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.i18n.months import signature_months
from bot.wikitext.sign_up_lines import dates
from bot.wikitext.signature_dates import signature_time

CASES = json.loads((Path(__file__).parents[1] / "cases" / "signature_dates.json").read_text(encoding="utf-8"))
"""By language a moment (UTC) and what MediaWiki 1.39 writes behind a signature that is made then."""
ENGLISH = signature_months(("en",))
OSLO = ZoneInfo("Europe/Oslo")


def read(text: str, language: str = "en", zone: str = "UTC") -> str | None:
    """The date as the reader of lists finds it on a line."""
    (start, end), *_ = dates(text)
    found = signature_time(text[start:end], signature_months((language, "en")), ZoneInfo(zone))
    return found.strftime("%Y%m%d%H%M%S") if found else None


@pytest.mark.parametrize("language", sorted(CASES))
def test_a_signature_is_read_in_every_language(language: str) -> None:
    moment, text = CASES[language]
    assert read(text, language) == moment


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("10:23, 5 November 2026 (UTC)", "Europe/Oslo", "20261105102300"),
        ("10:23, 5 November 2026 (CET)", "Europe/Oslo", "20261105092300"),
        ("10:23, 5 July 2026 (CEST)", "Europe/Oslo", "20260705082300"),
        ("02:30, 25 October 2026 (CEST)", "Europe/Oslo", "20261025003000"),
        ("02:30, 25 October 2026 (CET)", "Europe/Oslo", "20261025013000"),
        ("10:23, 5 November 2026 (GMT)", "Europe/London", "20261105102300"),
        ("10:23, 5 July 2026 (BST)", "Europe/London", "20260705092300"),
        ("10:23, 5 November 2026 (+03)", "Europe/Istanbul", "20261105072300"),
        ("10:23, 5 พฤศจิกายน 2569 (UTC)", "UTC", "20261105102300"),
        ("10:23, November 5, 2026 (UTC)", "UTC", "20261105102300"),
        ("I write 3 articles from 9:00 on. 10:23, 5 November 2026 (UTC)", "UTC", "20261105102300"),
    ],
)
def test_the_time_is_that_of_the_wiki_unless_it_says_utc(text: str, zone: str, moment: str) -> None:
    assert read(text, "th", zone) == moment


@pytest.mark.parametrize(
    "text",
    [
        "10:23, 31 November 2026 (UTC)",
        "25:23, 5 November 2026 (UTC)",
        "10:23, 5 Brumaire 2026 (UTC)",
        "10:23, 5.11.2026 (UTC)",
        "10:23, 5 November 0000 (UTC)",
        "10:23, November 2026 (UTC)",
    ],
)
def test_what_names_no_moment_is_not_guessed(text: str) -> None:
    assert signature_time(text, ENGLISH, OSLO) is None
    assert signature_time(text, {}, OSLO) is None


def test_a_moment_outside_of_all_calendars_is_none() -> None:
    assert signature_time("00:01, 1 January 0001 (X)", ENGLISH, ZoneInfo("Asia/Tokyo")) is None
    assert signature_time("10:23, 5 November 2026", ENGLISH, OSLO) is None
    assert signature_time("10:23, 5 November 2026 (UTC)", ENGLISH, OSLO) == datetime(
        2026, 11, 5, 10, 23, tzinfo=UTC
    )
