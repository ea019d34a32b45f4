"""The pages that a campaign's people and scope are read from: so that it is seen when one of them changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.mediawiki.queries import PageText
from bot.mediawiki.site import CATEGORY


def is_written_on(page: PageText) -> bool:
    """Whether the bot writes on this page, so that not every new revision is somebody's."""
    return "campaignbot:" in page.text


@dataclass(frozen=True, slots=True)
class InputPage:
    """One such page, and what was ``read`` from it, as far as that is looked at.

    ``revid`` is its revision, None where new ones may be the bot's own. ``there``: it exists.
    """

    title: str
    revid: int | None
    read: tuple[str, ...]
    there: bool

    @classmethod
    def of(cls, page: PageText, read: Iterable[str] = (), *, own: bool = False) -> InputPage:
        """A category need not have a page. ``own``: it is the campaign's page, on which the bot writes."""
        revid = None if own or is_written_on(page) else page.revid
        there = page.exists or page.namespace == CATEGORY or bool(page.members)
        return cls(page.title, revid, tuple(read), there)


@dataclass(frozen=True, slots=True)
class InputPages:
    """What people and scope were read from."""

    people: tuple[InputPage, ...] = ()
    scope: tuple[InputPage, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether all of these pages are there."""
        return all(page.there for page in (*self.people, *self.scope))
