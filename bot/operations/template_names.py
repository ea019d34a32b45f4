"""Whether a page's own wikitext names the template of campaigns, also by a redirect to it.

The wiki says of a page only that the template is somewhere in it: what it transcludes may have brought it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.mediawiki.queries import OtherNames
from bot.mediawiki.site import TEMPLATE, Title
from bot.operations.context import WikiContext
from bot.wikitext.signs import names_template

NOTE = "template-names"
WIKI = 0
"""What is noted of a wiki itself stands under a page that no wiki has."""
ASKED_AGAIN = timedelta(minutes=15)
"""However many pages only transclude the template: the wiki is asked for its redirects so often at most."""


def names_campaigns(text: str, context: WikiContext) -> bool:
    """Whether the page itself names the template. Raises WikiUnavailable."""
    name = context.wiki_settings.discovery.template
    template = context.site.title(name, TEMPLATE) if name else None
    if template is None:
        return False
    if names_template(text, {template}, context.site):
        return True
    full = context.site.full_title(template)
    noted = _noted(full, context)
    if noted and names_template(text, _titles(noted["names"], context), context.site):
        return True
    if noted and abs(context.clock() - datetime.fromisoformat(noted["at"])) < ASKED_AGAIN:
        return False
    return names_template(text, _titles(_asked(full, context), context), context.site)


def known_names(context: WikiContext) -> frozenset[str]:
    """The full titles that are known to stand for the template; nothing is asked for them."""
    name = context.wiki_settings.discovery.template
    template = context.site.title(name, TEMPLATE) if name else None
    if template is None:
        return frozenset()
    full = context.site.full_title(template)
    noted = _noted(full, context)
    return frozenset({full, *(noted["names"] if noted else ())})


def _noted(template: str, context: WikiContext) -> Any:
    """The names that were noted, and when; None where there are none of this template."""
    noted = context.memory.results(context.address, WIKI).note(NOTE)
    return noted if noted and noted["template"] == template else None


def _asked(template: str, context: WikiContext) -> list[str]:
    question = OtherNames((template,))
    names = sorted(context.source.ask(question)[question][template])
    noted = {"template": template, "names": names, "at": context.clock().isoformat()}
    context.memory.results(context.address, WIKI).put_note(NOTE, noted)
    return names


def _titles(names: list[str], context: WikiContext) -> set[Title]:
    return {title for name in names if (title := context.site.plain_title(name))}
