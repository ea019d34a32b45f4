"""The message format of MediaWiki extensions: ``$1`` and ``{{PLURAL:$1|…|…}}``.

Source: https://www.mediawiki.org/wiki/Help:System_message and Special:MyLanguage/PLURAL on translatewiki.net.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

Number = int | Decimal

PLURAL = re.compile(r"\{\{PLURAL:\$(\d+)\|(.*?)\}\}", re.DOTALL)
_PARAMETER = re.compile(r"\$(\d+)")
_EXPLICIT = re.compile(r"(\d+)=(.*)", re.DOTALL)


def fill(
    template: str,
    values: Sequence[str],
    numbers: Sequence[Number | None],
    category: Callable[[Number], int],
    literal: Callable[[str], str] = str,
) -> str:
    """The message with its parameters put in.

    ``values`` are what is shown, ``numbers`` what PLURAL goes by (None: not a number). ``category`` gives the
    place of a number's plural form among those of the language; ``literal`` changes the message's own words.
    A parameter that the message names and nobody gave is an IndexError.
    """

    def form(match: re.Match[str]) -> str:
        number = numbers[int(match[1]) - 1]
        if number is None:
            raise TypeError(f"PLURAL wants a number in ${match[1]} of {template!r}")
        return plural_form(match[2].split("|"), number, category)

    # Splitting by a pattern with a group gives words and parameter numbers in turns.
    pieces = _PARAMETER.split(PLURAL.sub(form, template))
    return "".join(
        values[int(piece) - 1] if turn % 2 else literal(piece) for turn, piece in enumerate(pieces)
    )


def plural_form(forms: Sequence[str], number: Number, category: Callable[[Number], int]) -> str:
    """The form for a number: an explicit one (``0=none``) first, else by the language's rule.

    Where a language has more categories than there are forms, the last form serves for the rest.
    """
    by_rule: list[str] = []
    for form in forms:
        explicit = _EXPLICIT.fullmatch(form)
        if explicit is None:
            by_rule.append(form)
        elif int(explicit[1]) == number:
            return explicit[2]
    return by_rule[min(category(number), len(by_rule) - 1)] if by_rule else ""


def parameters(template: str) -> frozenset[int]:
    """The numbers of the parameters that a message uses."""
    return frozenset(int(number) for number in _PARAMETER.findall(template))
