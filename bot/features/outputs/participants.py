"""The table of who takes part, for organizers who look after people: newcomers first, then by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.counting.people import UNKNOWN, PersonFacts, is_newcomer, newcomers_since
from bot.counting.standings import Row
from bot.features.measures.registry import EDIT_COUNT
from bot.features.outputs.output import Layout, Output
from bot.features.outputs.table_pages import FURTHER, PagedTable, TablePage, range_of
from bot.i18n.collation import collate
from bot.mediawiki.keys import AccountKey
from bot.render.look import line, passage
from bot.render.people import PEOPLE
from bot.render.table import (
    LONGEST,
    NAME,
    Column,
    Table,
    amount_shown,
    cells,
    number_cell,
    unbroken,
    wikitable,
)
from bot.render.view import View
from bot.render.when import local
from bot.render.wikitext import bdi, contributions_link, markup, say, talk_page_link, text, user_link

BLOCK = "participants"
PAGES = PagedTable(BLOCK, "Participants", "participants-no-more")
DASH = "–"
START = 'style="text-align:start"'
NEVER = 0
"""What is not known or not there is sorted before everything else."""


@dataclass(frozen=True, slots=True)
class _Person:
    """A line of the standings with what is known of whom it is about.

    ``newcomer`` None: not known. ``team`` and ``wikis`` are wikitext; None: the table has no such column.
    ``dated``: it says when people signed up, because that is known of somebody.
    """

    row: Row
    facts: PersonFacts
    newcomer: bool | None
    dated: bool
    team: str | None
    wikis: str | None


def render(view: View) -> str:
    """The first page of the table as wikitext; an invitation where nobody takes part yet."""
    return participants_pages(view)[0]


def participants_pages(view: View, first: int = LONGEST, further: int = FURTHER) -> list[str]:
    """Everybody, so many on the first page and so many on each further one."""
    if not view.standings.rows:
        return [passage(line(say(view.texts, "participants-empty")), view.texts)]
    people = {one.row.participant.account_key: one for one in _in_order(view)}
    found = PAGES.parts([one.row for one in people.values()], view, first, further)
    return [_table(part, people, PAGES.ways(part, found, view), view) for part in found]


def _in_order(view: View) -> list[_Person]:
    """Newcomers, then those of whom it is not known, then all others, each by name."""
    known, teams = view.of(PEOPLE), _teams(view)
    several = len({key.wiki for row in view.standings.rows for key in row.participant.accounts}) > 1
    dated = any(facts.signed_up for facts in known.values())
    people = []
    for row in view.standings.rows:
        person = row.participant
        facts = known.get(person.account_key, UNKNOWN)
        team = teams.get(person.account_key, DASH) if teams else None
        wikis = _wikis(row, view) if several else None
        people.append(_Person(row, facts, is_newcomer(facts, view.campaign), dated, team, wikis))
    order, key = {True: 0, None: 1, False: 2}, collate(view.campaign.language)
    return sorted(people, key=lambda one: (order[one.newcomer], key(one.row.participant.name)))


def _teams(view: View) -> Mapping[AccountKey, str]:
    """The names of teams by their members."""
    teams = view.standings.teams
    return {one.account_key: bdi(text(team.name)) for team in teams for one in team.members}


def _table(part: TablePage, people: Mapping[AccountKey, _Person], links: list[str], view: View) -> str:
    shown = [people[row.participant.account_key] for row in part.rows]
    table = Table(
        caption=_caption(part, view),
        columns=list(_columns(shown[0], view)),
        rows=[_row(one, view) for one in shown],
        notes=[*links, *_notes(part, people, view)],
        lead=PAGES.lead(part, links),
    )
    return wikitable(table, view.texts)


def _caption(part: TablePage, view: View) -> str:
    name = markup(bdi(text(view.campaign.name)))
    if part.whole:
        return say(view.texts, "caption-participants", name)
    return say(view.texts, "caption-participants-part", name, range_of(part, view))


def _columns(like: _Person, view: View) -> Iterator[Column]:
    """The columns that everybody's line has, as this one's."""
    texts = view.texts
    yield Column(say(texts, "column-participant"), style="min-width:10em")
    if like.dated:
        yield Column(say(texts, "column-signed-up"), number=True)
    yield Column(say(texts, "column-newcomer"), number=True)
    if like.team is not None:
        yield Column(say(texts, "column-team"))
    if like.wikis is not None:
        yield Column(say(texts, "column-wikis"))
    yield Column(say(texts, f"measure-{EDIT_COUNT}"), number=True)


def _row(one: _Person, view: View) -> str:
    """A line of the table: its cells stand in the order of the columns."""
    since = [_moment(one.facts.signed_up, view)] if one.dated else []
    words = [f"{START}|{said}" for said in (one.team, one.wikis) if said is not None]
    found = [*since, _newcomer(one, view), *words, _edits(one, view)]
    return f"|-\n! {NAME}|{_name(one, view)}\n{cells(found)}"


def _name(one: _Person, view: View) -> str:
    """The name with a way to the person's talk page, and what organizers have to know."""
    name = one.row.participant.name
    said = [user_link(name), small_word(talk_page_link(name, say(view.texts, "participants-talk")))]
    if one.facts.locked:
        said.append(small_word(say(view.texts, "participants-locked")))
    elif one.facts.blocked:
        said.append(small_word(say(view.texts, "participants-blocked")))
    return " ".join(said)


