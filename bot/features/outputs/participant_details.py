"""One participant's part of the details: each article with its measures and points, and what was decided.

The points can be added up by hand: each column of points downwards, the columns together, and then what the
organizers gave or took.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.counting.contributions import Contribution
from bot.counting.membership import Participant
from bot.counting.scoring_rules import ONE
from bot.counting.standings import Amount, Award, Breakdown, RuleResult
from bot.declaration.campaign import Rule
from bot.features.measures.registry import EDIT_COUNT
from bot.features.outputs.uncounted import between, dated_links, side_by_side, uncounted_items
from bot.i18n.texts import Texts
from bot.messages import message
from bot.render.adjusted import adjusted_on_wiki
from bot.render.look import SEPARATOR
from bot.render.sums import TIMES, award_in_brief, award_sum, exact, rule_sum, total, total_sum
from bot.render.table import amount_shown, cells, unbroken
from bot.render.view import View
from bot.render.wikitext import (
    bdi,
    bold,
    left_to_right,
    markup,
    say,
    say_message,
    text,
    user_link,
)

ROW_BYTES = 219
"""Bytes of one article's line beside its title. 250 are what an article may take with all that belongs to it:
what is left is for the participant's title, heading and sums."""
LINKS = 5
"""Changes that are linked one by one; the others are in the page's history."""


@dataclass(frozen=True)
class ParticipantDetails:
    """One participant's part: a title, a table with its caption and heading, and items of a list below it."""

    participant: Participant
    title: str
    caption: str
    heading: str
    rows: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True)
class _Column:
    """A column: its heading, a cell for each article, and its sum; ``awards`` are what points come from."""

    heading: str
    cells: Sequence[str]
    sum: str
    awards: Sequence[Award] = ()

    def brief(self, place: int, texts: Texts) -> str:
        """The cell of an article where room is short."""
        return _cell(award_in_brief(self.awards[place], texts), texts) if self.awards else self.cells[place]

    def bare(self, place: int, texts: Texts) -> str:
        """The cell of an article where there is no room at all: the column's sum shows what limits took."""
        return exact(self.awards[place].points, texts) if self.awards else self.cells[place]


def participant_details(whole: Breakdown, view: View) -> ParticipantDetails | None:
    """What there is to tell about a participant; None where there is nothing."""
    columns = list(_columns(whole, view))
    articles = [_article(place, one, whole, columns, view) for place, one in enumerate(whole.contributions)]
    summed = len(articles) > 1 or any(result.bonus or result.taken for result in whole.rules)
    rows = (*articles, _sums(columns, view)) if summed else tuple(articles)
    items = [*_on_wikis(whole, view), *_together(whole, view), *uncounted_items(whole.row.participant, view)]
    if not rows and not items:
        return None
    participant = whole.row.participant
    items.append(_contributions(participant, view))
    caption, heading = _caption(whole, view), _heading(columns, view)
    return ParticipantDetails(participant, _title(whole, view), caption, heading, rows, tuple(items))


def _on_wikis(whole: Breakdown, view: View) -> Iterator[str]:
    """What was done on each wiki, where it was on several: ``nn.wikipedia.org: 2 articles created``."""
    texts, columns = view.texts, view.standings.columns
    worked = [wiki for wiki in whole.row.wikis if wiki.active]
    for wiki in worked if len(worked) > 1 else ():
        known = {name: wiki.measures[name].known for name in columns if name != EDIT_COUNT}
        said = [message(f"total-{name}", amount) for name, amount in known.items() if amount]
        host = markup(bdi(text(view.links(wiki.wiki).host or view.site.host)))
        if said:
            yield say(texts, "details-caption", host, said)


def _contributions(participant: Participant, view: View) -> str:
    """Links to all that the participant did, on each wiki."""
    found = []
    for key in participant.accounts:
        links, label = view.links(key.wiki), say(view.texts, "contributions")
        shown = f"{label} ({text(links.host)})" if links.host else label
        found.append(links.contributions(participant.name, shown))
    return SEPARATOR.join(found)


def _title(whole: Breakdown, view: View) -> str:
    texts = view.texts
    name = bold(user_link(whole.row.participant.name))
    parts = [name if whole.row.rank is None else say(texts, "details-person", whole.row.rank, markup(name))]
    if whole.row.points is not None:
        shown = markup(texts.points(whole.row.points))
        parts.append(say(texts, "details-points", whole.row.points, shown))
    if whole.contributions:
        parts.append(say(texts, "details-articles", len(whole.contributions)))
    return SEPARATOR.join(parts)


def _caption(whole: Breakdown, view: View) -> str:
    """``Alice: 1 article created, 3 articles improved and 50,305 bytes added``."""
    texts, measures = view.texts, whole.row.measures
    known = {name: measures[name].known for name in view.standings.columns if name != EDIT_COUNT}
    said = [message(f"total-{name}", amount) for name, amount in known.items() if amount]
    name = markup(bdi(text(whole.row.participant.name)))
    return say(texts, "details-caption", name, said) if said else bdi(text(whole.row.participant.name))


def _columns(whole: Breakdown, view: View) -> Iterator[_Column]:
    """The measures in which there is anything, each with what it gave behind it."""
    texts = view.texts
    for measure in view.standings.columns:
        results = [result for result in whole.rules if result.rule.measure == measure and _gives(result)]
        amounts = _amounts(whole, measure)
        if results or any(amount != 0 for amount in amounts):
            yield _measured(say(texts, f"measure-{measure}"), amounts, texts)
        for result in results:
            own = _amounts(whole, result.rule.key)
            if own != amounts:
                yield _measured(_named(result.rule, texts), own, texts)
            yield _pointed(result, measure, texts)


