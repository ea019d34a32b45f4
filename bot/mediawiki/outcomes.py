"""How a save can end. Expected failures are values; each says whether it is worth trying again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.messages import Message, message


class Again(Enum):
    """When to try a save again."""

    NOW = "now"
    """At once, with the page read anew."""
    LATER = "later"
    """At the campaign's next turn."""
    NEVER = "never"
    """Not before somebody has changed something."""


class Failure(Enum):
    """Why a page was not saved; the value is the end of its message's key."""

    CONFLICT = "conflict"
    DELETED = "deleted"
    PROTECTED = "protected"
    NO_RIGHT = "no-right"
    """The account, or its bot password, may not do this on any page."""
    BLOCKED = "blocked"
    READ_ONLY = "read-only"
    LAGGED = "lagged"
    RATE_LIMITED = "rate-limited"
    UNREACHABLE = "unreachable"
    UNTOLD = "untold"
    """The wiki's answer does not say whether the page was saved, and neither does the page."""
    NOT_LOGGED_IN = "not-logged-in"
    REFUSED = "refused"
    SHUT_OFF = "shut-off"
    BOTS_DENIED = "bots-denied"
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    OTHER_PAGE = "other-page"
    """It was moved away, or deleted and made anew, while the turn was under way."""
    NO_CAMPAIGN = "no-campaign"
    """The campaign's page is none any more."""
    CHANGED = "changed"
    """Its settings or the marks were changed while the turn was under way."""
    NOT_ALLOWED = "not-allowed"
    """It became a page that the bot does not write on."""
    STANDS = "stands"
    """It was saved together with an edit that forbids it, and could not be taken back."""
    WAITING_WIKI = "waiting-wiki"
    """It waits in line, because as much was saved as may be (bot/safety/bounds.py)."""
    WAITING_CAMPAIGN = "waiting-campaign"
    WAITING_PAGES = "waiting-pages"
    HELD_BACK = "held-back"
    """It would shrink and nothing explains it: everything is read again first (bot/wikitext/shrinking.py)."""
    UNSURE = "unsure"
    """It would shrink, and what was read again says something else."""


AGAIN = {
    Failure.CONFLICT: Again.NOW,
    Failure.READ_ONLY: Again.LATER,
    Failure.LAGGED: Again.LATER,
    Failure.RATE_LIMITED: Again.LATER,
    Failure.UNREACHABLE: Again.LATER,
    Failure.OTHER_PAGE: Again.LATER,
    Failure.CHANGED: Again.LATER,
    Failure.UNTOLD: Again.LATER,
    Failure.WAITING_WIKI: Again.LATER,
    Failure.WAITING_CAMPAIGN: Again.LATER,
    Failure.WAITING_PAGES: Again.LATER,
    Failure.HELD_BACK: Again.LATER,
    Failure.UNSURE: Again.LATER,
}
WAITING = frozenset({Failure.WAITING_WIKI, Failure.WAITING_CAMPAIGN, Failure.WAITING_PAGES})
"""There was no room for it."""
OWN_DOING = WAITING | {Failure.HELD_BACK, Failure.UNSURE}
"""The bot itself did not want to save it now."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The page was saved as revision ``revid``.

    ``upon`` is the version that it was saved upon where that is another one than was meant: the wiki put our
    text together with an edit that came in between. Else it is 0.
    """

    title: str
    revid: int
    upon: int = 0


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The page says all this already; nothing was sent."""

    title: str


@dataclass(frozen=True, slots=True)
class NotSaved:
    """The page was not saved. ``detail`` is the wiki's own words where it gave some.

    ``until`` is when there is room for it, where it waits.
    """

    title: str
    failure: Failure
    detail: str = ""
    until: datetime | None = None

    @property
    def again(self) -> Again:
        """When trying again makes sense."""
        return AGAIN.get(self.failure, Again.NEVER)

    @property
    def message(self) -> Message:
        """What to tell a person."""
        return message(f"outcome-{self.failure.value}", self.title, self.detail)


Outcome = Saved | Unchanged | NotSaved
