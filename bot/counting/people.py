"""Who the participants are: since when they have an account, since when they take part, who is a newcomer.

Rule: docs/counting.md, "Newcomers".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.counting.membership import Participant
from bot.declaration.campaign import Campaign
from bot.mediawiki.keys import AccountKey
from bot.mediawiki.models import AccountDetails


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of one participant, times in UTC.

    ``registered`` is when the first of the person's accounts was made, None where no wiki tells.
    ``signed_up`` None: nothing tells when. ``blocked``: one of the accounts is; None: not known.
    """

    registered: datetime | None = None
    signed_up: datetime | None = None
    blocked: bool | None = None


UNKNOWN = PersonFacts()


def person_facts(
    person: Participant,
    details: Mapping[AccountKey, AccountDetails],
    signed_up: Mapping[AccountKey, datetime],
) -> PersonFacts:
    """What the wikis tell of all of a person's accounts together."""
    known = [details[key] for key in person.accounts if key in details]
    registered = [one.registered for one in known]
    # An account that is older than its wiki's memory was not made in any campaign.
    first = None if None in registered else min((one for one in registered if one), default=None)
    signed = min((signed_up[key] for key in person.accounts if key in signed_up), default=None)
    return PersonFacts(first, signed, any(one.blocked for one in known) if known else None)


def is_newcomer(facts: PersonFacts, campaign: Campaign) -> bool | None:
    """Whether the account was made shortly before the campaign or in it; None: it is not known when."""
    if facts.registered is None:
        return None
    return newcomers_since(campaign) <= facts.registered < campaign.end


def newcomers_since(campaign: Campaign) -> datetime:
    """Whose account was made before this moment (UTC) is no newcomer."""
    return campaign.start - timedelta(days=campaign.newcomers.registered_days_before)
