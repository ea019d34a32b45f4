"""What an organizer should know about the declaration: problems, which stop it, and notices, which do not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.i18n.texts import Texts
from bot.messages import Remark
from bot.render.clean import one_line
from bot.render.look import Tone, box, bullets, line, passage
from bot.render.view import LastGood, View, Waiting
from bot.render.waiting import waiting_box
from bot.render.when import local
from bot.render.wikitext import bold, markup, quoted, say, say_message, text

QUOTE = 120
"""Characters of a line that are quoted; nobody reads more of it."""


@dataclass(frozen=True)
class Running:
    """What runs although there are problems, and the time zone in which its days are told.

    ``last_good`` is the older declaration that runs meanwhile. Without it, ``counting`` tells whether the
    present one runs all the same (its page, not its text, is what has a problem); else nothing is counted.
    """

    last_good: LastGood | None = None
    counting: bool = False
    timezone: str = "UTC"


NOTHING_RUNS = Running()


def render_problems(
    problems: Sequence[Remark],
    notices: Sequence[Remark],
    texts: Texts,
    running: Running = NOTHING_RUNS,
    waiting: Waiting | None = None,
) -> str:
    """The boxes with problems and notices as wikitext; empty where there are none.

    ``waiting`` is a change that has to be approved first.
    """
    boxes = []
    if waiting:
        boxes.append(waiting_box(waiting, texts, timezone=running.timezone, last_good=running.last_good))
    if problems:
        head = _heading(len(problems), texts, running)
        boxes.append(box(f"{line(head)}\n{_list(problems, texts)}", Tone.PROBLEM))
    if notices:
        title = bold(say(texts, "notices-title"))
        boxes.append(box(f"{line(title)}\n{_list(notices, texts)}", Tone.NOTICE))
    return passage("\n".join(boxes), texts) if boxes else ""


def view_problems(view: View) -> str:
    """The boxes of a campaign that is counted, by these or by older settings; empty where all is well."""
    running = Running(view.last_good, counting=True, timezone=view.campaign.timezone)
    return render_problems(view.problems, view.notices, view.texts, running, view.waiting)


def plain_remark(remark: Remark, texts: Texts) -> str:
    """A problem or notice as plain text: ``Line 4: …``."""
    said = texts.render(remark.message, escape=one_line)
    return said if remark.line is None else texts("on-line", remark.line, said)


def _heading(count: int, texts: Texts, running: Running) -> str:
    if running.last_good is None and running.counting:
        return bold(say(texts, "problems-page", count))
    title = bold(say(texts, "problems-settings", count))
    if running.last_good is None:
        return f"{title} {say(texts, 'problems-nothing-counted', count)}"
    return f"{title} {_meanwhile(count, texts, running.timezone, running.last_good)}"


def _meanwhile(count: int, texts: Texts, timezone: str, last_good: LastGood) -> str:
    day = texts.date(local(last_good.timestamp, timezone))
    then = f"[[Special:PermanentLink/{last_good.revid}|{day}]]"
    change = f"[[Special:Diff/{last_good.revid}/cur|{text(texts('see-change'))}]]"
    return say(texts, "problems-last-good", count, markup(then), markup(change))


def _list(remarks: Iterable[Remark], texts: Texts) -> str:
    return bullets([_remark(remark, texts) for remark in remarks])


def _remark(remark: Remark, texts: Texts) -> str:
    said = say_message(texts, remark.message)
    if remark.line is None:
        return said
    return say(texts, "on-line", remark.line, markup(said)) + _quote(remark, texts)


def _quote(remark: Remark, texts: Texts) -> str:
    """The line as it stands there, where the message does not show it already."""
    quote = remark.quote.strip()
    if not quote or quote in texts.render(remark.message):
        return ""
    return "<br>" + quoted(quote if len(quote) <= QUOTE else quote[: QUOTE - 1] + "…")
