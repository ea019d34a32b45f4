"""A campaign of any size that exists nowhere: everything in it is worked out from ids when it is asked for.

Participants take turns: in every round each of them makes one edit. Every page is edited five times
(``PASSES``), by three people; pages with odd ids are new, the others are older. About 6% of the edits are
undone by a patroller, mostly the last one of a page. Then, an update later, a hundred participants make one
edit each (``NEW``): every tenth begins a page, the others go on with one. What happens to a page, and when
these last edits are made, is the same in campaigns of all sizes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from bot.mediawiki.models import REVERTED, Account, Page, Revision

from .arithmetic import (
    EARLIEST_REVERTED,
    NEW,
    NEW_PAGEID,
    NEW_REVID,
    PASSES,
    SHIFTS,
    SPAN,
    START,
    change,
    new_author,
    new_change,
    new_page,
    new_revid,
    new_time,
    old_size,
    reverted,
    text_sha1,
    title,
)

FIRST_REVID = 10_000_000
"""Of the edits of the campaign. Older revisions have the ids of their pages."""
LIBRARIAN, PATROLLER = 900_001, 900_002
"""The userids of those who do not take part."""
TAGS_REVERTED, TAGS_UNDO, NO_TAGS = frozenset({REVERTED}), frozenset({"mw-undo"}), frozenset[str]()
SYLLABLES = ("Ka", "Lo", "Mi", "Ne", "Pu", "Ra", "Si", "To", "Ve", "Wa")


@dataclass(frozen=True)
class World:
    """So many participants with so many edits: a multiple of ``PASSES`` rounds."""

    users: int
    edits: int

    def __post_init__(self) -> None:
        if self.edits % (PASSES * self.users) or self.users < 10 * NEW or self.pages < new_page(NEW - 2):
            raise ValueError(f"no world has {self.users} participants and {self.edits} edits")

    # --- people

    def name(self, userid: int) -> str:
        """A participant's name."""
        sounds = "".join(SYLLABLES[int(digit)] for digit in str(userid)).capitalize()
        return f"{sounds} {userid}"

    def account(self, name: str) -> Account | None:
        """The account of this name; None where nobody has it."""
        number = name.rpartition(" ")[2]
        if not number.isdecimal() or not 1 <= int(number) <= self.users or self.name(int(number)) != name:
            return None
        return Account(int(number), name)

    def names(self) -> Iterator[str]:
        """All participants' names, in the order of their sign-up."""
        return map(self.name, range(1, self.users + 1))

    # --- pages

    @cached_property
    def pages(self) -> int:
        """How many pages are edited before the first update."""
        return self.edits // PASSES

    def page(self, pageid: int, now: datetime) -> Page | None:
        """A page as it is at that time; None where there is none."""
        if 1 <= pageid <= self.pages:
            new = self._new_on.get(pageid)
            last = new_revid(new) if new is not None and self._seen(new, now) else None
            return Page(pageid, 0, title(pageid), lastrevid=last or self._before(pageid, PASSES)[1])
        new = self._new_on.get(pageid)
        if new is None or not self._seen(new, now):
            return None
        return Page(pageid, 0, title(pageid), lastrevid=new_revid(new))

    def history(self, pageid: int, now: datetime) -> Iterator[Revision]:
        """All revisions of a page up to that time, oldest first."""
        if 1 <= pageid <= self.pages:
            if pageid % 2 == 0:
                yield self._oldest(pageid)
            for turn in range(PASSES):
                edit = pageid - 1 + turn * self.pages
                yield self._hashed(self.edit(edit))
                if reverted(pageid, turn):
                    yield self._undo(edit)
        new = self._new_on.get(pageid)
        if new is not None and self._seen(new, now):
            yield self._hashed(self.new(new))

    # --- edits before the first update

    def edit(self, number: int) -> Revision:
        """One of the participants' edits, by its number from 0 in the order of time."""
        turn, place = divmod(number, self.pages)
        pageid = place + 1
        size, parent, _ = self._before(pageid, turn)
        added = change(pageid, turn)
        return Revision(
            FIRST_REVID + 2 * number,
            parent,
            pageid,
            self._author(number),
            self.time(number),
            size + added,
            added,
            TAGS_REVERTED if turn >= EARLIEST_REVERTED and reverted(pageid, turn) else NO_TAGS,
        )

    def time(self, number: int) -> datetime:
        """When that edit was made, in whole seconds."""
        return START + timedelta(seconds=number * SPAN // self.edits)

    def edits_of(self, userids: Iterable[int], since: datetime | None, until: datetime) -> Iterator[Revision]:
        """Participants' edits from ``since`` up to ``until``, oldest first for each, the new ones too."""
        first, end = self._number(since or START), self._number(until)
        for userid in userids:
            yield from map(self.edit, self._numbers_of(userid, first, end))
            new = self._new_by.get(userid)
            if new is not None and (since or START) <= new_time(new) < until:
                yield self.new(new)

    def reverted(self, since: datetime, until: datetime | None) -> Iterator[tuple[int, int]]:
        """The reverted edits of that time, oldest first: revid and author of each."""
        for number in range(self._number(since), self._number(until)):
            turn, place = divmod(number, self.pages)
            if turn >= EARLIEST_REVERTED and reverted(place + 1, turn):
                yield FIRST_REVID + 2 * number, self._author(number)

    def revision(self, revid: int, now: datetime) -> Revision | None:
        """Any revision by its id, with sha1; None where there is none at that time."""
        if revid >= NEW_REVID:
            new, rest = divmod(revid - NEW_REVID, 2)
            there = not rest and new < NEW and self._seen(new, now)
            return self._hashed(self.new(new)) if there else None
        if revid >= FIRST_REVID:
            number, undone = divmod(revid - FIRST_REVID, 2)
            if number >= self.edits:
                return None
            if not undone:
                return self._hashed(self.edit(number))
            return self._undo(number) if self.edit(number).reverted else None
        return self._oldest(revid) if 1 <= revid <= self.pages and revid % 2 == 0 else None

    # --- the new edits

    def new(self, number: int) -> Revision:
        """One of the new edits, by its number from 0."""
        pageid = new_page(number)
        size, parent, _ = self._before(pageid, PASSES) if pageid < NEW_PAGEID else (0, 0, 0)
        added = new_change(number)
        author = new_author(number)
        return Revision(new_revid(number), parent, pageid, author, new_time(number), size + added, added)

    @cached_property
    def _new_by(self) -> dict[int, int]:
        return {new_author(number): number for number in range(NEW)}

    @cached_property
    def _new_on(self) -> dict[int, int]:
        return {new_page(number): number for number in range(NEW)}

    def _seen(self, number: int, now: datetime) -> bool:
        return new_time(number) <= now

    # --- what it comes to

    def totals(self, now: datetime) -> tuple[int, int]:
        """How many articles were created by that time, and how many bytes added."""
        created, added = (self.pages + 1) // 2, 0
        for pageid in range(1, self.pages + 1):
            for turn in range(PASSES):
                added += 0 if reverted(pageid, turn) else change(pageid, turn)
        for number in range(NEW):
            if self._seen(number, now):
                created += new_page(number) >= NEW_PAGEID
                added += new_change(number)
        return created, added

    # --- how it is worked out

    def _rounds(self, number: int) -> int:
        """By how much the people are shifted in that round."""
        return SHIFTS[number * self.users // self.pages]

    def _author(self, number: int) -> int:
        turn, place = divmod(number, self.users)
        return (place - self._rounds(turn)) % self.users + 1

    def _numbers_of(self, userid: int, first: int, end: int) -> Iterator[int]:
        """The numbers of a participant's edits from ``first`` on before ``end``."""
        if first >= end:
            return
        for turn in range(first // self.users, (end - 1) // self.users + 1):
            number = turn * self.users + (userid - 1 + self._rounds(turn)) % self.users
            if first <= number < end:
                yield number

    def _number(self, when: datetime | None) -> int:
        """The number of the first edit that was not made before that time."""
        if when is None:
            return self.edits
        seconds = -((START - when) // timedelta(seconds=1))
        return min(max(-(-seconds * self.edits // SPAN), 0), self.edits)

    def _before(self, pageid: int, turn: int) -> tuple[int, int, int]:
        """What the page was before its edit of that pass: its size, its last revid, and whose text it is."""
        size, revid = (0, 0) if pageid % 2 else (old_size(pageid), pageid)
        if not turn:
            return size, revid, -1
        # The first passes are never undone: this is asked a million times.
        kept = min(turn, EARLIEST_REVERTED)
        size += sum([change(pageid, passed) for passed in range(kept)])
        text, revid = kept - 1, FIRST_REVID + 2 * (pageid - 1 + (turn - 1) * self.pages)
        for passed in range(kept, turn):
            if reverted(pageid, passed):
                revid += passed == turn - 1
            else:
                size += change(pageid, passed)
                text = passed
        return size, revid, text

    def _oldest(self, pageid: int) -> Revision:
        when = START - timedelta(days=100) + timedelta(seconds=pageid)
        size = old_size(pageid)
        return Revision(pageid, 0, pageid, LIBRARIAN, when, size, size, sha1=text_sha1(pageid, -1))

    def _undo(self, number: int) -> Revision:
        undone = self.edit(number)
        size, _, text = self._before(undone.pageid, number // self.pages)
        return Revision(
            undone.revid + 1,
            undone.revid,
            undone.pageid,
            PATROLLER,
            undone.timestamp + timedelta(seconds=30),
            size,
            -(undone.sizediff or 0),
            TAGS_UNDO,
            sha1=text_sha1(undone.pageid, text),
        )

    def _hashed(self, made: Revision) -> Revision:
        turn = PASSES if made.revid >= NEW_REVID else (made.revid - FIRST_REVID) // 2 // self.pages
        return replace(made, sha1=text_sha1(made.pageid, turn))
