"""A change of the settings that waits for approval: whose it is, since when, and who can approve it how."""

from __future__ import annotations

from collections.abc import Iterator

from bot.i18n.texts import Texts
from bot.messages import Message, Param, message
from bot.render.clean import one_line
from bot.render.look import Tone, box, bullets, line
from bot.render.view import LastGood, Waiting
from bot.render.when import local
from bot.render.wikitext import bdi, bold, diff_link, markup, say, say_message, talk_link, text

NAMED = 10
"""Names of people who can approve; more of them help nobody."""


def waiting_box(
    waiting: Waiting, texts: Texts, *, timezone: str = "UTC", last_good: LastGood | None = None
) -> str:
    """The box as wikitext. ``last_good`` are the settings that run meanwhile, None for none."""
    said = [_made(waiting, texts, timezone)]
    said += [say_message(texts, one) for one in _approval(waiting, markup(_names(waiting, texts)))]
    said.append(_meanwhile(texts, timezone, last_good))
    title = bold(say(texts, _title(waiting)))
    return box(f"{line(title)}\n{bullets(said)}", Tone.NOTICE)


def plain_waiting(waiting: Waiting | None, texts: Texts) -> list[str]:
    """The same for a terminal or a program, one sentence for each entry; empty where nothing waits."""
    if waiting is None:
        return []
    author = message("waiting-by-plain", waiting.author or "", waiting.since.date())
    made = author if waiting.author else message("waiting-hidden-plain", waiting.since.date())
    by: Param = texts.list([one_line(name) for name in waiting.by[:NAMED]], "or")
    said = [message(_title(waiting)), made, *_approval(waiting, by)]
    return [texts.render(one, escape=one_line) for one in said]


def _title(waiting: Waiting) -> str:
    return "waiting-title" if waiting.against else "waiting-title-first"


def _made(waiting: Waiting, texts: Texts, timezone: str) -> str:
    """When and by whom. The name is no link: nobody is called by it, and it may be a vandal's."""
    day = local(waiting.since, timezone).date()
    if not waiting.author:
        return say(texts, "waiting-hidden", day, markup(_change(waiting, texts)))
    name = bdi(text(waiting.author))
    return say(texts, "waiting-by", markup(name), day, markup(_change(waiting, texts)))


def _change(waiting: Waiting, texts: Texts) -> str:
    words = text(texts("see-change"))
    return diff_link(waiting.against, waiting.revid, words)


def _names(waiting: Waiting, texts: Texts) -> str:
    return texts.list([talk_link(name) for name in waiting.by[:NAMED]], "or")


def _approval(waiting: Waiting, by: Param) -> Iterator[Message]:
    if waiting.organizers:
        yield message("waiting-organizers")
        yield message("waiting-approve", by) if waiting.by else message("waiting-take-back")
    elif waiting.by:
        yield message("waiting-approve-or-save", by)
    else:
        yield message("waiting-save")


def _meanwhile(texts: Texts, timezone: str, last_good: LastGood | None) -> str:
    if last_good is None:
        return say(texts, "waiting-nothing-counted")
    day = texts.date(local(last_good.timestamp, timezone))
    return say(texts, "waiting-meanwhile", markup(f"[[Special:PermanentLink/{last_good.revid}|{day}]]"))
