"""A campaign in which nobody who takes part is named: names are taken out before anything is made of it.

What outputs, the terminal and JSON are made from goes through :func:`unnamed`, so that none of them has to
think of it. Rule: docs/organizers.md, "names".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from bot.counting.standings import Standings
from bot.i18n.texts import Texts
from bot.messages import Either, Message, Param, Remark, Somebody, message
from bot.render.view import View

KEPT_BACK = "remark-unnamed"
"""What is said of a line where what is amiss names somebody."""
SUMMED_UP = "notice-unnamed"
"""The same where it stands on no line of the settings: so many times."""


def unnamed(view: View, written: Iterable[str] = ()) -> View:
    """The same without anything by which somebody who takes part is known.

    The organizers of the settings stay: they are named as those to be asked, whether they take part or not.
    ``written`` are the names in the settings of the page.
    """
    campaign = view.campaign
    who = campaign.participants
    names = {row.participant.name for row in view.standings.rows}
    names |= {*written, *who.named, *who.in_teams, *who.excluded, *(one.user for one in campaign.adjustments)}
    names -= {*campaign.organizers}
    told = Namings(names, view.site.full_title(campaign.page), view.texts, campaign.organizers)
    people = replace(who, excluded=(), teams=dict.fromkeys(who.teams, ()))
    return replace(
        view,
        campaign=replace(campaign, names=False, participants=people, adjustments=()),
        standings=without_people(view.standings),
        data={data: data.unnamed(value) for data, value in view.data.items() if data.unnamed},
        problems=told.kept_back(view.problems),
        notices=told.kept_back(view.notices),
        # Whoever changed the settings may take part; an organizer, or whoever made the page, approves it.
        waiting=replace(view.waiting, author=None) if view.waiting else None,
        parts={},
    )


def without_people(standings: Standings) -> Standings:
    """The sums of everybody and of the teams alone."""
    teams = tuple(replace(team, members=()) for team in standings.teams)
    return replace(standings, rows=(), teams=teams)


class Namings:
    """Finds what is said of somebody. ``page`` is the campaign's, whose title may have a name in it."""

    def __init__(
        self, names: Collection[str], page: str, texts: Texts, organizers: Collection[str] = ()
    ) -> None:
        self._names = names
        self._page = page
        self._texts = texts
        self._organizers = frozenset(organizers)

    def kept_back(self, remarks: Sequence[Remark]) -> tuple[Remark, ...]:
        """The same in other words where somebody is named, and without any quotes of the settings."""
        told: list[Remark] = []
        without_line = 0
        for remark in remarks:
            if not self._names_somebody(remark.message):
                told.append(replace(remark, quote=""))
            elif remark.line is not None:
                told.append(Remark(message(KEPT_BACK), remark.line))
            else:
                without_line += 1
        if without_line:
            told.append(Remark(message(SUMMED_UP, without_line)))
        return tuple(dict.fromkeys(told))

    def _names_somebody(self, said: Message) -> bool:
        if any(person not in self._organizers for person in _persons(said)):
            return True
        # Whatever a message calls a person: what it says must not have the name in it.
        words = self._texts.render(said).replace(self._page, "")
        return any(name in words and _stands_alone(name, words) for name in self._names)


def _persons(param: Param) -> Iterator[Somebody]:
    match param:
        case Somebody():
            yield param
        case Message(_, params) | Either(params):
            for one in params:
                yield from _persons(one)
        case str():
            return
        case Sequence():
            for one in param:
                yield from _persons(one)


def _stands_alone(name: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words) is not None