def _amounts(whole: Breakdown, measure: str) -> list[int | None]:
    return [contribution.measures[measure] for contribution in whole.contributions]


def _named(rule: Rule, texts: Texts) -> str:
    """A measure of certain templates, where there are rules for others, too."""
    return say(texts, "measure-named", message(f"measure-{rule.measure}"), list(rule.about))


def _measured(heading: str, amounts: Sequence[int | None], texts: Texts) -> _Column:
    shown = [say(texts, "unknown") if amount is None else texts.number(amount) for amount in amounts]
    return _Column(heading, shown, unbroken(amount_shown(Amount.of(amounts), texts)))


def _pointed(result: RuleResult, measure: str, texts: Texts) -> _Column:
    full = [_cell(award_sum(award, texts), texts) for award in result.awards]
    together = _cell(rule_sum(result, texts), texts)
    heading = say(texts, "column-points-for", message(f"measure-{measure}"))
    return _Column(heading, full, together, result.awards)


def _gives(result: RuleResult) -> bool:
    return bool(result.bonus) or any(award.rate or award.bonus for award in result.awards)


def _cell(said: str, texts: Texts) -> str:
    """Sums are left to right in every language, or their signs would be turned round."""
    shown = unbroken(said)
    return f"\N{LEFT-TO-RIGHT MARK}{shown}" if texts.rtl and shown != said else shown


def _heading(columns: Sequence[_Column], view: View) -> str:
    texts = view.texts
    named = [say(texts, "column-article"), *(column.heading for column in columns)]
    return "!scope=col|" + "!!scope=col|".join((*named, say(texts, "column-changes")))


def _article(place: int, one: Contribution, whole: Breakdown, columns: Sequence[_Column], view: View) -> str:
    """A line of the table. Where room is short, sums come in brief, and fewer changes are linked."""
    texts, title = view.texts, view.links(one.wiki).page(one.page.title)
    draft = f" ({say(texts, 'draft')})" if one.draft else ""
    head = f"|-\n{_named_row(texts)}{title}{_factor(whole, place, texts)}{draft}\n"
    room = ROW_BYTES - (size(head) - size(title) + size(bdi("[[]]"))) - size("\n")
    numbers = cells((*(column.cells[place] for column in columns), ""))
    for shorter in (_Column.brief, _Column.bare):
        if size(numbers) + size(_history(one, 0, "", view)) > room:
            numbers = cells((*(shorter(column, place, texts) for column in columns), ""))
    return head + numbers + _changes(one, room - size(numbers), view)


def _named_row(texts: Texts) -> str:
    # A byte shorter than "start", which each line would have to pay.
    return f"!scope=row style=text-align:{'right' if texts.rtl else 'left'}|"


def _factor(whole: Breakdown, place: int, texts: Texts) -> str:
    """``×2`` beside an article that counts more (or less) than others."""
    factor = next((result.awards[place].factor for result in whole.rules), ONE)
    return "" if factor == ONE else f" {TIMES.strip()}{exact(factor, texts)}"


def _changes(one: Contribution, room: int, view: View) -> str:
    """Links to the first changes, as many as there is room for, and to the history where there are more."""
    texts = view.texts
    for shown in range(min(LINKS, len(one.revisions)), 0, -1):
        dated = dated_links(one.revisions[:shown], one.wiki, view)
        if size(side_by_side([dated, _history(one, shown, "", view)], texts)) <= room:
            return side_by_side([dated, _history(one, shown, one.page.title, view)], texts)
    history = [_history(one, 0, title, view) for title in ("", one.page.title)]
    days = between(one.revisions, view)
    fits = size(side_by_side([days, history[0]], texts)) <= room
    return side_by_side([days, history[1]], texts) if fits else history[1]


def _history(one: Contribution, shown: int, title: str, view: View) -> str:
    """A link to the page's history for the changes that are not linked; empty where all are."""
    left = len(one.revisions) - shown
    said = say(view.texts, "details-more-edits", left)
    return view.links(one.wiki).history(title, said) if left else ""


def _sums(columns: Sequence[_Column], view: View) -> str:
    label = f"|-\n{_named_row(view.texts)}{say(view.texts, 'total')}"
    return f"{label}\n{cells((*(column.sum for column in columns), ''))}"


def _together(whole: Breakdown, view: View) -> Iterator[str]:
    """The columns together, and what organizers decided, as items of a list."""
    texts = view.texts
    for result in whole.rules:
        if days := [(exact(cut.points, texts), cut) for cut in result.cuts if cut.day]:
            yield SEPARATOR.join(
                say_message(texts, cut.option.took(points, cut.day or "")) for points, cut in days
            )
    for adjustment in whole.row.adjustments:
        yield adjusted_on_wiki(adjustment, view)
    if whole.row.points is None or not (whole.contributions or whole.row.adjustments):
        return
    several = sum(bool(result.points) for result in whole.rules) > 1
    if not several and not whole.row.adjustments and total(whole) == whole.row.points:
        return  # The one sum says it all.
    said = markup(left_to_right(total_sum(whole, texts)))
    if total(whole) == whole.row.points:
        yield say(texts, "details-sum", said)
    else:
        yield say(texts, "details-sum-rounded", said, markup(texts.points(whole.row.points)))


def size(wikitext: str) -> int:
    """Bytes, as MediaWiki counts them."""
    return len(wikitext.encode())
