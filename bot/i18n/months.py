"""The names of months, to read dates as people write them. Source: Unicode CLDR, by Babel."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError

_WIDTHS = ("wide", "abbreviated")
_CONTEXTS = ("format", "stand-alone")


@cache
def month_names(language: str) -> Mapping[str, int]:
    """The names in a language and their short forms, in lower case and without points, with their numbers.

    Empty for a language that Babel does not know. English names may be shortened to any length from three.
    """
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return {}
    names: dict[str, int] = {}
    for width in _WIDTHS:
        for context in _CONTEXTS:
            for number, name in locale.months[context][width].items():
                plain = str(name).lower().replace(".", "").strip()
                if plain and not plain.isdigit():
                    names.setdefault(plain, number)
                if language == "en" and width == "wide":
                    names |= {plain[:length]: number for length in range(3, len(plain))}
    return names
