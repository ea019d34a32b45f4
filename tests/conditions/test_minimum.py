"""``minimum``: docs/counting.md, "What the article as a whole has to come to"."""

from __future__ import annotations

import pytest

from bot.features.conditions.demand import Whole
from bot.features.conditions.minimum import Minimum
from bot.i18n.texts import Texts
from tests.declaration.reading import campaign, problems

ALL = Minimum((("bytes", 3000), ("words", 300), ("references", 2)))
EN = Texts.of("en")


def whole(size: int, words: int, references: int) -> Whole:
    return Whole(size, {"words_added": words, "references_added": references, "links_added": 0})


def test_it_is_read_beside_the_conditions() -> None:
    articles = campaign(
        "articles: {category: Fysikere, minimum: {references: 2, bytes: 3000, words: 300}}"
    ).articles
    assert articles.demands == (ALL,)
    assert articles.scope == campaign("articles: {category: Fysikere}").articles.scope
    assert campaign("articles: {category: Fysikere}").articles.demands == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("articles:\n  minimum: 300", "wants-minimum"),
        ("articles:\n  minimum: {}", "nothing"),
        ("articles:\n  minimum: {words: 0}", "wants-whole"),
        ("articles:\n  minimum: {words: many}", "wants-whole"),
        ("articles:\n  minimum: {images: 2}", "unknown-key"),
        ("articles:\n  any:\n  - minimum: {words: 3}", "belongs"),
        ("articles:\n  before:\n    minimum: {words: 3}", "belongs"),
        ("weights: [{times: 2, where: {minimum: {words: 3}}}]", "belongs"),
        ("minimum: {words: 3}", "belongs"),
    ],
)
def test_what_cannot_be_is_told(text: str, told: str) -> None:
    assert told in [said for _, said in problems(text)]


@pytest.mark.parametrize(
    ("there", "lacks"),
    [
        ((3000, 300, 2), []),
        ((9000, 900, 9), []),
        ((2999, 300, 2), ["2,999 of 3,000 bytes"]),
        ((9000, 212, 2), ["212 of 300 words"]),
        ((0, 0, 0), ["0 of 3,000 bytes", "0 of 300 words", "0 of 2 references"]),
    ],
)
def test_every_amount_has_to_be_reached(there: tuple[int, int, int], lacks: list[str]) -> None:
    assert [EN.render(one) for one in ALL.lacks(whole(*there))] == lacks


@pytest.mark.parametrize("language", ["en", "nb", "ar"])
def test_it_is_said(language: str) -> None:
    said = [Texts.of(language).render(one) for one in (*ALL.said(), *ALL.lacks(whole(1, 1, 1)))]
    assert len(said) == 6
    assert not any("$" in one or "{{" in one for one in said)