def small_word(wikitext: str) -> str:
    """A word in parentheses beside another."""
    return f"<small>({wikitext})</small>"


def _newcomer(one: _Person, view: View) -> str:
    """When a newcomer's account was made; of others nothing is said."""
    if one.newcomer is None:
        return number_cell(NEVER, say(view.texts, "unknown"))
    return _moment(one.facts.registered if one.newcomer else None, view)


def _moment(moment: datetime | None, view: View) -> str:
    """A day in the campaign's time zone, sorted by the very moment; a dash for none."""
    if moment is None:
        return number_cell(NEVER, DASH)
    there = local(moment, view.campaign.timezone)
    return number_cell(int(there.strftime("%Y%m%d%H%M%S")), unbroken(text(view.texts.date(there, "medium"))))


def _edits(one: _Person, view: View) -> str:
    """How many edits count, which lead to all that the person did. Nobody who has none yet is last of all."""
    amount = one.row.measures[EDIT_COUNT]
    shown = unbroken(amount_shown(amount, view.texts)) if amount.known or amount.unknown else DASH
    return number_cell(amount.known, contributions_link(one.row.participant.name, shown))


def _wikis(row: Row, view: View) -> str:
    """The wikis on which somebody has work that counts, that of the campaign's page first."""
    hosts = {view.wiki: view.site.host, **{address: links.host for address, links in view.others.items()}}
    worked = [bdi(text(hosts.get(one.wiki, one.wiki))) for one in row.wikis if one.active]
    return ", ".join(worked) or DASH


def _notes(part: TablePage, people: Mapping[AccountKey, _Person], view: View) -> list[str]:
    """What the first page says of everybody; on others nothing has to be said twice."""
    if part.number > 1:
        return []
    newcomers = [one.newcomer for one in people.values()]
    since = local(newcomers_since(view.campaign), view.campaign.timezone).date()
    notes = [say(view.texts, "participants-newcomers", sum(map(bool, newcomers)), since)]
    if None in newcomers:
        notes.append(say(view.texts, "participants-unknown"))
    return notes


def _layout(view: View) -> Layout:
    return Layout(participants_pages(view), PAGES.no_more(view))


PARTICIPANTS = Output(
    BLOCK,
    "heading-people",
    render,
    data=(PEOPLE,),
    synonyms=("people", "members"),
    layout=_layout,
    title=PAGES.title,
    names_people=True,
    needs_names=True,
)
"""Who takes part, for those who look after them."""
