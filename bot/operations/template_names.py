"""Whether a page's own wikitext names the template of campaigns, also by a redirect to it.

The wiki says of a page only that the template is somewhere in it: what it transcludes may have brought it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from bot.mediawiki.queries import OtherNames
from bot.mediawiki.site import TEMPLATE, Title
from bot.operations.context import Tools
from bot.wikitext.signs import names_template

NOTE = "template-names"
WIKI = 0
"""What is noted of a wiki itself stands under a page that no wiki has."""
ASKED_AGAIN = timedelta(minutes=15)
"""However many pages only transclude the template: the wiki is asked for its redirects so often at most."""


def names_campaigns(text: str, tools: Tools) -> bool:
    """Whether the page itself names the template. Raises WikiUnavailable."""
    name = tools.wiki_settings.discovery.template
    template = tools.site.title(name, TEMPLATE) if name else None
    if template is None:
        return False
    if names_template(text, {template}, tools.site):
        return True
    full = tools.site.full_title(template)
    noted = _noted(full, tools)
    if noted and names_template(text, _titles(noted["names"], tools), tools.site):
        return True
    if noted and abs(tools.clock() - datetime.fromisoformat(noted["at"])) < ASKED_AGAIN:
        return False
    return names_template(text, _titles(_asked(full, tools), tools), tools.site)


def known_names(tools: Tools) -> frozenset[str]:
    """The full titles that are known to stand for the template; nothing is asked for them."""
    name = tools.wiki_settings.discovery.template
    template = tools.site.title(name, TEMPLATE) if name else None
    if template is None:
        return frozenset()
    full = tools.site.full_title(template)
    noted = _noted(full, tools)
    return frozenset({full, *(noted["names"] if noted else ())})


def _noted(template: str, tools: Tools) -> Any:
    """The names that were noted, and when; None where there are none of this template."""
    noted = tools.memory.ledger(tools.address, WIKI).note(NOTE)
    return noted if noted and noted["template"] == template else None


def _asked(template: str, tools: Tools) -> list[str]:
    question = OtherNames((template,))
    names = sorted(tools.source.ask(question)[question][template])
    noted = {"template": template, "names": names, "at": tools.clock().isoformat()}
    tools.memory.ledger(tools.address, WIKI).put_note(NOTE, noted)
    return names


def _titles(names: list[str], tools: Tools) -> set[Title]:
    return {title for name in names if (title := tools.site.plain_title(name))}
