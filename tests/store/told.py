"""Short ways to fill a store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from bot.counting.eligibility import Eligibility, Reason
from bot.counting.stored_results import PageResult, PageScore, Tally
from bot.mediawiki.keys import AccountKey
from bot.mediawiki.models import Page, Revision
from bot.operations.ports import CampaignResults, Memory, WikiCache
from tests.counting.facts import END, START, revision
from tests.keys import WIKI, account_key, page_key

CAMPAIGN = 12
ALICE, BOB, CAROL = 1, 2, 3
MEMBERS = {account_key(ALICE): "Alice", account_key(BOB): "Bob"}
LATER = START + timedelta(days=20)


def edit(revid: int, pageid: int = 1, userid: int = ALICE, *tags: str, **facts: object) -> Revision:
    """A revision of that day of the campaign that its number says."""
    return revision(revid, *tags, **{"pageid": pageid, "userid": userid, "day": revid / 100, **facts})


def wiki_cache(memory: Memory) -> WikiCache:
    return memory.wiki_cache(WIKI)


def results(memory: Memory, campaign: int = CAMPAIGN) -> CampaignResults:
    return memory.results(WIKI, campaign)


def prepare(
    memory: Memory,
    members: Mapping[AccountKey, str] | None = None,
    key: str = "key",
    campaign: int = CAMPAIGN,
) -> CampaignResults:
    """The results, after it has looked what is to be done."""
    one = results(memory, campaign)
    one.prepare(key, MEMBERS if members is None else members, START, END)
    return one


def waiting(one: CampaignResults) -> dict[int, int]:
    """The depths of the pages that have to be counted."""
    return {todo.page_key.pageid: int(todo.refresh) for todo in one.dirty_pages(1000)}


def count(
    pageid: int,
    revisions: Iterable[Revision],
    reason: Reason | None = None,
    *,
    watched: int | None = None,
    wiki: str = WIKI,
) -> PageResult:
    """A page with all these revisions judged alike, and an entry for each of their authors."""
    these = tuple(revisions)
    counted = [one for one in these if reason is None]
    return PageResult(
        page_key(pageid, wiki),
        watched=watched,
        last=(counted[-1].timestamp, counted[-1].revid) if counted else None,
        evaluated=tuple(Eligibility(one, reason) for one in these),
        entries=tuple(
            entry(userid, pageid, counted, wiki) for userid in dict.fromkeys(one.userid for one in counted)
        ),
    )


def entry(userid: int, pageid: int, revisions: Iterable[Revision], wiki: str = WIKI) -> PageScore:
    """What an account did on a page."""
    own = [one for one in revisions if one.userid == userid]
    created = int(any(one.parentid == 0 for one in own))
    sums = {
        "edits": len(own),
        "bytes_added": sum(one.sizediff or 0 for one in own),
        "articles_created": created,
        "articles_improved": 1 - created,
    }
    return PageScore(account_key(userid, wiki), page_key(pageid, wiki), len(own), sums)


def counted(memory: Memory, revisions: Iterable[Revision], campaign: int = CAMPAIGN) -> CampaignResults:
    """The results of a campaign for which all these revisions were remembered, and count."""
    these = list(revisions)
    pageids = dict.fromkeys(one.pageid for one in these)
    wiki_cache(memory).take(these)
    wiki_cache(memory).take_pages(
        {pageid: Page(pageid, 0, f"Page {pageid}", False, 99) for pageid in pageids}
    )
    one = prepare(memory, campaign=campaign)
    counts = [count(pageid, [r for r in these if r.pageid == pageid]) for pageid in pageids]
    tallies = {key: Tally(len([r for r in these if r.userid == key.userid])) for key in MEMBERS}
    one.record(counts, tallies, {"everybody": Tally(len(these))})
    return one
