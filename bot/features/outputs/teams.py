"""The table of teams in rank order: their members' sums."""

from __future__ import annotations

from decimal import Decimal

from bot.counting.phase import Phase
from bot.counting.standings import TeamRow
from bot.declaration.campaign import Campaign
from bot.features.outputs.leaderboard import BARS
from bot.features.outputs.output import Output
from bot.render.look import bullets, line, opening, passage
from bot.render.table import LONGEST, NAME, Column, Table, amount_cell, cells, points_cell, wikitable
from bot.render.view import View
from bot.render.wikitext import bdi, markup, say, text, user_link

OPEN = 6
"""Members that are shown at once; a longer list opens with a click."""
START = 'style="text-align:start"'


def render(view: View) -> str:
    """The teams as wikitext; before the start only who is in which."""
    texts, teams = view.texts, view.standings.teams
    if not teams:
        return passage(line(say(texts, "teams-empty")), texts)
    if view.phase is Phase.UPCOMING:
        return passage(bullets([_named(team, view) for team in teams[:LONGEST]]), texts)
    best = max((team.points for team in teams if team.points is not None), default=Decimal(0))
    table = Table(
        caption=say(texts, "caption-teams", markup(bdi(text(view.campaign.name)))),
        columns=_columns(view),
        rows=[
            _row(team, view, best if place < BARS else Decimal(0))
            for place, team in enumerate(teams[:LONGEST])
        ],
        notes=_notes(view),
    )
    return wikitable(table, texts)


def _named(team: TeamRow, view: View) -> str:
    if not view.campaign.names:
        return bdi(text(team.name))
    links = view.texts.list([user_link(member.name) for member in team.members])
    return say(view.texts, "teams-members", markup(bdi(text(team.name))), markup(links or "–"))


def _columns(view: View) -> list[Column]:
    texts = view.texts
    columns = [Column(say(texts, "column-rank"), number=True), Column(say(texts, "column-team"))]
    if view.campaign.scored:
        columns.append(Column(say(texts, "column-points"), number=True, style="min-width:6em"))
    columns += [Column(say(texts, f"measure-{name}"), number=True) for name in view.standings.columns]
    if not view.campaign.names:
        return columns
    # Rank, team and points come first, because these fit a phone.
    return [*columns, Column(say(texts, "column-members"), sortable=False, style="min-width:12em")]


def _row(team: TeamRow, view: View, best: Decimal) -> str:
    numbers = [] if team.points is None else [points_cell(team.points, best, view.texts)]
    numbers += [amount_cell(team.measures[name], view.texts) for name in view.standings.columns]
    # Whoever has no rank yet is sorted behind everybody who has one.
    rank = f"data-sort-value={LONGEST * 99}|–" if team.rank is None else view.texts.number(team.rank)
    head = f"|-\n|{rank}\n! {NAME}|{bdi(text(team.name))}"
    members = f"\n|{START}|{_members(team, view)}" if view.campaign.names else ""
    return f"{head}\n{cells(numbers)}{members}"


def _members(team: TeamRow, view: View) -> str:
    links = view.texts.list([user_link(member.name) for member in team.members])
    if len(team.members) <= OPEN:
        return links
    return "\n" + opening(say(view.texts, "team-members", len(team.members)), links)


def _notes(view: View) -> list[str]:
    texts, teams = view.texts, view.standings.teams
    notes = [say(texts, "teams-once")]
    if len(teams) > LONGEST:
        notes.append(say(texts, "teams-more", len(teams) - LONGEST))
    if any(team.measures[name].unknown for team in teams for name in view.standings.columns):
        notes.append(say(texts, "unknown-note"))
    return notes


def _has_teams(campaign: Campaign) -> bool:
    return bool(campaign.participants.teams)


TEAMS = Output("teams", "heading-teams", render, usual=_has_teams, synonyms=("groups",))
"""The teams in rank order."""
