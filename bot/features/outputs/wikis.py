"""The table of a campaign's wikis: what was done on each."""

from __future__ import annotations

from bot.counting.phase import Phase
from bot.counting.standings import WikiRow
from bot.declaration.campaign import Campaign
from bot.features.outputs.output import Output
from bot.render.look import line, passage
from bot.render.table import NAME, Column, Table, amount_cell, cells, number_cell, total_label, wikitable
from bot.render.view import View
from bot.render.wikitext import bdi, markup, say, text


def render(view: View) -> str:
    """The wikis as wikitext, in the order of the settings; before the start only which they are."""
    texts, wikis = view.texts, view.standings.wikis
    if not wikis or view.phase is Phase.UPCOMING:
        named = texts.list([_named(wiki.address, view) for wiki in view.campaign.wikis])
        key = "wikis-upcoming" if view.campaign.wikis else "wikis-one"
        return passage(line(say(texts, key, markup(named or bdi(text(view.site.host))))), texts)
    table = Table(
        caption=say(texts, "caption-wikis", markup(bdi(text(view.campaign.name)))),
        columns=_columns(view),
        rows=[_row(wiki, view) for wiki in wikis],
        total=_total(view),
        notes=_notes(view),
    )
    return wikitable(table, texts)


def _named(address: str, view: View) -> str:
    return bdi(text(view.links(address).host or view.site.host))


def _columns(view: View) -> list[Column]:
    texts = view.texts
    columns = [Column(say(texts, "column-wiki")), Column(say(texts, "column-active"), number=True)]
    return columns + [Column(say(texts, f"measure-{name}"), number=True) for name in view.standings.columns]


def _row(wiki: WikiRow, view: View) -> str:
    texts = view.texts
    numbers = [number_cell(wiki.active, texts.number(wiki.active))]
    numbers += [amount_cell(wiki.measures[name], texts) for name in view.standings.columns]
    return f"|-\n! {NAME}|{_named(wiki.wiki, view)}\n{cells(numbers)}"


def _total(view: View) -> str:
    texts, totals = view.texts, view.standings.totals
    label = f'! scope=row style="text-align:start"|{total_label("total", totals, texts)}'
    numbers = [texts.number(totals.active)]
    numbers += [amount_cell(totals.measures[name], texts) for name in view.standings.columns]
    return f'|- class=sortbottom style="font-weight:bold"\n{label}\n{cells(numbers)}'


def _notes(view: View) -> list[str]:
    texts, wikis = view.texts, view.standings.wikis
    notes = [say(texts, "wikis-people")]
    if any(wiki.measures[name].unknown for wiki in wikis for name in view.standings.columns):
        notes.append(say(texts, "unknown-note"))
    return notes


def _has_several(campaign: Campaign) -> bool:
    return len(campaign.wikis) > 1


WIKIS = Output(
    "wikis", "heading-wikis", render, usual=_has_several, synonyms=("languages", "projects"), impersonal=True
)
"""A row for each wiki."""
