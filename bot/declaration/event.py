"""``event`` at the top of the settings: what the registration for an event says in the place of others.

A declaration may be nothing but that. What is written wins over the registration.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from bot.declaration.campaign import Campaign, CampaignWiki, Participants
from bot.declaration.schema import clocks
from bot.declaration.schema.context import NamedWiki
from bot.declaration.schema.dates import FIRST_YEAR, LAST_YEAR
from bot.declaration.schema.events import DeclaredEvent
from bot.declaration.schema.keyed import Supplied, Values
from bot.declaration.schema.moments import DateOrTime
from bot.declaration.schema.reader import Reader, clipped
from bot.declaration.schema.zone_names import zone_named
from bot.features.measures.registry import BY_NAME
from bot.features.participants.registry import UNLESS_SAID, by_registration, of_registration
from bot.mediawiki.registrations import (
    ALL_WIKIS,
    EventFailure,
    EventRegistration,
    Registered,
    Registration,
)
from bot.messages import Remark, Verbatim

EVENT_ASKS = (Registered, Registration)
WIKIS = "wikis"
NEEDED = ("name", "start", "end")
"""What every campaign needs, and a registration says."""
LONGEST_NAME = 200
LAST_MINUTE = time(23, 59)
"""Until when an event goes on that takes the whole day."""
TOTAL = "total_"
"""How the extension's names of goals begin; the rest is a measure's name, where there is such a measure."""

UNNAMED = "names"
"""The field of a campaign, and the setting, that are False where nobody who takes part is named."""


def _give(values: Values, reader: Reader) -> Mapping[str, Any]:
    """What the registration says of settings that are not written."""
    event: DeclaredEvent = values.get(EVENT.key)
    answer = reader.context.registration(event.ref)
    needed = [name for name in NEEDED if name not in values.nodes]
    found = answer.registration
    if found is None:
        if needed:
            _tell_lacking(event, answer.failure, values, reader)
        return dict.fromkeys(needed)
    there = zone(found.timezone)
    if there is None and ("start" in needed or "end" in needed):
        span = values.node(EVENT.key).span
        reader.problem(span, "declaration-event-zone", event.ref.name, clipped(found.timezone))
        return dict.fromkeys(needed)
    given = _said(found, there or UTC, values, reader)
    if None in (given["start"], given["end"]):
        year = next(one.year for one in (found.start, found.end) if not FIRST_YEAR <= one.year <= LAST_YEAR)
        years = (Verbatim(str(one)) for one in (year, FIRST_YEAR, LAST_YEAR))
        reader.problem(values.node(EVENT.key).span, "declaration-year", *years)
    return {name: value for name, value in given.items() if name not in values.nodes}


FAILED = {
    EventFailure.NOT_FOUND: "declaration-event-none",
    EventFailure.DELETED: "declaration-event-deleted",
    EventFailure.NO_EVENTS: "declaration-event-no-events",
    EventFailure.UNREADABLE: "declaration-event-unread",
}


def lacks_registration(problems: Iterable[Remark]) -> bool:
    """Whether a registration does not say any more, or not yet, what the settings leave to it."""
    return any(problem.message.key in FAILED.values() for problem in problems)


def _tell_lacking(event: DeclaredEvent, failure: EventFailure | None, values: Values, reader: Reader) -> None:
    """Nothing is known of the campaign without it."""
    span = values.node(EVENT.key).span
    if failure in FAILED:
        reader.problem(span, FAILED[failure], event.ref.name)
    else:
        reader.notice(span, "notice-event-not-asked", event.ref.name)


def _said(found: EventRegistration, there: tzinfo, values: Values, reader: Reader) -> dict[str, Any]:
    site = reader.context.site
    here: ZoneInfo = values.get("timezone") or _campaign_zone(found.timezone) or ZoneInfo("UTC")
    return {
        "name": clipped(" ".join(found.name.split()), LONGEST_NAME) or clipped(found.page, LONGEST_NAME),
        "start": _moved(found.start, there, here),
        "end": _end(found.end, there, here),
        "timezone": here,
        "organizers": tuple(name for one in found.organizers if (name := site.user_name(one))),
        "goals": _goals(found),
        "wikis": _wikis(found, values, reader),
    }


EVENT = Supplied("event", _give)


def zone(name: str) -> tzinfo | None:
    """The time zone of an event as somebody entered it: a name in any case, or a distance from UTC."""
    if known := zone_named(name):
        return ZoneInfo(known)
    ahead = clocks.offset(name)
    return None if ahead is None else timezone(ahead)


def _campaign_zone(name: str) -> ZoneInfo | None:
    """The zone in which the campaign's times are shown: for a mere distance, one that has it now."""
    if known := zone_named(name):
        return ZoneInfo(known)
    ahead = clocks.offset(name)
    return None if ahead is None else ZoneInfo(clocks.fixed(ahead) or clocks.place_at(ahead))


