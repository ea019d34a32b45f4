"""Putting outputs where they belong: into the marked blocks of pages, and saving what changed.

Rule: docs/organizers.md, "Where output goes".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import Enum

from bot.bounds import Line
from bot.core.message import Remark, message
from bot.core.outcomes import Again, Failure, NotSaved, Outcome, Unchanged
from bot.core.permission import bots_allowed
from bot.core.questions import PageText, Texts
from bot.core.site import Site
from bot.ports import Change, Source, Wiki
from bot.render.blocks import Blocks, put_in, read_blocks, replace_block

OWNER = re.compile(r"<!-- campaign: (\d+) -->\n")


class State(Enum):
    """What stands on a page for one output."""

    FOUND = "found"
    MISSING = "missing"
    DAMAGED = "damaged"
    """One mark of the pair is missing, or it is nested or doubled."""
    REMOVED = "removed"
    """It was put in once, and somebody took it off."""
    TAKEN = "taken"
    """Another campaign writes there."""

    @property
    def writable(self) -> bool:
        """Whether the bot may write there."""
        return self in {State.FOUND, State.MISSING}

    @property
    def placed(self) -> bool:
        """Whether from now on a missing block is one that somebody took off."""
        return self in {State.FOUND, State.MISSING, State.REMOVED}


@dataclass(frozen=True)
class Sheet:
    """One page and the names of the outputs that go there.

    ``owner`` is the pageid of the campaign page; ``placed`` are the outputs that were put in before and
    ``unwanted`` those that are not published here any more. ``others``: it is another campaign's page.
    ``shared``: people write on it too, so that what is put in needs a heading.
    """

    page: PageText
    names: tuple[str, ...]
    owner: int
    placed: frozenset[str] = frozenset()
    unwanted: tuple[str, ...] = ()
    others: bool = False
    shared: bool = False

    @property
    def own(self) -> bool:
        """Whether this is the campaign's own page."""
        return self.page.pageid == self.owner and self.page.exists

    def states(self) -> Mapping[str, State]:
        """What stands there for each output."""
        if self.others:
            return dict.fromkeys(self.names, State.TAKEN)
        blocks = read_blocks(self.page.text)
        return {name: self._state(name, blocks) for name in self.names}

    def _state(self, name: str, blocks: Blocks) -> State:
        if name in blocks.damaged:
            return State.DAMAGED
        if name in blocks.pairs:
            return State.TAKEN if self._is_foreign(blocks.pairs[name].inner) else State.FOUND
        return State.REMOVED if name in self.placed else State.MISSING

    def _is_foreign(self, inner: str) -> bool:
        owner = OWNER.match(inner.lstrip("\n"))
        return owner is not None and int(owner[1]) != self.owner

    def remarks(self) -> tuple[Remark, ...]:
        """What the organizer has to know about the blocks of this page."""
        return tuple(
            Remark(message(f"page-block-{state.value}", name, self.page.title, *marks_of(name)))
            for name, state in self.states().items()
            if not state.writable
        )


def marks_of(name: str) -> tuple[str, str]:
    """The two marks between which an output stands."""
    return f"<!-- campaignbot:{name} -->", f"<!-- /campaignbot:{name} -->"


@dataclass(frozen=True)
class Contents:
    """What is to be published, by output, and the headings of blocks that are put in at a page's end.

    ``after`` finds the place of the status in the campaign page's text; None where it has no declaration.
    """

    texts: Mapping[str, str]
    headings: Mapping[str, str]
    after: Callable[[str], int | None]
    site: Site


def compose(sheet: Sheet, contents: Contents) -> str:
    """The page's new text: each output in its block; what must not be written is left alone."""
    text = sheet.page.text
    for name, state in sheet.states().items():
        content = (
            contents.texts[name] if sheet.own else f"<!-- campaign: {sheet.owner} -->\n{contents.texts[name]}"
        )
        if state is State.FOUND:
            text = replace_block(text, name, content)
        elif state is State.MISSING:
            # On a page of its own an output needs no heading; the status stands below the declaration.
            heading = contents.headings.get(name) if sheet.own or sheet.shared else None
            after = contents.after(text) if sheet.own and heading is None else None
            text = put_in(text, name, content, heading, after, site=contents.site)
    for name in sheet.unwanted:
        text = replace_block(text, name, "")
    return text


@dataclass(frozen=True)
class Published:
    """A page after its turn. ``outcome`` None: it would be saved, but this is a dry run."""

    page: PageText
    text: str
    outcome: Outcome | None


@dataclass(frozen=True)
class Publisher:
    """Saves sheets. ``shut_off``: somebody has stopped the bot; ``dry``: nothing is to be saved.

    ``line`` is where the campaign stands in line for its saves. ``held`` is why nothing is saved this time,
    with the numbers, None where it may be.
    """

    wiki: Wiki
    source: Source
    summary: str
    line: Line
    shut_off: bool = False
    dry: bool = False
    held: tuple[Failure, str] | None = None

    def publish(self, sheets: Sequence[Sheet], contents: Contents) -> tuple[Published, ...]:
        """All pages; one page's failure does not keep the others from being saved.

        The page that was left alone for longest comes first: where not all can be saved, all have their turn.
        """
        found = {id(sheet): self._publish(sheet, contents) for sheet in sorted(sheets, key=_last_saved)}
        return tuple(found[id(sheet)] for sheet in sheets)

    def _publish(self, sheet: Sheet, contents: Contents) -> Published:
        published = self._try(sheet, contents)
        if isinstance(published.outcome, NotSaved) and published.outcome.again is Again.NOW:
            # Somebody edited meanwhile: read the page again, put ours beside theirs, and try once more.
            page = self._reread(sheet.page.title)
            if sheet.page.exists and not page.exists:
                return replace(published, outcome=NotSaved(page.title, Failure.DELETED))
            published = self._try(replace(sheet, page=page), contents)
        return published

    def _reread(self, title: str) -> PageText:
        question = Texts((title,))
        return self.source.ask(question)[question][title]

    def _try(self, sheet: Sheet, contents: Contents) -> Published:
        text = compose(sheet, contents)
        return Published(sheet.page, text, self._save(sheet, text))

    def _save(self, sheet: Sheet, text: str) -> Outcome | None:
        page = sheet.page
        if text == page.text:
            damaged = [name for name, state in sheet.states().items() if state is State.DAMAGED]
            if damaged:
                return NotSaved(page.title, Failure.DAMAGED, ", ".join(damaged))
            return Unchanged(page.title)
        if self.held:
            return NotSaved(page.title, *self.held)
        if self.dry:
            return None
        if self.shut_off:
            return NotSaved(page.title, Failure.SHUT_OFF)
        if not bots_allowed(page.text, self.wiki.account or ""):
            return NotSaved(page.title, Failure.BOTS_DENIED)
        return self.line.save(
            page.title,
            lambda: self.wiki.save(Change(page, text, self.summary)),
            made=not page.exists,
            first=State.FOUND not in sheet.states().values(),
            # The campaign's own page, and the talk page in its place.
            main=sheet.own or sheet.shared,
        )


def _last_saved(sheet: Sheet) -> datetime:
    return sheet.page.timestamp or datetime.min.replace(tzinfo=UTC)
