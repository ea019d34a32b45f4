"""The box right below the declaration: what this is, what it has come to, when it was counted, and how.

The order of its answers: docs/architecture.md. Nothing in it changes with the clock alone, but for the
four seasons of a campaign, so that no page is saved because time has passed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.counting.due import DAILY
from bot.counting.phase import Phase
from bot.counting.standings import Totals
from bot.features.measures.registry import EDIT_COUNT, MEASURES, SIZE
from bot.features.outputs.elsewhere import elsewhere_links
from bot.features.outputs.output import Output, always
from bot.mediawiki.site import Title
from bot.messages import Message, message
from bot.render.look import SEPARATOR, Tone, box, bullets, line, opening, passage, small
from bot.render.problems import view_problems
from bot.render.rules import articles_in_words, points_in_words
from bot.render.sign_up import how_to_sign_up, said, sign_up_button
from bot.render.view import View
from bot.render.when import beginning, local, period
from bot.render.wikitext import bdi, bold, markup, page_link, say, say_message, talk_link, text

BLOCK = "status"
OVER = (Phase.CHECKING, Phase.FINAL)
HOUR = timedelta(hours=1)
KINDS = {measure.name: measure.articles for measure in MEASURES if measure.articles}
"""An article can be both: by different people. So how many articles there are stands before these."""
NOT_SHOWN = frozenset({EDIT_COUNT, *KINDS})


def status_beside(others: Sequence[Output]) -> Output:
    """The status, which leads to the other outputs."""
    return Output(BLOCK, "heading-status", lambda view: _render(others, view), usual=always, status=True)


def _render(others: Sequence[Output], view: View) -> str:
    """The status box as wikitext, with the problems and notices below it."""
    lines = [
        _title(view),
        *_season(view),
        *_together(view),
        *elsewhere_links(others, view),
        *_joining(view),
        *_unnamed(view),
        *_counted(view),
        *_behind(view),
        *_explained(view),
        *_asked(view),
    ]
    status = passage(box("\n".join(filter(None, lines)), Tone.CALM), view.texts)
    problems = view_problems(view)
    return f"{status}\n{problems}" if problems else status


def _title(view: View) -> str:
    name = bdi(bold(text(view.campaign.name)))
    return line(name + SEPARATOR + period(view.campaign, view.texts), "font-size:120%")


def _season(view: View) -> Iterable[str]:
    texts = view.texts
    if view.phase is Phase.UPCOMING:
        begins = bold(say(texts, "phase-upcoming", beginning(view.campaign)))
        yield line(f"{begins} {how_to_sign_up(view, _place(view))}")
        yield sign_up_button(view, _place(view))
    elif view.phase is Phase.CHECKING:
        yield line(say(texts, "phase-checking", local(view.final_from, view.campaign.timezone).date()))
    elif view.phase is Phase.FINAL:
        yield line(say(texts, "phase-final"))


def _together(view: View) -> Iterable[str]:
    """What all have done together: people come for the work, the ranking is spice."""
    texts, standings = view.texts, view.standings
    parts = [say(texts, "total-participants", standings.totals.participants, strong=True)]
    if standings.totals.articles:
        parts.append(say_message(texts, _articles(standings.totals), strong=True))
    for measure in standings.columns:
        amount = standings.totals.measures[measure]
        if measure not in NOT_SHOWN and amount.known:
            parts.append(say(texts, f"total-{measure}", amount.known, strong=True))
    yield line(SEPARATOR.join(parts))
    if view.phase is Phase.ACTIVE and not standings.totals.active:
        yield line(say(texts, "status-nothing-yet"))


def _articles(totals: Totals) -> Message:
    """``200 articles (100 created and 200 improved)``."""
    kinds = [(key, totals.measures[measure].known) for measure, key in KINDS.items()]
    said = [message(key, number) for key, number in kinds if number]
    together = message("total-articles", totals.articles)
    return message("total-articles-of-them", together, said) if said else together


def _joining(view: View) -> Iterable[str]:
    """How to take part, as long as one can; before the start it stands beside the first day."""
    if view.phase is Phase.ACTIVE:
        yield line(how_to_sign_up(view, _place(view)))
        yield sign_up_button(view, _place(view))


def _unnamed(view: View) -> Iterable[str]:
    """That the bot names nobody; and what people have written themselves stays theirs."""
    if view.campaign.names:
        return
    who = view.campaign.participants
    written = who.by_signing or who.named or who.teams
    said = [
        say(view.texts, "status-unnamed"),
        *([say(view.texts, "status-unnamed-written")] if written else []),
    ]
    yield line(" ".join(said))


def _counted(view: View) -> Iterable[str]:
    texts, totals = view.texts, view.standings.totals
    parts = []
    if view.changed is not None and view.phase is not Phase.UPCOMING:
        changed = local(view.changed, view.campaign.timezone)
        parts.append(say(texts, "status-changed", changed, view.campaign.timezone))
    if view.phase is not Phase.FINAL:
        checked = checked_message(DAILY if view.phase is Phase.UPCOMING else view.checked_every)
        parts.append(say_message(texts, checked if parts else message("status-page-checked", checked)))
    if totals.active:
        parts.append(say(texts, "status-counted", totals.revisions, totals.articles))
    unknown = totals.measures[SIZE].unknown
    if unknown:
        parts.append(say(texts, "status-unknown", unknown))
    if parts:
        yield small(SEPARATOR.join(parts))


def _behind(view: View) -> Iterable[str]:
    """Said in whole hours, so that a copy that stands still has the page saved once an hour at most."""
    hours = (view.lag or timedelta(0)) // HOUR
    if hours and view.phase not in (Phase.UPCOMING, Phase.FINAL):
        yield line(say(view.texts, "status-behind", hours))


def checked_message(every: timedelta) -> Message:
    """How often the bot looks: in days or hours where they come out even, else in minutes."""
    minutes = max(1, round(every / timedelta(minutes=1)))
    if minutes % 1440 == 0:
        return message("status-check-days", minutes // 1440)
    if minutes % 60 == 0:
        return message("status-check-hours", minutes // 60)
    return message("status-check-minutes", minutes)


def _explained(view: View) -> Iterable[str]:
    texts = view.texts
    title = say(texts, "points-title" if view.campaign.scored else "counting-title")
    yield opening(
        title, f"{points_in_words(view)}\n{line(say(texts, 'count-net'))}\n{articles_in_words(view)}"
    )
    if view.phase is not Phase.UPCOMING:
        yield opening(say(texts, "why-title"), bullets(list(_why_not(view))))


def _why_not(view: View) -> Iterable[str]:
    texts = view.texts
    told = [one for source in view.campaign.participants.sources if (one := source.why_not())]
    if told:
        yield from (said(one, view) for one in told)
    elif view.phase in OVER:
        yield say(texts, "why-not-participant")
    else:
        yield say(texts, "why-sign-up", markup(how_to_sign_up(view, _place(view))))
    yield say(texts, "why-time", markup(period(view.campaign, texts)), view.campaign.timezone)
    if view.campaign.participants.from_signup:
        yield say(texts, "why-before-sign-up")
    yield say(texts, "why-article")
    yield say(texts, "why-reverted")
    if view.phase is Phase.ACTIVE:
        yield say(texts, "why-new")


def _asked(view: View) -> Iterable[str]:
    texts, organizers = view.texts, view.campaign.organizers
    parts = []
    if organizers:
        names = texts.list([talk_link(name) for name in organizers], "or")
        parts.append(say(texts, "ask", markup(names)))
    if view.help_page:
        parts.append(say(texts, "help", markup(page_link(view.help_page))))
    if parts:
        yield small(" ".join(parts))


def _place(view: View) -> Title:
    """The page on which the status stands."""
    return view.campaign.publish.get(BLOCK, view.campaign.page)
