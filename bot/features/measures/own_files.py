"""``own_files_added``: the files that a text uses, each once, whose first version its author uploaded.

Names of accounts are compared: a shared repository knows no other, and unified accounts have one everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.features.measures.images import FILES, changed_files
from bot.features.measures.measure import Known, Lookup, TextMeasure
from bot.mediawiki.queries import Asking, Uploaders
from bot.mediawiki.site import FILE, Site, Title


def _uploaded(names: Sequence[str], site: Site) -> Asking[Mapping[str, Any]]:
    """Who uploaded each file: False where there is none, None where that is hidden or cannot be known."""
    titles = {site.full_title(Title(FILE, name)): name for name in names}
    if not titles:
        return {}
    question = Uploaders(tuple(titles))
    there = (yield (question,))[question]
    return {name: there.get(title, False) for title, name in titles.items()}


def _own(change: tuple[Sequence[str], Sequence[str]], known: Known) -> int | None:
    if known.facts is None or known.user is None:
        return None
    gained, lost = ([known.facts[name] for name in names] for names in change)
    if None in gained or None in lost:
        return None
    return gained.count(known.user) - lost.count(known.user)


OWN_FILES = TextMeasure(
    "own_files_added",
    FILES,
    _own,
    Lookup("uploaders", changed_files, _uploaded, (Uploaders,)),
    synonyms=("uploads", "own_images"),
)
