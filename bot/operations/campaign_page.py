"""A campaign's page: opening it, whether it is a campaign at all, and what it declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from babel import UnknownLocaleError
from babel.localedata import exists as locale_exists

from bot.declaration.block import declaration_blocks, looks_like_settings
from bot.declaration.read import TOP_LEVEL_KEYS, Context
from bot.declaration.schema.context import NamedWiki, OutputKey
from bot.declaration.schema.reach import is_accounts, is_code, talk_page
from bot.declaration.unread_block import in_template
from bot.features.outputs.registry import OUTPUTS
from bot.i18n.months import month_names
from bot.i18n.texts import Texts as Words
from bot.mediawiki.queries import WIKITEXT, PageText, PageTexts
from bot.mediawiki.registrations import EventAnswer, EventRef, Registration
from bot.mediawiki.site import CATEGORY, TEMPLATE, Site, Title
from bot.messages import Message, message
from bot.operations.community import Wished, wished
from bot.operations.context import WikiContext
from bot.operations.declaration_history import Archive, Declared, Forgetful, declared
from bot.operations.settings import NEVER_CAMPAIGNS, Discovery
from bot.operations.template_names import names_campaigns
from bot.operations.trust.trusted_settings import trusted
from bot.safety.trust import is_anyone
from bot.wikitext.signs import names_category

LANGUAGE_OUTPUTS = tuple(
    OutputKey(output.name, output.usual, output.status, output.synonyms, output.needs_names)
    for output in OUTPUTS.values()
)
"""What the language has to know of the outputs."""
PLANNED_OUTPUTS: tuple[str, ...] = ()
"""Outputs of the language that are known but not available yet."""


LONGEST_CODE = 60
"""So many characters may a language's code have before anybody looks for its texts."""


@dataclass(frozen=True)
class Opened:
    """The campaign page and its talk page as they were ``at`` a moment, and whether the bot was stopped then.

    ``wished`` is what the wiki's community has set. ``others`` are further pages that were asked for, by
    their titles.
    """

    page: PageText
    talk: PageText
    shut_off: bool
    at: datetime
    wished: Wished
    others: Mapping[str, PageText] = field(default_factory=dict)


def open_page(title: Title, context: WikiContext, also: Iterable[str] = ()) -> Opened:
    """Read the page, its talk page, those that stop and bound the bot, and others, in one request.

    Raises WikiUnavailable.
    """
    site, others, at = context.site, tuple(also), context.clock()
    name, talk = site.full_title(title), site.full_title(talk_page(title))
    stops = filter(None, (context.shutoff_page, context.community_page))
    question = campaign_texts((name, talk, *stops, *others), context)
    texts = context.source.ask(question)[question]
    stopped = bool(context.shutoff_page and texts[context.shutoff_page].text.strip())
    wishes = wished(texts.get(context.community_page or ""), context)
    return Opened(
        page=texts[name],
        talk=texts[talk],
        shut_off=stopped or not wishes.community.enabled,
        at=at,
        wished=wishes,
        others={other: texts[other] for other in others},
    )


def campaign_texts(titles: Iterable[str], context: WikiContext) -> PageTexts:
    """Pages with their texts, and whether they have the signs of a campaign."""
    discovery = context.wiki_settings.discovery
    return PageTexts(
        tuple(dict.fromkeys(titles)),
        template=_full(discovery.template, TEMPLATE, context.site),
        category=_full(discovery.category, CATEGORY, context.site),
    )


def _full(name: str | None, namespace: int, site: Site) -> str | None:
    title = site.title(name, namespace) if name else None
    return site.full_title(title) if title else None


def campaign_namespaces(site: Site, discovery: Discovery) -> frozenset[int]:
    """Where campaigns may stand: never among articles, whatever the configuration says."""
    return discovery.namespaces - NEVER_CAMPAIGNS - site.article_namespaces


def why_no_campaign(title: Title, page: PageText, context: WikiContext) -> Message | None:
    """Why this page is no campaign, so that the bot leaves it alone; None when it is one.

    It is one when the operator's discovery finds it, by its own wikitext where that goes by a template, and
    when it has settings, or something that was meant to be settings. Raises WikiUnavailable.
    """
    if title.namespace not in campaign_namespaces(context.site, context.wiki_settings.discovery):
        return message("page-namespace", page.title)
    if not page.exists:
        return message("page-missing", page.title)
    if is_accounts(title, context.wiki.account) or title == shutoff(context):
        return message("page-of-bot", page.title)
    if page.redirect or page.model != WIKITEXT or is_code(title):
        return message("page-redirect" if page.redirect else "page-code", page.title)
    return _why_not_found(title, page, context) or _why_no_settings(title, page, context)


