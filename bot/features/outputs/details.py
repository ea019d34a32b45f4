"""Where every point comes from: for each participant a part that opens with a click.

They go over as many pages as are needed; a part is cut only when it is too large for a page of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.counting.standings import Breakdown
from bot.declaration.campaign import Campaign
from bot.declaration.schema.reach import is_below
from bot.features.outputs.details_index import DetailsIndex
from bot.features.outputs.output import Layout, Output
from bot.features.outputs.participant_details import ParticipantDetails, participant_details, size
from bot.features.outputs.uncounted import UNCOUNTED
from bot.mediawiki.keys import AccountKey
from bot.mediawiki.site import Title
from bot.render.look import DETAILS, SEPARATOR, bullets, line, part_anchor, passage, small
from bot.render.sums import example_sums
from bot.render.view import Data, View
from bot.render.wikitext import left_to_right, markup, page_link, say

BLOCK = "details"
LIMIT = 1_000_000
"""Bytes of one page; a wiki's own limit is 2 MiB, and pages far below it are slow to show already."""
LINKED = 20
"""Pages that are linked from each one: the nearest, the first and the last."""
OPENING = (
    '<div class="mw-collapsible mw-collapsed" style="border-top:1px solid '
    'var(--border-color-subtle,#c8ccd1);padding:.4em 0">{}\n'
    '<div class="mw-collapsible-content" style="font-size:90%;overflow-x:auto">'
)
CLOSING = "</div></div>"
TABLE = "{| class=wikitable style=text-align:right\n|+"


BREAKDOWNS: Data[tuple[Breakdown, ...]] = Data(
    "breakdowns", lambda results, standings: results.breakdowns(standings.rows)
)
"""What the lines of the standings are made of."""


def render(view: View) -> str:
    """The first page of the details as wikitext; it says where the others are."""
    return details_pages(view)[0]


@dataclass(frozen=True)
class Details:
    """The pages of the details, and on which of them (from 1) each participant's part begins."""

    pages: Sequence[str]
    parts: Mapping[AccountKey, int]


def details_pages(view: View, limit_bytes: int = LIMIT, base: str | None = None) -> list[str]:
    """The pages alone of :func:`laid_out`."""
    return list(laid_out(view, limit_bytes, base).pages)


def laid_out(view: View, limit_bytes: int = LIMIT, base: str | None = None) -> Details:
    """The details in rank order, no page larger than the limit (which is 20,000 at the least).

    ``base`` is the full title of the first page; the others stand at :func:`further_page`. Without it, it is
    the page to which the campaign publishes the details; where that is none, nothing is linked.
    """
    if base is None:
        base = _base(view)
    found = [one for one in (participant_details(whole, view) for whole in view.of(BREAKDOWNS)) if one]
    if not found:
        return Details([passage(line(say(view.texts, "details-empty")), view.texts)], {})
    # What stands on every page is largest in the middle of very many.
    around = size(_page([], 500_000, 10**6, base, view))
    last = further_page(base, 10**6, apart(base, view)) if base else ""
    index = DetailsIndex.of(found, last, limit_bytes, view)
    pages = list(_filled(found, limit_bytes - around, index, view))
    begun: dict[AccountKey, int] = {}
    for number, parts in enumerate(pages, 1):
        for account, _ in parts:
            begun.setdefault(account, number)
    numbers = range(1, len(pages) + 1)
    titles = [further_page(base, number, apart(base, view)) if base else "" for number in numbers]
    texts = [
        [*([above] if above else []), *(text for _, text in parts)]
        for above, parts in zip(index.on_pages(begun, titles), pages, strict=True)
    ]
    return Details([_page(one, n, len(pages), base, view) for n, one in enumerate(texts, 1)], begun)


def further_page(base: str, number: int, below: str = "") -> str:
    """The full title of a page of the details; the first one is the base itself.

    ``below`` is the campaign's page where the others stand below that: see :func:`apart`.
    """
    if number == 1:
        return base
    return f"{below}/Details {number}" if below else f"{base}/{number}"


def published_at(campaign: Campaign) -> Title | None:
    """The page on which the details begin; None where they are published nowhere."""
    return campaign.publish.get(BLOCK)


def apart(base: str, view: View) -> str:
    """The full title of the campaign's page where the base is neither that nor below it, else empty.

    Below a page that is not the campaign's own nothing is made.
    """
    page, title = view.campaign.page, view.site.plain_title(base)
    own = title is None or title == page or is_below(title, page)
    return "" if own else view.site.full_title(page)


