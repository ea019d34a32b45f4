"""Why an account has the points that it has: each of its revisions, counted or with the reason why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.counting.eligibility import Facts, Judged, Reason, judge
from bot.counting.stored_results import Seen
from bot.declaration.campaign import Campaign
from bot.declaration.read import Declaration
from bot.mediawiki.models import Account, Page
from bot.mediawiki.queries import Accounts, Contributions, PageText, Revisions
from bot.mediawiki.site import Title
from bot.messages import Message, message
from bot.operations.campaign_page import open_page, read_declared, why_no_campaign
from bot.operations.context import Tools
from bot.operations.count import Count, count
from bot.operations.counting.categories import Categories
from bot.operations.counting.named_articles import NamedArticles
from bot.operations.counting.notes import Notes
from bot.render.explanation import Explanation

LATEST = 500
"""How many of an account's latest edits are looked at beside those in the campaign."""


def explain(title: Title, name: str, tools: Tools) -> Explanation | Message:
    """Look at one account; a message where there is nothing to explain. Raises WikiUnavailable."""
    tools.begin()
    opened = open_page(title, tools)
    refusal = why_no_campaign(title, opened.page, tools)
    if refusal:
        return refusal
    tools = replace(tools, community=opened.wished.community)
    found = read_declared(title, opened.page, tools, remembering=False)
    if found.running is None or found.running.campaign is None:
        return message("explain-waits" if found.waiting else "explain-no-campaign", opened.page.title)
    account = _account(name, tools)
    if account is None:
        return message("explain-no-account", name)
    with tools.turn(opened.page.pageid).taken() as mine:
        if not mine:
            return message("campaign-busy", opened.page.title)
        return _explained(opened.page, found.running, found.running.campaign, account, tools)


def _explained(
    page: PageText, declaration: Declaration, campaign: Campaign, account: Account, tools: Tools
) -> Explanation:
    while (counted := count(page, declaration, campaign, tools, tools.clock())).counted.unfinished:
        tools.begin()
    rows = counted.standings(campaign).rows
    row = next((row for row in rows if row.account.userid == account.userid), None)
    whole = counted.evidence.breakdowns([row])[0] if row else None
    seen = _seen(account, campaign, counted, tools)
    return Explanation(campaign, account, whole, seen, tools.site)


def _account(name: str, tools: Tools) -> Account | None:
    normal = tools.site.user_name(name)
    if normal is None:
        return None
    question = Accounts((normal,))
    return tools.source.ask(question)[question][normal]


def _seen(account: Account, campaign: Campaign, counted: Count, tools: Tools) -> tuple[Seen, ...]:
    """What was judged, with what is gone since; and the latest edits wherever and whenever they were made."""
    judged = counted.evidence.ledger.seen([account.userid])
    known = {one.judged.revision.revid for one in judged}
    latest = [one for one in _latest(account, campaign, counted, tools) if _revid(one) not in known]
    return tuple(sorted([*_now(judged, tools), *latest], key=_age))


def _revid(one: Seen) -> int:
    return one.judged.revision.revid


def _age(one: Seen) -> tuple[object, int]:
    return one.judged.revision.timestamp, _revid(one)


def _now(judged: Iterable[Seen], tools: Tools) -> list[Seen]:
    """What is gone is told so: its page was deleted, or its author is hidden since."""
    remembered = list(judged)
    question = Revisions(tuple(_revid(one) for one in remembered if one.gone))
    left = tools.source.ask(question)[question] if question.revids else {}
    return [
        Seen(
            Judged(one.judged.revision, Reason.HIDDEN if _revid(one) in left else Reason.PAGE_GONE), one.page
        )
        if one.gone
        else one
        for one in remembered
    ]


def _latest(account: Account, campaign: Campaign, counted: Count, tools: Tools) -> list[Seen]:
    question = Contributions((account.userid,), since=None, limit=LATEST)
    edits = tools.source.ask(question)[question]
    surveyor = counted.work.surveyor()
    tree = Categories(tools.source, counted.evidence.notebook)
    notes = Notes(counted.evidence.ledger)
    worklists = surveyor.worklists(tools.source, notes, NamedArticles(notes, tools.source))
    places = surveyor.survey(sorted({edit.pageid for edit in edits}), worklists, tree, tools.source)
    facts = Facts(counted.evidence.accounts.keys(), places.pages, places.scope)
    return [
        Seen(one, places.pages.get(one.revision.pageid) or Page(one.revision.pageid, 0, ""))
        for one in judge(edits, campaign, facts)
    ]
