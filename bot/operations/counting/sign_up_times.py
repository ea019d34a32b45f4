"""When people signed up, for campaigns in which what they did before does not count.

The date of the signature on the line tells; of names without one, the versions of the lists. What a list said
when the campaign began, and what has been put there since, is looked at: an earlier time changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.counting.canonical import canonical
from bot.declaration.campaign import Campaign
from bot.features.participants.source import FoundNames, ListedNames, SourceContext
from bot.mediawiki.queries import PageText, SignedVersion, SignedVersions
from bot.operations.counting.pending_notes import PendingNotes
from bot.operations.ports import Source
from bot.wikitext.inclusion import as_transcluded
from bot.wikitext.signups import sign_ups

NOTE = "first named"
BATCH = 50
"""Versions that are read at a time."""
MOST = 2000
"""Versions of a list that are read. Whoever stands in the oldest of them signed up before all of them."""


class SignUpTimes:
    """Tells when names were signed up. ``bot`` is its own account, whose saves sign nobody up."""

    def __init__(self, notes: PendingNotes, bot: str | None, campaign: Campaign) -> None:
        self._notes = notes
        self._bot = bot
        self._campaign = campaign

    def of(
        self, found: Sequence[FoundNames], listed: Iterable[str], around: SourceContext, source: Source
    ) -> Mapping[str, datetime]:
        """The earliest time of each name; those who take part from the beginning are not in it.

        ``listed`` are all who stand on lists, also without a link. Raises WikiUnavailable.
        """
        if not self._campaign.participants.from_signup:
            return {}
        known = [one for one in found if not one.on_lists]
        always = {name for one in known for name in one.names if name not in one.joined}
        times = [*_signed(found)]
        signed = {name for one in found if one.on_lists for name in one.joined}
        undated = {name for name in listed if name not in signed and name not in always}
        if undated:
            lists = [one for some in found for one in some.lists]
            times += self._first_named(undated, lists, around, source).items()
        earliest: dict[str, datetime] = {}
        for name, when in times:
            earliest[name] = min(when, earliest.get(name, when))
        return {name: when for name, when in earliest.items() if name not in always}

    def _first_named(
        self, names: Collection[str], lists: Sequence[ListedNames], around: SourceContext, source: Source
    ) -> Mapping[str, datetime]:
        histories = _Histories(_lists(lists, around.headings), around, self._campaign.start, self._bot)
        histories.remember(self._notes.get(NOTE) or {})
        histories.read_for(names, source)
        self._notes.put(NOTE, histories.as_json(names))
        return {name: when for name in names if (when := histories.first(name))}


def _signed(found: Sequence[FoundNames]) -> Iterator[tuple[str, datetime]]:
    return (signed for one in found for signed in one.joined.items())


@dataclass
class _List:
    """A page of lists: each stands below the first of its ``headings`` that there is.

    ``whole``: all of the page is one. ``transcluded``: it is read as it is shown elsewhere. ``names`` are
    those that were read in versions up to ``newest``, each with when it first stood there.
    """

    page: PageText
    headings: list[tuple[str, ...]] = field(default_factory=list)
    whole: bool = False
    transcluded: bool = False
    newest: int = 0
    names: dict[str, datetime] = field(default_factory=dict)

    @property
    def key(self) -> tuple[Any, ...]:
        """What the names depend on beside the page's versions."""
        return (self.page.pageid, self.headings, self.whole, self.transcluded)


def _lists(lists: Sequence[ListedNames], usual: Sequence[str]) -> list[_List]:
    """The pages of these lists, each once."""
    pages: dict[int, _List] = {}
    for one in lists:
        for place, page in enumerate(one.pages):
            if page.exists:
                found = pages.setdefault(page.pageid, _List(page))
                found.transcluded |= place > 0
                found.whole |= place > 0 or not one.headings
                # Before it was called so, a list may have had one of the usual names.
                found.headings.append(tuple(dict.fromkeys((*one.headings, *usual))))
    return list(pages.values())


class _Histories:
    """The versions of the lists' pages, read as far as it is needed."""

    def __init__(
        self, lists: Sequence[_List], around: SourceContext, start: datetime, bot: str | None
    ) -> None:
        self._lists = lists
        self._around = around
        self._start = start
        self._bot = bot
        self._nowhere: frozenset[str] = frozenset()

    def first(self, name: str) -> datetime | None:
        """When a name first stood on one of the pages; None where no version had it."""
        return min((one.names[name] for one in self._lists if name in one.names), default=None)

    def remember(self, note: Mapping[str, Any]) -> None:
        """Take over what was read before, where it was read in the same way."""
        if note.get("asked") != self._asked:
            return
        self._nowhere = frozenset(note["nowhere"])
        for one in self._lists:
            one.newest, names = note["pages"][str(one.page.pageid)]
            one.names = {name: datetime.fromisoformat(when) for name, when in names.items()}

    def as_json(self, names: Collection[str]) -> Mapping[str, Any]:
        """What is to be remembered."""
        pages = {
            str(one.page.pageid): [one.newest, {name: when.isoformat() for name, when in one.names.items()}]
            for one in self._lists
        }
        nowhere = sorted(name for name in names if self.first(name) is None)
        return {"asked": self._asked, "pages": pages, "nowhere": nowhere}

    def read_for(self, names: Collection[str], source: Source) -> None:
        """Read what is new of all pages, where the time of one of these names is not known yet."""
        missing = {name for name in names if self.first(name) is None}
        if not missing:
            return
        for one in self._lists:
            same = one.page.revid == one.newest or (self._bot and one.page.user == self._bot)
            if not (one.newest and same and missing <= self._nowhere):
                self._read(one, source)

    @property
    def _asked(self) -> str:
        parts = (self._start, [one.key for one in self._lists], self._around.headings)
        return hashlib.sha256(canonical(parts).encode()).hexdigest()

    def _read(self, one: _List, source: Source) -> None:
        for version in self._versions(one, source):
            for name in self._named(one, version.text or ""):
                one.names[name] = min(version.timestamp, one.names.get(name, version.timestamp))
        one.newest = max(one.newest, one.page.revid)

    def _versions(self, one: _List, source: Source) -> Iterator[SignedVersion]:
        """Those that were not read yet, newest first, down to the one that stood when the campaign began."""
        before, left = 0, MOST
        while left > 0:
            question = SignedVersions(one.page.pageid, min(BATCH, left), before, but=self._bot)
            versions, more = source.ask(question)[question]
            for version in versions:
                if version.revid <= one.newest:
                    return
                yield version
                if version.timestamp <= self._start:
                    return
            if not more or not versions:
                return
            before, left = versions[-1].revid, left - len(versions)

    def _named(self, one: _List, text: str) -> Iterator[str]:
        """Who stands on the list in this version of its page."""
        here = self._around
        if one.transcluded:
            text = as_transcluded(text)
        for headings in [()] if one.whole else one.headings:
            found = sign_ups(text, here.site, None, headings, here.templates)
            yield from found.names
            yield from (name for line in found.plain for names in line.readings for name in names)
