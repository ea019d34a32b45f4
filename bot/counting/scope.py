"""The tree of article conditions (any / all / none) over facts about a page, and what a page weighs by them.

Rules: docs/organizers.md, ``articles`` and ``weights``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from bot.declaration.campaign import AllOf, AnyOf, Condition, NoneOf, Weight
from bot.features.conditions.condition import Leaf, ScopeFacts


def holds(condition: Condition | None, pageid: int, facts: ScopeFacts) -> bool:
    """Whether a page meets the condition; no condition is met by every page."""
    match condition:
        case None:
            return True
        case AllOf(conditions):
            return all(holds(inner, pageid, facts) for inner in conditions)
        case AnyOf(conditions):
            return any(holds(inner, pageid, facts) for inner in conditions)
        case NoneOf(conditions):
            return not any(holds(inner, pageid, facts) for inner in conditions)
        case Leaf():
            return condition.holds(pageid, facts)


def products(weights: Iterable[Weight], pageids: Iterable[int], facts: ScopeFacts) -> Mapping[int, Decimal]:
    """The product of the weights that match a page, for the pages that any matches."""
    found: dict[int, Decimal] = {}
    matching = tuple(weights)
    for pageid in pageids:
        for weight in matching:
            if holds(weight.where, pageid, facts):
                found[pageid] = found.get(pageid, Decimal(1)) * weight.times
    return found
