"""Finding the campaign pages of a wiki, as the operator has set it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.campaign_page import campaign_namespaces, campaign_texts, context, why_no_campaign
from bot.core.due import next_turn
from bot.core.questions import Campaigns, PageText
from bot.core.site import CATEGORY, TEMPLATE, Site, Title
from bot.declaring import read_page
from bot.ports import Check
from bot.settings import Discovery
from bot.tools import Tools


@dataclass(frozen=True)
class Waiting:
    """A campaign and the moment of its turn; ``due`` None while it is at rest.

    ``left`` is how the last turn left it, None for never.
    """

    tools: Tools
    title: Title
    page: PageText
    due: datetime | None
    left: Check | None = None

    @property
    def is_due(self) -> bool:
        """Whether its turn has come."""
        return self.due is not None and self.due <= self.tools.clock()

    @property
    def is_stale(self) -> bool:
        """Whether another process gave it a turn since."""
        return self.left != self.tools.memory.last_check(self.tools.address, self.page.pageid)

    def again(self) -> Waiting:
        """The same with what is known now: another process may have given it its turn."""
        return waiting_for(self.page, self.tools)


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


def discover(tools: Tools, known: Iterable[PageText] = ()) -> tuple[Waiting, ...]:
    """The campaigns of one wiki, in the order in which their turns come. Raises WikiUnavailable.

    ``known`` are the pages of those that were found before: they are given up when their pages say so.
    """
    question = campaigns_question(tools.site, tools.wiki_settings.discovery)
    pages = tools.source.ask(question)[question]
    found = [waiting_for(page, tools) for page in (*pages, *_missed(pages, known, tools))]
    never = datetime.max.replace(tzinfo=tools.clock().tzinfo)
    return tuple(sorted(found, key=lambda waiting: waiting.due or never))


def _missed(pages: Iterable[PageText], known: Iterable[PageText], tools: Tools) -> Iterator[PageText]:
    """The known campaigns that are not among these pages and are campaigns all the same.

    Nobody sees from a list that it is too short.
    """
    there = {page.pageid for page in pages}
    missing = {page.title: page for page in known if page.pageid not in there}
    question = campaign_texts(missing, tools)
    texts = tools.source.ask(question)[question] if missing else {}
    for name, page in texts.items():
        title = tools.site.plain_title(name)
        same = title is not None and page.pageid == missing[name].pageid
        if title is not None and same and why_no_campaign(title, page, tools) is None:
            yield page


def waiting_for(page: PageText, tools: Tools) -> Waiting:
    """When the campaign on a page has its turn."""
    title = tools.site.plain_title(page.title)
    if title is None:
        raise ValueError(f"the wiki has a page of an impossible title: {page.title!r}")
    last = tools.memory.last_check(tools.address, page.pageid)
    return Waiting(tools, title, page, _due(title, page, last, tools), last)


def _due(title: Title, page: PageText, last: Check | None, tools: Tools) -> datetime | None:
    """At once where it never had a turn or somebody edited the page, else by its season."""
    if last is None:
        return datetime.min.replace(tzinfo=tools.clock().tzinfo)
    if last.revid != page.revid:
        return tools.clock()
    where = context(title, tools.site, tools.wiki_settings.discovery)
    declaration, _ = read_page(page, where, thorough=False)
    settings = tools.settings
    return next_turn(declaration.campaign, last.at, settings.interval, settings.grace, resting=last.resting)
