"""Pages that are judged again because something about people was decided otherwise than before."""

from __future__ import annotations

from collections.abc import Collection

from bot.counting.stored_results import Refresh
from bot.operations.counting.resolved_adjustments import ResolvedAdjustments
from bot.operations.ports import CampaignResults

VERDICTS = "verdicts"
BY_EDITS = "by edits alone"


def judge_verdicts_again(results: CampaignResults, resolved: ResolvedAdjustments) -> None:
    """The pages of those about whom the organizers decided something else than before."""
    disqualified = sorted(map(list, resolved.disqualified))
    suspended = {str(userid): moment.isoformat() for userid, moment in resolved.suspended.items()}
    present = {"disqualified": disqualified, "suspended": suspended}
    past = results.note(VERDICTS) or {"disqualified": [], "suspended": {}}
    if present == past:
        return
    pairs = (*disqualified, *past["disqualified"])
    changed = {u for u in {*suspended, *past["suspended"]} if suspended.get(u) != past["suspended"].get(u)}
    results.mark_dirty((pageid for _, pageid in pairs), Refresh.RESCORE)
    if changed:
        results.mark_dirty(results.pageids_of([int(userid) for userid in changed]), Refresh.RESCORE)
    results.put_note(VERDICTS, present)


def judge_single_edits_again(results: CampaignResults, by_edits_alone: Collection[int]) -> None:
    """The pages of those of whom other edits count now than before: they signed up, or did not stay."""
    present, past = sorted(by_edits_alone), results.note(BY_EDITS) or []
    if present != past:
        changed = sorted({*present} ^ {*past})
        results.mark_dirty(results.pageids_of(changed), Refresh.RESCORE)
        results.put_note(BY_EDITS, present)
