"""The declaration of a campaign page: the present one, or the last good one out of the page's history.

Rule: docs/organizers.md: while a declaration has problems, the last good one keeps running.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.core.declaration import TOP_LEVEL_KEYS, Context, Declaration, read_declaration
from bot.core.declaration_block import DeclarationBlock, declaration_blocks
from bot.core.message import Remark, message
from bot.core.questions import PageText, Versions
from bot.ports import Memory, Source
from bot.render.view import LastGood, Waiting

BATCHES = (10, 50, 50, 50, 50)
"""How many older versions are read at a time while looking for the last good declaration."""


@dataclass(frozen=True)
class Declared:
    """What a campaign page declares. ``running`` is the declaration to count by, None when there is none.

    ``present`` is the page's own, with its problems; ``last_good`` is set when an older one runs instead.
    ``running_text`` is the running declaration as it was written. ``waiting`` is a change that has to be
    approved first; what the page says now is then not in ``present``. ``tellable``: the bot may write on the
    page what is amiss.
    """

    present: Declaration
    running: Declaration | None = None
    last_good: LastGood | None = None
    running_text: str = ""
    waiting: Waiting | None = None
    tellable: bool = True


class Forgetful:
    """A memory that can be asked and takes nothing in: for dry runs."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def good_version(self, wiki: str, pageid: int) -> int | None:
        """The revision whose declaration last had no problems."""
        return self._memory.good_version(wiki, pageid)

    def remember_good(self, wiki: str, pageid: int, revid: int) -> None:
        """Take nothing in."""


class GoodVersions(Protocol):
    """The part of the memory that knows good declarations."""

    def good_version(self, wiki: str, pageid: int) -> int | None:
        """The revision whose declaration last had no problems."""

    def remember_good(self, wiki: str, pageid: int, revid: int) -> None:
        """Keep that revision in mind."""


def read_page(
    page: PageText, context: Context, *, thorough: bool = True
) -> tuple[Declaration, DeclarationBlock | None]:
    """The declaration of one version of a page, and where it stands.

    ``thorough`` False is for telling whether it is good at all, without all that is to be said of it.
    """
    blocks = declaration_blocks(page.text, TOP_LEVEL_KEYS)
    if len(blocks) == 1:
        return read_declaration(blocks[0].text, context, thorough=thorough), blocks[0]
    key = "declaration-several-blocks" if blocks else "declaration-no-block"
    return Declaration(None, (Remark(message(key)),)), None


@dataclass(frozen=True)
class Archive:
    """Where older versions of a page come from. The versions of the bot's own ``account`` are passed over."""

    wiki: str
    account: str | None
    source: Source
    memory: GoodVersions

    def remember(self, page: PageText, revid: int) -> None:
        """Keep the version with a good declaration in mind."""
        self.memory.remember_good(self.wiki, page.pageid, revid)

    def versions(self, page: PageText) -> Iterator[PageText]:
        """Older versions, newest first; where they go back too far, at last the remembered one.

        The history comes first, so that what runs does not depend on what was remembered.
        """
        before = page.revid
        for count in BATCHES:
            versions = self._ask(Versions(page.title, before, count, but=self.account))
            yield from versions
            if not versions:
                return
            before = versions[-1].revid
        known = self.memory.good_version(self.wiki, page.pageid)
        if known and known < before:
            versions = self._ask(Versions(page.title, known + 1, 1))
            yield from (version for version in versions if version.revid == known)

    def _ask(self, question: Versions) -> Sequence[PageText]:
        return self.source.ask(question)[question]


def declared(page: PageText, context: Context, archive: Archive) -> Declared:
    """Read the page; look for the last good declaration when the present one has problems."""
    present, block = read_page(page, context)
    if present.campaign and block:
        archive.remember(page, page.revid)
        return Declared(present, present, None, block.text)
    for version in archive.versions(page):
        older, older_block = read_page(version, context, thorough=False)
        if older.campaign and older_block and version.timestamp:
            archive.remember(page, version.revid)
            good = LastGood(version.revid, version.timestamp)
            return Declared(present, older, good, older_block.text)
    return Declared(present)
