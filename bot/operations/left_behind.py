"""Subpages that a campaign's page left behind when it was moved without them: they say so, and are emptied.

The notes on the campaign's page tell what was put in where (``output_plan.elsewhere``), but not by title: the
titles are those that the same outputs had below the page's former titles. These are the redirects to it, and
the title that it had at the last turn.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from bot.declaration.campaign import Campaign
from bot.declaration.schema.reach import is_below
from bot.features.outputs.registry import OUTPUTS
from bot.mediawiki.naming import Naming
from bot.mediawiki.queries import OtherNames
from bot.mediawiki.site import Title
from bot.operations.former_names import NAMES
from bot.operations.output_plan import elsewhere, title_of
from bot.operations.ports import CampaignResults
from bot.operations.publish import State, TargetPage
from bot.operations.target_pages import TargetPages
from bot.render.look import line, passage
from bot.render.view import View
from bot.render.wikitext import markup, page_link, say

NOTE = "title"
_PLACED = re.compile(r"(?P<name>(?P<output>[a-z]+)(?:-(?P<number>[0-9]{1,6}))?)-[0-9a-f]{8}", re.ASCII)


@dataclass(frozen=True)
class LeftBehind:
    """The pages with what is to stand on them, by the name of the block, and whose they are."""

    target_pages: TargetPages
    targets: tuple[TargetPage, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    def still_placed(self, failed: Collection[str]) -> frozenset[str]:
        """How the campaign's page notes those that could not be saved, so that the next turn comes back."""
        return frozenset(
            elsewhere(name, target.page.title)
            for target in self.targets
            if target.page.title in failed
            for name in target.names
        )


def left_behind(
    view: View, places: Mapping[str, str], placed: Collection[str], target_pages: TargetPages
) -> LeftBehind:
    """What stands on pages that are not the campaign's any more, since its page was moved.

    ``places`` are the full titles of today's outputs, ``placed`` is what was put in before, as the page notes
    it. Asks the wiki only where something was put in elsewhere than today. Raises WikiUnavailable.
    """
    context = target_pages.context
    results = context.memory.results(context.address, target_pages.page.pageid)
    last = view.site.plain_title(results.note(NOTE) or "")
    # Settings may go on to name a page below the title that the campaign had.
    here = {name: place for name, place in places.items() if not _is_below(place, last, view)}
    lost = set(placed) - {elsewhere(name, place) for name, place in here.items()}
    lost = {token for token in lost if _PLACED.fullmatch(token)}
    former = _former(last, view, target_pages) if lost else []
    found = _titles(lost, former, view)
    _note(view, results, target_pages)
    target_pages = replace(target_pages, former=frozenset(former))
    return LeftBehind(
        target_pages,
        tuple(_targets(found, target_pages)),
        {name: _said(here.get(name), view) for names in found.values() for name in names},
    )


def _is_below(place: str, last: Title | None, view: View) -> bool:
    """Whether a page is a subpage of another title, which the campaign's page had at the last turn."""
    title = view.site.plain_title(place)
    moved = last is not None and last != view.campaign.page
    return moved and last is not None and title is not None and is_below(title, last)


def _former(last: Title | None, view: View, target_pages: TargetPages) -> list[Title]:
    """The titles that the campaign's page had before: ``last`` at the last turn."""
    name = view.site.full_title(view.campaign.page)
    question = OtherNames((name,))
    names = sorted(target_pages.context.source.ask(question)[question][name])[:NAMES]
    titles = dict.fromkeys((last, *map(view.site.plain_title, names)))
    return [title for title in titles if title and title != view.campaign.page]


def _note(view: View, results: CampaignResults, target_pages: TargetPages) -> None:
    name = view.site.full_title(view.campaign.page)
    if target_pages.keeping and results.note(NOTE) != name:
        results.put_note(NOTE, name)


def _titles(lost: Iterable[str], former: Iterable[Title], view: View) -> Mapping[Title, list[str]]:
    """The names of the blocks that were put in, by the pages on which they stand."""
    found: dict[Title, list[str]] = {}
    tokens = sorted(lost)
    for title in former:
        before = replace(view, campaign=_as_it_was(view.campaign, title))
        for token in tokens:
            name, page = _place(token, before)
            if page and is_below(page, title) and elsewhere(name, view.site.full_title(page)) == token:
                found.setdefault(page, []).append(name)
    return found


def _as_it_was(campaign: Campaign, former: Title) -> Campaign:
    """The campaign on its former page, with its outputs below that."""
    page = campaign.page

    def place(title: Title) -> Title:
        if title == page or is_below(title, page):
            return Title(former.namespace, former.name + title.name.removeprefix(page.name))
        return title

    return replace(campaign, page=former, publish={name: place(t) for name, t in campaign.publish.items()})


def _place(token: str, view: View) -> tuple[str, Title | None]:
    """The name of a block that was put in, and the page on which it would be published by these settings."""
    match = _PLACED.fullmatch(token)
    if match is None or match["output"] not in view.campaign.publish:
        return "", None
    place = title_of(OUTPUTS[match["output"]], int(match["number"] or 1), view)
    return match["name"], view.site.plain_title(place) if place else None


def _targets(found: Mapping[Title, list[str]], target_pages: TargetPages) -> Iterator[TargetPage]:
    """The pages on which these blocks still stand, as far as no other campaign has come to be there."""
    pages = target_pages.texts({one for title in found for one in target_pages.involved(title)})
    naming = Naming(target_pages.context.site, target_pages.title)
    for title, names in found.items():
        owner, others = target_pages.page.pageid, target_pages.is_others(title, pages)
        target = TargetPage(pages[title], tuple(names), owner, frozenset(names), others=others, naming=naming)
        there = tuple(name for name, state in target.states().items() if state is State.FOUND)
        if there:
            yield replace(target, names=there)


def _said(place: str | None, view: View) -> str:
    where = place or view.site.full_title(view.campaign.page)
    return passage(line(say(view.texts, "left-behind", markup(page_link(where)))), view.texts)
