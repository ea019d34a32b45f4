"""One request carries many questions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.core.questions import Accounts, Contributions, History, Moves, Pages, Texts
from bot.sources.api import ApiSource
from bot.sources.api.asks import Ask, chunks, joined, merge

START = datetime(2026, 11, 1, tzinfo=UTC)


class Recorder:
    """Answers nothing and remembers what it was asked; ``answers`` are given first, one a request."""

    def __init__(self, *answers: Mapping[str, Any], batch: int = 50) -> None:
        self.batch = batch
        self.requests: list[Mapping[str, str]] = []
        self._answers = list(answers)

    def query(self, params: Mapping[str, str]) -> Mapping[str, Any]:
        self.requests.append(params)
        return self._answers.pop(0) if self._answers else {"batchcomplete": True}


def ask(**params: str) -> Ask:
    return Ask(params, lambda _response: None)


def test_different_lists_and_one_page_set_share_a_request() -> None:
    asks = [ask(list="users"), ask(list="logevents"), ask(prop="info", titles="A"), ask(meta="tokens")]
    [(params, group)] = merge(asks)
    assert params == {"list": "users|logevents", "prop": "info", "titles": "A", "meta": "tokens"}
    assert len(group) == 4


def test_two_page_sets_and_the_same_list_twice_need_two_requests() -> None:
    assert len(list(merge([ask(titles="A"), ask(generator="links")]))) == 2
    assert len(list(merge([ask(list="users", ususers="A"), ask(list="users", ususers="B")]))) == 2


def test_a_limited_question_is_asked_alone() -> None:
    limited = Ask({"list": "usercontribs"}, lambda _response: None, once=True)
    assert len(list(merge([limited, ask(list="users")]))) == 2


def test_titles_with_a_bar_are_parted_by_a_character_that_no_title_has() -> None:
    assert joined(["A", "B"]) == "A|B"
    assert joined(["A|B", "C"]) == "\x1fA|B\x1fC"
    assert list(chunks("abcde", 2)) == [("a", "b"), ("c", "d"), ("e",)]


def test_edits_moves_accounts_and_pages_are_one_request() -> None:
    recorder = Recorder()
    ApiSource(recorder).ask(
        Contributions((1, 2), START), Moves(START, frozenset({0})), Accounts(("Alice",)), Pages((7,))
    )
    assert len(recorder.requests) == 1


def test_requests_grow_with_batches_and_not_with_people_or_pages() -> None:
    recorder = Recorder(batch=50)
    ApiSource(recorder).ask(Contributions(tuple(range(1, 121)), START), Pages(tuple(range(1, 121))))
    assert len(recorder.requests) == 3


def test_a_history_is_one_request_for_each_page() -> None:
    recorder = Recorder()
    ApiSource(recorder).ask(History(1), History(2))
    assert [request["pageids"] for request in recorder.requests] == ["1", "2"]


def test_a_continued_answer_is_read_to_its_end() -> None:
    first = {
        "continue": {"uccontinue": "x", "continue": "-||"},
        "query": {"users": [{"userid": 1, "name": "Alice"}]},
    }
    second = {"query": {"users": [{"userid": 2, "name": "Bob"}]}}
    recorder = Recorder(first, second)
    question = Accounts(("Alice", "Bob", "Eve"))
    answer = ApiSource(recorder).ask(question)[question]
    assert [account and account.userid for account in answer.values()] == [1, 2, None]
    assert recorder.requests[1]["uccontinue"] == "x"


def test_texts_are_found_under_the_title_that_was_asked_for() -> None:
    version = {"revid": 5, "timestamp": "2026-11-01T00:00:00Z", "slots": {"main": {"content": "hi"}}}
    answer = {
        "query": {
            "normalized": [{"from": "a b", "to": "A b"}],
            "redirects": [{"from": "A b", "to": "C"}],
            "pages": [{"pageid": 3, "ns": 0, "title": "C", "revisions": [version]}],
        }
    }
    question = Texts(("a b", "Missing"), follow=True)
    texts = ApiSource(Recorder(answer)).ask(question)[question]
    assert (texts["a b"].title, texts["a b"].text) == ("C", "hi")
    assert not texts["Missing"].exists


def test_a_category_without_a_page_still_tells_its_members() -> None:
    row = {"ns": 14, "title": "Category:X", "missing": True, "categoryinfo": {"size": 3, "pages": 3}}
    question = Texts(("Category:X",))
    category = ApiSource(Recorder({"query": {"pages": [row]}})).ask(question)[question]["Category:X"]
    assert (category.exists, category.members) == (False, 3)
