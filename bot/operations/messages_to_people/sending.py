"""A campaign's messages in one turn: those that are due and not known to be done.

What was done is noted, so that a campaign in which nothing happened asks nothing. The notes may be lost at
any time: then the wiki is asked once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.operations.campaign_page import Opened
from bot.operations.messages_to_people.kind import MessageTurn
from bot.operations.messages_to_people.registry import KINDS
from bot.operations.messages_to_people.sender import Delivered, Sender

NOTE = "messages"
DAILY = timedelta(days=1)
"""How often it is looked again at a page on which the bot must not write."""


def send_due(turn: MessageTurn, opened: Opened, *, dry: bool = False) -> tuple[Delivered, ...]:
    """Send what is due, as far as there is room; ``opened`` is the campaign as its turn began.

    Raises WikiUnavailable.
    """
    due = {str(message.proof): message for kind in KINDS for message in kind.messages(turn)}
    if not due:
        return ()
    context = turn.context
    results = context.memory.results(context.address, turn.pageid)
    noted: dict[str, Any] = results.note(NOTE) or {}
    left = [message for proof, message in due.items() if _is_left(noted.get(proof), context.clock())]
    sender = Sender(context, opened, dry)
    delivered: list[Delivered] = []
    try:
        for one in sender.send(left):
            delivered.append(one)
    finally:
        if not dry and (new := _noted(delivered, context.clock())):
            results.put_note(NOTE, {**noted, **new})
    return tuple(delivered)


def _is_left(noted: Sequence[str | None] | None, now: datetime) -> bool:
    """Whether something is to be done about a message by what was noted of it."""
    if noted is None:
        return True
    looked = noted[0]
    return looked is not None and abs(now - datetime.fromisoformat(looked)) >= DAILY


def _noted(delivered: Iterable[Delivered], now: datetime) -> Mapping[str, list[str | None]]:
    """By its proof when each was looked at; None: for the last time."""
    return {
        str(one.message.proof): [None if one.delivery.settled else now.isoformat()]
        for one in delivered
        if not one.delivery.waits
    }
