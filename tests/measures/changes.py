"""What an edit changed in a text, by all measures of texts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bot.features.measures.images import IMAGES, changed_files
from bot.features.measures.measure import Known
from bot.features.measures.meter import Amounts, Meter
from bot.features.measures.registry import TEXT_MEASURES
from bot.features.measures.templates import TEMPLATES


def files_of(amounts: Amounts | None) -> frozenset[str]:
    """The names, without the namespace, of the files that a text uses if they exist."""
    found: Any = amounts.totals[IMAGES.content.name] if amounts else ()
    return frozenset(found)


def change(
    meter: Meter,
    before: Amounts | None,
    after: Amounts | None,
    *,
    existing_files: Collection[str] | None = None,
    templates: Collection[str] | None = None,
) -> dict[str, int]:
    """From one text to another; without the measures that are not known.

    ``existing_files``: the files that exist. ``templates``: what ``templates_removed`` counts, as
    people write their names.
    """
    delta = meter.delta(before, after)
    names = None if templates is None else frozenset(filter(None, map(meter.syntax.template, templates)))
    files = None
    if existing_files is not None:
        files = {name: name in existing_files for name in changed_files(delta.of(IMAGES.content))}
    known = {IMAGES.name: Known(facts=files), TEMPLATES.name: Known(meant=names)}
    values = {
        one.name: one.value(delta.of(one.content), known.get(one.name, Known())) for one in TEXT_MEASURES
    }
    return {name: value for name, value in values.items() if value is not None}
