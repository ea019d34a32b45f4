"""Where a campaign may write, as far as titles tell: its page and those below it; others have to invite it.

Rule: docs/organizers.md, "Where output goes".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from bot.mediawiki.site import USER, Site, Title

CODE_ENDINGS = (".js", ".css", ".json")
"""Pages of code, whatever their content model is at the moment."""


class Beyond(Enum):
    """Why a campaign can't write on a page."""

    NAMESPACE = "namespace"
    CODE = "code"
    BOT = "bot"
    USER = "user"
    TALK = "talk"


@dataclass(frozen=True)
class Reach:
    """How far a campaign reaches that is declared on ``page``.

    ``namespaces`` are those in which other pages may invite it. ``account`` is the bot's, None where it has
    none; ``shutoff`` the page on which it is stopped.
    """

    site: Site
    page: Title
    namespaces: frozenset[int]
    account: str | None = None
    shutoff: Title | None = None

    def owns(self, title: Title) -> bool:
        """Whether it is the campaign's page or one below it."""
        return title == self.page or is_below(title, self.page)

    def beyond(self, title: Title) -> Beyond | None:
        """Why the campaign can never write there; None where it can, or could if that page invited it."""
        if not self.owns(title) and title.namespace not in self.namespaces:
            return Beyond.NAMESPACE
        if is_code(title):
            return Beyond.CODE
        if title == self.shutoff or is_accounts(title, self.account):
            return Beyond.BOT
        if self.owns(title):
            return None
        if title.namespace == USER:
            return Beyond.USER
        if title.namespace % 2 and title != talk_page(self.page):
            return Beyond.TALK
        return None

    def inviting(self) -> tuple[str, ...]:
        """The names of the namespaces in which another page may invite the campaign."""
        known = self.site.namespaces
        numbers = sorted(n for n in self.namespaces if n in known and n != USER and not n % 2)
        return tuple(known[number].name for number in numbers)


def is_code(title: Title) -> bool:
    """Whether a title is one of a script, a style sheet or data."""
    return title.name.lower().endswith(CODE_ENDINGS)


def is_accounts(title: Title, account: str | None) -> bool:
    """Whether it is the user page of an account, its talk page, or a page below these."""
    owner, _, _ = title.name.partition("/")
    return account is not None and title.namespace in (USER, USER + 1) and owner == account


def is_below(title: Title, other: Title) -> bool:
    """Whether a page is a subpage of another one."""
    return title.namespace == other.namespace and title.name.startswith(other.name + "/")


def above(title: Title) -> tuple[Title, ...]:
    """The pages of which this one is a subpage, the nearest first."""
    parts = title.name.split("/")
    names = ("/".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
    # What ends in a space or is empty is no title.
    return tuple(Title(title.namespace, name) for name in names if name and not name.endswith(" "))


def talk_page(title: Title) -> Title:
    """Where a page is talked about; a talk page is its own."""
    return Title(title.namespace | 1, title.name)
