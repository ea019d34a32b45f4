"""Why an account has the points that it has: each of its revisions, counted or with the reason why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.counting.eligibility import Eligibility, Facts, Reason, evaluate
from bot.counting.stored_results import SeenRevision
from bot.declaration.campaign import Campaign
from bot.declaration.read import Declaration
from bot.mediawiki.keys import AccountKey
from bot.mediawiki.models import Account, Page
from bot.mediawiki.queries import Accounts, Contributions, PageText, Revisions
from bot.mediawiki.site import Title
from bot.messages import Message, message
from bot.operations.campaign_page import open_page, read_declared, why_no_campaign
from bot.operations.context import WikiContext
from bot.operations.count import Count, count
from bot.operations.counting.categories import Categories
from bot.operations.counting.named_articles import NamedArticles
from bot.operations.counting.pending_notes import PendingNotes
from bot.render.explanation import Explanation

LATEST = 500
"""How many of an account's latest edits are looked at beside those in the campaign."""


def explain(title: Title, name: str, context: WikiContext) -> Explanation | Message:
    """Look at one account; a message where there is nothing to explain. Raises WikiUnavailable."""
    context.begin()
    opened = open_page(title, context)
    refusal = why_no_campaign(title, opened.page, context)
    if refusal:
        return refusal
    context = replace(context, community=opened.wished.community)
    found = read_declared(title, opened.page, context, remembering=False)
    if found.running is None or found.running.campaign is None:
        return message("explain-waits" if found.waiting else "explain-no-campaign", opened.page.title)
    account = _account(name, context)
    if account is None:
        return message("explain-no-account", name)
    with context.turn(opened.page.pageid).taken() as mine:
        if not mine:
            return message("campaign-busy", opened.page.title)
        return _explained(opened.page, found.running, found.running.campaign, account, context)


def _explained(
    page: PageText, declaration: Declaration, campaign: Campaign, account: Account, context: WikiContext
) -> Explanation:
    while (counted := count(page, declaration, context, context.clock())).counted.unfinished:
        context.begin()
    rows = counted.standings(campaign).rows
    key = AccountKey(context.address, account.userid)
    row = next((row for row in rows if key in row.participant.accounts), None)
    whole = counted.breakdowns.breakdowns([row])[0] if row else None
    seen = _seen(account, campaign, counted, context)
    return Explanation(campaign, account.name, whole, seen, context.site, counted.breakdowns.lacks(seen))


def _account(name: str, context: WikiContext) -> Account | None:
    normal = context.site.user_name(name)
    if normal is None:
        return None
    question = Accounts((normal,))
    return context.source.ask(question)[question][normal]


def _seen(
    account: Account, campaign: Campaign, counted: Count, context: WikiContext
) -> tuple[SeenRevision, ...]:
    """What was judged, with what is gone since; and the latest edits wherever and whenever they were made."""
    evaluated = counted.breakdowns.results.seen([AccountKey(context.address, account.userid)])
    known = {one.evaluated.revision.revid for one in evaluated}
    latest = [one for one in _latest(account, campaign, counted, context) if _revid(one) not in known]
    return tuple(sorted([*_now(evaluated, context), *latest], key=_age))


def _revid(one: SeenRevision) -> int:
    return one.evaluated.revision.revid


def _age(one: SeenRevision) -> tuple[object, int]:
    return one.evaluated.revision.timestamp, _revid(one)


def _now(evaluated: Iterable[SeenRevision], context: WikiContext) -> list[SeenRevision]:
    """What is gone is told so: its page was deleted, or its author is hidden since."""
    remembered = list(evaluated)
    question = Revisions(tuple(_revid(one) for one in remembered if one.gone))
    left = context.source.ask(question)[question] if question.revids else {}
    return [
        SeenRevision(
            one.wiki,
            Eligibility(one.evaluated.revision, Reason.HIDDEN if _revid(one) in left else Reason.PAGE_GONE),
            one.page,
        )
        if one.gone
        else one
        for one in remembered
    ]


def _latest(account: Account, campaign: Campaign, counted: Count, context: WikiContext) -> list[SeenRevision]:
    question = Contributions((account.userid,), since=None, limit=LATEST)
    edits = context.source.ask(question)[question]
    scope_lookup = counted.work.scope_lookup()
    tree = Categories(context.source, counted.breakdowns.wiki_cache)
    notes = PendingNotes(counted.breakdowns.results)
    worklists = scope_lookup.worklists(context.source, notes, NamedArticles(notes, context.source))
    places = scope_lookup.survey(sorted({edit.pageid for edit in edits}), worklists, tree, context.source)
    wiki = context.address
    facts = Facts(
        wiki,
        {key.userid for key in counted.breakdowns.accounts if key.wiki == wiki},
        places.pages,
        places.scope,
        by_edits_alone={key.userid for key in counted.counted.by_edits_alone if key.wiki == wiki},
        joined={key.userid: when for key, when in counted.counted.joined.items() if key.wiki == wiki},
    )
    return [
        SeenRevision(wiki, one, places.pages.get(one.revision.pageid) or Page(one.revision.pageid, 0, ""))
        for one in evaluate(edits, campaign, facts)
    ]
