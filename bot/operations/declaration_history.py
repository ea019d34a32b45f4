"""The declaration of a campaign page: the present one, or the last good one out of the page's history.

Rule: docs/organizers.md: while a declaration has problems, the last good one keeps running.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.counting.canonical import canonical
from bot.counting.stored_results import ReadInVain
from bot.declaration.block import DeclarationBlock, declaration_blocks
from bot.declaration.read import (
    RULES,
    TOP_LEVEL_KEYS,
    Context,
    Declaration,
    json_schema,
    read_declaration,
    unanswered,
)
from bot.declaration.unread_block import why_unread
from bot.mediawiki.queries import PageText, Versions
from bot.messages import Remark, message
from bot.operations.ports import Memory, Source
from bot.render.view import LastGood, Waiting

BATCH = 50
FIRST_BATCH = 10
"""How many older versions are read at a time while looking for the last good declaration."""
MOST = 210
"""So many are read, none of them twice."""


@dataclass(frozen=True)
class Declared:
    """What a campaign page declares. ``running`` is the declaration to count by, None when there is none.

    ``present`` is the page's own, with its problems; ``last_good`` is set when an older one runs instead.
    ``running_text`` is the running declaration as it was written. ``waiting`` is a change that has to be
    approved first; what the page says now is then not in ``present``. ``tellable``: the bot may write on the
    page what is amiss. ``unfinished``: the turn was over before all older versions were read; the next one
    goes on from there.
    """

    present: Declaration
    running: Declaration | None = None
    last_good: LastGood | None = None
    running_text: str = ""
    waiting: Waiting | None = None
    tellable: bool = True
    unfinished: bool = False


class Forgetful:
    """A memory that can be asked and takes nothing in: for dry runs."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def good_version(self, wiki: str, pageid: int) -> int | None:
        """The revision whose declaration last had no problems."""
        return self._memory.good_version(wiki, pageid)

    def remember_good(self, wiki: str, pageid: int, revid: int) -> None:
        """Take nothing in."""

    def passed(self, wiki: str, pageid: int) -> ReadInVain | None:
        """The versions that were read in vain."""
        return self._memory.passed(wiki, pageid)

    def remember_passed(self, wiki: str, pageid: int, passed: ReadInVain) -> None:
        """Take nothing in."""


class GoodVersions(Protocol):
    """The part of the memory that knows good declarations, and versions that have none."""

    def good_version(self, wiki: str, pageid: int) -> int | None:
        """The revision whose declaration last had no problems."""

    def remember_good(self, wiki: str, pageid: int, revid: int) -> None:
        """Keep that revision in mind."""

    def passed(self, wiki: str, pageid: int) -> ReadInVain | None:
        """The versions that were read in vain, None where none are remembered."""

    def remember_passed(self, wiki: str, pageid: int, passed: ReadInVain) -> None:
        """Keep these in mind instead of others."""


def read_page(
    page: PageText, context: Context, *, thorough: bool = True
) -> tuple[Declaration, DeclarationBlock | None]:
    """The declaration of one version of a page, and where it stands.

    ``thorough`` False is for telling whether it is good at all, without all that is to be said of it.
    """
    blocks = declaration_blocks(page.text, TOP_LEVEL_KEYS)
    if len(blocks) == 1:
        return read_declaration(blocks[0].text, context, thorough=thorough), blocks[0]
    if blocks:
        said = message("declaration-several-blocks")
    else:
        said = message("declaration-no-block", why_unread(page.text, TOP_LEVEL_KEYS))
    return Declaration(None, (Remark(said),)), None


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Archive:
    """Where older versions of a page come from. The versions of the bot's own ``account`` are passed over.

    ``spent`` tells whether the turn is over.
    """

    wiki: str
    account: str | None
    source: Source
    memory: GoodVersions
    spent: Callable[[], bool] = _never

    def remember(self, page: PageText, revid: int) -> None:
        """Keep the version with a good declaration in mind."""
        self.memory.remember_good(self.wiki, page.pageid, revid)

    def passed(self, page: PageText, rules: str) -> ReadInVain | None:
        """The versions that were read in vain by these rules."""
        passed = self.memory.passed(self.wiki, page.pageid)
        return passed if passed and passed.rules == rules else None

    def remember_passed(self, page: PageText, passed: ReadInVain) -> None:
        """Keep them in mind."""
        self.memory.remember_passed(self.wiki, page.pageid, passed)

    def older(self, page: PageText, before: int, count: int) -> Sequence[PageText]:
        """So many versions before one, newest first."""
        return self._ask(Versions(page.title, before, count, but=self.account))

    def remembered(self, page: PageText, before: int) -> Iterator[PageText]:
        """The version that was good the last time, where it is older than ``before``."""
        known = self.memory.good_version(self.wiki, page.pageid)
        if known and known < before:
            versions = self._ask(Versions(page.title, known + 1, 1))
            yield from (version for version in versions if version.revid == known)

    def _ask(self, question: Versions) -> Sequence[PageText]:
        return self.source.ask(question)[question]


