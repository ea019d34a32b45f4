"""Time zones and languages."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.declaration.schema import clocks
from bot.declaration.schema.reader import Reader, clipped
from bot.declaration.schema.shapes import Schema, Words
from bot.declaration.schema.zone_names import zone_named, zone_near
from bot.lenient_yaml.nodes import Scalar

_LONGEST_CODE = 60


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
