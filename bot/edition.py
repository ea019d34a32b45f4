"""What a campaign publishes this time, and where: most outputs are one block, the details can be many."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.counting import fingerprint
from bot.render.details import details_pages, further_page
from bot.render.outputs import OUTPUTS
from bot.render.view import View

STATUS = "status"
DETAILS = "details"


@dataclass(frozen=True)
class Edition:
    """The blocks to be written: their wikitext, and the full titles of the pages that they go to.

    The status is not among the ``texts``: it tells what is amiss with the places of the others.
    """

    texts: Mapping[str, str]
    places: Mapping[str, str]


def elsewhere(name: str, title: str) -> str:
    """How the campaign's page notes that a block was put in on another page."""
    return f"{name}-{fingerprint(title)[:8]}"


def edition(view: View, placed: Collection[str]) -> Edition:
    """Make every output but the status. ``placed`` is what was put in before, as the page notes it."""
    places = {name: view.site.full_title(title) for name, title in view.campaign.publish.items()}
    texts = {name: OUTPUTS[name].render(view) for name in places if name not in {STATUS, DETAILS}}
    if DETAILS in places:
        further = _details(view, places[DETAILS], placed)
        texts |= {name: text for name, (_, text) in further.items()}
        places |= {name: title for name, (title, _) in further.items()}
    return Edition(texts, places)


def _details(view: View, base: str, placed: Collection[str]) -> dict[str, tuple[str, str]]:
    """Place and text of each page of the details; one that is needed no more says so."""
    pages = details_pages(view, base=base)
    while elsewhere(_name(len(pages) + 1), further_page(base, len(pages) + 1)) in placed:
        pages.append(view.texts("details-no-more"))
    return {_name(n): (further_page(base, n), text) for n, text in enumerate(pages, 1)}


def _name(number: int) -> str:
    return DETAILS if number == 1 else f"{DETAILS}-{number}"