def _end(local: datetime, there: tzinfo, here: ZoneInfo) -> DateOrTime | None:
    """The minute before midnight is how people enter the end of a day."""
    whole = local.time().replace(second=0) == LAST_MINUTE
    return _moved(local.replace(second=0) + timedelta(minutes=1) if whole else local, there, here)


def _moved(local: datetime, there: tzinfo, here: ZoneInfo) -> DateOrTime | None:
    """What the campaign's clocks show at that moment; None outside of all years that campaigns have."""
    if not FIRST_YEAR <= local.year <= LAST_YEAR:
        return None
    # A time that the clock skips or shows twice in the night of the change is read as before the change.
    moment = local.replace(tzinfo=there).astimezone(here)
    return DateOrTime(moment.date(), moment.time())


def _wikis(found: EventRegistration, values: Values, reader: Reader) -> tuple[CampaignWiki, ...]:
    """The wikis that it names, where it names any; that of the page alone is what counts anyway."""
    if WIKIS in values.nodes or ALL_WIKIS in found.wikis:
        return ()
    context = reader.context
    home = NamedWiki(context.address, context.site.host)
    named = {one: home if one == context.site.dbname else context.wiki_called(one) for one in found.wikis}
    if unknown := [one for one, wiki in named.items() if wiki is None]:
        reader.notice(values.node(EVENT.key).span, "notice-event-wikis", found.name, tuple(unknown))
    known = [wiki for wiki in named.values() if wiki and not wiki.private]
    wikis = tuple(CampaignWiki(wiki.address, wiki.host) for wiki in known)
    return () if wikis == (CampaignWiki(home.address, home.host),) else wikis


def _goals(found: EventRegistration) -> Mapping[str, Decimal] | None:
    """The goal, where it is one of our measures by itself."""
    measure, target = (found.goal[0].removeprefix(TOTAL), found.goal[1]) if found.goal else ("", 0)
    known = BY_NAME.get(measure)
    if known is None or known.rule_keys is not None:
        return None
    return {measure: Decimal(target)}


def with_registered(written: Participants | None, event: DeclaredEvent | None) -> Participants:
    """Who takes part: those who registered where the settings name no other way."""
    if event is None:
        return written or Participants((UNLESS_SAID,))
    found = written or Participants()
    if found.sources and found.sources[0] is not UNLESS_SAID:
        return found
    return replace(found, sources=(by_registration(event),))


def as_registered(campaign: Campaign, values: Values, reader: Reader) -> Campaign:
    """With what the registrations of its people say of how they may be shown, and what is to be told."""
    sources = campaign.participants.sources
    event: DeclaredEvent | None = values.get(EVENT.key)
    if event and all(source.registration != event.ref for source in sources):
        # Nobody looks at it again: what there is to be told is told here.
        for said in of_registration(event.ref, reader.context.registration(event.ref)):
            reader.notice(values.node(EVENT.key).span, said.key, *said.params)
    refs = dict.fromkeys(source.registration for source in sources)
    answers = [reader.context.registration(ref) for ref in (*refs, event.ref if event else None) if ref]
    untracked = any(answer.registration and not answer.registration.tracks for answer in answers)
    return _unnamed(campaign) if untracked and UNNAMED not in values.found else campaign


def _unnamed(campaign: Campaign) -> Campaign:
    """The same campaign, naming nobody who takes part: contributions to this event are not to be tracked."""
    return replace(campaign, names=False)
