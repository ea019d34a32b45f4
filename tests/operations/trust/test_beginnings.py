"""Who brought settings that have stood for long."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mediawiki.models import Account
from bot.mediawiki.queries import AccountsById, Answers, History, Question, RevisionTexts
from bot.operations.trust.beginnings import PROBES, beginning
from tests.counting.facts import revision


class Page:
    """A page whose versions have these letters as their texts; dots are hidden ones, dashes deleted."""

    def __init__(self, letters: str) -> None:
        self.letters = letters
        self.asked = 0

    def ask(self, *questions: Question[Any]) -> Answers:
        self.asked += len(questions)
        return Answers({question: self._answer(question) for question in questions})

    def _answer(self, question: Question[Any]) -> Any:
        match question:
            case History():
                return tuple(
                    revision(n, userid=n, text_hidden=letter == ".")
                    for n, letter in enumerate(self.letters, 1)
                    if letter != "-"
                )
            case RevisionTexts(revids):
                assert len(revids) <= PROBES
                return {
                    revid: self.letters[revid - 1] for revid in revids if self.letters[revid - 1] not in ".-"
                }
            case AccountsById(userids):
                return {n: Account(n, f"User {n}") for n in userids}
        raise AssertionError(question)


def brought(letters: str) -> tuple[int, str | None]:
    page = Page(letters)
    found = beginning(1, len(letters), lambda text: text == letters[-1], page)
    assert found
    return found.revision.revid, found.author


@pytest.mark.parametrize(
    ("letters", "revid", "author"),
    [
        ("a", 1, "User 1"),
        ("aaaa", 1, "User 1"),
        ("baaa", 2, "User 2"),
        ("bbba", 4, "User 4"),
        # Whoever saved the page after a hidden version did not change what was hidden.
        ("b.aa", 3, None),
        ("b...a", 5, None),
        # ... nor what only a deleted version has.
        ("b-aa", 3, None),
        ("-aa", 2, None),
        ("b-.-aaa", 5, None),
        ("b" * 200 + "-" + "a" * 300, 202, None),
        ("b-baa", 4, "User 4"),
        ("abab", 4, "User 4"),
        ("b" * 5000 + "a" * 3000, 5001, "User 5001"),
        # What was brought back was brought by whoever did that.
        ("a" * 1000 + "b" * 50 + "a" * 1000, 1051, "User 1051"),
    ],
)
def test_the_version_that_brought_the_settings(letters: str, revid: int, author: str | None) -> None:
    assert brought(letters) == (revid, author)


@given(st.text("ab.-", min_size=1, max_size=200).filter(lambda letters: letters[-1] not in ".-"))
def test_it_has_them_and_the_one_before_has_not(letters: str) -> None:
    revid, author = brought(letters)
    assert letters[revid - 1] == letters[-1]
    before = letters[: revid - 1]
    assert not before.rstrip("-").endswith(letters[-1])
    assert (author is None) == before.endswith((".", "-"))


@pytest.mark.slow
def test_a_long_history_takes_few_questions() -> None:
    page = Page("b" * 60_000 + "a" * 40_000)
    beginning(1, 100_000, lambda text: text == "a", page)
    assert page.asked <= 6
