"""What a wiki's community has set on ``User:<the bot>/config.json``, read and remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.mediawiki.queries import PageText
from bot.mediawiki.site import USER
from bot.messages import Message, message
from bot.operations.context import WikiContext
from bot.safety.community import MODEL, NOTHING_SET, Community, read_community


@dataclass(frozen=True)
class Wished:
    """What the community has set.

    ``unread`` tells why its page can't be used; ``text`` is what to remember of it.
    """

    community: Community = NOTHING_SET
    unread: Message | None = None
    text: str = ""


def wished(page: PageText | None, context: WikiContext) -> Wished:
    """What stands on the page; None, where the bot has no account to have one: what did so last."""
    if page is None:
        return Wished(_read(context.memory.community(context.address)))
    if not page.exists:
        return Wished()
    if page.model != MODEL or page.namespace != USER:
        # Only pages of this kind are kept from everybody's hands.
        return Wished(unread=message("community-model", page.title), text=f"#{page.revid}")
    found = read_community(page.text)
    if isinstance(found, Message):
        return Wished(unread=message("community-ignored", page.title, found), text=page.text)
    return Wished(found, None, page.text)


def remember(wished: Wished, context: WikiContext) -> bool:
    """Keep it in mind; whether it is new."""
    if context.memory.community(context.address) == wished.text:
        return False
    context.memory.remember_community(context.address, wished.text)
    return True


def as_remembered(context: WikiContext) -> WikiContext:
    """The same tools, with what the community had set when it was last read."""
    return replace(context, community=_read(context.memory.community(context.address)))


def _read(text: str) -> Community:
    found = read_community(text)
    return NOTHING_SET if isinstance(found, Message) else found
