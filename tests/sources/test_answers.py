"""Half an answer is a failed read: it is asked for again, and nothing of it is ever used."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mediawiki import queries as q
from bot.operations.ports import WikiUnavailable
from bot.sources.api.source import AGAIN, ApiSource

from .recorded import Exchange, Replay, exchanges, places

GONE = object()
INSTEAD: tuple[Any, ...] = (GONE, None, {}, [], "x")
"""What takes a subtree's place; ``GONE``: nothing does."""

MAY_BE_LEFT_OUT = frozenset(
    {
        "categories",
        "categoryinfo",
        "contributors",
        "dest_title",
        "langlinks",
        "locked",
        "newuser",
        "parentid",
        "redirect",
        "redirects",
        "size",
        "sizediff",
        "suppressed",
        "talkid",
        "target_ns",
        "target_title",
        "templates",
        "texthidden",
    }
)
"""What the wiki leaves out where it has nothing to say, so that nobody sees that it is missing."""
WORDS = frozenset(
    {
        "action",
        "comment",
        "content",
        "contentmodel",
        "dest_title",
        "imagerepository",
        "name",
        "newuser",
        "sha1",
        "target_title",
        "title",
        "type",
        "user",
    }
)
"""Texts of the wiki, of which only it knows whether they are right."""


FOUND = frozenset({"campaigns", "links", "some links"})
"""Questions to which "nothing was found" is an answer without pages."""
SOMETIMES = frozenset({"versions", "history of a time"})
"""Questions to which a page without revisions is an answer."""


NONE_IS_AN_ANSWER = q.RenamedTo | q.MovedTo | q.GlobalAccount


def unseen(path: tuple[Any, ...], value: Any, instead: Any, exchange: Exchange, part: int) -> bool:
    """Whether an answer that is spoilt in this way is well formed all the same."""
    whole = exchange.parts[part]
    if exchange.name in FOUND and path in {("query",), ("query", "pages")}:
        return True
    if exchange.name in SOMETIMES and path[-1:] == ("revisions",):
        return True
    last = path[-1] if path else None
    if instead is None and last == "registration":
        # Of accounts that are older than the wiki's notes.
        return True
    names = [name for name in path if isinstance(name, str)]
    if instead == "x":
        return isinstance(value, str) and bool(names) and (last in WORDS or isinstance(last, int))
    if instead == []:
        # A list that is too short looks like one that is whole; PHP writes a list for an empty object, too.
        return isinstance(value, list) or last == "params"
    if instead is GONE:
        # ... and the end of a list looks like one when all that it says of what follows is missing.
        ended = last == "continue" and "batchcomplete" in whole
        return isinstance(last, int) or last in MAY_BE_LEFT_OUT or ended
    return (instead == {} and last == "params") or (instead in ({}, "x") and "continue" in names)


def spoilt(whole: Any, path: tuple[Any, ...], instead: Any) -> Any:
    """The answer with something in the place of a subtree."""
    if not path:
        return None if instead is GONE else instead
    answer = deepcopy(whole)
    inner = answer
    for name in path[:-1]:
        inner = inner[name]
    if instead is GONE:
        del inner[path[-1]]
    else:
        inner[path[-1]] = deepcopy(instead)
    return answer


def inner(value: Any, path: tuple[Any, ...]) -> Any:
    for name in path:
        value = value[name]
    return value


def answered(replay: Replay) -> Any:
    """The answer, or the problem that was told instead of one."""
    question = replay.exchange.question
    try:
        return ApiSource(replay, "wiki.example.org").ask(question)[question]
    except WikiUnavailable as unavailable:
        return unavailable.message.key


def spoilt_alike(exchange: Exchange, part: int, path: tuple[Any, ...], instead: Any) -> bool:
    """Whether nobody can see that the answer is spoilt."""
    return unseen(path, inner(exchange.parts[part], path), instead, exchange, part)


@pytest.mark.parametrize("exchange", exchanges(), ids=lambda exchange: exchange.name)
def test_what_the_wiki_says_is_whole(exchange: Exchange) -> None:
    replay = Replay(exchange)
    assert answered(replay) != "wiki-half-answer"
    assert len(replay.sent) == len(exchange.parts)


@pytest.mark.parametrize("exchange", exchanges(), ids=lambda exchange: exchange.name)
def test_an_answer_that_lacks_anything_gives_the_same_values_or_none(exchange: Exchange) -> None:
    right = answered(Replay(exchange))
    for part, whole in enumerate(exchange.parts):
        for path in places(whole):
            for instead in INSTEAD:
                found = answered(Replay(exchange, part, spoilt(whole, path, instead)))
                if found != "wiki-half-answer" and not spoilt_alike(exchange, part, path, instead):
                    assert found == right, (part, path, instead)


@given(st.data())
def test_nothing_that_a_wiki_may_answer_is_more_than_half_an_answer(data: st.DataObject) -> None:
    """However many places of an answer are spoilt: it is used, or told to be half, and breaks nothing."""
    exchange = data.draw(st.sampled_from(exchanges()))
    part = data.draw(st.integers(0, len(exchange.parts) - 1))
    answer: Any = exchange.parts[part]
    for _ in range(data.draw(st.integers(1, 4))):
        path = data.draw(st.sampled_from(list(places(answer))))
        answer = spoilt(answer, path, data.draw(st.sampled_from(INSTEAD)))
    replay = Replay(exchange, part, answer)
    try:
        assert answered(replay) is not None or isinstance(exchange.question, NONE_IS_AN_ANSWER)
    except IndexError:
        # It says that it goes on where nothing was recorded.
        assert len(replay.sent) > len(exchange.parts)


