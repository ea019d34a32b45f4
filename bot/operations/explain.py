"""Why an account has the points that it has: each of its revisions, counted or with the reason why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.counting.eligibility import Eligibility, Facts, Reason, evaluate
from bot.counting.standings import Row
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
from bot.operations.counting.scope_lookup import ScopeLookup
from bot.operations.other_wikis import begin_others
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
    with context.turn(opened.page.pageid).taken() as mine:
        if not mine:
            return message("campaign-busy", opened.page.title)
        return _explained(opened.page, found.running, found.running.campaign, name, context)


def _explained(
    page: PageText, declaration: Declaration, campaign: Campaign, name: str, context: WikiContext
) -> Explanation | Message:
    account = _account(name, context)
    if account is None and not campaign.wikis:
        return message("explain-no-account", name)
    while (counted := count(page, declaration, context, context.clock())).counted.unfinished:
        context.begin()
        begin_others(campaign, context)
    row = _row(counted.standings(campaign).rows, account, name, context)
    if row is None and account is None:
        return message("explain-no-account", name)
    keys = row.participant.accounts if row else ()
    if account and not keys:
        keys = (AccountKey(context.address, account.userid),)
    whole = counted.breakdowns.breakdowns([row])[0] if row else None
    seen = _seen(keys, counted, context)
    known_as = row.participant.name if row else account.name if account else name
    hosts = {wiki.wiki: wiki.host for wiki in counted.work.others}
    lacks = counted.breakdowns.lacks(seen)
    return Explanation(campaign, known_as, whole, seen, context.site, lacks, hosts)


def _row(rows: Iterable[Row], account: Account | None, name: str, context: WikiContext) -> Row | None:
    """The line of the account; of whoever has none here, the one with that name."""
    if account:
        key = AccountKey(context.address, account.userid)
        return next((row for row in rows if key in row.participant.accounts), None)
    normal = context.site.user_name(name)
    return next((row for row in rows if row.participant.name == normal), None)


def _account(name: str, context: WikiContext) -> Account | None:
    normal = context.site.user_name(name)
    if normal is None:
        return None
    question = Accounts((normal,))
    return context.source.ask(question)[question][normal]


def _seen(keys: Iterable[AccountKey], counted: Count, context: WikiContext) -> tuple[SeenRevision, ...]:
    """What was judged, with what is gone since; and the latest edits wherever and whenever they were made."""
    found: list[SeenRevision] = []
    for key in keys:
        there = context if key.wiki == context.address else context.others(key.wiki)
        evaluated = counted.breakdowns.results.seen([key])
        known = {one.evaluated.revision.revid for one in evaluated}
        latest = _latest(key, counted, there) if key.wiki in counted.counted.campaigns else []
        found += [*_now(evaluated, there), *(one for one in latest if _revid(one) not in known)]
    return tuple(sorted(found, key=_age))


def _revid(one: SeenRevision) -> int:
    return one.evaluated.revision.revid


def _age(one: SeenRevision) -> tuple[object, int]:
    return one.evaluated.revision.timestamp, _revid(one)


def _now(evaluated: Iterable[SeenRevision], there: WikiContext) -> list[SeenRevision]:
    """What is gone is told so: its page was deleted, or its author is hidden since. All on one wiki."""
    remembered = list(evaluated)
    question = Revisions(tuple(_revid(one) for one in remembered if one.gone))
    left = there.source.ask(question)[question] if question.revids else {}
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


def _latest(key: AccountKey, counted: Count, there: WikiContext) -> list[SeenRevision]:
    """The account's newest edits on its wiki; ``there`` is that wiki's context."""
    question = Contributions((key.userid,), since=None, limit=LATEST)
    edits = there.source.ask(question)[question]
    wiki, counts = key.wiki, counted.counted
    scope_lookup = ScopeLookup(counts.campaigns[wiki], there.site, counted.work.declaration)
    tree = Categories(there.source, counted.breakdowns.wikis[wiki].wiki_cache)
    notes = PendingNotes(counted.breakdowns.results.on(wiki))
    worklists = scope_lookup.worklists(there.source, notes, NamedArticles(notes, there.source))
    places = scope_lookup.survey(sorted({edit.pageid for edit in edits}), worklists, tree, there.source)
    facts = Facts(
        wiki,
        {key.userid for key in counts.accounts if key.wiki == wiki},
        places.pages,
        places.scope,
        by_edits_alone={key.userid for key in counts.by_edits_alone if key.wiki == wiki},
        joined={key.userid: when for key, when in counts.joined.items() if key.wiki == wiki},
    )
    return [
        SeenRevision(wiki, one, places.pages.get(one.revision.pageid) or Page(one.revision.pageid, 0, ""))
        for one in evaluate(edits, counts.campaigns[wiki], facts)
    ]
