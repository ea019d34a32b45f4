"""The latest contributions: who did what, when, how much, and the points for it."""

from __future__ import annotations

from decimal import Decimal

from bot.counting.scoring import round_points
from bot.counting.standings import ScoredContribution
from bot.features.outputs.articles import changes
from bot.features.outputs.output import Output
from bot.features.outputs.uncounted import side_by_side
from bot.render.look import line, passage
from bot.render.table import NAME, Column, Table, cells, number_cell, points_cell, unbroken, wikitable
from bot.render.view import Data, View
from bot.render.when import local
from bot.render.wikitext import bdi, markup, say, text, user_link

MOST = 30
"""Contributions that are shown."""
START = 'style="text-align:start"'
NEWEST: Data[tuple[ScoredContribution, ...]] = Data(
    "newest contributions", lambda results, _: results.newest(MOST)
)


def render(view: View) -> str:
    """The latest contributions as wikitext, the newest first; a friendly line where there are none yet."""
    texts, found = view.texts, view.of(NEWEST)
    if not found:
        return passage(line(say(texts, "recent-empty")), texts)
    table = Table(
        caption=say(texts, "caption-recent", markup(bdi(text(view.campaign.name)))),
        columns=_columns(view),
        rows=[_row(one, view) for one in found],
        notes=[say(texts, "recent-points")] if view.campaign.scored else [],
    )
    return wikitable(table, texts)


def _columns(view: View) -> list[Column]:
    texts = view.texts
    columns = [
        Column(say(texts, "column-latest"), number=True),
        Column(say(texts, "column-article"), style="min-width:8em"),
        Column(say(texts, "column-participant")),
        Column(say(texts, "recent-bytes"), number=True),
    ]
    return [*columns, Column(say(texts, "column-points"), number=True)] if view.campaign.scored else columns


def _row(one: ScoredContribution, view: View) -> str:
    contribution, texts = one.contribution, view.texts
    edited = local(contribution.revisions[-1].timestamp, view.campaign.timezone)
    when = number_cell(int(edited.strftime("%Y%m%d%H%M%S")), unbroken(text(texts.datetime(edited, "medium"))))
    added = sum(revision.sizediff or 0 for revision in contribution.revisions)
    numbers = [number_cell(added, side_by_side(changes(contribution, view), texts))]
    if view.campaign.scored:
        numbers.append(points_cell(round_points(one.points), Decimal(0), texts))
    article = view.links(contribution.wiki).page(contribution.page.title)
    who = user_link(contribution.account.name)
    return f"|-\n|{when}\n! {NAME}|{article}\n|{START}|{who}\n{cells(numbers)}"


RECENT = Output(
    "recent", "heading-recent", render, data=(NEWEST,), synonyms=("latest", "newest"), needs_names=True
)
"""What was done last, so that people see that something happens."""
