"""Which settings run, which wait, and who approves them, told as the history of a page.

A line of a history is ``who: settings``, with what is special about the edit behind a ``!``. The settings
are a word, with the organizers that they name in brackets: ``v1[Olga,Oscar]``. A word that begins with
``bad`` has problems, and ``-`` is a page without settings.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.approval import NO_SETTINGS, Version, WaitingReason, approvers, reviewed

DAY = datetime(2026, 10, 1, tzinfo=UTC)
IPS = ("192.0.2.7",)


def settings(text: str) -> str:
    return NO_SETTINGS if text == "-" else text


@dataclass
class Village:
    """Who may declare, who is an account that was there from the beginning, and who made the page."""

    trusted: frozenset[str] = frozenset({"Olga", "Oscar", "Tess", "Admin"})
    there: frozenset[str] = frozenset({"Olga", "Oscar", "Tess", "Admin", "Newbie", "Mallory", "Sock"})
    made: frozenset[str] = frozenset({"Olga"})
    signing: set[int] = field(default_factory=set)

    def may_declare(self, name: str) -> bool:
        return name in self.trusted

    def named_before(self, name: str, _when: datetime) -> bool:
        return name in self.there

    def makers(self) -> frozenset[str]:
        return self.made

    def organizers(self, settings: str) -> frozenset[str] | None:
        if settings == NO_SETTINGS or settings.startswith("bad"):
            return None
        return frozenset(filter(None, settings.partition("[")[2].rstrip("]").split(",")))

    def expect(self, names: Iterable[str]) -> None:
        pass

    def approves(self, version: Version) -> bool:
        return version.revid not in self.signing


def versions(history: str, people: Village, first: int = 1) -> list[Version]:
    found = []
    for revid, line in enumerate(history.strip().splitlines(), first):
        edit, _, special = line.partition("!")
        who, _, what = edit.strip().partition(": ")
        author = None if who in IPS or special.strip() == "author hidden" else who
        said = None if special.strip() == "text hidden" else settings(what.strip())
        if special.strip() == "signs up":
            people.signing.add(revid)
        signed = special.strip() != "no campaign"
        found.append(Version(revid, DAY + timedelta(days=revid), author, said, who, revid - 1, signed))
    return found


def told(history: str, people: Village | None = None) -> str:
    """``runs / waits``, the revids."""
    people = people or Village()
    approval = reviewed(versions(history, people), people)
    runs = approval.good.settings if approval.good else "nothing"
    waits = approval.waiting.settings or "-" if approval.waiting else ""
    return f"{runs} / {waits}" if approval.waiting else str(runs)


HISTORIES = {
    "the first settings run": ("Olga: v1", "v1"),
    "an IP's first settings wait": ("192.0.2.7: v1", "nothing / v1"),
    "a new account's wait": ("Newbie: v1", "nothing / v1"),
    "a trusted account that saves them makes them run": ("Newbie: v1\nTess: v1a", "v1a"),
    "a trusted edit beside them does not": ("Newbie: v1\nTess: v1", "nothing / v1"),
    "the page's maker's does": ("Olga: -\nNewbie: v1\nOlga: v1", "v1"),
    "an untrusted maker approves nothing": ("Newbie: v1\nNewbie: v1", "nothing / v1"),
    "a change by anybody trusted runs": ("Olga: v1\nTess: v2", "v2"),
    "a stranger's change waits": ("Olga: v1\nMallory: v2", "v1 / v2"),
    "an edit by a stranger beside them changes nothing": ("Olga: v1\nMallory: v1", "v1"),
    "a change that is taken back is gone": ("Olga: v1\nMallory: v2\n192.0.2.7: v1", "v1"),
    "and with it what it waited for": ("Olga: v1\nMallory: v2\nTess: v1", "v1"),
    "an older version put back by a stranger waits": ("Olga: v1\nOlga: v2\nMallory: v1", "v2 / v1"),
    "and one put back by somebody trusted runs": ("Olga: v1\nOlga: v2\nTess: v1", "v1"),
    "a trusted edit elsewhere does not approve": (
        "Olga: v1[Olga]\nMallory: v2[Olga]\nTess: v2[Olga]",
        "v1[Olga] / v2[Olga]",
    ),
    "an organizer's does": ("Olga: v1[Oscar]\nMallory: v2[Oscar]\nOscar: v2[Oscar]", "v2[Oscar]"),
    "but not where organizers only sign up": (
        "Olga: v1[Oscar]\nMallory: v2[Oscar]\nOscar: v2[Oscar] ! signs up",
        "v1[Oscar] / v2[Oscar]",
    ),
    "where organizers are named, the maker is not one": (
        "Olga: v1[Oscar]\nMallory: v2[Oscar]\nOlga: v2[Oscar]",
        "v1[Oscar] / v2[Oscar]",
    ),
    "where none is named, the maker approves": ("Olga: v1\nMallory: v2\nOlga: v2", "v2"),
    "where those who are named are nobody, the maker does": (
        "Olga: v1[Olgaa]\nMallory: v2[Olgaa]\nOlga: v2[Olgaa]",
        "v2[Olgaa]",
    ),
    "trusted on top of untrusted: the whole was saved": ("Olga: v1\nMallory: v2\nTess: v3", "v3"),
    "untrusted on top of trusted waits": ("Olga: v1\nTess: v2\nMallory: v3", "v2 / v3"),
    "the last of several strangers' changes waits": ("Olga: v1\nMallory: v2\n192.0.2.7: v3", "v1 / v3"),
    "only an organizer names others": ("Olga: v1[Olga]\nTess: v1[Tess]", "v1[Olga] / v1[Tess]"),
    "an organizer does": ("Olga: v1[Oscar]\nOscar: v1[Oscar,Tess]", "v1[Oscar,Tess]"),
    "the maker does": ("Olga: v1[Oscar]\nOlga: v1[Olga]", "v1[Olga]"),
    "where none was named, only the maker names one": ("Olga: v1\nTess: v1[Tess]", "v1 / v1[Tess]"),
    "the order of organizers is nothing": ("Olga: v1[Olga,Oscar]\nTess: v2[Oscar,Olga]", "v2[Oscar,Olga]"),
    "a sock that names itself does not approve itself": (
        "Olga: v1[Olga]\nMallory: v2[Sock]\nSock: v2[Sock]\nMallory: v2[Sock]",
        "v1[Olga] / v2[Sock]",
    ),
    "not even a trusted one": (
        "Olga: v1[Olga]\nTess: v2[Tess]\nTess: v2[Tess]\nTess: v3[Tess]",
        "v1[Olga] / v3[Tess]",
    ),
    "a trusted change does not carry a stranger's organizers with it": (
        "Olga: v1[Olga]\nMallory: v1[Sock]\nTess: v2[Sock]",
        "v1[Olga] / v2[Sock]",
    ),
    "an organizer approves other organizers": ("Olga: v1[Olga]\nTess: v1[Tess]\nOlga: v1[Tess]", "v1[Tess]"),
    "who was an organizer is none afterwards": (
        "Olga: v1[Oscar]\nOlga: v1[Olga]\nMallory: v2[Olga]\nOscar: v2[Olga]",
        "v1[Olga] / v2[Olga]",
    ),
    "an organizer may declare because of being one": ("Olga: v1[Newbie]\nNewbie: v2[Newbie]", "v2[Newbie]"),
    "a name that is nobody's yet is no organizer": (
        "Olga: v1[Later]\nLater: v2[Later]",
        "v1[Later] / v2[Later]",
    ),
    "a hidden author is not trusted": ("Olga: v1\nTess: v2 ! author hidden", "v1 / v2"),
    "nor whoever saves the page after a hidden text": (
        "Olga: v1\nMallory: v2 ! text hidden\nTess: v2",
        "v1 / v2",
    ),
    "a hidden text in between is no change": ("Olga: v1\nMallory: v2 ! text hidden\nTess: v1", "v1"),
    "settings taken off by a stranger run on": ("Olga: v1\nMallory: -", "v1 / -"),
    "and put back by anybody": ("Olga: v1\nMallory: -\n192.0.2.7: v1", "v1"),
    "taken off before anything ran, they are gone": ("Mallory: v1\nMallory: -", "nothing"),
    "settings with problems are no good ones": ("Olga: v1\nOlga: bad", "v1"),
    "a stranger's that have problems wait": ("Olga: v1\nMallory: bad", "v1 / bad"),
    "organizers are those of the last good settings": (
        "Olga: v1[Olga]\nTess: bad\nTess: v2[Tess]",
        "v1[Olga] / v2[Tess]",
    ),
    "before any were good, whoever may declare names them": ("Olga: bad\nTess: v1[Tess]", "v1[Tess]"),
    "an example becomes no campaign by a stranger's hand": (
        "Olga: v1 ! no campaign\nMallory: v1",
        "nothing / v1",
    ),
    "but by a trusted one": ("Mallory: v1 ! no campaign\nTess: v1", "v1"),
    "what a stranger changes together with the sign is not approved by putting the sign back": (
        "Olga: v1\nMallory: v2 ! no campaign\nTess: v2",
        "v1 / v2",
    ),
    "the page was there before the campaign": ("Olga: -\nTess: -\nNewbie: -\nTess: v1", "v1"),
}  # fmt: skip


@pytest.mark.parametrize("case", HISTORIES)
def test_what_runs_and_what_waits(case: str) -> None:
    history, expected = HISTORIES[case]
    assert told(history) == expected


def test_a_change_waits_because_of_its_author_or_of_the_organizers_that_it_names() -> None:
    people = Village()
    by_whom = reviewed(versions("Olga: v1[Olga]\nMallory: v1[Sock]", people), people)
    whom = reviewed(versions("Olga: v1[Olga]\nTess: v1[Tess]", people), people)
    assert (by_whom.reason, whom.reason) == (WaitingReason.AUTHOR, WaitingReason.ORGANIZERS)


def test_those_who_approve_are_told() -> None:
    people = Village()
    named = reviewed(versions("Olga: v1[Oscar,Nobody]\nMallory: v2", people), people)
    assert approvers(named, people) == {"Oscar"}
    unnamed = reviewed(versions("Olga: v1\nMallory: v2", people), people)
    assert approvers(unnamed, people) == {"Olga"}
    begun = reviewed(versions("Newbie: v1", people), people)
    assert approvers(begun, Village(made=frozenset({"Newbie"}))) == frozenset()


def test_an_organizer_who_is_blocked_or_renamed_is_none() -> None:
    gone = Village(trusted=frozenset({"Olga", "Tess"}), there=frozenset({"Olga", "Tess"}))
    assert told("Olga: v1[Oscar]\nOscar: v2[Oscar]", gone) == "v1[Oscar] / v2[Oscar]"
    assert told("Olga: v1[Oscar]\nMallory: v2[Oscar]\nOlga: v2[Oscar]", gone) == "v2[Oscar]"


def test_rights_are_judged_as_of_now() -> None:
    history = "Olga: v1\nNewbie: v2"
    assert told(history) == "v1 / v2"
    assert told(history, Village(trusted=frozenset({"Olga", "Newbie"}))) == "v2"
    assert told(history, Village(trusted=frozenset({"Newbie"}))) == "v2"
    assert told(history, Village(trusted=frozenset())) == "nothing / v2"


WHO = st.sampled_from(["Olga", "Oscar", "Tess", "Newbie", "Mallory", *IPS])
WHAT = st.sampled_from(["-", "v1", "v2", "v1[Olga]", "v2[Olga]", "v2[Oscar]", "bad"])
SPECIAL = st.sampled_from(["", "", "", " ! signs up", " ! text hidden", " ! author hidden"])
HISTORY = st.lists(
    st.tuples(WHO, WHAT, SPECIAL).map(lambda edit: f"{edit[0]}: {edit[1]}{edit[2]}"), max_size=9
)


@given(HISTORY, st.integers(0, 9))
def test_judging_goes_on_from_wherever_it_stopped(lines: list[str], stop: int) -> None:
    # A version behind one with a hidden text is judged together with it.
    while 0 < stop < len(lines) and "text hidden" in lines[stop - 1]:
        stop -= 1
    people = Village()
    whole = versions("\n".join(lines), people)
    part = reviewed(whole[:stop], people)
    assert reviewed(whole[stop:], people, part) == reviewed(whole, people)


@given(HISTORY)
def test_those_who_may_not_declare_never_change_what_runs(lines: list[str]) -> None:
    people = Village()
    before = reviewed(versions("Olga: v1[Olga]", people), people)
    strangers = [line for line in lines if line.startswith(("Newbie", "Mallory", *IPS))]
    after = reviewed(versions("\n".join(strangers), people, 2), people, before)
    assert (after.approved, after.good, after.organizers) == (before.approved, before.good, before.organizers)


@given(HISTORY)
def test_what_runs_was_saved_by_somebody_who_may(lines: list[str]) -> None:
    people = Village()
    found = reviewed(versions("\n".join(lines), people), people)
    for version in filter(None, (found.approved, found.good)):
        # Or named by somebody who may: here those are all the same people.
        assert version.author in people.trusted
