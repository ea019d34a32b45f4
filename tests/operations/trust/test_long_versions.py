"""A page whose versions are as long as a page can be takes no turn for ever."""

from __future__ import annotations

import pytest

from bot.mediawiki.queries import SignedVersions
from tests.operations.trust.test_judge import Kept, Past, found, text_of

LENGTH = 500


@pytest.fixture
def past(monkeypatch: pytest.MonkeyPatch) -> Past:
    """Settings that an organizer trusted, and 400 long versions by somebody else; few characters are read."""
    monkeypatch.setattr("bot.operations.trust.review.MOST_READ", 80 * LENGTH)
    made = Past()
    made.save("Olga", text_of("v2", 0))
    return made


def long(past: Past, what: str = "v2", number: int = 400) -> None:
    for talk in range(number):
        past.save("Newbie", text_of(what, talk) + "x" * LENGTH)


def test_so_many_characters_are_read_and_no_more(past: Past) -> None:
    kept = Kept()
    trusted = found(past, kept).approved
    long(past)
    past.save("Olga", text_of("v2", 1))
    past.save("Newbie", text_of("v2", 2))
    past.asked.clear()
    past.save("Newbie", text_of("v1", 3))
    after = found(past, kept)
    assert past.asked.count(SignedVersions) <= 3
    assert after.approved == trusted
    assert after.waiting
    assert after.waiting.author == "Newbie"


def test_nothing_is_trusted_because_it_lies_deeper_than_that(past: Past) -> None:
    kept = Kept()
    trusted = found(past, kept)
    long(past, "v3")
    past.save("Tess", text_of("v3", 1000))
    after = found(past, kept)
    assert (after.approved, after.good) == (trusted.approved, trusted.good)
    assert after.waiting
