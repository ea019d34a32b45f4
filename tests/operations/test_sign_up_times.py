"""When names were signed up, out of several sources: the earliest time counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.declaration.campaign import Participants
from bot.features.participants.source import FoundNames, ListedNames, SourceContext
from bot.mediawiki.queries import Answers, PageText, Question, SignedVersion, SignedVersions
from bot.operations.counting.pending_notes import PendingNotes
from bot.operations.counting.sign_up_times import SignUpTimes
from bot.store.store import Store
from tests.counting.facts import START, campaign
from tests.data import small_site
from tests.keys import WIKI

HEADINGS = ("Participants",)
BOT = "CampaignBot"


def day(number: float) -> datetime:
    return START + timedelta(days=number)


@dataclass
class Versions:
    """A source that knows the versions of one page, by day; ``asked`` is how often it was asked."""

    texts: Mapping[int, str]
    asked: int = 0

    def ask(self, *questions: Question[Any]) -> Answers:
        """The versions, two at a time."""
        self.asked += 1
        return Answers({one: self._answer(one) for one in questions if isinstance(one, SignedVersions)})

    def _answer(self, question: SignedVersions) -> tuple[tuple[SignedVersion, ...], bool]:
        made = [
            SignedVersion(number, number - 1, day(when), 7, "Olga", text)
            for number, (when, text) in enumerate(sorted(self.texts.items()), 1)
        ]
        left = [one for one in reversed(made) if not question.before or one.revid < question.before]
        return tuple(left[:2]), len(left) > 2


def page(texts: Mapping[int, str], user: str = "Olga") -> PageText:
    return PageText("Project:Test", 5, 4, len(texts), text=texts[max(texts)], user=user)


def times(
    *found: FoundNames, listed: tuple[str, ...] = (), source: Versions | None = None, notes: Any = None
) -> Mapping[str, datetime]:
    site = small_site()
    title = site.title("Project:Test")
    assert title is not None
    declared = replace(campaign(), participants=Participants(from_signup=True))
    around = SourceContext(site, title, PageText("Project:Test"), HEADINGS)
    notes = notes or PendingNotes(Store().results(WIKI, 1))
    names = listed or tuple(name for one in found if one.on_lists for name in one.names)
    return SignUpTimes(notes, BOT, declared).of(found, names, around, source or Versions({}))


EVENT = FoundNames(("Alice", "Bob"), joined={"Alice": day(3), "Bob": day(9)})
SIGNED = FoundNames(("Alice", "Bob"), on_lists=True, joined={"Alice": day(6), "Bob": day(6)})
NAMED = FoundNames(("Bob",))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ((SIGNED,), {"Alice": day(6), "Bob": day(6)}),
        ((EVENT, SIGNED), {"Alice": day(3), "Bob": day(6)}),
        ((SIGNED, NAMED), {"Alice": day(6)}),
        ((NAMED,), {}),
    ],
)
def test_the_earliest_time_of_all_sources_counts(
    found: tuple[FoundNames, ...], expected: Mapping[str, datetime]
) -> None:
    assert times(*found) == expected


def listing(texts: Mapping[int, str], *names: str, user: str = "Olga") -> FoundNames:
    return FoundNames(names, on_lists=True, lists=(ListedNames((page(texts, user),), (), HEADINGS),))


def under(*names: str) -> str:
    return "== Participants ==\n" + "".join(f"* [[User:{name}]]\n" for name in names)


def test_a_name_without_a_date_counts_from_its_first_version() -> None:
    texts = {
        -9: under("Zoe"),
        -1: under("Bob"),
        2: under("Bob", "Alice"),
        4: under(),
        8: under("Alice", "Zoe"),
    }
    source = Versions(texts)
    found = times(listing(texts, "Bob", "Alice", "Zoe"), source=source)
    # Zoe was taken off the list before the start.
    assert found == {"Bob": day(-1), "Alice": day(2), "Zoe": day(8)}


def test_of_a_name_on_a_list_and_at_an_event_both_are_looked_at() -> None:
    texts = {2: under("Alice"), 8: under("Alice", "Bob")}
    found = times(EVENT, listing(texts, "Alice", "Bob"), source=Versions(texts))
    assert found == {"Alice": day(2), "Bob": day(8)}


def test_what_was_read_is_remembered_until_somebody_new_comes() -> None:
    texts = {1: under("Alice"), 3: under("Alice", "Bob")}
    notes, source = PendingNotes(Store().results(WIKI, 1)), Versions(texts)
    first = times(listing(texts, "Alice", "Bob"), source=source, notes=notes)
    asked = source.asked
    saved = {**texts, 4: under("Alice", "Bob")}
    assert times(listing(saved, "Alice", "Bob", user=BOT), source=source, notes=notes) == first
    assert source.asked == asked
    more = {**saved, 5: under("Alice", "Bob", "Carol")}
    source = Versions(more)
    later = times(listing(more, "Alice", "Bob", "Carol"), source=source, notes=notes)
    assert later == {**first, "Carol": day(5)}
    assert later == times(listing(more, "Alice", "Bob", "Carol"), source=Versions(more))
    assert source.asked == 2


def test_a_name_that_no_version_has_takes_part_from_the_beginning_and_is_not_looked_for_again() -> None:
    texts = {1: under("Alice")}
    notes, source = PendingNotes(Store().results(WIKI, 1)), Versions(texts)
    for _ in range(2):
        assert times(listing(texts, "Alice", "Ghost"), source=source, notes=notes) == {"Alice": day(1)}
    assert source.asked == 1
