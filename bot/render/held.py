"""A note in a status that is left as it is, because what was counted is in doubt."""

from __future__ import annotations

import re

from bot.i18n.texts import Texts
from bot.render.look import Tone, box, line, passage
from bot.render.wikitext import say

OPENING = "<!-- held -->"
CLOSING = "<!-- /held -->\n"
_MARKS = re.compile(r"\s*<!-- numbers: [^\n]*\n")


def with_note(status: str, texts: Texts) -> str:
    """The status as it stands on a page, with the note below its line of marks; once."""
    if OPENING in status and CLOSING not in status:
        return status  # Somebody changed it by hand.
    status = _without(status)
    marks = _MARKS.match(status)
    place = marks.end() if marks else 0
    note = passage(box(line(say(texts, "status-unsure")), Tone.NOTICE), texts)
    return f"{status[:place]}{OPENING}\n{note}\n{CLOSING}{status[place:].lstrip()}"


def _without(status: str) -> str:
    before, opening, rest = status.partition(OPENING)
    return before + rest.partition(CLOSING)[2] if opening else status
