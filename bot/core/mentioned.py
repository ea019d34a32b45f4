"""The templates and categories that a text names, as it stands: for a version that no links table knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.masking import mask
from bot.core.mentions import link_targets
from bot.core.site import CATEGORY, TEMPLATE, Site

_TEMPLATE = re.compile(r"\{\{\s*((?:(?!\{\{|\}\}|[|<>\[\]#\n]).)+)")


def categories(text: str, site: Site) -> frozenset[str]:
    """The full titles of the categories that a text puts its page into."""
    titles = (
        site.title(target) for target in link_targets(mask(text)) if not target.lstrip().startswith(":")
    )
    return frozenset(site.full_title(title) for title in titles if title and title.namespace == CATEGORY)


def templates(text: str, site: Site) -> frozenset[str]:
    """The full titles of the pages that a text transcludes."""
    return frozenset(_templates(mask(text), site))


def _templates(text: str, site: Site) -> Iterator[str]:
    for match in _TEMPLATE.finditer(text):
        title = site.title(match[1].strip(), TEMPLATE)
        if title:
            yield site.full_title(title)
