"""Which edits of a campaign's page only sign somebody up: those approve nothing."""

from __future__ import annotations

import pytest

from bot.wikitext.sign_up_edit import Signing, only_signs_up

from ..data import small_site

PAGE = (
    "{{CampaignBot}}\nWelcome.\n<!-- campaignbot:status -->\nold\n<!-- /campaignbot:status -->\n"
    "== Participants ==\n* [[User:Alice]]\n== Talk ==\nHello.\n"
)
SIGNING = Signing(small_site(), ("Participants",), frozenset({"u"}))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("* [[User:Alice]]\n", "* [[User:Alice]]\n* [[User:Olga]] 12:00\n"),
        ("* [[User:Alice]]\n", ""),  # Whatever happens on the list.
        ("* [[User:Alice]]\n", "* [[User:Alice]]\nWe are many.\n=== More ===\n* [[User:Bob]]\n"),
        ("Hello.\n", "Hello.\n* {{u|Olga}}\n"),  # One's own line, wherever it stands.
        ("Hello.\n", "Hello.\n{|\n|-\n| [[User talk:Olga|O]] || 3 May\n|}\n"),
        ("old", "new"),
    ],
)
def test_a_sign_up(old: str, new: str) -> None:
    assert only_signs_up(PAGE, PAGE.replace(old, new), "Olga", SIGNING)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Welcome.", "Welcome, everybody."),
        ("Hello.\n", "Hello.\n* [[User:Bob]]\n"),
        ("Hello.\n", "Hello.\n* [[User:Olga]]\nAnd one thing more.\n"),
        ("Hello.\n", "Hello.\n\n"),
        ("== Participants ==", "== Who takes part =="),
        ("{{CampaignBot}}\n", "{{CampaignBot}}\n{{Shortcut|WiP}}\n"),
    ],
)
def test_no_sign_up(old: str, new: str) -> None:
    assert not only_signs_up(PAGE, PAGE.replace(old, new), "Olga", SIGNING)


def test_a_line_that_is_signed_off_or_changed_is_still_ones_own() -> None:
    before = PAGE.replace("Hello.\n", "Hello.\n* [[User:Olga]], books\n")
    assert only_signs_up(before, PAGE, "Olga", SIGNING)
    assert only_signs_up(before, before.replace("books", "maps"), "Olga", SIGNING)
    assert not only_signs_up(before, PAGE, "Oscar", SIGNING)
