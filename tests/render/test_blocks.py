"""The marked blocks of a page: only what stands between two marks is ever changed."""

import re
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.render.blocks import BlockPlace, DamageReason, moved_out, put_in, read_blocks, replace_block
from bot.wikitext.enclosing import outside

from ..data import small_site

SITE = small_site()


def page(sketch: str) -> str:
    """A page from a sketch in which ``<x>`` and ``</x>`` are marks."""
    for name in "xyz":
        sketch = sketch.replace(f"</{name}>", f"<!-- /campaignbot:{name} -->")
        sketch = sketch.replace(f"<{name}>", f"<!-- campaignbot:{name} -->")
    return sketch


def test_a_pair_is_a_block() -> None:
    text = "a\n<!-- campaignbot:x -->\nb\n<!--/campaignbot:x-->\nc"
    block = read_blocks(text).pairs["x"]
    assert block.inner == "\nb\n" == text[block.inner_start : block.inner_end]
    assert text[block.start : block.end] == "<!-- campaignbot:x -->\nb\n<!--/campaignbot:x-->"
    assert read_blocks(text).damaged == frozenset()


DAMAGED = [
    ("a <x> b", {}, {"x": DamageReason.UNCLOSED}),
    ("a </x> b", {}, {"x": DamageReason.UNOPENED}),
    ("</x> a <x>", {}, {"x": DamageReason.TURNED}),
    ("<x>a</x> b <x>c</x>", {}, {"x": DamageReason.TWICE}),
    ("<x>a</x> b </x>", {}, {"x": DamageReason.TWICE}),
    ("<x><x>a</x></x>", {}, {"x": DamageReason.TWICE}),
    ("<x>a<y>b</y>c</x>", {}, {"x": DamageReason.NESTED, "y": DamageReason.NESTED}),
    (
        "<x>a<y>b<z>c</z></y></x>",
        {},
        {"x": DamageReason.NESTED, "y": DamageReason.NESTED, "z": DamageReason.NESTED},
    ),
    ("<x>a<y>b</x>c</y>", {}, {"x": DamageReason.CROSSED, "y": DamageReason.CROSSED}),
    ("<x>a<y>b</x>", {}, {"x": DamageReason.NESTED, "y": DamageReason.UNCLOSED}),
    ("<x>a <y>b</y>", {"y"}, {"x": DamageReason.UNCLOSED}),
    ("<x>a</x> b</y>", {"x"}, {"y": DamageReason.UNOPENED}),
    ("<x>a</x> <y>b</y>", {"x", "y"}, {}),
    ("<x>a<nowiki></x></nowiki>", {}, {"x": DamageReason.UNCLOSED}),
    ("<x>a<pre><y></pre></x>", {"x"}, {}),
    ("<x>a<!-- </x> -->", {}, {"x": DamageReason.UNCLOSED}),
]


@pytest.mark.parametrize(("sketch", "pairs", "damages"), DAMAGED)
def test_a_damaged_block_is_named(sketch: str, pairs: set[str], damages: dict[str, DamageReason]) -> None:
    blocks = read_blocks(page(sketch))
    assert set(blocks.pairs) == set(pairs)
    assert {damage.name: damage.reason for damage in blocks.damages} == damages


def test_a_damage_knows_its_line() -> None:
    assert [damage.line for damage in read_blocks(page("a\n<x>b</x>\n<y>\nc</z>")).damages] == [3, 4]


def test_content_stands_on_lines_of_its_own() -> None:
    assert replace_block(page("a <x></x> b"), "x", "new") == page("a <x>\nnew\n</x> b")
    assert replace_block(page("a\n<x>\n\nold\n</x>\nb"), "x", "\nnew\n") == page("a\n<x>\nnew\n</x>\nb")
    assert replace_block(page("<x>old</x>"), "x", "") == page("<x>\n</x>")


def test_the_marks_stay_as_they_are_written() -> None:
    text = "<!--campaignbot:x-->old<!--  /campaignbot:x\n-->"
    assert replace_block(text, "x", "new") == "<!--campaignbot:x-->\nnew\n<!--  /campaignbot:x\n-->"


def test_a_block_that_is_not_there_is_not_written() -> None:
    assert replace_block(page("<x>a</x>"), "y", "new") == page("<x>a</x>")


@pytest.mark.parametrize(
    "content",
    [
        "<!-- campaignbot:y -->",
        "<!-- /campaignbot:x -->",
        "<nowiki><!-- campaignbot:y --></nowiki>",
        "a <!-- b",
        "a <nowiki> b",
        "a <syntaxhighlight lang=yaml> b",
        "== Heading ==",
        "a\n= Heading =\nb",
    ],
)
def test_content_that_no_page_could_hold_is_a_bug(content: str) -> None:
    for write in (replace_block, put_in):
        with pytest.raises(ValueError, match="content of a block"):
            write(page("<x></x>"), "x", content)