def _why_not_found(title: Title, page: PageText, context: WikiContext) -> Message | None:
    discovery = context.wiki_settings.discovery
    if page.categorized or _listed(title, context) or (page.marked and names_campaigns(page.text, context)):
        return None
    if discovery.template:
        return message("page-no-template", page.title, discovery.template)
    return message("page-not-found", page.title)


def _why_no_settings(title: Title, page: PageText, context: WikiContext) -> Message | None:
    if declared_texts(page.text):
        return None
    meant = looks_like_settings(page.text, TOP_LEVEL_KEYS) or in_template(page.text, TOP_LEVEL_KEYS)
    if meant and _shows_itself(title, page, context):
        return None
    return message("page-no-settings", page.title)


def declared_texts(text: str) -> tuple[str, ...]:
    """The settings on a page, as they are written."""
    return tuple(block.text for block in declaration_blocks(text, TOP_LEVEL_KEYS))


def _shows_itself(title: Title, page: PageText, context: WikiContext) -> bool:
    """Whether the page is found by what somebody wrote on this very page, or what the operator named."""
    discovery, site = context.wiki_settings.discovery, context.site
    category = site.title(discovery.category, CATEGORY) if discovery.category else None
    return (
        _listed(title, context)
        or names_campaigns(page.text, context)
        or (category is not None and names_category(page.text, category, site))
    )


def shutoff(context: WikiContext) -> Title | None:
    """The page on which anybody can stop the bot."""
    return context.site.title(context.shutoff_page) if context.shutoff_page else None


def _listed(title: Title, context: WikiContext) -> bool:
    discovery = context.wiki_settings.discovery
    if discovery.prefix:
        prefix = context.site.title(discovery.prefix)
        if prefix and prefix.namespace == title.namespace and title.name.startswith(prefix.name):
            return True
    return any(context.site.title(listed) == title for listed in discovery.pages)


def context_of(title: Title, context: WikiContext, *, remembered: bool = False) -> Context:
    """What has to be known to read a declaration on this page of a wiki that the bot writes on.

    ``remembered``: what registrations for events said some time ago will do.
    """

    def registration(event: EventRef) -> EventAnswer:
        question = Registration(event, remembered)
        return context.source.ask(question)[question]

    return replace(
        declaration_context(title, context.site, context.wiki_settings.discovery),
        account=context.wiki.account,
        shutoff=shutoff(context),
        answers=context.answers,
        events=context.events,
        registration=registration,
        address=context.address,
        wiki_named=context.named,
        wiki_called=context.called,
        hosts=context.hosts,
    )


def declaration_context(title: Title, site: Site, discovery: Discovery) -> Context:
    """The same where nothing is known of the bot's account, nor of other wikis: any host may be one then."""
    return Context(
        site=site,
        page=title,
        outputs=LANGUAGE_OUTPUTS,
        planned_outputs=PLANNED_OUTPUTS,
        languages=is_language,
        speaks=Words.known,
        publish_namespaces=campaign_namespaces(site, discovery),
        months=month_names,
        wiki_named=lambda host: NamedWiki(host, host, lambda: site) if "." in host or ":" in host else None,
    )


def is_language(code: str) -> bool:
    """Whether there are texts for a language or, failing that, its number formats are known."""
    if len(code) > LONGEST_CODE:
        return False
    try:
        return Words.known(code) or locale_exists(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return False


def read_declared(
    title: Title, page: PageText, context: WikiContext, *, remembering: bool = True
) -> Declared:
    """What the page declares; the last good declaration where the present one has problems, or waits."""
    if not is_anyone(context.trust):
        return trusted(title, page, context, lambda at: context_of(at, context), remembering=remembering)
    memory = context.memory if remembering else Forgetful(context.memory)
    until = context.clock() + timedelta(seconds=context.settings.slice_seconds)
    archive = Archive(
        context.address, context.wiki.account, context.source, memory, lambda: context.clock() >= until
    )
    return declared(page, context_of(title, context), archive)
