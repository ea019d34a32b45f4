"""The pages that outputs go to, as they are: whether the campaign may write there, and what stands there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.declaration.schema.reach import Reach, above, is_below
from bot.features.outputs.registry import OUTPUTS, STATUS
from bot.mediawiki.naming import Naming
from bot.mediawiki.queries import PageText
from bot.mediawiki.site import Title
from bot.operations import former_names
from bot.operations.campaign_page import campaign_texts, context_of, why_no_campaign
from bot.operations.context import WikiContext
from bot.operations.former_names import Former, Pages
from bot.operations.output_plan import elsewhere
from bot.operations.ports import CampaignResults
from bot.operations.publish import State, TargetPage


@dataclass(frozen=True)
class TargetPages:
    """Lays out the target pages of the campaign on ``page``. ``keeping``: what was looked up may be noted.

    ``former`` are titles that its page had before: what is below them may be what it left behind.
    """

    title: Title
    page: PageText
    context: WikiContext
    keeping: bool = True
    former: frozenset[Title] = frozenset()

    def targets(self, places: Mapping[str, str], placed: Collection[str]) -> tuple[TargetPage, ...]:
        """One for each page, the campaign's own first.

        ``places`` are full titles by output; ``placed`` is what was put in before, as the page notes it.
        Raises WikiUnavailable.
        """
        grouped: dict[Title, list[str]] = {self.title: []}
        for name, place in places.items():
            if title := self.context.site.plain_title(place):
                grouped.setdefault(title, []).append(name)
        own = self.own(tuple(grouped.pop(self.title)), frozenset(placed))
        pages = self._read(grouped)
        guests = {one: names for one, names in grouped.items() if not self.reach.owns(one)}
        former = self._former(guests, pages)
        return own, *(self._target(one, names, pages, former, placed) for one, names in grouped.items())

    def own(self, names: tuple[str, ...], placed: frozenset[str] = frozenset()) -> TargetPage:
        """The campaign's own page."""
        naming = Naming(self.context.site, self.title)
        bare = TargetPage(self.page, names, self.page.pageid, naming=naming)
        unwanted = tuple(name for name in OUTPUTS if name in bare.blocks.pairs and name not in names)
        # The status is put back whenever it is missing: problems are told there.
        return TargetPage(self.page, names, bare.owner, placed - {STATUS.name}, unwanted, naming=naming)

    def talk(self, page: PageText, name: str) -> TargetPage:
        """Its talk page, for a block of this name."""
        naming, title = Naming(self.context.site, self.title), self._read_as(page)
        others = title is None or (title != self.title and why_no_campaign(title, page, self.context) is None)
        return TargetPage(page, (name,), self.page.pageid, shared=True, others=others, naming=naming)

    def _target(
        self,
        title: Title,
        names: Iterable[str],
        pages: Pages,
        former: frozenset[Title],
        placed: Collection[str],
    ) -> TargetPage:
        full = self.context.site.full_title(title)
        return TargetPage(
            pages[title],
            tuple(names),
            self.page.pageid,
            frozenset(name for name in names if elsewhere(name, full) in placed),
            # What the wiki calls otherwise than it was understood here may be any page.
            others=self._read_as(pages[title]) != title or self.is_others(title, pages),
            naming=Naming(self.context.site, self.title, former, guest=not self.reach.owns(title)),
        )

    def as_owned(self, titles: Collection[Title]) -> tuple[TargetPage, ...]:
        """These pages with nothing to write there yet, the campaign's blocks by their plain names.

        Raises WikiUnavailable.
        """
        pages = self.texts({one for title in titles for one in self.involved(title)})
        owner, naming = self.page.pageid, Naming(self.context.site, self.title, self.former)
        return tuple(
            TargetPage(pages[title], (), owner, others=self.is_others(title, pages), naming=naming)
            for title in titles
        )

    @cached_property
    def reach(self) -> Reach:
        """Where the campaign may write, as far as titles tell."""
        return context_of(self.title, self.context).reach

    def is_others(self, title: Title, pages: Pages) -> bool:
        """Whether a page is another campaign's, or closed to all: a subpage is the nearest one's above it.

        ``pages`` has those of :meth:`involved`. Raises WikiUnavailable.
        """
        closed = self.reach.beyond(title) is not None and not any(is_below(title, one) for one in self.former)
        return closed or any(
            why_no_campaign(one, pages[one], self.context) is None for one in self.involved(title)
        )

    def involved(self, title: Title) -> list[Title]:
        """The page and those above it, but for the campaign's own page and what is above that."""
        if title == self.title:
            return []
        parts = above(title)
        if self.title in parts:
            parts = parts[: parts.index(self.title)]
        return [title, *parts]

    def texts(self, titles: Iterable[Title]) -> dict[Title, PageText]:
        """These pages as they are now. Raises WikiUnavailable."""
        names = {self.context.site.full_title(title): title for title in titles}
        question = campaign_texts(names, self.context)
        answers = self.context.source.ask(question)[question] if names else {}
        return {names[name]: page for name, page in answers.items()}

    def _read(self, targets: Collection[Title]) -> dict[Title, PageText]:
        """The pages, those above them, and those that marks named the last time: in one request."""
        wanted = [one for title in targets for one in self.involved(title)]
        if not all(map(self.reach.owns, targets)):
            wanted += former_names.noted(self._results, self.context.site)
        return self.texts(wanted)

    def _read_as(self, page: PageText) -> Title | None:
        """The title that the wiki gave a page: its namespace may have names for women and for men."""
        return self.context.site.plain_title(page.title)

    def _former(
        self, guests: Mapping[Title, Sequence[str]], pages: dict[Title, PageText]
    ) -> frozenset[Title]:
        """The titles that the marks on these pages use for the campaign beside its own."""
        unnamed = [(pages[title], self._unnamed(pages[title], names)) for title, names in guests.items()]
        if not unnamed:
            return frozenset()
        former = Former(self.title, self.context.site, self.texts)
        followed = former.followed(unnamed, pages)
        if self.keeping:
            former_names.note(followed, self._results, self.context.site)
        return frozenset(title for title in followed if former.leads_here(title, pages))

    def _unnamed(self, page: PageText, names: Sequence[str]) -> list[str]:
        """The outputs for which no marks on another page name the campaign by its present title."""
        naming = Naming(self.context.site, self.title, guest=True)
        states = TargetPage(page, tuple(names), self.page.pageid, naming=naming).states()
        return [name for name, state in states.items() if state is State.UNINVITED]

    @property
    def _results(self) -> CampaignResults:
        return self.context.memory.results(self.context.address, self.page.pageid)
