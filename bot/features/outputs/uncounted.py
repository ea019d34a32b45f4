"""The edits of a participant that do not count, with why: for the details.

What a later look can no longer see (deleted pages, hidden edits) is for ``explain`` alone, never for a page:
counting.md, "Which revisions count".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import groupby

from bot.counting.eligibility import Reason
from bot.counting.membership import Participant
from bot.counting.standings import Standings
from bot.counting.stored_results import SeenRevision
from bot.i18n.texts import Texts
from bot.mediawiki.keys import AccountKey, PageKey
from bot.mediawiki.models import Revision
from bot.messages import Message
from bot.render.look import SEPARATOR
from bot.render.reasons import reason_message
from bot.render.table import unbroken
from bot.render.view import Data, ResultReader, View
from bot.render.when import local
from bot.render.wiki_links import WikiLinks
from bot.render.wikitext import say, text

YEAR = timedelta(days=366)
"""In a longer campaign a day without its year may be one of several."""
RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT MARK}"
MOST = 20
"""Edits that are named one by one."""
NEVER_SHOWN = frozenset({Reason.PAGE_GONE, Reason.HIDDEN})
_ORDER = {reason: place for place, reason in enumerate(reversed(Reason))}
"""What came closest to counting stands first: people ask about that."""


@dataclass(frozen=True)
class UncountedEdits:
    """The participants' edits that do not count, by account.

    ``lacks`` is what some of their pages lack to count.
    """

    edits: Mapping[AccountKey, tuple[SeenRevision, ...]] = field(default_factory=dict)
    lacks: Mapping[PageKey, tuple[Message, ...]] = field(default_factory=dict)


def _read(results: ResultReader, standings: Standings) -> UncountedEdits:
    seen = results.uncounted([key for row in standings.rows for key in row.participant.accounts])
    found: dict[AccountKey, list[SeenRevision]] = defaultdict(list)
    for one in seen:
        found[one.account_key].append(one)
    edits = {account: tuple(theirs) for account, theirs in found.items()}
    return UncountedEdits(edits, results.lacks(seen))


UNCOUNTED: Data[UncountedEdits] = Data("uncounted edits", _read)


def uncounted_items(participant: Participant, view: View) -> list[str]:
    """Items of a list: each reason, below it the pages with their edits, the latest edits first."""
    known = view.of(UNCOUNTED).edits
    edits = [one for key in participant.accounts for one in known.get(key, ()) if _may_be_shown(one)]
    edits.sort(key=_place)
    groups: dict[Reason, dict[PageKey, list[SeenRevision]]] = defaultdict(lambda: defaultdict(list))
    for one in edits[:MOST]:
        if one.evaluated.reason:
            groups[one.evaluated.reason][one.page_key].append(one)
    items = []
    for reason, pages in groups.items():
        items.append(say(view.texts, "details-uncounted", reason_message(reason, view.campaign)))
        items += [_page(theirs, reason, view) for theirs in pages.values()]
    if len(edits) > MOST:
        items.append(say(view.texts, "details-uncounted-more", len(edits) - MOST))
    return items


def edit_link(revision: Revision, links: WikiLinks, texts: Texts) -> str:
    """A link to what an edit changed, shown as the bytes that it added or took out."""
    size = revision.sizediff
    return links.diff(0, revision.revid, say(texts, "unknown") if size is None else texts.signed(size))


def dated_links(revisions: Sequence[Revision], wiki: str, view: View) -> str:
    """Links to edits on a wiki, each day's behind its date: ``2 Nov +1,200 −5 · 3 Nov +40``."""
    zone, texts = view.campaign.timezone, view.texts
    days = groupby(revisions, key=lambda revision: local(revision.timestamp, zone).date())
    said = []
    for day, edits in days:
        links = side_by_side([edit_link(one, view.links(wiki), texts) for one in edits], texts)
        said.append(side_by_side([_day(day, view), links], texts))
    # Or the next date would be turned round together with the number before it.
    return (SEPARATOR + (RIGHT_TO_LEFT if texts.rtl else "")).join(said)


def between(revisions: Sequence[Revision], view: View) -> str:
    """``2 Nov``, or ``2 Nov – 5 Nov``: the days of the first of these edits and the last."""
    zone = view.campaign.timezone
    days = (local(one.timestamp, zone).date() for one in (revisions[0], revisions[-1]))
    return " – ".join(dict.fromkeys(_day(day, view) for day in days))


def _day(day: date, view: View) -> str:
    return _said_day(day, view.texts.code, view.campaign.end - view.campaign.start > YEAR)


@lru_cache(maxsize=4096)
def _said_day(day: date, language: str, year: bool) -> str:
    # The days of a campaign are few, and the changes that stand behind them may be a million.
    texts = Texts.of(language)
    return unbroken(text(texts.date(day, "medium") if year else texts.day(day)))


def side_by_side(links: Sequence[str], texts: Texts) -> str:
    """What there is of dates and signed numbers, each in a run of its own in languages from right to left."""
    return (f" {RIGHT_TO_LEFT}" if texts.rtl else " ").join(filter(None, links))


def _may_be_shown(one: SeenRevision) -> bool:
    reason = one.evaluated.reason
    return one.page.title != "" and reason is not None and reason not in NEVER_SHOWN


def _place(one: SeenRevision) -> tuple[int, float, int]:
    revision, reason = one.evaluated.revision, one.evaluated.reason
    order = _ORDER[reason] if reason else 0
    return (order, -revision.timestamp.timestamp(), -revision.revid)


def _page(seen: Sequence[SeenRevision], reason: Reason, view: View) -> str:
    """A page with edits of it that do not count for one reason."""
    lacks = view.of(UNCOUNTED).lacks.get(seen[0].page_key) if reason is Reason.MINIMUM else None
    wiki, edits = seen[0].wiki, [one.evaluated.revision for one in seen]
    said = [view.links(wiki).page(seen[0].page.title), dated_links(edits, wiki, view)]
    if lacks:
        said.append(say(view.texts, "details-lacks", lacks))
    return "* " + side_by_side(said, view.texts)
