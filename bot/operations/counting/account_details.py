"""When accounts were made and whether they are blocked, for campaigns that show it or act by it.

The wiki tells it along with the accounts, at no request of its own. A copy of its database does not: then the
wiki itself is asked once a day, and of somebody new at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.declaration.campaign import Campaign
from bot.features.outputs.registry import shows
from bot.mediawiki.keys import AccountKey
from bot.mediawiki.models import Account, AccountDetails
from bot.mediawiki.queries import AccountsById
from bot.operations.counting.work import WikiWork
from bot.operations.ports import CampaignResults, Source
from bot.render.people import PEOPLE

NOTE = "account-details"
DAILY = timedelta(days=1)


def details_wanted(
    campaign: Campaign, work: WikiWork, accounts: Iterable[Account], source: Source, now: datetime
) -> Mapping[AccountKey, AccountDetails]:
    """The details of these accounts of one wiki; empty where the campaign has no use for them.

    Raises WikiUnavailable.
    """
    if not (campaign.newcomers.welcome or shows(PEOPLE, campaign)):
        return {}
    accounts = tuple(accounts)
    told = {one.userid: one.details for one in accounts if one.details}
    lacking = [one.userid for one in accounts if one.details is None]
    found = {**told, **(_asked(lacking, work.results, source, now) if lacking else {})}
    return {AccountKey(work.wiki, userid): details for userid, details in found.items()}


def _asked(
    userids: list[int], results: CampaignResults, source: Source, now: datetime
) -> Mapping[int, AccountDetails]:
    """What the wiki says of these, or said today."""
    noted: Mapping[str, Any] = results.note(NOTE) or {}
    at = datetime.fromisoformat(noted["at"]) if noted else now
    recent = bool(noted) and abs(now - at) < DAILY
    known = {int(userid): _read(value) for userid, value in noted["found"].items()} if recent else {}
    asked = tuple(sorted(set(userids) - known.keys()))
    if not asked:
        return known
    question = AccountsById(asked, sure=True)
    answer = source.ask(question)[question]
    found = {**known, **{userid: one.details for userid, one in answer.items() if one.details}}
    written = {str(userid): _written(details) for userid, details in found.items()}
    results.put_note(NOTE, {"at": (at if recent else now).isoformat(), "found": written})
    return found


def _written(details: AccountDetails) -> Any:
    registered = details.registered
    return [registered.isoformat() if registered else None, details.blocked]


def _read(value: Any) -> AccountDetails:
    registered, blocked = value
    return AccountDetails(datetime.fromisoformat(registered) if registered else None, blocked)
