"""The table of articles: who made them, who worked on them, and where to see what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.counting.contributions import Contribution
from bot.counting.standings import Amount
from bot.features.measures.registry import DISTINCT, EDIT_COUNT
from bot.features.outputs.output import Output, always
from bot.features.outputs.uncounted import side_by_side
from bot.i18n.texts import Texts
from bot.mediawiki.models import Account, Revision
from bot.render.look import line, passage
from bot.render.table import (
    LONGEST,
    NAME,
    Column,
    Table,
    amount_cell,
    cells,
    number_cell,
    total_label,
    unbroken,
    wikitable,
)
from bot.render.view import Data, View
from bot.render.when import local
from bot.render.wiki_links import WikiLinks
from bot.render.wikitext import markup, say, text, user_link

START = 'style="text-align:start"'
NOBODY = Account(0, "")


def _by_nobody(
    articles: tuple[tuple[Contribution, ...], ...],
) -> tuple[tuple[Contribution, ...], ...]:
    return tuple(tuple(map(_nobodys, article)) for article in articles)


def _nobodys(contribution: Contribution) -> Contribution:
    revisions = tuple(replace(one, userid=NOBODY.userid) for one in contribution.revisions)
    return replace(contribution, account=NOBODY, revisions=revisions)


LATEST: Data[tuple[tuple[Contribution, ...], ...]] = Data(
    "latest articles", lambda results, _: results.latest(LONGEST), unnamed=_by_nobody
)
"""The contributions to each of the newest articles, as many as a page lists."""


def render(view: View) -> str:
    """The articles as wikitext, the newest work first; a friendly line where there are none yet."""
    texts = view.texts
    articles = view.of(LATEST)
    if not articles:
        return passage(line(say(texts, "articles-empty")), texts)
    table = Table(
        caption=say(texts, "caption-articles", markup(f"<bdi>{text(view.campaign.name)}</bdi>")),
        columns=_columns(view),
        rows=[_row(article, view) for article in articles],
        total=_total(view),
        notes=_notes(view),
    )
    return wikitable(table, texts)


def measures(view: View) -> list[str]:
    """The measures that say something about one article; how many articles it is does not."""
    other = {EDIT_COUNT, *DISTINCT}
    return [EDIT_COUNT, *(name for name in view.standings.columns if name not in other)]


def _columns(view: View) -> list[Column]:
    texts = view.texts
    who = [
        Column(say(texts, "column-creator")),
        Column(say(texts, "column-work"), sortable=False, style="min-width:12em"),
    ]
    article = Column(say(texts, "column-article"), style="min-width:8em")
    latest = Column(say(texts, "column-latest"), number=True)
    return [
        article,
        *(who if view.campaign.names else ()),
        latest,
        *(Column(say(texts, f"measure-{name}"), number=True) for name in measures(view)),
    ]


def _row(article: Sequence[Contribution], view: View) -> str:
    latest = local(max(c.revisions[-1].timestamp for c in article), view.campaign.timezone)
    numbers = [
        number_cell(int(latest.strftime("%Y%m%d")), unbroken(view.texts.date(latest, "medium"))),
        *(amount_cell(_sum(article, name), view.texts) for name in measures(view)),
    ]
    title = view.links(article[0].wiki).page(article[0].page.title)
    if not view.campaign.names:
        # A link to a single change would lead to who made it.
        return f"|-\n! {NAME}|{title}{_draft(article, view.texts)}\n{cells(numbers)}"
    work = "<br>".join(_work(contribution, view) for contribution in article)
    return (
        f"|-\n! {NAME}|{title}\n|{START}|{_creator(article, view.texts)}\n|{START}|{work}\n{cells(numbers)}"
    )


def _creator(article: Sequence[Contribution], texts: Texts) -> str:
    creation = _creation(article)
    return user_link(creation.account.name) + _draft(article, texts) if creation else ""


def _draft(article: Sequence[Contribution], texts: Texts) -> str:
    creation = _creation(article)
    return f" <small>({say(texts, 'draft')})</small>" if creation and creation.draft else ""


def _creation(article: Sequence[Contribution]) -> Contribution | None:
    return next((contribution for contribution in article if contribution.created), None)


def _work(contribution: Contribution, view: View) -> str:
    """A participant's name and bytes."""
    return f"{user_link(contribution.account.name)} {side_by_side(changes(contribution, view), view.texts)}"


def changes(contribution: Contribution, view: View) -> list[str]:
    """Bytes that lead to all of the change, so that they can be checked: mostly one link."""
    texts, links = view.texts, view.links(contribution.wiki)
    first, *more = contribution.revisions
    if more and (first.parentid == 0 or first.sizediff is None):
        # There is no diff from nothing, or from a version that is gone: first what began it, then the rest.
        return [_change(0, [first], links, texts), _change(first.revid, more, links, texts)]
    return [_change(first.parentid if more else 0, contribution.revisions, links, texts)]


def _change(old: int, revisions: Sequence[Revision], links: WikiLinks, texts: Texts) -> str:
    """A link to what these revisions changed since an ``old`` one, shown as their bytes; 0: one alone."""
    added = Amount.of(revision.sizediff for revision in revisions)
    shown = say(texts, "unknown") if added.unknown else texts.signed(added.known)
    return links.diff(old, revisions[-1].revid, shown)


def _sum(article: Sequence[Contribution], measure: str) -> Amount:
    return Amount.of(contribution.measures[measure] for contribution in article)


def _total(view: View) -> str:
    texts, totals = view.texts, view.standings.totals
    label = f'! scope=row style="text-align:start"|{total_label("total", totals, texts)}'
    # Only who made it, who worked on it and when has no sum.
    before = len(_columns(view)) - 1 - len(measures(view))
    numbers = [*[""] * before, *(amount_cell(totals.measures[name], texts) for name in measures(view))]
    return f'|- class=sortbottom style="font-weight:bold"\n{label}\n{cells(numbers)}'


def _notes(view: View) -> list[str]:
    texts = view.texts
    notes = []
    more = view.standings.totals.articles - len(view.of(LATEST))
    if not view.campaign.names:
        notes.append(say(texts, "articles-unnamed"))
    if more > 0:
        notes.append(say(texts, "articles-more", more))
    if any(view.standings.totals.measures[name].unknown for name in measures(view)):
        notes.append(say(texts, "unknown-note"))
    return notes


ARTICLES = Output("articles", "heading-articles", render, usual=always, data=(LATEST,))
"""The newest articles, with who did what."""
