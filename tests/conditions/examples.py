"""For each condition what can be written below ``articles``, without the two spaces of its first line."""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "category": (
        "category: Fysikere",
        "category: Fysikere\n  depth: 2\n  except: [Norge, Stubber]",
    ),
    "listed_on": ("listed_on: Prosjekt:Liste",),
    "template": ("template: Infoboks",),
    "titles": ("titles: [Lise Meitner, Marie Curie]",),
    "talk": (
        "talk: {template: Infoboks}",
        "talk: {category: Fysikere, depth: 2, except: [Norge], template: Infoboks}",
    ),
    "wiki": ("wiki: [test.wikipedia.org]",),
}

DEMANDED: Mapping[str, str] = {
    "minimum": "minimum: {bytes: 3000, words: 300, references: 2}",
}
"""The same for each demand on an article as a whole."""
