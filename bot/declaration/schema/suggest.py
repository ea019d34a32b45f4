"""Did you mean …?"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

_LONGEST = 40
_CLOSE = 0.65

_SYNONYMS = {
    "title": ("name",),
    "campaign": ("name",),
    "begin": ("start",),
    "begins": ("start",),
    "from": ("start",),
    "since": ("start",),
    "start_date": ("start",),
    "to": ("end",),
    "until": ("end",),
    "till": ("end",),
    "stop": ("end",),
    "end_date": ("end",),
    "tz": ("timezone",),
    "lang": ("language",),
    "locale": ("language",),
    "admins": ("organizers",),
    "jury": ("organizers",),
    "members": ("participants",),
    "people": ("participants",),
    "exclude": ("except",),
    "excluding": ("except",),
    "without": ("except", "none"),
    "not": ("none", "except"),
    "or": ("any",),
    "and": ("all",),
    "pages": ("articles",),
    "scope": ("articles",),
    "score": ("points",),
    "scoring": ("points",),
    "rules": ("points",),
    "each": ("per",),
    "output": ("publish",),
    "groups": ("teams",),
    "targets": ("goals",),
    "multipliers": ("weights",),
    "multiplier": ("times",),
    "factor": ("times",),
    "if": ("where",),
    "when": ("where",),
    "threshold": ("at",),
    "corrections": ("adjustments",),
    "penalties": ("adjustments",),
    "why": ("reason",),
}
"""What people call a setting: only those words that no likeness of letters would find.

Entries of lists, such as conditions and measures, bring theirs along with their keys.
"""


def nearest(
    word: str,
    options: Iterable[str],
    closeness: float = _CLOSE,
    synonyms: Mapping[str, str] = MappingProxyType({}),
) -> str | None:
    """The option that ``word`` was meant to be, None when none comes near.

    ``synonyms`` are other words for some of the options, beside those for settings of any place.
    """
    word = re.sub(r"[\s\-]+", "_", word.strip().lower())
    choices = list(options)
    if word in choices:
        return word
    if word in synonyms:
        return synonyms[word]
    for synonym in _SYNONYMS.get(word, ()):
        if synonym in choices:
            return synonym
    if len(word) > _LONGEST:
        return None
    close = difflib.get_close_matches(word, choices, n=1, cutoff=closeness)
    return close[0] if close else None
