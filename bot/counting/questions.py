"""What counting asks that no wiki answers as it is: what is made of texts, and of the tree of categories.

The operation works these out of the wiki's answers, reads each text once, and remembers what came of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.counting.contributions import Changes
from bot.features.conditions.demand import Whole
from bot.mediawiki.models import Revision
from bot.mediawiki.queries import Question


@dataclass(frozen=True, slots=True)
class WholeArticles(Question[Mapping[int, Whole]]):
    """What these versions of articles come to as a whole, by revid, where their texts can be seen."""

    revids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """The full titles of the categories and templates that a text names."""

    categories: frozenset[str]
    templates: frozenset[str]


@dataclass(frozen=True, slots=True)
class NamedInTexts(Question[Mapping[int, Named]]):
    """What the texts of these revisions name, by revid, where they can be seen."""

    revids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CategoriesAbove(Question[Mapping[str, frozenset[str]]]):
    """The parents of these categories (full titles), and of all up to ``levels`` levels above them."""

    categories: frozenset[str]
    levels: int


@dataclass(frozen=True, eq=False, slots=True)
class TextChanges(Question[Changes]):
    """What these revisions changed against their parents, by the measures of texts that the campaign uses.

    ``afresh``: what is remembered holds only where the wiki still shows the texts. Each is a question of its
    own, because comparing thousands of revisions takes time.
    """

    revisions: tuple[Revision, ...]
    afresh: bool
