"""Counts words by Unicode's word boundaries (UAX #29), and characters where words are written together.

The regular expressions say the same as the rules WB4 to WB13b, for words with a letter or a digit: letters,
digits and what extends them hold together, and a mark such as an apostrophe holds two letters together, a
comma two digits. As in CLDR 42, a colon does so only in Finnish and Swedish. The classes of characters are
ICU's; its break iterator would take fifty times as long.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

UNIT = 60
"""A word in the unit in which words are added up, so that sums of passages are exact."""

_OF_A_SCRIPT = "[[:L:][:M:]\\u3007]"
_CHARACTERS = {
    "[:sc=Han:]": UNIT * 2 // 3,
    "[[:sc=Hira:][:sc=Kana:]\\u30FC\\uFF70]": UNIT // 2,
    "[[:sc=Thai:][:sc=Laoo:][:lb=SA:]-[[:sc=Khmr:][:sc=Mymr:]]]": UNIT // 4,
    "[[:sc=Khmr:][:sc=Mymr:][:sc=Tibt:]]": UNIT // 5,
}
"""What a letter or mark of these scripts counts: 1 1/2, 2, 4 or 5 make a word (docs/measures.md says why)."""
_JAPANESE = {**_CHARACTERS, "[:sc=Han:]": UNIT // 2}

_SCRIPTS = f"[{''.join(_CHARACTERS)}]"
_LETTER = f"[[[:WB=ALetter:][:WB=Hebrew_Letter:]]-{_SCRIPTS}]"
_HEBREW = "[:WB=Hebrew_Letter:]"
_DIGIT = "[:WB=Numeric:]"
_EXTEND = "[[:WB=Extend:][:WB=Format:][:WB=ZWJ:]]"
_CONNECT = "[:WB=ExtendNumLet:]"
_BETWEEN_BOTH = "[[:WB=MidNumLet:][:WB=Single_Quote:]]"
_COLONS = "[\\u003A\\uFE13\\uFE55\\uFF1A]"
_BETWEEN_LETTERS = f"[{_BETWEEN_BOTH}[[:WB=MidLetter:]-{_COLONS}]]"
_BETWEEN_DIGITS = f"[{_BETWEEN_BOTH}[:WB=MidNum:]]"
_COLON_LANGUAGES = frozenset({"fi", "sv"})
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class _Patterns(NamedTuple):
    words: re.Pattern[str]
    joints: re.Pattern[str]
    characters: tuple[tuple[re.Pattern[str], int], ...]
    any_character: re.Pattern[str]


def word_units(text: str, language: str) -> int:
    """The words of a text in ``UNIT``. ``language`` is the wiki's: a code, as siteinfo gives it."""
    astral = not text.isascii() and _ASTRAL.search(text) is not None
    patterns = _patterns(language in _COLON_LANGUAGES, language == "ja", astral)
    # What begins with a letter or a digit are words and parts of words; each joint makes one of two parts.
    units = UNIT * (len(patterns.words.findall(text)) - len(patterns.joints.findall(text)))
    if not text.isascii() and patterns.any_character.search(text):
        units += sum(weight * len(pattern.findall(text)) for pattern, weight in patterns.characters)
    return units


def whole_words(units: int) -> int:
    """Words that are complete."""
    return units // UNIT


@cache
def _patterns(colons: bool, japanese: bool, astral: bool) -> _Patterns:
    """``astral``: for characters above U+FFFF, too, which make a search ten times slower."""
    plane = "[\\u0000-\\U0010FFFF]" if astral else "[\\u0000-\\uFFFF]"

    def among(*sets: str) -> str:
        return _class(f"[[{''.join(sets)}]&{plane}]")

    letters = f"[{_BETWEEN_LETTERS}{_COLONS}]" if colons else _BETWEEN_LETTERS
    extend = among(_EXTEND)
    joints = (
        _joint(among(_LETTER), extend, among(letters)),
        _joint(among(_DIGIT), extend, among(_BETWEEN_DIGITS)),
        _joint(among(_HEBREW), extend, '"'),
    )
    first = among(letters, _BETWEEN_DIGITS, '[\\"]')
    weights = _JAPANESE if japanese else _CHARACTERS
    return _Patterns(
        words=re.compile(among(_LETTER, _DIGIT) + among(_LETTER, _DIGIT, _EXTEND, _CONNECT) + "*+"),
        joints=re.compile(rf"{first}(?:{'|'.join(joints)})"),
        characters=tuple(
            (re.compile(among(f"[{script}&{_OF_A_SCRIPT}]")), weight) for script, weight in weights.items()
        ),
        any_character=re.compile(among(_SCRIPTS)),
    )


def _joint(side: str, extend: str, mark: str) -> str:
    """Just behind one of ``mark``, between two of ``side``: rules WB6 and WB7, 7b and 7c, 11 and 12.

    WB4: what extends a character is taken with it; more than three such marks do not occur in writing.
    """
    before = "|".join(f"(?<={side}{extend * marks}{mark})" for marks in range(4))
    return rf"(?={extend}*+{side})(?:{before})"


def _class(unicode_set: str) -> str:
    """A set in ICU's notation as a character class of Python's."""
    import icu  # noqa: PLC0415 - not loaded where no words are counted: it takes time

    found = icu.UnicodeSet(unicode_set)
    ranges = ((found.getRangeStart(i), found.getRangeEnd(i)) for i in range(found.getRangeCount()))
    return f"[{''.join(f'{re.escape(first)}-{re.escape(last)}' for first, last in ranges)}]"
