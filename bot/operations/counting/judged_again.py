"""Pages that are judged again because something about people was decided otherwise than before."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bot.counting.stored_results import Refresh
from bot.mediawiki.keys import AccountKey, PageKey
from bot.operations.counting.resolved_adjustments import ResolvedAdjustments
from bot.operations.ports import CampaignResults

VERDICTS = "verdicts"
BY_EDITS = "by edits alone"


def judge_verdicts_again(results: CampaignResults, resolved: ResolvedAdjustments) -> None:
    """The pages of those about whom the organizers decided something else than before."""
    disqualified = sorted([list(account), list(page)] for account, page in resolved.disqualified)
    suspended: list[Any] = sorted(
        [list(account), moment.isoformat()] for account, moment in resolved.suspended.items()
    )
    present = {"disqualified": disqualified, "suspended": suspended}
    past = results.note(VERDICTS) or {"disqualified": [], "suspended": []}
    if present == past:
        return
    pages = [PageKey(*page) for _, page in (*disqualified, *past["disqualified"])]
    differing = [one for one in suspended if one not in past["suspended"]]
    differing += [one for one in past["suspended"] if one not in suspended]
    results.mark_dirty(pages, Refresh.RESCORE)
    if differing:
        accounts = {AccountKey(wiki, userid) for (wiki, userid), _ in differing}
        results.mark_dirty(results.pages_of(accounts), Refresh.RESCORE)
    results.put_note(VERDICTS, present)


def judge_single_edits_again(results: CampaignResults, by_edits_alone: Collection[AccountKey]) -> None:
    """The pages of those of whom other edits count now than before: they signed up, or did not stay."""
    past = {AccountKey(*account) for account in results.note(BY_EDITS) or []}
    if changed := past ^ {*by_edits_alone}:
        results.mark_dirty(results.pages_of(changed), Refresh.RESCORE)
        results.put_note(BY_EDITS, sorted(map(list, by_edits_alone)))
