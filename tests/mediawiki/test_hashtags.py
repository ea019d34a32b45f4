"""Hashtags in the summaries of edits."""

from __future__ import annotations

import pytest

from bot.mediawiki.hashtags import LONGEST, hashtags_in


@pytest.mark.parametrize(
    ("summary", "found"),
    [
        ("", set()),
        ("no tag", set()),
        ("#WiP2026", {"wip2026"}),
        ("more on her life #wip2026, #1Lib1Ref.", {"wip2026", "1lib1ref"}),
        ("(#wip-2026) #wip_a!", {"wip-2026", "wip_a"}),
        ("done.#yes", {"yes"}),
        ("#STRASSE #Straße", {"strasse"}),
        ("#हिन्दी #می‌خواهم", {"हिन्दी", "می‌خواهم"}),
        ("＃全角。", {"全角"}),
        ("/* #1 song */ charts", set()),
        ("/* Life */ #wip", {"wip"}),
        ("C# and item#2 http://x.example/#top &#91; ##no", set()),
        ("see [[#Life]] and [[Ada#Life]]", set()),
        ("# # #- #!", set()),
        ("#" + "a" * LONGEST, {"a" * LONGEST}),
        ("#" + "a" * (LONGEST + 1), set()),
    ],
)
def test_a_hashtag_is_a_word_of_the_summary(summary: str, found: set[str]) -> None:
    assert hashtags_in(summary) == found
