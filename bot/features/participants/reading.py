"""Reading who signed up on a page, for the lists that the settings name and for those that they don't."""

from __future__ import annotations

from functools import lru_cache

from bot.features.participants.source import SourceContext
from bot.messages import Message, message
from bot.wikitext.signups import SignedUp, sign_ups

_read = lru_cache(maxsize=32)(sign_ups)
"""Nearly always a list of participants says the same as at the last update."""


def read_sign_ups(text: str, around: SourceContext, heading: str | None, *, usual: bool) -> SignedUp:
    """Who signed up in this text below a heading; ``usual``: else below one of the usual ones."""
    return _read(text, around.site, heading, around.headings if usual else (), around.templates)


def unread_list(around: SourceContext, known: frozenset[str]) -> Message | None:
    """Tell of a list on the campaign page that nobody reads, where others than these sign on it."""
    found = read_sign_ups(around.page.text, around, None, usual=True)
    others = set(found.names) - known
    return message("notice-unread-list", len(others), found.heading) if others and found.heading else None
