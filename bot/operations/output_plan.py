"""What a campaign publishes this time, and where: most are one block; leaderboard and details can be many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.features.outputs.details import Details, apart, further_page, laid_out
from bot.features.outputs.leaderboard import leaderboard_pages
from bot.features.outputs.leaderboard_pages import LEADERBOARD, no_more, page_title
from bot.features.outputs.outputs import OUTPUTS
from bot.operations.count import fingerprint
from bot.render.view import View

STATUS = "status"
DETAILS = "details"


@dataclass(frozen=True)
class OutputPlan:
    """The blocks to be written: their wikitext, and the full titles of the pages that they go to.

    The status is not among the ``texts``: it tells what is amiss with the places of the others.
    """

    texts: Mapping[str, str]
    places: Mapping[str, str]


def elsewhere(name: str, title: str) -> str:
    """How the campaign's page notes that a block was put in on another page."""
    return f"{name}-{fingerprint(title)[:8]}"


def output_plan(view: View, placed: Collection[str]) -> OutputPlan:
    """Make every output but the status. ``placed`` is what was put in before, as the page notes it."""
    places = {name: view.site.full_title(title) for name, title in view.campaign.publish.items()}
    texts = {
        name: OUTPUTS[name].render(view) for name in places if name not in {STATUS, LEADERBOARD, DETAILS}
    }
    further: dict[str, tuple[str, str]] = {}
    if DETAILS in places:
        details = laid_out(view, base=places[DETAILS])
        further |= _details(view, places[DETAILS], details, placed)
        view = _led(view, places[DETAILS], details, placed)
    if LEADERBOARD in places:
        further |= _leaderboard(view, placed)
    texts |= {name: text for name, (_, text) in further.items()}
    places |= {name: title for name, (title, _) in further.items()}
    return OutputPlan(texts, places)


def _leaderboard(view: View, placed: Collection[str]) -> dict[str, tuple[str, str]]:
    """Place and text of each page of the leaderboard."""
    return _pages(LEADERBOARD, leaderboard_pages(view), lambda n: page_title(n, view), no_more(view), placed)


def _details(view: View, base: str, details: Details, placed: Collection[str]) -> dict[str, tuple[str, str]]:
    """Place and text of each page of the details."""
    unneeded = view.texts("details-no-more")
    below = apart(base, view)
    return _pages(DETAILS, details.pages, lambda n: further_page(base, n, below), unneeded, placed)


def _led(view: View, base: str, details: Details, placed: Collection[str]) -> View:
    """With the pages on which each participant's part stands, so that names can lead there."""
    below = apart(base, view)
    if below and elsewhere(DETAILS, base) not in placed:
        return view  # Nothing is put onto another page before it asks for it.
    places = {who: further_page(base, number, below) for who, number in details.parts.items()}
    return replace(view, parts=places)


def _pages(
    output: str,
    texts: Sequence[str],
    title_of: Callable[[int], str | None],
    unneeded: str,
    placed: Collection[str],
) -> dict[str, tuple[str, str]]:
    """Place and text of each page by the name of its block; one that is needed no more says so."""
    found: dict[str, tuple[str, str]] = {}
    number = 1
    while title := title_of(number):
        name = output if number == 1 else f"{output}-{number}"
        if number <= len(texts):
            found[name] = (title, texts[number - 1])
        elif elsewhere(name, title) in placed:
            found[name] = (title, unneeded)
        else:
            break
        number += 1
    return found
