"""What messages are sent for: an entry of the list in ``registry.py``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.operations.context import WikiContext
from bot.operations.count import Count
from bot.operations.messages_to_people.message import TalkMessage
from bot.render.view import View


@dataclass(frozen=True)
class MessageTurn:
    """A campaign whose numbers are known: what its messages are made of. ``pageid`` is its page's."""

    view: View
    count: Count
    context: WikiContext
    pageid: int


@dataclass(frozen=True, slots=True)
class MessageKind:
    """One entry. ``name`` is part of its messages' proof and must never change; small letters only.

    ``messages`` are all that are due by now, sent or not, in the order in which they are to be sent.
    """

    name: str
    messages: Callable[[MessageTurn], Iterator[TalkMessage]]
