"""The names of months, to read dates as people write them. Source: Unicode CLDR, by Babel."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

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


@cache
def signature_months(languages: tuple[str, ...]) -> Mapping[str, int]:
    """The names of months as signatures have them in these languages; those of the first win."""
    names: dict[str, int] = {}
    for language in languages:
        own = {name: number for number, name in enumerate(_in_signatures().get(language, ()), 1)}
        names = {**month_names(language), **own, **names}
    return MappingProxyType({_written(name): number for name, number in names.items()})


def _written(name: str) -> str:
    return name.casefold().replace(".", " ").rstrip()


@cache
def _in_signatures() -> Mapping[str, Iterable[str]]:
    """What MediaWiki (1.39) writes behind signatures in the languages in which that is not what CLDR has."""
    file = files("bot.i18n") / "data" / "signature_months.json"
    read: Mapping[str, Iterable[str]] = json.loads(file.read_text(encoding="utf-8"))
    return read
