"""What holds for every text, however broken."""

from collections import Counter
from collections.abc import Mapping
from functools import reduce

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.features.measures.cache import PassageCache
from bot.features.measures.content import Total
from bot.features.measures.meter import Amounts, Meter
from bot.features.measures.registry import TEXT_MEASURES
from bot.wikitext.masking import without_comments
from bot.wikitext.scanner.passages import BLANK_LINE, passages
from tests.measures.changes import change, files_of
from tests.measures.soup import article, edits, soup
from tests.measures.wikis import syntax

EN = Meter(TEXT_MEASURES, syntax("en"))
real = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def added(one: Total, other: Total) -> Total:
    if isinstance(one, int) and isinstance(other, int):
        return one + other
    assert isinstance(one, Mapping)
    assert isinstance(other, Mapping)
    return Counter(one) + Counter(other)


def added_up(amounts: list[Amounts]) -> dict[str, Total]:
    zero = EN.amounts("").totals
    return reduce(
        lambda total, one: {name: added(total[name], one.totals[name]) for name in total}, amounts, dict(zero)
    )


@given(soup)
def test_passages_make_up_the_text(text: str) -> None:
    if EN.passages(text):
        assert BLANK_LINE.join(EN.passages(text)) == without_comments(text)


@given(soup)
def test_where_passages_end_does_not_depend_on_what_is_known(text: str) -> None:
    assert EN.passages(text) == list(passages(text, syntax("en"), lambda _: False))


@given(soup)
def test_amounts_of_a_text_are_those_of_its_passages(text: str) -> None:
    parts = EN.passages(text)
    if not any(syntax("en").redirect.match(part) for part in parts):
        assert added_up([EN.amounts(part) for part in parts]) == EN.amounts(text).totals


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "ja", "ar", "ru"])
@real
@given(st.data())
def test_a_cache_changes_nothing(language: str, data: st.DataObject) -> None:
    revisions = data.draw(edits(article(language)))
    words = syntax(language)
    for room in (2_000, 10_000_000):
        remembering = Meter(TEXT_MEASURES, words, PassageCache(room))
        for text in revisions:
            assert remembering.amounts(text) == Meter(TEXT_MEASURES, words).amounts(text)


@given(st.lists(soup, min_size=2, max_size=6))
def test_a_cache_changes_nothing_in_broken_texts(revisions: list[str]) -> None:
    remembering = Meter(TEXT_MEASURES, syntax("en"), PassageCache(3000))
    for text in revisions:
        assert remembering.amounts(text) == EN.amounts(text)


@given(soup, soup)
def test_going_back_takes_away_what_was_added(before: str, after: str) -> None:
    old, new = EN.amounts(before), EN.amounts(after)
    files = list(files_of(old) | files_of(new))[::2]
    forth = change(EN, old, new, existing_files=files, templates=["T"])
    back = change(EN, new, old, existing_files=files, templates=["T"])
    assert forth == {name: -number for name, number in back.items()}


@given(soup, soup, soup)
def test_changes_add_up_over_revisions(first: str, second: str, third: str) -> None:
    one, two, three = map(EN.amounts, (first, second, third))
    files = files_of(one) | files_of(two) | files_of(three)
    steps = [change(EN, *pair, existing_files=files, templates=["T"]) for pair in ((one, two), (two, three))]
    whole = change(EN, one, three, existing_files=files, templates=["T"])
    assert whole == {name: sum(step[name] for step in steps) for name in whole}


BLOCKS = (
    "Plain words here.",
    "A [[link|label]], {{template|x=[[y]]}} and a note.<ref>{{cite|a}}</ref>",
    "== Heading ==",
    "{|\n| cell\n|}",
    "* item\n* item",
    "[[File:A.jpg|thumb|caption [[link]]]]",
    "<gallery>\nA.jpg|b\n</gallery>",
    "[[Category:C]]",
)


@given(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=6), st.data())
def test_a_comment_outside_a_construct_changes_nothing(blocks: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(blocks)))
    hidden = data.draw(soup).replace("-->", "")
    with_comment = [*blocks[:place], f"<!-- {hidden} -->", *blocks[place:]]
    within_words = [block.replace("Plain words", f"Pl<!--{hidden}-->ain words") for block in blocks]
    amounts = EN.amounts("\n\n".join(blocks))
    assert EN.amounts("\n\n".join(with_comment)) == amounts
    assert EN.amounts("\n\n".join(within_words)) == amounts


@given(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=6), soup, st.data())
def test_text_in_nowiki_changes_no_measure_but_words(
    blocks: list[str], text: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(blocks)))
    text = text.replace("</nowiki>", "").replace("<nowiki/>", "")
    longer = [*blocks[:place], f"<nowiki>{text}</nowiki>", *blocks[place:]]
    before, after = EN.amounts("\n\n".join(blocks)).totals, EN.amounts("\n\n".join(longer)).totals
    assert {**before, "words_added": 0} == {**after, "words_added": 0}


@settings(max_examples=300)
@given(st.text(alphabet="ab{}[]|<>/=\n'!-#:*&;_ r-ef"))
def test_no_text_is_too_broken(text: str) -> None:
    assert set(EN.amounts(text).totals) == {measure.content.name for measure in TEXT_MEASURES}
