"""Who the participants are: since when they have an account, since when they take part, who is a newcomer.

Rule: docs/counting.md, "Newcomers".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.counting.membership import Participant
from bot.declaration.campaign import Campaign
from bot.mediawiki.keys import AccountKey
from bot.mediawiki.models import AccountDetails, GlobalDetails


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of one participant, times in UTC.

    ``registered`` is when the first of the person's accounts was made, the unified one among them; None where
    no wiki tells. ``signed_up`` None: nothing tells when. ``blocked``: one of the accounts is, or the unified
    one is locked; None: not known. ``locked`` None: there is no unified account, or it is not known yet.
    ``there_by``: when the person had an account at the latest, where it is not known since when.
    ``pending``: what is told of the unified account is not known yet.
    """

    registered: datetime | None = None
    signed_up: datetime | None = None
    blocked: bool | None = None
    locked: bool | None = None
    there_by: datetime | None = None
    pending: bool = False


UNKNOWN = PersonFacts()


@dataclass(frozen=True)
class GlobalAccounts:
    """What is known of people's unified accounts, by the accounts by which they are known.

    ``pending`` are those of whom it is still to be asked. Who is in neither has none that anybody sees.
    """

    found: Mapping[AccountKey, GlobalDetails] = field(default_factory=dict)
    pending: frozenset[AccountKey] = frozenset()


NONE = GlobalAccounts()


def person_facts(
    person: Participant,
    details: Mapping[AccountKey, AccountDetails],
    signed_up: Mapping[AccountKey, datetime],
    unified: GlobalAccounts = NONE,
) -> PersonFacts:
    """What the wikis tell of all of a person's accounts together."""
    known = [details[key] for key in person.accounts if key in details]
    everywhere = unified.found.get(person.account_key)
    times = [*(one.registered for one in known), *([everywhere.registered] if everywhere else [])]
    first = min((one for one in times if one), default=None)
    # An account that is older than its wiki's memory was not made in any campaign.
    unknown = any(one.registered is None for one in known)
    locked = everywhere.locked if everywhere else None
    return PersonFacts(
        registered=None if unknown else first,
        signed_up=min((signed_up[key] for key in person.accounts if key in signed_up), default=None),
        blocked=any(one.blocked for one in known) or bool(locked) if known or locked else None,
        locked=locked,
        there_by=first if unknown else None,
        pending=person.account_key in unified.pending,
    )


def is_newcomer(facts: PersonFacts, campaign: Campaign) -> bool | None:
    """Whether the account was made shortly before the campaign or in it; None: it is not known when."""
    since = newcomers_since(campaign)
    if facts.registered is None:
        return False if facts.there_by and facts.there_by < since else None
    return since <= facts.registered < campaign.end


def newcomers_since(campaign: Campaign) -> datetime:
    """Whose account was made before this moment (UTC) is no newcomer."""
    return campaign.start - timedelta(days=campaign.newcomers.registered_days_before)
