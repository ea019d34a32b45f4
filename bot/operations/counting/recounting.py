"""Pages that are counted again because something about people was decided otherwise than before."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.counting.canonical import canonical
from bot.counting.stored_results import Refresh
from bot.mediawiki.keys import AccountKey, PageKey
from bot.operations.counting.resolved_adjustments import ResolvedAdjustments
from bot.operations.ports import CampaignResults

TAKINGS = "takings"
BY_EDITS = "by edits alone"
JOINED = "joined"


def recount_decided(results: CampaignResults, resolved: ResolvedAdjustments) -> None:
    """The pages of those about whom the organizers decided something else than before."""
    present = {
        (account, page, canonical(decision))
        for account, theirs in resolved.takings.items()
        for decision, page in theirs
    }
    past = {
        (AccountKey(*account), PageKey(*page) if page else None, decision)
        for account, page, decision in results.note(TAKINGS) or []
    }
    if present == past:
        return
    changed = present ^ past
    results.mark_dirty({page for _, page, _ in changed if page}, Refresh.RESCORE)
    if accounts := {account for account, page, _ in changed if page is None}:
        results.mark_dirty(results.pages_of(accounts), Refresh.RESCORE)
    rows = [[list(account), list(page) if page else None, decision] for account, page, decision in present]
    results.put_note(TAKINGS, sorted(rows, key=canonical))


def recount_single_edits(results: CampaignResults, by_edits_alone: Collection[AccountKey]) -> None:
    """The pages of those of whom other edits count now than before: they signed up, or did not stay."""
    past = {AccountKey(*account) for account in results.note(BY_EDITS) or []}
    if changed := past ^ {*by_edits_alone}:
        results.mark_dirty(results.pages_of(changed), Refresh.RESCORE)
        results.put_note(BY_EDITS, sorted(map(list, by_edits_alone)))


def recount_joined(results: CampaignResults, joined: Mapping[AccountKey, datetime]) -> None:
    """The pages of those who signed up at another time than was known before."""
    present = {(account, when.isoformat()) for account, when in joined.items()}
    past = {(AccountKey(*account), when) for account, when in results.note(JOINED) or []}
    if changed := past ^ present:
        results.mark_dirty(results.pages_of({account for account, _ in changed}), Refresh.RESCORE)
        results.put_note(JOINED, sorted([list(account), when] for account, when in present))
