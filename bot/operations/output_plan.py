"""What a campaign publishes this time, and where: most outputs are one block, some go over several pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from bot.features.outputs.output import Layout, Output
from bot.features.outputs.registry import OUTPUTS
from bot.operations.count import fingerprint
from bot.render.view import View


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
    outputs = [OUTPUTS[name] for name in places if not OUTPUTS[name].status]
    texts = {output.name: output.render(view) for output in outputs if not output.layout}
    further: dict[str, tuple[str, str]] = {}
    # Others lead to the parts of participants, so that these have to have their places first.
    for output in sorted(outputs, key=lambda output: not output.has_parts):
        if output.layout:
            layout = output.layout(view)
            further |= _pages(output, layout, view, placed)
            view = _led(view, output, layout, placed)
    texts |= {name: text for name, (_, text) in further.items()}
    places |= {name: title for name, (title, _) in further.items()}
    return OutputPlan(texts, places)


def title_of(output: Output, number: int, view: View) -> str | None:
    """The full title of a page of an output, from 1; None where it has no such page."""
    base = view.campaign.publish.get(output.name)
    if output.title and base:
        return output.title(number, view)
    return view.site.full_title(base) if base and number == 1 else None


def _led(view: View, output: Output, layout: Layout, placed: Collection[str]) -> View:
    """With the pages on which each participant's part stands, so that names can lead there."""
    first = title_of(output, 1, view)
    if not layout.parts or (layout.guest and first and elsewhere(output.name, first) not in placed):
        return view  # Nothing is put onto another page before it asks for it.
    places = {who: title_of(output, number, view) for who, number in layout.parts.items()}
    return replace(view, parts={who: title for who, title in places.items() if title})


def _pages(output: Output, layout: Layout, view: View, placed: Collection[str]) -> dict[str, tuple[str, str]]:
    """Place and text of each page by the name of its block; one that is needed no more says so."""
    found: dict[str, tuple[str, str]] = {}
    number = 1
    while title := title_of(output, number, view):
        name = output.name if number == 1 else f"{output.name}-{number}"
        if number <= len(layout.pages):
            found[name] = (title, layout.pages[number - 1])
        elif elsewhere(name, title) in placed:
            found[name] = (title, layout.unneeded)
        else:
            break
        number += 1
    return found
