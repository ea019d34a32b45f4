"""Finding the campaign pages of a wiki, as the operator has set it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.campaign_page import campaign_namespaces, context
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


def discover(tools: Tools) -> tuple[Waiting, ...]:
    """The campaigns of one wiki, in the order in which their turns come. Raises WikiUnavailable."""
    question = campaigns_question(tools.site, tools.wiki_settings.discovery)
    found = [waiting_for(page, tools) for page in tools.source.ask(question)[question]]
    never = datetime.max.replace(tzinfo=tools.clock().tzinfo)
    return tuple(sorted(found, key=lambda waiting: waiting.due or never))


def waiting_for(page: PageText, tools: Tools) -> Waiting:
    """When the campaign on a page has its turn."""
    title = tools.site.plain_title(page.title)
    if title is None:
        raise ValueError(f"the wiki has a page of an impossible title: {page.title!r}")
    last = tools.memory.last_check(tools.address, page.pageid)
    return Waiting(tools, title, page, _due(title, page, last, tools), last)


def _due(title: Title, page: PageText, last: Check | None, tools: Tools) -> datetime | None:
    """At once where it never had a turn or somebody edited the page, else by its season."""
    now = tools.clock()
    if last is None:
        return datetime.min.replace(tzinfo=now.tzinfo)
    if last.revid != page.revid:
        return now
    where = context(title, tools.site, tools.wiki_settings.discovery)
    declaration, _ = read_page(page, where, thorough=False)
    settings = tools.settings
    return next_turn(
        declaration.campaign, last.at, now, settings.interval, settings.grace, resting=last.resting
    )
