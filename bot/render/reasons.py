"""Why an edit does not count, in words."""

from __future__ import annotations

from bot.counting.eligibility import Reason
from bot.declaration.campaign import Campaign
from bot.messages import Message, message


def reason_message(reason: Reason, campaign: Campaign) -> Message:
    """The message of a reason; where only some edits of a person count, their source says which."""
    if reason is Reason.OTHER_EDIT:
        for source in campaign.participants.sources:
            if said := source.other_edit():
                return message(said.key, " / ".join(said.words)) if said.words else message(said.key)
    return message(f"reason-{reason.value}")
