"""The headings under which people sign up on campaign pages, for the languages of the largest wikis.

They stand in ``data/participants_headings.json`` and are known whether or not the bot speaks the language.
Upper and lower case do not matter. The most usual heading stands first: it is the one that the bot names.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

KIN = {
    "no": "nb",
    "simple": "en",
    "zh-min-nan": "nan",
    "zh-yue": "zh",
    "yue": "zh",
    "wuu": "zh",
    "gan": "zh",
    "lzh": "zh",
    "zh-classical": "zh",
    "bs": "sh",
    "ary": "ar",
    "als": "de",
    "gsw": "de",
    "bar": "de",
    "nds": "de",
}
"""Codes that a wiki may give itself, and the language whose headings it has."""


@cache
def known_headings() -> Mapping[str, Sequence[str]]:
    """The headings by language."""
    file = files("bot.i18n") / "data" / "participants_headings.json"
    headings: Mapping[str, Sequence[str]] = json.loads(file.read_text(encoding="utf-8"))
    return headings


def participants_headings(languages: Iterable[str]) -> tuple[str, ...]:
    """The usual headings of sign-up lists in these languages, those of the first language first.

    A language that is not known has those of the one it is a variety of (``pt-br``), else none.
    """
    found: list[str] = []
    for language in languages:
        code = language.lower().replace("_", "-")
        known = known_headings()
        family = KIN.get(code) or (code if code in known else code.partition("-")[0])
        found += known.get(family, ())
    return tuple(dict.fromkeys(found))
