"""A campaign's page: opening it, whether it is a campaign at all, and what it declares."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from babel import UnknownLocaleError
from babel.localedata import exists as locale_exists

from bot.core.declaration import Context
from bot.core.message import Message, message
from bot.core.questions import PageText, Texts
from bot.core.site import CATEGORY, TEMPLATE, Site, Title
from bot.declaring import Archive, Declared, Forgetful, declared
from bot.i18n.texts import Texts as Words
from bot.render.outputs import OUTPUTS
from bot.settings import NEVER_CAMPAIGNS, Discovery
from bot.tools import Tools

PLANNED_OUTPUTS: tuple[str, ...] = ()
"""Outputs of the language that are known but not available yet."""


LONGEST_CODE = 60
"""So many characters may a language's code have before anybody looks for its texts."""


@dataclass(frozen=True)
class Opened:
    """The campaign page and its talk page as they are now, and whether somebody has stopped the bot."""

    page: PageText
    talk: PageText
    shut_off: bool


def open_page(title: Title, tools: Tools) -> Opened:
    """Read the page, its talk page and the page on which the bot is stopped, in one request.

    Raises WikiUnavailable.
    """
    site = tools.site
    name, talk = site.full_title(title), site.full_title(Title(title.namespace | 1, title.name))
    question = campaign_texts((name, talk, *filter(None, (tools.shutoff_page,))), tools)
    texts = tools.source.ask(question)[question]
    stopped = bool(tools.shutoff_page and texts[tools.shutoff_page].text.strip())
    return Opened(texts[name], texts[talk], stopped)


def campaign_texts(titles: Iterable[str], tools: Tools) -> Texts:
    """Pages with their texts; those with the sign of a campaign are ``marked``."""
    discovery = tools.wiki_settings.discovery
    return Texts(
        tuple(dict.fromkeys(titles)),
        template=_full(discovery.template, TEMPLATE, tools.site),
        category=_full(discovery.category, CATEGORY, tools.site),
    )


def _full(name: str | None, namespace: int, site: Site) -> str | None:
    title = site.title(name, namespace) if name else None
    return site.full_title(title) if title else None


def campaign_namespaces(site: Site, discovery: Discovery) -> frozenset[int]:
    """Where campaigns may stand: never among articles, whatever the configuration says."""
    return discovery.namespaces - NEVER_CAMPAIGNS - site.article_namespaces


def why_no_campaign(title: Title, page: PageText, tools: Tools) -> Message | None:
    """Why the operator's discovery does not find this page; None when it does."""
    site, discovery = tools.site, tools.wiki_settings.discovery
    if title.namespace not in campaign_namespaces(site, discovery):
        return message("page-namespace", page.title)
    if not page.exists:
        return message("page-missing", page.title)
    if page.marked or _listed(title, tools):
        return None
    if discovery.template:
        return message("page-no-template", page.title, discovery.template)
    return message("page-not-found", page.title)


def _listed(title: Title, tools: Tools) -> bool:
    discovery = tools.wiki_settings.discovery
    if discovery.prefix:
        prefix = tools.site.title(discovery.prefix)
        if prefix and prefix.namespace == title.namespace and title.name.startswith(prefix.name):
            return True
    return any(tools.site.title(listed) == title for listed in discovery.pages)


def context(title: Title, site: Site, discovery: Discovery) -> Context:
    """What has to be known to read a declaration on this page."""
    return Context(
        site=site,
        page=title,
        outputs=tuple(OUTPUTS),
        planned_outputs=PLANNED_OUTPUTS,
        languages=is_language,
        publish_namespaces=campaign_namespaces(site, discovery),
    )


def is_language(code: str) -> bool:
    """Whether there are texts for a language or, failing that, its number formats are known."""
    if len(code) > LONGEST_CODE:
        return False
    try:
        return Words.known(code) or locale_exists(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return False


def read_declared(title: Title, page: PageText, tools: Tools, *, remembering: bool = True) -> Declared:
    """What the page declares; the last good declaration where the present one has problems."""
    memory = tools.memory if remembering else Forgetful(tools.memory)
    until = tools.clock() + timedelta(seconds=tools.settings.slice_seconds)
    archive = Archive(tools.address, tools.wiki.account, tools.source, memory, lambda: tools.clock() >= until)
    return declared(page, context(title, tools.site, tools.wiki_settings.discovery), archive)
