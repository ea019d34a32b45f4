"""Text outside the bot's blocks never changes, whatever stands on a page. Rule: "Where output goes"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mediawiki.queries import PageText
from bot.operations.publish import OutputTexts, State, TargetPage, compose
from bot.render.blocks import read_blocks
from bot.wikitext.block_markers import markers
from tests.data import small_site

NAMES = ("status", "leaderboard", "articles")
OWNER, OTHER = 7, 8
TEXTS = {name: f"the {name}\n{{| class=wikitable\n| [[User:Alice]]\n|}}" for name in NAMES}
HEADINGS = {"leaderboard": "Leaderboard", "articles": "Articles"}
MARKS = [f"<!-- {slash}campaignbot:{name} -->" for name in NAMES for slash in ("", "/")]
PAIRS = [f"<!-- campaignbot:{name} -->\nold\n<!-- /campaignbot:{name} -->" for name in NAMES]
FOREIGN = "<!-- campaignbot:articles -->\n<!-- campaign: 8 -->\ntheirs\n<!-- /campaignbot:articles -->"
DECLARATION = '<syntaxhighlight lang="yaml">\nname: A\nstart: 2026-11-01\nend: 2026-11-30\n</syntaxhighlight>'
ORDINARY = [
    "text",
    "\n",
    "\n\n",
    "== Heading ==\n",
    "[[Kategori:A]]",
    "{{nobots}}",
    "é 日本 مرحبا",
    " ",
    "|}",
    "{|\n",
]
TRAPS = [
    "<nowiki>",
    "</nowiki>",
    "<!--",
    "-->",
    "<pre>",
    "</pre>",
    "<includeonly>",
    "<syntaxhighlight>",
    "''",
]
PAGES = st.lists(st.sampled_from([*ORDINARY, *TRAPS, *MARKS, *PAIRS, FOREIGN, DECLARATION]), max_size=14).map(
    "".join
)
SITE = small_site()


def target(text: str, *, own: bool = True, **more: object) -> TargetPage:
    page = PageText("Wikipedia:A", pageid=OWNER if own else 9, namespace=4, revid=1, text=text)
    return TargetPage(page, NAMES, OWNER, **more)  # type: ignore[arg-type]


def below_the_declaration(text: str) -> int | None:
    place = text.find("</syntaxhighlight>")
    return None if place < 0 else place + len("</syntaxhighlight>")


CONTENTS = OutputTexts(TEXTS, HEADINGS, below_the_declaration, SITE)


def without(text: str, names: set[str]) -> str:
    """The page without what stands in these blocks."""
    pairs = [block for name, block in read_blocks(text).pairs.items() if name in names]
    for block in sorted(pairs, key=lambda block: -block.start):
        text = text[: block.inner_start] + text[block.inner_end :]
    return text


def is_subsequence(part: str, whole: str) -> bool:
    """Whether nothing of ``part`` was lost or changed its place in ``whole``."""
    letters = iter(whole)
    return all(letter in letters for letter in part)


@given(PAGES, st.booleans())
def test_nothing_outside_the_blocks_changes(text: str, own: bool) -> None:
    before = target(text, own=own)
    written = compose(before, CONTENTS)
    found = {name for name, state in before.states().items() if state is State.FOUND}
    missing = {name for name, state in before.states().items() if state is State.MISSING}
    rest = without(text, found)
    if not missing:
        assert without(written, found) == rest
    else:
        assert is_subsequence(rest, without(written, found | missing))


@given(PAGES, st.booleans())
def test_what_was_written_is_written_once(text: str, own: bool) -> None:
    once = compose(target(text, own=own), CONTENTS)
    assert compose(target(once, own=own), CONTENTS) == once


@given(PAGES, st.booleans())
def test_a_block_that_is_damaged_or_another_campaigns_is_left_as_it_is(text: str, own: bool) -> None:
    before = target(text, own=own)
    written = compose(before, CONTENTS)
    old, new = read_blocks(text), read_blocks(written)
    assert new.damaged == old.damaged
    for name, state in before.states().items():
        if state is State.TAKEN:
            assert new.pairs[name].inner == old.pairs[name].inner
        if state is State.DAMAGED:
            marks = [text[mark.start : mark.end] for mark in markers(text) if mark.name == name]
            assert [written[m.start : m.end] for m in markers(written) if m.name == name] == marks


@given(PAGES)
def test_nothing_is_written_on_another_campaigns_page(text: str) -> None:
    assert compose(target(text, own=False, others=True), CONTENTS) == text


@given(PAGES)
def test_what_was_taken_off_is_not_put_in(text: str) -> None:
    placed = frozenset(NAMES)
    written = compose(target(text, placed=placed), CONTENTS)
    assert set(read_blocks(written).pairs) == set(read_blocks(text).pairs)


def test_what_is_not_wanted_any_more_is_emptied() -> None:
    page = PageText("Wikipedia:A", pageid=OWNER, revid=1, text=f"above\n{PAIRS[1]}\n{PAIRS[2]}\nbelow")
    written = compose(TargetPage(page, ("articles",), OWNER, unwanted=("leaderboard",)), CONTENTS)
    blocks = read_blocks(written).pairs
    assert blocks["leaderboard"].inner == "\n"
    assert blocks["articles"].inner.strip() == TEXTS["articles"]
    assert without(written, {"leaderboard", "articles"}) == without(page.text, {"leaderboard", "articles"})


def test_on_a_page_of_others_the_block_says_whose_it_is_and_has_a_heading_only_where_people_write() -> None:
    mine = target("", own=False)
    assert compose(mine, CONTENTS).startswith("<!-- campaignbot:status -->\n<!-- campaign: 7 -->\nthe status")
    assert "==" not in compose(mine, CONTENTS)
    shared = target("Hello.", own=False, shared=True)
    assert "\n\n== Leaderboard ==\n<!-- campaignbot:leaderboard -->" in compose(shared, CONTENTS)


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 19, "\u0661", "-8", "", " 8", "0x8", "8.0"])
def test_what_is_no_pages_number_gives_a_block_to_nobody(number: str) -> None:
    text = FOREIGN.replace("8", number)
    assert target(text).states()["articles"] is State.FOUND
    assert "theirs" not in compose(target(text), CONTENTS)