def _page(parts: Sequence[str], number: int, count: int, base: str, view: View) -> str:
    texts = view.texts
    navigation = [small(_navigation(number, count, base, view))] if count > 1 else []
    shown = [f'<div id="{DETAILS}"></div>', *_notes(view), *navigation, *parts, *navigation]
    return passage("\n".join(shown), texts, "font-variant-numeric:tabular-nums")


def _notes(view: View) -> list[str]:
    """How to read the details."""
    texts, rules = view.texts, page_link(view.site.full_title(view.campaign.page))
    notes = [say(texts, "details-note", markup(rules))]
    if view.campaign.scored:
        examples = [markup(left_to_right(example)) for example in example_sums(texts)]
        notes.append(say(texts, "details-sums", *examples))
    notes.append(say(texts, "details-gone"))
    return [line(small(" ".join(notes)), "margin-bottom:.5em")]


def _navigation(number: int, count: int, base: str, view: View) -> str:
    near = range(max(1, number - LINKED // 2), min(count, number + LINKED // 2) + 1)
    links = [_link(n, number, base, view) for n in sorted({1, *near, count})] if base else []
    return SEPARATOR.join([say(view.texts, "details-page", number, count), *links])


def _link(n: int, number: int, base: str, view: View) -> str:
    label = view.texts.number(n)
    return label if n == number else page_link(further_page(base, n, apart(base, view)), label)


def _filled(
    found: Sequence[ParticipantDetails], room: int, index: DetailsIndex, view: View
) -> Iterator[list[tuple[AccountKey, str]]]:
    """The parts of each page in turn, with whom they are about."""
    page: list[tuple[AccountKey, str]] = []
    number, left = 1, room - index.room(1)
    least = room - max(index.room(1), index.room(2))
    for one in found:
        account = one.participant.account_key
        for part in _parts(one, least - index.room_for(account), view):
            needed = size(part) + 1 + index.room_for(account)
            if page and needed > left:
                yield page
                number += 1
                page, left = [], room - index.room(number)
            page.append((account, part))
            left -= needed
    yield page


def _parts(one: ParticipantDetails, room: int, view: View) -> Iterator[str]:
    """The whole part; where no page could hold it, pieces that one can."""
    anchor = part_anchor(one.participant.account_key, view.wiki)
    anchored = f'<span id="{anchor}"></span>{one.title}'
    whole = _opened(one, anchored, one.rows, one.items)
    if size(whole) < room:
        yield whole
        return
    continued = say(view.texts, "details-continued", markup(one.title))
    frame = size(_opened(one, continued, [""], [""]))
    title = anchored
    for rows, items in _cut(one, room - frame):
        yield _opened(one, title, rows, items)
        title = continued


def _cut(one: ParticipantDetails, room: int) -> Iterator[tuple[list[str], list[str]]]:
    """Rows and items that fit together, in turn."""
    rows: list[str] = []
    items: list[str] = []
    left = room
    for place, piece in enumerate((*one.rows, *one.items)):
        needed = size(piece) + size("\n** ")
        if needed > left and (rows or items):
            yield rows, items
            rows, items, left = [], [], room
        (rows if place < len(one.rows) else items).append(piece)
        left -= needed
    yield rows, items


def _opened(one: ParticipantDetails, title: str, rows: Sequence[str], items: Sequence[str]) -> str:
    """A part of a page: its title, and what opens with a click beside it."""
    table = [TABLE + one.caption, one.heading, *rows, "|}"] if rows else []
    below = [bullets(list(items))] if items else []
    return "\n".join((OPENING.format(title), *table, *below, CLOSING))


def _layout(view: View) -> Layout:
    details = laid_out(view)
    guest = bool(apart(_base(view), view))
    return Layout(details.pages, view.texts("details-no-more"), details.parts, guest)


def _title(number: int, view: View) -> str:
    base = _base(view)
    return further_page(base, number, apart(base, view))


def _base(view: View) -> str:
    """The full title of the first page; empty where there is none."""
    published = published_at(view.campaign)
    return view.site.full_title(published) if published else ""


DETAILS_OUTPUT = Output(
    BLOCK,
    "heading-details",
    render,
    data=(BREAKDOWNS, UNCOUNTED),
    layout=_layout,
    title=_title,
    has_parts=True,
    needs_names=True,
    tells_early=True,
)
"""Where every point comes from, participant by participant."""
