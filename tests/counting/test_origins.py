"""How a page became an article: docs/counting.md, ``articles_created``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.counting import origins
from bot.counting.mixed_histories import Mixed
from bot.counting.origins import Origin, first_revision, history_wanted, moved_in, origin_from_first
from bot.mediawiki.models import Move, Revision
from tests.counting.facts import ALICE, BOB, START, revision

ARTICLES = frozenset({0})


def origin_from_history(
    history: Sequence[Revision],
    moves: Sequence[Move],
    namespaces: frozenset[int],
    start: datetime,
    redirects: Collection[int] = frozenset(),
) -> Origin:
    """The same of a history into which nothing else came."""
    return origins.origin_from_history(Mixed(tuple(history), tuple(moves)), namespaces, start, redirects)


MOVED_IN = Move(1, START + timedelta(days=2), 2, 0)
MOVED_OUT = Move(1, START + timedelta(days=1), 0, 118)


def test_the_first_revision_tells_who_made_the_page() -> None:
    made = revision(1, parentid=0)
    assert first_revision([made, revision(2)]) == made
    assert origin_from_first(made, [], ARTICLES) == Origin(ALICE.userid, before=False)


def test_a_redirect_or_a_hidden_text_is_no_first_article_text() -> None:
    assert first_revision([revision(1, "mw-new-redirect", parentid=0)]) is None
    assert first_revision([revision(1, parentid=0, text_hidden=True)]) is None
    assert history_wanted([revision(1, "mw-new-redirect", parentid=0)], [], ARTICLES)


def test_only_a_page_moved_in_or_once_a_redirect_needs_its_history() -> None:
    assert not history_wanted([revision(5)], [], ARTICLES)
    assert history_wanted([revision(5)], [MOVED_IN], ARTICLES)
    assert history_wanted([revision(5, "mw-removed-redirect")], [], ARTICLES)
    assert history_wanted([revision(5, "mw-changed-redirect-target")], [], ARTICLES)
    assert not history_wanted([revision(1, parentid=0)], [MOVED_IN], ARTICLES)


def test_a_page_moved_out_and_in_again_was_an_article_before() -> None:
    assert not moved_in([MOVED_IN, MOVED_OUT], ARTICLES)
    assert moved_in([MOVED_IN], ARTICLES)


def test_a_draft_moved_in_is_its_writers_new_article() -> None:
    history = [revision(1, parentid=0, day=-9), revision(2, userid=BOB.userid)]
    origin = origin_from_history(history, [MOVED_IN], ARTICLES, START)
    assert origin == Origin(ALICE.userid, before=False, draft=True)


def test_a_redirect_made_into_an_article_is_new_and_belongs_to_who_wrote_it() -> None:
    history = [
        revision(1, "mw-new-redirect", parentid=0, day=-9, userid=BOB.userid),
        revision(2, "mw-removed-redirect", day=3),
    ]
    assert origin_from_history(history, [], ARTICLES, START) == Origin(ALICE.userid, before=False)


def test_an_article_that_was_a_redirect_for_a_while_belongs_to_its_first_writer() -> None:
    history = [
        revision(1, parentid=0, day=-9, userid=BOB.userid),
        revision(2, "mw-new-redirect", day=-5, userid=BOB.userid),
        revision(3, "mw-removed-redirect", day=3),
    ]
    assert origin_from_history(history, [], ARTICLES, START) == Origin(BOB.userid, before=True)


@pytest.mark.parametrize("gone", ["mw-new-redirect", "empty"])
@pytest.mark.parametrize(
    ("days", "origin"), [(29, Origin(BOB.userid, True)), (30, Origin(ALICE.userid, False))]
)
def test_what_was_no_article_for_thirty_days_is_new(gone: str, days: int, origin: Origin) -> None:
    size = 0 if gone == "empty" else 30
    history = [
        revision(1, parentid=0, day=-90, userid=BOB.userid),
        revision(2, gone, day=2 - days, size=size),
        revision(3, gone, day=1, size=size, userid=BOB.userid),
        revision(4, "mw-removed-redirect", day=2),
        revision(5, day=3, userid=BOB.userid),
    ]
    assert origin_from_history(history, [], ARTICLES, START) == origin


def test_who_changed_nothing_made_nothing() -> None:
    history = [
        revision(1, "mw-new-redirect", parentid=0, day=-90),
        revision(2, day=1, userid=BOB.userid, sha1="a", text_hidden=True),
        revision(3, day=2, userid=BOB.userid, sha1="a"),
        revision(4, day=2, sha1="b"),
    ]
    tagged = [history[0], replace(history[1], tags=frozenset({"mw-removed-redirect"})), *history[2:]]
    assert origin_from_history(tagged, [], ARTICLES, START).creator == ALICE.userid


def test_an_article_from_before_the_campaign_is_not_new() -> None:
    history = [revision(1, parentid=0, day=-9), revision(2, day=1)]
    assert origin_from_history(history, [], ARTICLES, START).before is True


def test_the_oldest_visible_revision_decides() -> None:
    history = [
        revision(1, parentid=0, day=1, userid=BOB.userid, text_hidden=True),
        revision(2, day=2),
    ]
    assert origin_from_history(history, [], ARTICLES, START).creator == ALICE.userid


def test_from_before_there_were_tags_only_a_text_tells_a_redirect() -> None:
    article, redirect = revision(1, parentid=0, day=-9, userid=BOB.userid), revision(2, day=-5)
    history = [article, redirect, revision(3, "mw-removed-redirect", day=3)]
    # The tag says of the last one that it was a redirect; of the first one nobody knows.
    assert origin_from_history(history, [], ARTICLES, START) == Origin(BOB.userid, before=True)
    known = origin_from_history(history, [], ARTICLES, START, redirects={1})
    assert known == Origin(ALICE.userid, before=False)


def test_when_a_page_began_is_unknown_where_its_beginning_is_gone() -> None:
    rest = [revision(4, parentid=3, day=1), revision(5, day=2, userid=BOB.userid)]
    assert origin_from_history(rest, [], ARTICLES, START) == Origin(ALICE.userid, before=None)
    older = [revision(4, parentid=3, day=-1), *rest]
    assert origin_from_history(older, [], ARTICLES, START) == Origin(ALICE.userid, before=True)
    assert origin_from_history(rest, [MOVED_IN], ARTICLES, START).before is False
