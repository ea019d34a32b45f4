"""Conditions within conditions: what stands at their ends, and where to look for pages that meet them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.declaration.campaign import AllOf, AnyOf, Condition, NoneOf
from bot.features.conditions.condition import Leaf, Needs


def leaves(condition: Condition | None) -> Iterator[Leaf]:
    """The conditions at the ends of a tree of conditions."""
    if condition is None:
        return
    if isinstance(condition, AllOf | AnyOf | NoneOf):
        for inner in condition.conditions:
            yield from leaves(inner)
    else:
        yield condition


def needs(condition: Condition | None) -> Needs:
    """What has to be known about a page to tell whether it meets the condition."""
    found = Needs()
    for leaf in leaves(condition):
        found |= leaf.needs
    return found


def positive(condition: Condition | None) -> tuple[Leaf, ...] | None:
    """Conditions of which every page in the scope meets at least one: where to look for its pages.

    None when the scope cannot be listed (it only says what is left out, or asks for what lists nothing).
    Rule: ``anyone`` in docs/organizers.md.
    """
    match condition:
        case None | NoneOf():
            return None
        case AllOf(conditions):
            choices = [found for inner in conditions if (found := positive(inner)) is not None]
            return min(choices, key=len) if choices else None
        case AnyOf(conditions):
            found_all = [positive(inner) for inner in conditions]
            if any(found is None for found in found_all):
                return None
            return tuple(leaf for found in found_all if found for leaf in found)
        case Leaf():
            return (condition,) if condition.lists else None
