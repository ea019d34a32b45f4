"""The order of names in a language: Unicode's collation with the language's own rules, by ICU."""

from __future__ import annotations

from collections.abc import Callable

from bot.i18n.languages import FALLBACKS


def collate(language: str) -> Callable[[str], bytes]:
    """A function from a name to its sort key; a language that ICU does not know has the root order."""
    import icu  # noqa: PLC0415 - not loaded where nothing is sorted: it takes time

    code = language.lower()
    # ICU has no rules for the old code "no", under which Norwegian wikis run.
    collator = icu.Collator.createInstance(icu.Locale(FALLBACKS.get(code, code)))

    def key(name: str) -> bytes:
        return bytes(collator.getSortKey(name))

    return key
