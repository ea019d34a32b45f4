"""One request carries many questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.mediawiki.queries import (
    Accounts,
    AccountsById,
    Authors,
    Campaigns,
    CategoryParents,
    Clock,
    Contributions,
    Events,
    ExistingFiles,
    History,
    Moves,
    OtherNames,
    Pages,
    PagesTitled,
    PageTexts,
    Question,
    ReadMoment,
    RedirectChanges,
    Redirects,
    Reverted,
    Revisions,
    RevisionTexts,
    Uploaders,
    Window,
)
from bot.sources.api.api_query import ApiQuery, chunks, joined, merge
from bot.sources.api.source import ApiSource

from .nothing import nothing

START = datetime(2026, 11, 1, tzinfo=UTC)


class Recorder:
    """Has nothing and remembers what it was asked; ``answers`` are given first, one a request."""

    def __init__(self, *answers: Mapping[str, Any], batch: int = 50) -> None:
        self.batch = batch
        self.requests: list[Mapping[str, str]] = []
        self._answers = list(answers)

    def query(self, params: Mapping[str, str]) -> Mapping[str, Any]:
        self.requests.append(params)
        return self._answers.pop(0) if self._answers else nothing(params)


def ask(**params: str) -> ApiQuery:
    return ApiQuery(params, lambda _response: None)


def test_different_lists_and_one_page_set_share_a_request() -> None:
    asks = [ask(list="users"), ask(list="logevents"), ask(prop="info", titles="A"), ask(meta="tokens")]
    [(params, group)] = merge(asks)
    assert params == {"list": "users|logevents", "prop": "info", "titles": "A", "meta": "tokens"}
    assert len(group) == 4


def test_two_page_sets_and_the_same_list_twice_need_two_requests() -> None:
    assert len(list(merge([ask(titles="A"), ask(generator="links")]))) == 2
    assert len(list(merge([ask(list="users", ususers="A"), ask(list="users", ususers="B")]))) == 2


def test_two_values_of_one_name_need_two_requests() -> None:
    assert len(list(merge([ask(titles="A", redirects="1"), ask(list="users", redirects="1")]))) == 1
    assert len(list(merge([ask(list="users", limit="1"), ask(list="logevents", limit="2")]))) == 2


def test_a_module_that_two_asks_use_is_named_once() -> None:
    [(params, _)] = merge([ask(meta="tokens|userinfo"), ask(meta="tokens|siteinfo")])
    assert params == {"meta": "tokens|userinfo|siteinfo"}


def test_titles_with_a_bar_are_parted_by_a_character_that_no_title_has() -> None:
    assert joined(["A", "B"]) == "A|B"
    assert joined(["A|B", "C"]) == "\x1fA|B\x1fC"
    assert list(chunks("abcde", 2)) == [("a", "b"), ("c", "d"), ("e",)]


def test_edits_moves_accounts_and_pages_are_one_request() -> None:
    recorder = Recorder()
    ApiSource(recorder).ask(Contributions((1, 2), START), Moves(START), Accounts(("Alice",)), Pages((7,)))
    assert len(recorder.requests) == 1


@pytest.mark.parametrize(("people", "requests"), [(0, 2), (1, 2), (500, 2), (501, 4), (1000, 4), (1001, 6)])
def test_a_look_at_what_is_new_takes_two_requests_for_each_batch_of_people(
    people: int, requests: int
) -> None:
    userids = tuple(range(1, people + 1))
    recorder = Recorder(batch=500)
    ApiSource(recorder).ask(
        Accounts(tuple(f"P{userid}" for userid in userids)),
        Contributions(userids, START),
        Reverted(userids, START),
        Events(START),
        RedirectChanges(START),
        Clock(),
        Pages(tuple(range(1, 301))),
    )
    assert len(recorder.requests) == requests


def test_the_first_part_of_one_question_shares_a_request_with_all_of_the_others() -> None:
    row = {
        "userid": 1,
        "revid": 1,
        "pageid": 1,
        "timestamp": "2026-11-02T00:00:00Z",
        "tags": [],
        "comment": "",
    }
    nobody = {"name": "Alice", "missing": True}
    continued = {"uccontinue": "x", "lecontinue": "y", "continue": "-||users"}
    recorder = Recorder(
        {"continue": continued, "query": {"usercontribs": [row], "logevents": [], "users": [nobody]}},
        {
            "continue": {"lecontinue": "z", "continue": "-||users|usercontribs"},
            "query": {"logevents": []},
        },
    )
    question = Contributions((1,), START, limit=1)
    answers = ApiSource(recorder).ask(question, Events(START), Accounts(("Alice",)))
    assert [revision.revid for revision in answers[question]] == [1]
    _, second, third = recorder.requests
    assert (second["lecontinue"], second["continue"]) == ("y", "-||users|usercontribs")
    assert (third["lecontinue"], third["continue"]) == ("z", "-||users|usercontribs")
    assert "uccontinue" not in second.keys() | third.keys()


def test_nothing_is_continued_where_the_first_part_is_enough() -> None:
    told = {"usercontribs": [], "users": [{"name": "Alice", "missing": True}]}
    recorder = Recorder({"continue": {"uccontinue": "x", "continue": "-||users"}, "query": told})
    ApiSource(recorder).ask(Contributions((1,), START, limit=1), Accounts(("Alice",)))
    assert len(recorder.requests) == 1


def test_the_wikis_time_is_that_of_the_first_answer() -> None:
    recorder = Recorder({"batchcomplete": True, "curtimestamp": "2026-11-01T00:00:01Z"})
    ApiSource(recorder).ask(Clock())
    assert recorder.requests == [{"curtimestamp": "1"}]
    more = {
        "continue": {"lecontinue": "x", "continue": "-||"},
        "curtimestamp": "2026-11-01T00:00:01Z",
        "query": {"logevents": []},
    }
    answers = ApiSource(Recorder(more)).ask(Events(START), Clock())
    assert answers[Clock()] == ReadMoment(datetime(2026, 11, 1, 0, 0, 1, tzinfo=UTC))


BY_NAME: list[Callable[[tuple[Any, ...]], Question[Any]]] = [
    PageTexts,
    Accounts,
    Authors,
    PagesTitled,
    ExistingFiles,
    Uploaders,
    OtherNames,
    CategoryParents,
    lambda titles: Campaigns(None, None, (), titles),
    AccountsById,
    lambda userids: Contributions(userids, START),
    lambda userids: Reverted(userids, START),
    Pages,
    lambda titles: Pages((1,), templates=titles),
    Revisions,
    Redirects,
    RevisionTexts,
]


@pytest.mark.parametrize("make", BY_NAME)
@pytest.mark.parametrize("batch", [50, 500])
def test_no_request_names_more_than_the_wiki_takes(
    make: Callable[[tuple[Any, ...]], Question[Any]], batch: int
) -> None:
    recorder = Recorder(batch=batch)
    ApiSource(recorder).ask(make(tuple(range(1, 2 * batch + 2))))
    named = [max(len(value.split("|")) for value in request.values()) for request in recorder.requests]
    assert [number for number in named if number > 9] == [batch, batch]
    assert len(named) == 3


def test_requests_grow_with_batches_and_not_with_people_or_pages() -> None:
    recorder = Recorder(batch=50)
    ApiSource(recorder).ask(Contributions(tuple(range(1, 121)), START), Pages(tuple(range(1, 121))))
    assert len(recorder.requests) == 3


def test_a_history_is_one_request_for_each_page() -> None:
    recorder = Recorder()
    ApiSource(recorder).ask(History(1), History(2))
    assert [request["pageids"] for request in recorder.requests] == ["1", "2"]


def test_the_newest_part_of_a_history_is_read_until_it_is_enough() -> None:
    def part(*revids: int, more: bool = True) -> dict[str, Any]:
        found = [
            {
                "revid": revid,
                "parentid": revid - 1,
                "timestamp": f"2026-11-{revid:02}T00:00:00Z",
                "userid": 1,
                "user": "Alice",
                "size": 100 + revid,
                "sha1": "0" * 40,
                "comment": "",
                "tags": [],
            }
            for revid in revids
        ]
        page = {"pageid": 1, "ns": 0, "title": "A", "revisions": found}
        goes_on = {"continue": {"rvcontinue": f"{revids[-1]}", "continue": "||"}}
        return {**(goes_on if more else {"batchcomplete": True}), "query": {"pages": [page]}}

    parts = [part(9, 8, 7), part(6, 5, 4), part(3, 2, 1, more=False)]
    for lead, requests in ((0, 1), (1, 2), (4, 3), (20, 3)):
        recorder = Recorder(*parts)
        question = Window(1, datetime(2026, 11, 7, tzinfo=UTC), lead)
        answer = ApiSource(recorder).ask(question)[question]
        assert [one.revid for one in answer] == list(range(max(1, 7 - lead), 10))
        assert len(recorder.requests) == requests


def test_a_continued_answer_is_read_to_its_end() -> None:
    first = {
        "continue": {"ususers": "Bob|Eve", "continue": "-||"},
        "query": {"users": [{"userid": 1, "name": "Alice", "groups": [], "registration": None}]},
    }
    bob = {"userid": 2, "name": "Bob", "groups": [], "registration": None}
    rows = [bob, {"name": "Eve", "missing": True}]
    second = {"batchcomplete": True, "query": {"users": rows}}
    recorder = Recorder(first, second)
    question = Accounts(("Alice", "Bob", "Eve"))
    answer = ApiSource(recorder).ask(question)[question]
    assert [account and account.userid for account in answer.values()] == [1, 2, None]
    assert recorder.requests[1]["ususers"] == "Bob|Eve"


def test_texts_are_found_under_the_title_that_was_asked_for() -> None:
    author = {"userid": 1, "user": "Alice"}
    slots = {"main": {"content": "hi"}}
    version = {"revid": 5, "timestamp": "2026-11-01T00:00:00Z", **author, "slots": slots}
    row = {
        "pageid": 3,
        "ns": 0,
        "title": "C",
        "lastrevid": 5,
        "contentmodel": "wikitext",
        "revisions": [version],
    }
    answer = {
        "batchcomplete": True,
        "query": {
            "normalized": [{"from": "a b", "to": "A b"}],
            "redirects": [{"from": "A b", "to": "C"}],
            "pages": [row, {"ns": 0, "title": "Missing", "missing": True}],
        },
    }
    question = PageTexts(("a b", "Missing"), follow=True)
    texts = ApiSource(Recorder(answer)).ask(question)[question]
    assert (texts["a b"].title, texts["a b"].text) == ("C", "hi")
    assert not texts["Missing"].exists


def test_a_category_without_a_page_still_tells_its_members() -> None:
    row = {
        "ns": 14,
        "title": "Category:X",
        "missing": True,
        "categoryinfo": {"size": 3, "pages": 3, "subcats": 0},
    }
    question = PageTexts(("Category:X",))
    answer = {"batchcomplete": True, "query": {"pages": [row]}}
    category = ApiSource(Recorder(answer)).ask(question)[question]["Category:X"]
    assert (category.exists, category.members) == (False, 3)
