"""A note in a status that is left as it is, because what was counted is in doubt."""

from __future__ import annotations

import re
from datetime import datetime

from bot.i18n.texts import Texts
from bot.render.look import Tone, box, line, passage
from bot.render.wikitext import say

OPENING = "<!-- held -->"
CLOSING = "<!-- /held -->\n"
_MARKS = re.compile(r"\s*<!-- numbers: [^\n]*\n")


def with_note(status: str, texts: Texts) -> str:
    """The status as it stands on a page, with the note below its line of marks; once."""
    return _noted(status, say(texts, "status-unsure"), texts)


def with_unread(status: str, host: str, since: datetime, texts: Texts) -> str:
    """The same where a wiki can't be read, ``since`` then; what says so already stays as it is."""
    if _unread(host) in status:
        return status
    when = texts.datetime(since, "medium")
    return _noted(status, _unread(host) + say(texts, "status-unread", host, when), texts)


def is_unread(status: str) -> bool:
    """Whether a status says that a wiki can't be read."""
    return _unread("").removesuffix(" -->") in status


def _unread(host: str) -> str:
    return f"<!-- not read: {host} -->"


def _noted(status: str, said: str, texts: Texts) -> str:
    if OPENING in status and CLOSING not in status:
        return status  # Somebody changed it by hand.
    status = _without(status)
    marks = _MARKS.match(status)
    place = marks.end() if marks else 0
    note = passage(box(line(said), Tone.NOTICE), texts)
    return f"{status[:place]}{OPENING}\n{note}\n{CLOSING}{status[place:].lstrip()}"


def _without(status: str) -> str:
    before, opening, rest = status.partition(OPENING)
    return before + rest.partition(CLOSING)[2] if opening else status
