"""``hashtag``: whoever writes it into the summary of an edit takes part with that edit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.declaration.read import read_declaration
from bot.features.participants.hashtag import MOST_EDITS, Hashtag
from bot.mediawiki.models import Revision
from bot.mediawiki.queries import Hashtagged
from bot.messages import Message
from tests.declaration.reading import BASE, brief, campaign, context, problems, read

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)
SCOPE = "articles: {category: Fysikere}\n"


def words(written: str) -> tuple[str, ...]:
    (source,) = campaign(f"{SCOPE}participants: {{hashtag: {written}}}").participants.sources
    assert isinstance(source, Hashtag)
    return source.words


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ('"#wip2026"', ("#wip2026",)),
        ("wip2026", ("#wip2026",)),
        ("WiP-2026", ("#WiP-2026",)),
        ('["#wip", "#WIP", other]', ("#wip", "#other")),
        ("'#हिन्दी'", ("#हिन्दी",)),
        ("2026", ("#2026",)),
    ],
)
def test_a_hashtag_may_lack_its_sign_and_there_may_be_several(written: str, found: tuple[str, ...]) -> None:
    assert words(written) == found


@pytest.mark.parametrize("written", ['"#"', "two words", '"#a#b"', "a.b", '"##a"', "a" * 101])
def test_what_can_be_no_word_of_a_summary_is_told(written: str) -> None:
    assert problems(f"{SCOPE}participants: {{hashtag: {written}}}") == [(5, "wants-hashtag")]


def test_who_forgets_the_quotes_is_told_what_to_write() -> None:
    (remark,) = read(f"{BASE}{SCOPE}participants:\n  hashtag: #wip2026\n").problems
    assert remark.message == Message("declaration-swallowed", ("#wip2026", 'hashtag: "#wip2026"'))


@pytest.mark.parametrize(
    ("edits", "scope", "told"),
    [
        (MOST_EDITS, "", []),
        (MOST_EDITS, "articles: {none: {category: Kladd}}", []),
        (MOST_EDITS + 1, "", [(4, "hashtag-without-scope")]),
        (MOST_EDITS + 1, "articles: {none: {category: Kladd}}", [(4, "hashtag-without-scope")]),
        (MOST_EDITS + 1, SCOPE, []),
        (None, "", [(4, "hashtag-without-scope")]),
    ],
)
def test_a_large_wiki_needs_articles_that_can_be_listed(
    edits: int | None, scope: str, told: list[tuple[int, str]]
) -> None:
    here = replace(context(), site=replace(context().site, edits=edits))
    assert brief(read_declaration(f'{BASE}participants: {{hashtag: "#wip"}}\n{scope}', here).problems) == told


def edit(hashtags: frozenset[str] | None) -> Revision:
    return Revision(1, 0, 1, 7, NOON, 100, 100, hashtags=hashtags)


@pytest.mark.parametrize(
    ("hashtags", "found"),
    [({"wip2026"}, True), ({"other", "straße"}, False), ({"other", "strasse"}, True), (set(), False)],
)
def test_an_edit_is_found_by_any_of_the_words_whatever_the_capitals(hashtags: set[str], found: bool) -> None:
    assert Hashtag(("#WiP2026", "#Straße")).finds(edit(frozenset(hashtags))) is found


def test_a_summary_that_nobody_knows_has_none() -> None:
    assert not Hashtag(("#wip",)).finds(edit(None))


def test_all_over_the_wiki_it_asks_for_edits_with_these_words() -> None:
    asked = Hashtag(("#WiP",)).anywhere(NOON, NOON, frozenset({0}))
    assert asked == Hashtagged(frozenset({"wip"}), NOON, NOON, frozenset({0}))