def test_content_may_hold_comments_raw_tags_and_small_headings() -> None:
    content = "<!-- a -->\n=== Goals ===\n<nowiki>*</nowiki> <!-- campaign: 7 -->"
    assert replace_block(page("<x></x>"), "x", content) == page(f"<x>\n{content}\n</x>")


def test_nothing_is_written_where_the_page_would_swallow_a_mark() -> None:
    text = page("look: <nowiki> here\n<x>old</x>")
    assert replace_block(text, "x", "<nowiki>*</nowiki>") == text
    assert replace_block(text, "x", "new") == page("look: <nowiki> here\n<x>\nnew\n</x>")


PUT = [
    ("", None, "<x>\nnew\n</x>"),
    ("a", None, "a\n\n<x>\nnew\n</x>"),
    ("a", "Board", "a\n\n== Board ==\n<x>\nnew\n</x>"),
    ("a\n", "Board", "a\n\n== Board ==\n<x>\nnew\n</x>"),
    ("a\n\n\n", "Board", "a\n\n\n== Board ==\n<x>\nnew\n</x>"),
    ("a\n[[Kategori:B]]", "Board", "a\n\n== Board ==\n<x>\nnew\n</x>\n\n[[Kategori:B]]"),
    ("a\n\n{{DEFAULTSORT:A}}\n[[de:B]]\n", None, "a\n\n<x>\nnew\n</x>\n\n{{DEFAULTSORT:A}}\n[[de:B]]\n"),
    ("[[Kategori:B]]", "Board", "== Board ==\n<x>\nnew\n</x>\n\n[[Kategori:B]]"),
    ("a\n<!-- b", "Board", "a\n\n== Board ==\n<x>\nnew\n</x>\n\n<!-- b"),
    ("<y>b</y>", None, "<y>b</y>\n\n<x>\nnew\n</x>"),
]


@pytest.mark.parametrize(("before", "heading", "after"), PUT)
def test_a_missing_block_is_put_in_at_the_end(before: str, heading: str | None, after: str) -> None:
    assert put_in(page(before), "x", "new", BlockPlace(heading, site=SITE)) == page(after)


def test_without_a_site_the_end_is_the_very_end() -> None:
    assert put_in("[[Kategori:B]]", "x", "new") == page("[[Kategori:B]]\n\n<x>\nnew\n</x>")


BELOW = [
    ("a^", "a\n<x>\nnew\n</x>"),
    ("a^\nb", "a\n<x>\nnew\n</x>\nb"),
    ("a^  \nb", "a  \n<x>\nnew\n</x>\nb"),
    ("a^ b", "a b\n<x>\nnew\n</x>"),
    ("a^ {{b\n}} c", "a \n<x>\nnew\n</x>\n{{b\n}} c"),
    ("{{a|^ b\n}} c\nd", "{{a| b\n}} c\n<x>\nnew\n</x>\nd"),
    ("^", "\n<x>\nnew\n</x>"),
    ("a\n<y>^b</y>", "a\n<y>b</y>\n<x>\nnew\n</x>"),
    ("a <!-- ^ -->", "a <!--  -->\n<x>\nnew\n</x>"),
]


@pytest.mark.parametrize(("before", "after"), BELOW)
def test_a_missing_block_is_put_in_right_below_a_place(before: str, after: str) -> None:
    text = page(before)
    assert put_in(text.replace("^", ""), "x", "new", BlockPlace(after=text.index("^"))) == page(after)


OTHER = "<!-- campaignbot:teams -->\n<!-- /campaignbot:teams -->"
BOX = "<!-- campaignbot:status -->\nHello\n<!-- /campaignbot:status -->"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{{{{hidden|S|\nset\n{BOX}\n}}}}\nrest", f"{{{{hidden|S|\nset\n}}}}\n{BOX}\nrest"),
        (f"{{{{hidden|S|{BOX}}}}} more\nrest", f"{{{{hidden|S|}}}} more\n{BOX}\nrest"),
        (f"a\n{{{{a|{{{{b|\n{BOX}\n}}}}}}}}", f"a\n{{{{a|{{{{b|\n}}}}}}}}\n{BOX}"),
        (
            f'<div style="display: none">\n{BOX}\n</div>\nrest',
            f'<div style="display: none">\n</div>\n{BOX}\nrest',
        ),
        (
            f'{{| class="mw-collapsed"\n| {BOX}\n|}}\nrest',
            f'{{| class="mw-collapsed"\n| \n|}}\n{BOX}\nrest',
        ),
        (f"<div>\n{BOX}\n</div>", f"<div>\n{BOX}\n</div>"),
        (f"{BOX}\n{{{{hidden|S}}}}", f"{BOX}\n{{{{hidden|S}}}}"),
        (f"{{{{never closed|\n{BOX}\n", f"{{{{never closed|\n{BOX}\n"),
        (f"{{{{a|{BOX}{BOX}}}}}", f"{{{{a|{BOX}{BOX}}}}}"),
        ("{{a|b}}", "{{a|b}}"),
    ],
)
def test_a_block_in_a_template_is_moved_behind_it(before: str, after: str) -> None:
    assert moved_out(before, "status") == after
    assert moved_out(after, "status") == after


