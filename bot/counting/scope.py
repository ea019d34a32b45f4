"""Article conditions (any / all / none) over facts about a page, and which facts they need.

Rules: docs/organizers.md, ``articles``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.declaration.campaign import (
    AllOf,
    AnyOf,
    Condition,
    HasTemplate,
    HasTitle,
    InCategory,
    Leaf,
    ListedOn,
    NoneOf,
)
from bot.declaration.condition_trees import leaves
from bot.mediawiki.site import Title


@dataclass(frozen=True, slots=True)
class ScopeFacts:
    """What is known about pages and categories. Titles of categories and templates are full ones.

    ``parents`` maps a category to those it is in. ``listed`` and ``titled`` map a condition to the ids of
    its pages.
    """

    categories: Mapping[int, frozenset[str]] = field(default_factory=dict)
    parents: Mapping[str, frozenset[str]] = field(default_factory=dict)
    templates: Mapping[int, frozenset[str]] = field(default_factory=dict)
    listed: Mapping[Leaf, frozenset[int]] = field(default_factory=dict)
    names: Mapping[Title, str] = field(default_factory=dict)


def depth(condition: Condition | None) -> int:
    """How many levels of categories above a page have to be known; -1 when none at all."""
    return max((leaf.depth for leaf in leaves(condition) if isinstance(leaf, InCategory)), default=-1)


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
        case InCategory():
            return _in_category(condition, pageid, facts)
        case HasTemplate(template):
            return facts.names[template] in facts.templates.get(pageid, ())
        case ListedOn() | HasTitle():
            return pageid in facts.listed.get(condition, ())


def _in_category(condition: InCategory, pageid: int, facts: ScopeFacts) -> bool:
    """What an exception holds is out, also where the page is in the category by another way."""
    above = ancestors(facts.categories.get(pageid, frozenset()), condition.depth, facts.parents)
    if any(facts.names[excluded] in above for excluded in condition.excluded):
        return False
    return facts.names[condition.category] in above


def ancestors(
    categories: Iterable[str], levels: int, parents: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """The categories themselves and those up to ``levels`` above them; circles do no harm."""
    seen = set(categories)
    frontier = set(seen)
    for _ in range(levels):
        frontier = {parent for category in frontier for parent in parents.get(category, ())} - seen
        if not frontier:
            break
        seen |= frontier
    return frozenset(seen)
