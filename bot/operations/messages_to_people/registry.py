"""The list of what messages are sent for. One more is one file and one line here."""

from __future__ import annotations

from bot.operations.messages_to_people.kind import MessageKind
from bot.operations.messages_to_people.welcome import WELCOME

KINDS: tuple[MessageKind, ...] = (WELCOME,)
