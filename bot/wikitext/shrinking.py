"""Outputs that would lose much of what they say, and whether anything explains it.

A well-formed answer that is too short looks like people who left and articles that are gone. So what shrinks
by more than half is written only where something explains it, or where everything, read once more, says the
same.
Rule: docs/maintainers.md, "What shrinks".
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

MUCH = 2000
"""Bytes. What shrinks by less is left to itself."""
MANY = 5
"""So does a leaderboard that loses no more people than this."""
ALIKE = 0.1
"""How far two readings may lie apart, as a part of the larger: people go on editing in between."""

_PERSON = re.compile(r"(?:\[\[User:[^\[\]|{}<>\n]+|#campaignbot-user-[0-9]+)\|([^\[\]|{}<>\n]+)\]\]")
"""A name leads to the user's page, or to the user's part of the details."""
_LINK = re.compile(r"\[\[:?([^\[\]|{}<>#\n]+)")


@dataclass(frozen=True, slots=True)
class Extent:
    """How much an output says: bytes of wikitext, and people in a list of participants."""

    bytes: int
    people: int = 0


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """What one output would lose: its bytes before and after, and people of the leaderboard.

    ``who`` is a short name for those who are lost, the same for the same people; empty where that is nobody
    to speak of.
    """

    output: str
    before: int
    after: int
    people: int = 0
    lost: int = 0
    who: str = ""

    def agrees(self, other: Shrinkage) -> bool:
        """Whether two readings say the same, but for what was edited in between."""
        near = abs(self.after - other.after) <= max(MUCH, ALIKE * max(self.after, other.after))
        return self.output == other.output and self.who == other.who and near

    @property
    def shown(self) -> str:
        """In numbers, people's where it is about them: ``leaderboard: 812 → 3``."""
        if self.who:
            return f"{self.output}: {self.people} → {self.people - self.lost}"
        return f"{self.output}: {self.before / 1000:.1f} → {self.after / 1000:.1f} kB"

    def as_json(self) -> list[Any]:
        """As JSON; ``Shrinkage(*value)`` is the same again."""
        return [self.output, self.before, self.after, self.people, self.lost, self.who]


def shrinkage(
    output: str, before: str, after: str, *, people: bool = False, written: Extent | None = None
) -> Shrinkage | None:
    """What an output would lose, whose whole wikitext is given; None where that is not much.

    ``people``: it is a list of participants. ``written`` is what the bot put there the last time, None for
    unknown: what somebody added between the marks is nothing that an output loses.
    """
    if before == after:
        return None
    old = extent(before, people=people)
    if written is not None:
        old = Extent(min(old.bytes, written.bytes), min(old.people, written.people))
    new = extent(after)
    gone = lost_people(before, after) if people else frozenset[str]()
    lost = len(gone) - max(0, len(_people(before)) - old.people) if gone else 0
    if lost > MANY and 2 * lost > old.people:
        return Shrinkage(output, old.bytes, new.bytes, old.people, lost, _name(gone))
    if old.bytes - new.bytes > MUCH and 2 * new.bytes < old.bytes:
        return Shrinkage(output, old.bytes, new.bytes)
    return None


def extent(wikitext: str, *, people: bool = False) -> Extent:
    """How much stands there; people are counted where asked for."""
    return Extent(len(wikitext.strip().encode()), len(_people(wikitext)) if people else 0)


def lost_people(before: str, after: str) -> frozenset[str]:
    """Who is named in the one list and not in the other; nobody where they may well be the same."""
    if before == after or _PERSON.search(before) is None:
        return frozenset()
    return _people(before) - _people(after)


def lost_titles(before: str, after: str) -> frozenset[str]:
    """The pages that are linked before and not after; differences between versions are none."""
    return _titles(before) - _titles(after)


def _people(wikitext: str) -> frozenset[str]:
    return frozenset(html.unescape(name) for name in _PERSON.findall(wikitext))


def _titles(wikitext: str) -> frozenset[str]:
    titles = (html.unescape(title).strip() for title in _LINK.findall(wikitext))
    return frozenset(title for title in titles if not title.startswith("Special:"))


def _name(people: Collection[str]) -> str:
    return hashlib.sha256("\n".join(sorted(people)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class ListedPages:
    """A page that people sign up on: short names for what it says and for who is on it, and how many are."""

    says: str
    names: str
    count: int

    def as_json(self) -> list[Any]:
        """As JSON; ``Listed(*value)`` is the same again."""
        return [self.says, self.names, self.count]


@dataclass(frozen=True, slots=True)
class OutputInputs:
    """What a campaign's outputs are made from: short names that change with it.

    ``declaration`` stands for the settings, the season and the bot's version, ``lists`` are the sign-up pages
    by their titles, ``scope`` stands for the pages that the scope names. ``whole``: all of these are there.
    """

    declaration: str
    lists: Mapping[str, ListedPages] = field(default_factory=dict)
    scope: str = ""
    whole: bool = True

    @classmethod
    def of(cls, value: Sequence[Any]) -> OutputInputs:
        """Out of JSON."""
        declaration, lists, scope, whole = value
        return cls(declaration, {title: ListedPages(*one) for title, one in lists.items()}, scope, whole)

    def as_json(self) -> list[Any]:
        """As JSON."""
        lists = {title: one.as_json() for title, one in self.lists.items()}
        return [self.declaration, lists, self.scope, self.whole]


def explained(
    found: Shrinkage, then: OutputInputs | None, now: OutputInputs, *, by_edits: bool = False
) -> bool:
    """Whether what changed since explains it; ``then`` None: nothing is known of what there was.

    ``by_edits``: work on the articles tells who takes part, so the scope explains the loss of people, too.
    """
    if then is None:
        return False
    if then.declaration != now.declaration:
        return True
    # A page that is not there may be one that was not answered.
    if not now.whole:
        return False
    if then.scope != now.scope and (by_edits or not found.who):
        return True
    fewer = [then.lists[title].count - one.count for title, one in _changed(then, now)]
    if found.who:
        # Somebody who joins in the same hour explains nothing.
        return 2 * sum(max(0, count) for count in fewer) >= found.lost
    return any(count >= 0 for count in fewer)


def _changed(then: OutputInputs, now: OutputInputs) -> Iterator[tuple[str, ListedPages]]:
    """The lists that changed, both as pages and in their names: an old revision has its old names."""
    for title, one in now.lists.items():
        before = then.lists.get(title)
        if before and before.says != one.says and before.names != one.names:
            yield title, one


def logged(lost: Collection[str], titles: Collection[str]) -> bool:
    """Whether the wiki's log tells of at least half of the pages that are lost."""
    return bool(lost) and 2 * sum(title in titles for title in lost) >= len(lost)


def by_output(blocks: Mapping[str, str]) -> dict[str, str]:
    """The texts of blocks by the output that they belong to: it may go on at further pages."""
    found: dict[str, str] = {}
    for name, wikitext in blocks.items():
        output = re.sub(r"-\d+\Z", "", name)
        found[output] = f"{found[output]}\n{wikitext}" if output in found else wikitext
    return found
