"""Which language helps out where another one has no texts.

The chains are MediaWiki's (``$fallback`` in languages/messages/), cut down to languages that the bot speaks.
"""

from __future__ import annotations

from collections.abc import Collection

from babel import Locale

LAST = "en"
"""The language that has every text."""

FALLBACKS = {
    "aeb": "ar",
    "aeb-arab": "ar",
    "arq": "ar",
    "ary": "ar",
    "arz": "ar",
    "nn": "nb",
    "no": "nb",
    "se": "nb",
    "se-no": "nb",
}

LOCALES = {"en": "en_GB"}
"""Where Babel's own choice is not the bot's: English has day before month and 24 hours."""


def chain(language: str, spoken: Collection[str]) -> tuple[str, ...]:
    """The languages to try, best first, out of those ``spoken``; English comes last, always."""
    code = language.lower().replace("_", "-")
    found: list[str] = []
    while code:
        if code in spoken and code not in found:
            found.append(code)
        code = FALLBACKS.get(code) or code.rpartition("-")[0]
    return (*(code for code in found if code != LAST), LAST)


def locale_of(code: str) -> Locale:
    """How a language of the bot writes numbers and dates. UnknownLocaleError where Babel has none."""
    return Locale.parse(LOCALES.get(code, code.replace("-", "_")))
