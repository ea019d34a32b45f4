"""The pages that a campaign's people and scope are read from: so that it is seen when one of them changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.questions import PageText
from bot.core.site import CATEGORY


def is_written_on(page: PageText) -> bool:
    """Whether the bot writes on this page, so that not every new revision is somebody's."""
    return "campaignbot:" in page.text


@dataclass(frozen=True, slots=True)
class Ground:
    """One such page, and what it says: its revision, or what was read from it. ``there``: it exists."""

    title: str
    says: tuple[str, ...]
    there: bool

    @classmethod
    def of(cls, page: PageText, read: Iterable[str] = ()) -> Ground:
        """``read`` is what was read from it. A category need not have a page of its own."""
        says = tuple(read) if is_written_on(page) else (str(page.revid),)
        return cls(page.title, says, page.exists or page.namespace == CATEGORY or bool(page.members))


@dataclass(frozen=True, slots=True)
class Grounds:
    """What people and scope were read from, and the names on all lists of participants."""

    people: tuple[Ground, ...] = ()
    scope: tuple[Ground, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether all of these pages are there."""
        return all(page.there for page in (*self.people, *self.scope))
