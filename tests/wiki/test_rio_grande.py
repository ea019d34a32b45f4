"""Real histories: the bot's numbers are those that a few lines compute straight from the dump."""

from __future__ import annotations

import bz2
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.counting.eligibility import Reason
from bot.operations.report import Report
from tests.data import data_file

from .bot import LocalBot
from .html_tables import tables
from .stories import evaluated, rows, work


class Edit(NamedTuple):
    """One revision of a dump; ``author`` None is an IP address."""

    author: str | None
    when: str
    text: bytes


def edits(path: Path) -> Iterator[Edit]:
    """The revisions of the only page in a dump, oldest first."""
    root = ET.fromstring(bz2.decompress(path.read_bytes()))
    name = root.tag.partition("}")[0] + "}"
    for revision in root.iter(f"{name}revision"):
        author = revision.findtext(f"{name}contributor/{name}username")
        text = revision.findtext(f"{name}text") or ""
        yield Edit(author, revision.findtext(f"{name}timestamp") or "", text.encode())


def by_hand(path: Path, since: str, until: str) -> dict[str, tuple[int, int, int, int]]:
    """Edits, created, improved and bytes of every account from ``since`` to before ``until``."""
    number, size, made = Counter[str](), Counter[str](), ""
    before = b""
    for place, edit in enumerate(edits(path)):
        if edit.author and since <= edit.when < until and edit.text != before:
            number[edit.author] += 1
            size[edit.author] += len(edit.text) - len(before)
            made = edit.author if place == 0 else made
        before = edit.text
    return {one: (number[one], int(one == made), int(one != made), size[one]) for one in number}


def declare(bot: LocalBot, title: str, start: str, end: str, who: str = "{anyone: true}") -> Report:
    """An update long after all of it."""
    bot.declare(f"participants: {who}", f"articles: {{titles: [{title}]}}", start=start, end=end)
    return bot.update()


def test_the_rio_grande_in_2006(bot: LocalBot) -> None:
    dump = data_file("history", "enwiki-rio-grande-2002-2007.xml.bz2")
    assert bot.wiki.import_dump(dump) == 247
    report = declare(bot, "Rio Grande", "2006-01-01", "2006-12-31")
    expected = by_hand(dump, "2006-01-01", "2007")
    assert len(expected) == 59
    assert work(report) == expected
    assert not any(row.measures["articles_created"].known for row in rows(report).values())
    # The page shows the same.
    shown = tables(bot.wiki.html("Project:WiP"))["Leaderboard: Women in Physics"]
    found = {name: int(total.replace(",", "")) for _, name, _, _, total in shown[1:-1]}
    assert found == {name: amount for name, (*_, amount) in expected.items()}
    assert int(shown[-1][-1].replace(",", "")) == sum(found.values())


@pytest.mark.parametrize("start", ["2005-10-19", "2005-10-20"])
def test_barstow_with_its_creation_and_without(start: str, bot: LocalBot) -> None:
    dump = data_file("history", "enwiki-barstow-2007.xml.bz2")
    bot.wiki.import_dump(dump)
    report = declare(bot, "Josephine Barstow", start, "2007-02-28")
    expected = by_hand(dump, start, "2007-03-01")
    assert work(report) == expected
    assert ("Wallie" in expected) == (start == "2005-10-19")
    created = [name for name, one in work(report).items() if one.created]
    assert created == (["Wallie"] if start == "2005-10-19" else [])
    named = declare(bot, "Josephine Barstow", start, "2007-02-28", "[Wallie, GuillaumeTell]")
    assert work(named) == {name: expected[name] for name in ("Wallie", "GuillaumeTell") if name in expected}


def test_the_reverts_of_the_rio_grande_are_known_by_their_texts(bot: LocalBot) -> None:
    dump = data_file("history", "enwiki-rio-grande-2002-2007.xml.bz2")
    bot.wiki.import_dump(dump)
    bot.declare(
        "participants: {anyone: true}",
        "articles: {titles: [Rio Grande], reverts: identity}",
        start="2002-01-01",
        end="2007-12-31",
    )
    reasons = Counter(one.reason for one in evaluated(bot.update()))
    assert reasons[Reason.REVERTED] > 0
    assert reasons[Reason.REVERT] > 0
