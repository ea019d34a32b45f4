"""What an output is: one thing that a campaign publishes between its marks on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.declaration.campaign import Campaign
from bot.mediawiki.keys import AccountKey
from bot.render.view import Data, View


def always(_: Campaign) -> bool:
    """Publish it unless the organizer says otherwise."""
    return True


def never(_: Campaign) -> bool:
    """Publish it where the organizer asks for it."""
    return False


@dataclass(frozen=True)
class Layout:
    """An output that goes over several pages.

    ``pages`` are the texts, ``unneeded`` what stands on a page that is not needed any more. ``parts`` are the
    pages (from 1) on which the part of each participant begins, by what that one is known by. ``guest``: its
    first page is not the campaign's own, so that nothing stands there before it asks for it.
    """

    pages: Sequence[str]
    unneeded: str
    parts: Mapping[AccountKey, int] = field(default_factory=dict)
    guest: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """One entry of the list.

    ``name`` is the key below ``publish`` and the name of its block, ``heading`` the key of what it is called,
    ``synonyms`` are other words for it. ``usual`` tells whether it is published where the organizer says
    nothing of it. ``data`` is what it needs beside the standings.

    ``layout`` is there for one that goes over several pages, and ``title`` for their full titles by number,
    None where there is no place for one. ``has_parts``: other outputs lead to the parts of its participants.

    ``status``: it tells how the campaign is, right below the settings, there or nowhere. ``names_people``:
    its links are the participants. ``needs_names``: it is about single people, so that it is not there where
    nobody is named; ``impersonal``: it names nobody anyway. ``tells_early``: it tells of edits before the
    start, and of drafts.
    """

    name: str
    heading: str
    render: Callable[[View], str]
    usual: Callable[[Campaign], bool] = never
    synonyms: tuple[str, ...] = ()
    data: tuple[Data[Any], ...] = ()
    layout: Callable[[View], Layout] | None = None
    title: Callable[[int, View], str | None] | None = None
    has_parts: bool = False
    status: bool = False
    names_people: bool = False
    needs_names: bool = False
    impersonal: bool = False
    tells_early: bool = False
