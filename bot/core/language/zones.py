"""Time zones and languages."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.core.language import clocks
from bot.core.language.nodes import Scalar
from bot.core.language.reader import Reader, clipped
from bot.core.language.shapes import Schema, Words
from bot.core.language.suggest import nearest

_LONGEST_CODE = 60


@cache
def _zones() -> dict[str, str]:
    """The names of all time zones, by themselves in lower case."""
    return {
        name.lower(): name
        for name in sorted(available_timezones())
        if not name.startswith(("posix", "right"))
    }


def zone_named(name: str) -> str | None:
    """The time zone's proper name, None where there is no such zone."""
    return _zones().get(name.strip().lower().replace(" ", "_"))


def zone_near(name: str) -> str | None:
    """The time zone that was meant: by its city, or by a name spelled nearly alike."""
    word = name.strip().lower().replace(" ", "_")
    if not word.isascii() or any(char.isdigit() for char in word):
        return None
    by_city = [
        zone
        for key, zone in _zones().items()
        if "/" in key and key.rpartition("/")[2] == word.rpartition("/")[2]
    ]
    if by_city:
        return by_city[0]
    near = nearest(word, [key.rpartition("/")[2] for key in _zones()], 0.8) or nearest(word, _zones(), 0.7)
    return near and (_zones().get(near) or zone_near(near))


class TimeZone(Words[ZoneInfo]):
    """An IANA time zone, ``Europe/Oslo``, in any case."""

    wants = "declaration-wants-zone"
    is_text = False

    def from_text(self, text: str, node: Scalar, reader: Reader) -> ZoneInfo | None:
        """The zone."""
        if name := zone_named(text):
            return ZoneInfo(name)
        ahead = clocks.offset(text) if any(char.isdigit() for char in text) else None
        if ahead is not None:
            fixed = clocks.fixed(ahead)
            key = "declaration-zone-offset-fixed" if fixed else "declaration-zone-offset"
            reader.wrong(node, key, clipped(text), clocks.place_at(ahead), fixed or "")
        elif near := zone_near(text):
            reader.wrong(node, "declaration-zone-near", clipped(text), near)
        else:
            reader.wants(self.wants, node)
        return None

    def schema(self) -> Schema:
        """A text: the list of zones changes several times a year."""
        return {"type": "string", "minLength": 1}


class Language(Words[str]):
    """The code of a language that there are texts or number formats for."""

    wants = "declaration-wants-language"
    is_text = False

    def from_text(self, text: str, node: Scalar, reader: Reader) -> str | None:
        """The code as MediaWiki writes it."""
        code = text.lower().replace("_", "-")
        if len(code) <= _LONGEST_CODE and reader.context.languages(code):
            if not reader.context.speaks(code):
                reader.notice(node.span, "declaration-language-not-spoken", code)
            return code
        reader.wants(self.wants, node)
        return None

    def schema(self) -> Schema:
        """A language code."""
        return {"type": "string", "pattern": "^[A-Za-z]+([-_][A-Za-z0-9]+)*$"}