PARTS = [BOX, OTHER, "{{a|", "}}", "\n", "x", "|", '<div class="mw-collapsed">', "</div>"]


@given(st.lists(st.sampled_from(PARTS)))
def test_what_is_moved_is_the_block_alone(parts: list[str]) -> None:
    text = "".join(parts)
    moved = moved_out(text, "status")
    assert re.sub(r"\s", "", moved.replace(BOX, "")) == re.sub(r"\s", "", text.replace(BOX, ""))
    assert (moved.count(BOX), moved.count(OTHER)) == (text.count(BOX), text.count(OTHER))
    assert moved_out(moved, "status") == moved
    blocks = read_blocks(moved)
    if "status" in blocks.pairs and text.count(BOX) == 1:
        start = blocks.pairs["status"].start
        assert outside(moved, start) == start


@pytest.mark.parametrize("sketch", ["<x>a</x>", "<x>a", "a</x>", "<x></x><x></x>"])
def test_a_block_that_is_there_even_damaged_is_not_put_in_again(sketch: str) -> None:
    assert put_in(page(sketch), "x", "new", BlockPlace("Board")) == page(sketch)


def test_a_name_is_lower_case_letters_digits_and_hyphens() -> None:
    for name in ("", "A", "a b", "a--->"):
        with pytest.raises(ValueError, match="No name"):
            put_in("", name, "new")


PIECES = st.sampled_from(
    [page(f"<{slash}{name}>") for slash in ("", "/") for name in "xy"]
    + ["text", "\n", "\n\n", "== h ==\n", "<nowiki>", "</nowiki>", "<!--", "-->", "<pre>", "</pre>"]
    + ["[[Kategori:A]]\n", "<noinclude>", "</noinclude>", "<includeonly>", "{{a|", "}}", "é", " "]
)
PAGES = st.lists(PIECES, max_size=12).map("".join)
CONTENT = st.one_of(
    st.text(alphabet="ab \n|{}[]é<>!-", max_size=30),
    st.sampled_from(["<nowiki>*</nowiki>", "{| class=wikitable\n|-\n| a\n|}", "<!-- a -->", "=== g ==="]),
)


def accepted(content: str) -> bool:
    try:
        replace_block("", "x", content)
    except ValueError:
        return False
    return True


@given(PAGES, CONTENT)
def test_what_is_outside_a_block_never_changes(text: str, content: str) -> None:
    assume(accepted(content))
    block = read_blocks(text).pairs.get("x")
    written = replace_block(text, "x", content)
    if block is None:
        assert written == text
    else:
        assert written.startswith(text[: block.inner_start])
        assert written.endswith(text[block.inner_end :])
    assert {n: b.inner for n, b in read_blocks(written).pairs.items() if n != "x"} == {
        n: b.inner for n, b in read_blocks(text).pairs.items() if n != "x"
    }


@given(PAGES, CONTENT)
def test_to_write_twice_is_to_write_once(text: str, content: str) -> None:
    assume(accepted(content))
    once = replace_block(text, "x", content)
    assert replace_block(once, "x", content) == once


@given(PAGES, CONTENT, st.one_of(st.none(), st.just("Board")), st.integers(0, 40), st.booleans())
def test_to_put_in_adds_one_piece_once(
    text: str, content: str, heading: str | None, place: int, below: bool
) -> None:
    assume(accepted(content))
    after = min(place, len(text)) if below else None
    where = BlockPlace(heading, after, SITE)
    written = put_in(text, "x", content, where)
    blocks = read_blocks(text)
    if "x" in blocks.pairs or "x" in blocks.damaged:
        assert written == text
    assert put_in(written, "x", content, where) == written
    assert replace_block(written, "x", content) == written or written == text
    added = len(written) - len(text)
    assert any(written[:cut] + written[cut + added :] == text for cut in range(len(text) + 1))


@given(PAGES, CONTENT)
def test_a_damaged_block_is_never_written(text: str, content: str) -> None:
    assume(accepted(content))
    for name in read_blocks(text).damaged:
        assert replace_block(text, name, content) == text
        assert put_in(text, name, content, BlockPlace("Board", 0)) == text


@pytest.mark.parametrize("sketch", ["<!-- campaignbot:x{} -->", "<!-- /campaignbot:x{} -->"])
def test_a_page_full_of_marks_takes_no_long_time(sketch: str) -> None:
    before = time.process_time()
    read_blocks("".join(sketch.format(number) for number in range(20_000)))
    read_blocks(sketch.format("") * 20_000)
    assert time.process_time() - before < 5
