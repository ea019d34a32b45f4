"""Putting outputs where they belong: into the marked blocks of pages, and saving what changed.

Rule: docs/organizers.md, "Where output goes".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import Protocol

from bot.mediawiki.naming import Naming
from bot.mediawiki.outcomes import Again, Failure, NotSaved, Outcome, Saved, Unchanged
from bot.mediawiki.queries import WIKITEXT, PageText, PageTexts, RevisionTexts
from bot.mediawiki.site import Site
from bot.messages import Remark, message
from bot.operations.bounds import SaveQueue
from bot.operations.ports import Change, Source, Wiki
from bot.render.blocks import (
    BlockPlace,
    Blocks,
    Whose,
    as_written,
    moved_out,
    put_in,
    read_blocks,
    replace_block,
)
from bot.wikitext.bot_exclusion import bots_allowed

OWNER = re.compile(r"<!-- campaign: ([0-9]{1,18}) -->\n")


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
    UNINVITED = "uninvited"
    """It is neither the campaign's page nor below it, and has no marks that name the campaign."""
    REDIRECT = "redirect"
    """The page leads elsewhere."""
    CODE = "code"
    """The page holds no wikitext."""

    @property
    def writable(self) -> bool:
        """Whether the bot may write there."""
        return self in {State.FOUND, State.MISSING}

    @property
    def placed(self) -> bool:
        """Whether from now on a missing block is one that somebody took off."""
        return self in {State.FOUND, State.MISSING, State.REMOVED}


@dataclass(frozen=True)
class TargetPage:
    """One page and the names of the outputs that go there.

    ``owner`` is the pageid of the campaign page; ``placed`` are the outputs that were put in before and
    ``unwanted`` those that are not published here any more. ``others``: it is another campaign's page, or
    below one. ``shared``: people write on it too, so that what is put in needs a heading. ``naming`` is how
    marks name the campaign; without it, none does. ``guest``: the page is not the campaign's own, and
    nothing is put in there, only written where its marks name the campaign.
    """

    page: PageText
    names: tuple[str, ...]
    owner: int
    placed: frozenset[str] = frozenset()
    unwanted: tuple[str, ...] = ()
    others: bool = False
    shared: bool = False
    naming: Naming | None = None

    @property
    def guest(self) -> bool:
        """Whether the page is not the campaign's own, so that only blocks that name the campaign are."""
        return self.naming is not None and self.naming.guest

    @property
    def closed(self) -> State | None:
        """Why nothing can be written on the page, whatever stands there; None where it can."""
        if self.others:
            return State.TAKEN
        if self.page.redirect:
            return State.REDIRECT
        return None if self.page.model == WIKITEXT else State.CODE

    @property
    def whose(self) -> Whose:
        """Whose a block is that names a campaign."""
        return self.naming.whose if self.naming else as_written

    @property
    def blocks(self) -> Blocks:
        """What stands on the page, the campaign's own blocks by their plain names."""
        return read_blocks(self.page.text, self.whose)

    @property
    def own(self) -> bool:
        """Whether this is the campaign's own page."""
        return self.page.pageid == self.owner and self.page.exists

    def states(self) -> Mapping[str, State]:
        """What stands there for each output."""
        if self.closed:
            return dict.fromkeys(self.names, self.closed)
        blocks = self.blocks
        return {name: self._state(name, blocks) for name in self.names}

    @property
    def found(self) -> list[str]:
        """The outputs that have their block there, in the order of the page."""
        pairs, states = self.blocks.pairs, self.states()
        return sorted(
            (name for name, state in states.items() if state is State.FOUND),
            key=lambda name: pairs[name].start,
        )

    def _state(self, name: str, blocks: Blocks) -> State:
        if name in blocks.damaged:
            return State.DAMAGED
        if name in blocks.pairs:
            # Marks that name the campaign say whose a block is, whoever wrote there before.
            foreign = not self.guest and self._is_foreign(blocks.pairs[name].inner)
            return State.TAKEN if foreign else State.FOUND
        if self.guest:
            return State.UNINVITED
        return State.REMOVED if name in self.placed else State.MISSING

    def _is_foreign(self, inner: str) -> bool:
        return owner_of(inner) not in (None, self.owner)

    def remarks(self) -> tuple[Remark, ...]:
        """What the organizer has to know about the blocks of this page."""
        return tuple(
            Remark(message(self._said_of(state), name, self.page.title, *self._marks(name)))
            for name, state in self.states().items()
            if not state.writable
        )

    def _said_of(self, state: State) -> str:
        # On another page the bot puts in no new pair.
        return "page-block-torn" if self.guest and state is State.DAMAGED else f"page-block-{state.value}"

    def _marks(self, name: str) -> tuple[str, str]:
        if self.naming is None or not self.guest:
            return marks_of(name)
        return marks_of(f"{name} of {self.naming.site.full_title(self.naming.page)}")


