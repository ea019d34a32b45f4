"""What a page's own wikitext says of campaigns, whatever it transcludes: the template, or the category."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.core.masking import UNREAD_TAGS, mask
from bot.core.mentioned import categories
from bot.core.site import TEMPLATE, Site, Title

_CALL = re.compile(r"(?<!\{)\{\{(?!\{)([^{}|\[\]<>]++)(?=\||\}\})")


def own_text(text: str) -> str:
    """The page without comments, ``nowiki`` and its kin, and what is only transcluded.

    What stands in the bot's blocks is not left out: the bot writes no sign of a campaign, and where a mark is
    lost, a block may seem to reach over what people wrote.
    """
    return mask(text, tags=UNREAD_TAGS)


def names_template(text: str, templates: Collection[Title], site: Site) -> bool:
    """Whether the page's own wikitext transcludes one of these pages."""
    names = dict.fromkeys(match[1].strip() for match in _CALL.finditer(own_text(text)))
    return any(site.title(name, TEMPLATE) in templates for name in names)


def names_category(text: str, category: Title, site: Site) -> bool:
    """Whether the page's own wikitext puts it into this category."""
    return site.full_title(category) in categories(own_text(text), site)