def test_half_an_answer_is_asked_for_again_and_then_told() -> None:
    exchange = next(one for one in exchanges() if one.name == "accounts")
    replay = Replay(exchange, 0, {"batchcomplete": True})
    with pytest.raises(WikiUnavailable) as caught:
        ApiSource(replay, "wiki.example.org").ask(exchange.question)
    assert len(replay.sent) == 1 + AGAIN
    assert caught.value.message.params == ("wiki.example.org", "query")


class Once(Replay):
    """Spoils an answer once."""

    def query(self, params: Mapping[str, str]) -> Any:
        answer = super().query(params)
        self.spoilt = -1
        return answer


@pytest.mark.parametrize("name", ["contributions", "events", "texts", "campaigns", "history"])
def test_what_is_whole_at_the_second_time_is_used(name: str) -> None:
    exchange = next(one for one in exchanges() if one.name == name)
    again = Once(exchange, 0, {})
    assert answered(again) == answered(Replay(exchange))
    assert len(again.sent) == len(exchange.parts) + 1


@pytest.mark.parametrize(
    "warning",
    [
        'Too many values supplied for parameter "titles". The limit is 50.',
        "Unrecognized parameter: ucuserids.",
        'Unrecognized value for parameter "ucprop": sizediff',
        "This result was truncated because it would otherwise be larger than the limit of 8,388,608 bytes.",
    ],
)
def test_a_warning_that_something_was_passed_over_is_no_answer(warning: str) -> None:
    exchange = next(one for one in exchanges() if one.name == "revision texts")
    told = {**exchange.parts[0], "warnings": {"query": {"warnings": f"This is old.\n{warning}"}}}
    assert answered(Replay(exchange, 0, told)) == "wiki-half-answer"
    harmless = {**told, "warnings": {"main": {"warnings": 'The parameter "rvslots" has been deprecated.'}}}
    assert answered(Replay(exchange, 0, harmless)) == answered(Replay(exchange))


def test_a_text_that_comes_in_parts_is_cut_and_whole() -> None:
    exchange = next(one for one in exchanges() if one.name == "revision texts")
    (part,) = exchange.parts
    page, *others = part["query"]["pages"]
    cut = {"result": {"warnings": "This result was truncated because it would otherwise be larger than …"}}
    first, second = [], []
    for one in part["query"]["pages"]:
        early, *late = one["revisions"]
        first.append({**one, "revisions": [early]})
        second.append(
            {**{k: v for k, v in one.items() if k != "revisions"}, **({"revisions": late} if late else {})}
        )
    goes_on = {"continue": {"rvcontinue": "5", "continue": "||"}, "warnings": cut}
    query = {name: value for name, value in part["query"].items() if name != "pages"}
    parts = ({**goes_on, "query": {**query, "pages": first}}, {**part, "query": {**query, "pages": second}})
    both = Exchange(exchange.name, exchange.question, parts)
    assert answered(Replay(both)) == answered(Replay(exchange))
    assert page or others


def test_an_answer_that_goes_round_in_circles_ends() -> None:
    exchange = next(one for one in exchanges() if len(one.parts) > 1)
    first = exchange.parts[0]
    circle = Exchange(exchange.name, exchange.question, (first, first, first))
    assert answered(Replay(circle)) == "wiki-half-answer"


def test_a_page_that_comes_in_two_parts_keeps_its_state() -> None:
    """What did not fit comes later, and then the wiki does not tell again what was told of the page."""
    where = {"pageid": 7, "ns": 0, "title": "A"}
    category = {"ns": 14, "title": "Category:%d"}
    first = {
        **where,
        "lastrevid": 9,
        "contentmodel": "wikitext",
        "redirect": True,
        "categories": [{**category, "title": "Category:1"}],
    }
    second = {**where, "categories": [{**category, "title": "Category:2"}]}
    goes_on = {"clcontinue": "7|2", "continue": "||info"}
    question = q.Pages((7,), categories=True)
    parts = (
        {"continue": goes_on, "query": {"pages": [first]}},
        {"batchcomplete": True, "query": {"pages": [second]}},
    )
    found = answered(Replay(Exchange("pages", question, parts)))
    assert (found[7].page.lastrevid, found[7].page.redirect) == (9, True)
    assert found[7].categories == {"Category:1", "Category:2"}


def test_an_account_that_may_see_what_is_deleted_is_told_that_it_is() -> None:
    """Only when asked: without ``deletedrevisions`` the wiki says nothing of such a revision."""
    question = q.Revisions((5,))
    silent = {"batchcomplete": True, "query": {"pages": [{"ns": 0, "title": "A", "missing": True}]}}
    row = {"ns": 0, "title": "A", "missing": True, "deletedrevisions": [{"revid": 5}]}
    told = {"batchcomplete": True, "query": {"pages": [row]}}
    asked: list[str] = []

    class Privileged:
        batch = 50

        def query(self, params: Mapping[str, str]) -> Mapping[str, Any]:
            asked.append(params["prop"])
            return told if "deletedrevisions" in params["prop"] else silent

    assert ApiSource(Privileged()).ask(question)[question] == {}
    assert asked == ["revisions", "revisions|deletedrevisions"]
