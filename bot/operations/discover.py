"""Finding the campaign pages of a wiki, as the operator has set it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.counting.due import LastTurn, next_turn
from bot.declaration.read import read_declaration
from bot.mediawiki.queries import Campaigns, PageText
from bot.mediawiki.site import CATEGORY, TEMPLATE, Site, Title
from bot.messages import Message
from bot.operations.campaign_page import campaign_namespaces, campaign_texts, context_of, why_no_campaign
from bot.operations.community import as_remembered
from bot.operations.context import WikiContext
from bot.operations.declaration_history import read_page
from bot.operations.ports import Check
from bot.operations.settings import Discovery
from bot.operations.trust.trusted_settings import remembered_settings


@dataclass(frozen=True)
class DueCampaign:
    """A campaign and the moment of its turn; ``due`` None while it is at rest.

    ``left`` is how the last turn left it, None for never; ``edited``: somebody edited its page since.
    """

    context: WikiContext
    title: Title
    page: PageText
    due: datetime | None
    left: Check | None = None
    edited: bool = False

    @property
    def is_due(self) -> bool:
        """Whether its turn has come."""
        return self.due is not None and self.due <= self.context.clock()

    @property
    def is_stale(self) -> bool:
        """Whether another process gave it a turn since."""
        return self.left != self.context.memory.last_check(self.context.address, self.page.pageid)

    def again(self) -> DueCampaign:
        """The same with what is known now: another process may have given it its turn."""
        return waiting_for(self.page, self.context)


def campaigns_question(site: Site, discovery: Discovery) -> Campaigns:
    """The operator's discovery as a question."""
    namespaces = campaign_namespaces(site, discovery)
    template = site.title(discovery.template, TEMPLATE) if discovery.template else None
    category = site.title(discovery.category, CATEGORY) if discovery.category else None
    prefix = site.title(discovery.prefix) if discovery.prefix else None
    listed = [title for name in discovery.pages if (title := site.title(name))]
    return Campaigns(
        template=site.full_title(template) if template else None,
        category=site.full_title(category) if category else None,
        prefixes=((prefix.namespace, prefix.name),) if prefix and prefix.namespace in namespaces else (),
        titles=tuple(site.full_title(title) for title in listed),
        namespaces=namespaces,
    )


@dataclass(frozen=True)
class Discovered:
    """What looking for campaigns came to: those of one wiki, in the order in which their turns come.

    ``others`` are pages that only seem to be campaigns, each with why it is none.
    """

    campaigns: tuple[DueCampaign, ...]
    others: tuple[Message, ...]


def look(context: WikiContext, known: Iterable[PageText] = ()) -> Discovered:
    """The campaigns of one wiki, and what only seems to be one. Raises WikiUnavailable.

    ``known`` are the pages of those that were found before: they are given up when their pages say so.
    """
    context.begin()
    question = campaigns_question(context.site, context.wiki_settings.discovery)
    context = as_remembered(context)
    told = context.source.ask(question)[question]
    pages = (*told, *_missed(told, known, context))
    refusals = [why_no_campaign(_title(page, context), page, context) for page in pages]
    found = [waiting_for(page, context) for page, why in zip(pages, refusals, strict=True) if why is None]
    never = datetime.max.replace(tzinfo=context.clock().tzinfo)
    return Discovered(
        tuple(sorted(found, key=lambda waiting: waiting.due or never)),
        tuple(why for why in refusals if why is not None),
    )


def _title(page: PageText, context: WikiContext) -> Title:
    title = context.site.plain_title(page.title)
    if title is None:
        raise ValueError(f"the wiki has a page of an impossible title: {page.title!r}")
    return title


def _missed(pages: Iterable[PageText], known: Iterable[PageText], context: WikiContext) -> Iterator[PageText]:
    """The known campaigns that are not among these pages and are campaigns all the same.

    Nobody sees from a list that it is too short.
    """
    there = {page.pageid for page in pages}
    missing = {page.title: page for page in known if page.pageid not in there}
    question = campaign_texts(missing, context)
    texts = context.source.ask(question)[question] if missing else {}
    for name, page in texts.items():
        title = context.site.plain_title(name)
        same = title is not None and page.pageid == missing[name].pageid
        if title is not None and same and why_no_campaign(title, page, context) is None:
            yield page


def waiting_for(page: PageText, context: WikiContext) -> DueCampaign:
    """When the campaign on a page has its turn."""
    title = _title(page, context)
    last = context.memory.last_check(context.address, page.pageid)
    edited = last is not None and last.revid != page.revid
    return DueCampaign(context, title, page, _due(title, page, last, context), last, edited)


def _due(title: Title, page: PageText, last: Check | None, context: WikiContext) -> datetime | None:
    """At once where it never had a turn or somebody edited the page, else by its season."""
    now = context.clock()
    if last is None:
        return datetime.min.replace(tzinfo=now.tzinfo)
    if last.revid != page.revid:
        return now
    where = context_of(title, context, remembered=True)
    running = remembered_settings(page, context)
    if running is None:
        declaration, _ = read_page(page, where, thorough=False)
    else:
        declaration = read_declaration(running, where, thorough=False)
    turn = LastTurn(last.at, last.resting, last.again)
    return next_turn(declaration.campaign, turn, now, context.intervals, context.settings.grace)
