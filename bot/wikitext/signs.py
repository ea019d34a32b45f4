"""What a page's own wikitext says of campaigns, whatever it transcludes: the template, or the category."""

from __future__ import annotations

from collections.abc import Collection

from bot.mediawiki.site import Site, Title
from bot.wikitext.template_calls import called
from bot.wikitext.transclusions import categories


def names_template(text: str, templates: Collection[Title], site: Site) -> bool:
    """Whether the page's own wikitext transcludes one of these pages."""
    return any(title in templates for title in called(text, site))


def names_category(text: str, category: Title, site: Site) -> bool:
    """Whether the page's own wikitext puts it into this category."""
    return site.full_title(category) in categories(text, site)