class _Search:
    """Looks for the last good declaration of a page; ``present`` and ``known_bad`` are what it has now."""

    def __init__(
        self, page: PageText, present: Declaration, context: Context, archive: Archive, known_bad: str | None
    ) -> None:
        self._page = page
        self._present = present
        self._context = context
        self._archive = archive
        self._bad = {known_bad}
        rules = rules_of(context)
        self._passed = archive.passed(page, rules)
        self._left = self._passed.count if self._passed else 0
        self._now = ReadInVain(rules, page.revid, page.revid, 0)

    def run(self) -> Declared:
        """What runs, as far as the turn reaches: one version at least, so that each comes on by something."""
        for number, version in enumerate(self.versions()):
            if number and self._archive.spent():
                return Declared(self._present, unfinished=True)
            if found := self.good(version):
                return found
        return Declared(self._present)

    def versions(self) -> Iterator[PageText]:
        """Versions that have not been read yet, newest first; at last the one that is remembered as good.

        The history comes first, so that what runs does not depend on what was remembered.
        """
        size = FIRST_BATCH
        while True:
            # Beyond what is known the next one is good mostly; the API counts the one it begins with.
            size = 2 if self._leaps(self._now.oldest) else size
            batch = self._archive.older(self._page, self._now.oldest, size) if self._now.count < MOST else ()
            for version in batch:
                known = self._knows(version.revid)
                if not known:
                    yield version
                self._now = replace(self._now, oldest=version.revid, count=self._now.count + (not known))
            if not batch:
                break
            size = BATCH
        yield from self._archive.remembered(self._page, self._now.oldest)

    def _knows(self, revid: int) -> bool:
        """Whether a version was read in vain in another turn; all of those then count as read."""
        passed = self._passed
        if passed is None or not passed.oldest <= revid <= passed.newest:
            return False
        self._now = replace(self._now, count=self._now.count + self._left)
        self._left = 0
        return True

    def _leaps(self, revid: int) -> bool:
        """Go on behind all that was read in vain, where this version is among it; whether that was so."""
        if self._passed is None or not self._knows(revid):
            return False
        self._now = replace(self._now, oldest=self._passed.oldest)
        self._passed = None
        return True

    def good(self, version: PageText) -> Declared | None:
        """What runs by an older version, None where its declaration is not good."""
        blocks = declaration_blocks(version.text, TOP_LEVEL_KEYS)
        if len(blocks) != 1 or version.timestamp is None or blocks[0].text in self._bad:
            return None
        found = read_declaration(blocks[0].text, self._context, thorough=False)
        if found.campaign is None:
            self._bad.add(blocks[0].text)
            return None
        self._archive.remember(self._page, version.revid)
        good = LastGood(version.revid, version.timestamp)
        return Declared(self._present, found, good, blocks[0].text)

    def keep(self) -> None:
        """Remember what was read in vain."""
        self._archive.remember_passed(self._page, self._now)


def rules_of(context: Context) -> str:
    """A short name for all that a declaration is read by: other rules may find another one good."""
    names = tuple(output.name for output in context.outputs)
    parts = (RULES, context.site, context.page, names, context.planned_outputs)
    missing = unanswered(context)
    beside = (context.publish_namespaces, *((missing,) if missing else ()))
    known = canonical((*parts, *beside)) + json.dumps(json_schema(), sort_keys=True)
    return hashlib.sha256(known.encode()).hexdigest()[:16]


def declared(page: PageText, context: Context, archive: Archive) -> Declared:
    """Read the page; look for the last good declaration when the present one has problems."""
    present, block = read_page(page, context)
    if present.campaign and block:
        archive.remember(page, page.revid)
        return Declared(present, present, None, block.text)
    search = _Search(page, present, context, archive, block.text if block else None)
    found = search.run()
    search.keep()
    return found
