"""The templates and categories that a text names, as it stands: for a version that no links table knows."""

from __future__ import annotations

from bot.mediawiki.site import CATEGORY, Site
from bot.wikitext.template_calls import called, own_texts, unmarked
from bot.wikitext.user_mentions import link_targets


def categories(text: str, site: Site) -> frozenset[str]:
    """The full titles of the categories that a text puts its page into."""
    targets = (target for part in own_texts(text) for target in link_targets(unmarked(part)))
    titles = (site.title(target) for target in targets if not target.lstrip().startswith(":"))
    return frozenset(site.full_title(title) for title in titles if title and title.namespace == CATEGORY)


def templates(text: str, site: Site) -> frozenset[str]:
    """The full titles of the pages that a text transcludes."""
    return frozenset(map(site.full_title, called(text, site)))