def owner_line(pageid: int) -> str:
    """What a block begins with on a page that is not its campaign's own: that campaign's pageid."""
    return f"<!-- campaign: {pageid} -->\n"


def owner_of(inner: str) -> int | None:
    """The pageid of the campaign that wrote a block on a page that is not its own; None: it does not say."""
    owner = OWNER.match(inner.lstrip("\n"))
    return int(owner[1]) if owner else None


def marks_of(name: str) -> tuple[str, str]:
    """The two marks between which an output stands."""
    return f"<!-- campaignbot:{name} -->", f"<!-- /campaignbot:{name} -->"


@dataclass(frozen=True)
class OutputTexts:
    """What is to be published, by output, and the headings of blocks that are put in at a page's end.

    ``after`` finds the place of the status in the campaign page's text; None where it has no declaration.
    ``left`` is what stands in the blocks of outputs that are on a page no more.
    """

    texts: Mapping[str, str]
    headings: Mapping[str, str]
    after: Callable[[str], int | None]
    site: Site
    left: Mapping[str, str] = field(default_factory=dict)


def compose(target: TargetPage, contents: OutputTexts) -> str:
    """The page's new text: each output in its block; what must not be written is left alone."""
    text = target.page.text
    owner = "" if target.own else owner_line(target.owner)
    for name, state in target.states().items():
        content = owner + contents.texts[name]
        # On a page of its own an output needs no heading; the status stands below the declaration.
        heading = contents.headings.get(name) if target.own or target.shared else None
        is_status = target.own and heading is None
        if state is State.FOUND:
            text = moved_out(text, name, target.whose) if is_status else text
            text = replace_block(text, name, content, target.whose)
        elif state is State.MISSING:
            after = contents.after(text) if is_status else None
            text = put_in(text, name, content, BlockPlace(heading, after, contents.site), target.whose)
    for name in target.unwanted:
        text = replace_block(text, name, owner + contents.left.get(name, ""), target.whose)
    return text


@dataclass(frozen=True)
class Published:
    """A page after its turn. ``outcome`` None: it would be saved, but this is a dry run."""

    page: PageText
    text: str
    outcome: Outcome | None


class Watch(Protocol):
    """What tells whether all is still as it was when the turn began; it reads the pages again."""

    @property
    def shut_off(self) -> bool:
        """Whether somebody has stopped the bot, as far as it is known."""

    def is_old(self, target: TargetPage) -> bool:
        """Whether what is known of a page is too old to save it without looking again."""

    def again(self, target: TargetPage) -> TargetPage | NotSaved:
        """The page as it is now; why it must not be written any more. Raises WikiUnavailable."""


@dataclass(frozen=True)
class Publisher:
    """Saves target pages. ``watch`` looks at their pages again in between; ``dry``: nothing is to be saved.

    ``taking_back`` is the summary of a save that undoes one. ``line`` is where the campaign stands in line
    for its saves. ``held`` is why nothing is saved this time, with the numbers, None where it may be.
    """

    wiki: Wiki
    source: Source
    watch: Watch
    summary: str
    taking_back: str
    line: SaveQueue
    dry: bool = False
    held: tuple[Failure, str] | None = None

    def publish(self, targets: Sequence[TargetPage], contents: OutputTexts) -> tuple[Published, ...]:
        """All pages; one page's failure does not keep the others from being saved.

        The page that was left alone for longest comes first: where not all can be saved, all have their turn.
        """
        found = {id(target): self._publish(target, contents) for target in sorted(targets, key=_last_saved)}
        return tuple(found[id(target)] for target in targets)

    def _publish(self, target: TargetPage, contents: OutputTexts) -> Published:
        old = not self.dry and compose(target, contents) != target.page.text and self.watch.is_old(target)
        published = self._again(target, contents) if old else self._try(target, contents)
        if isinstance(published.outcome, NotSaved) and published.outcome.again is Again.NOW:
            # Somebody edited meanwhile: read the page again, put ours beside theirs, and try once more.
            return self._again(target, contents)
        return published

    def _again(self, target: TargetPage, contents: OutputTexts) -> Published:
        """Begin as a turn does: where all is as it was but for the text around the blocks, it is saved."""
        fresh = self.watch.again(target)
        if isinstance(fresh, NotSaved):
            return Published(target.page, target.page.text, fresh)
        return self._try(fresh, contents)

    def _try(self, target: TargetPage, contents: OutputTexts) -> Published:
        text = compose(target, contents)
        outcome = self._save(target, text)
        if isinstance(outcome, Saved) and outcome.upon:
            outcome = self._settled(target, outcome, outcome.upon)
        return Published(target.page, text, outcome)

    def _save(self, target: TargetPage, text: str) -> Outcome | None:
        page = target.page
        if text == page.text:
            damaged = [name for name, state in target.states().items() if state is State.DAMAGED]
            if damaged:
                return NotSaved(page.title, Failure.DAMAGED, ", ".join(damaged))
            return Unchanged(page.title)
        if self.held:
            return NotSaved(page.title, *self.held)
        if self.watch.shut_off:
            return NotSaved(page.title, Failure.SHUT_OFF)
        if not bots_allowed(page.text, self.wiki.account or ""):
            return NotSaved(page.title, Failure.BOTS_DENIED)
        if self.dry:
            return None
        return self.line.save(
            page.title,
            lambda: self.wiki.save(Change(page, text, self.summary)),
            made=not page.exists,
            first=State.FOUND not in target.states().values(),
            # The campaign's own page, and the talk page in its place.
            main=target.own or target.shared,
        )

    def _settled(self, target: TargetPage, saved: Saved, upon: int) -> Outcome:
        """Where the wiki put our text together with an edit that came in between: may it stand?

        MediaWiki merges edits of different parts of a page by itself and can't be told not to
        (EditPage::mergeChangesIntoContent). What must not have been written is taken back.
        """
        now = self.watch.again(target)
        if isinstance(now, NotSaved):
            failure = now
        elif not bots_allowed(now.page.text, self.wiki.account or ""):
            failure = NotSaved(saved.title, Failure.BOTS_DENIED)
        elif not all(state.writable for state in now.states().values()):
            failure = NotSaved(saved.title, Failure.CHANGED)
        else:
            return saved
        if failure.failure in {Failure.SHUT_OFF, Failure.DELETED} or self._is_taken_back(saved, upon):
            return failure
        return NotSaved(saved.title, Failure.STANDS)

    def _is_taken_back(self, saved: Saved, upon: int) -> bool:
        """Put back what stood there before, or undo it where somebody has edited since; whether that went.

        This waits in no line.
        """
        page, before = PageTexts((saved.title,)), RevisionTexts((upon,))
        answers = self.source.ask(page, before)
        now, text = answers[page][saved.title], answers[before].get(upon)
        undo = (upon, saved.revid) if now.revid != saved.revid or text is None else None
        outcome = self.wiki.save(Change(now, text or "", self.taking_back, undo))
        return isinstance(outcome, Saved | Unchanged)


def _last_saved(target: TargetPage) -> datetime:
    return target.page.timestamp or datetime.min.replace(tzinfo=UTC)
