"""Numbers, dates and lists as a language writes them. Source of the patterns: Unicode CLDR, by Babel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, parse_pattern
from babel.lists import format_list
from babel.numbers import get_decimal_symbol, get_group_symbol, get_minus_sign_symbol, get_plus_sign_symbol

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""The plural categories of CLDR, in the order of MediaWiki's forms."""


@dataclass(frozen=True)
class Formats:
    """One language's way to write numbers, dates and lists."""

    locale: Locale

    def number(self, number: int | Decimal) -> str:
        """All its digits, grouped: ``24,310``; Arabic's minus brings its own direction mark."""
        shown = abs(plain(number))
        if self._signs and isinstance(shown, int):
            return self._minus(number) + f"{shown:,}".translate(self._signs)
        pattern = self.locale.decimal_formats[None]
        return self._minus(number) + str(pattern.apply(shown, self.locale, decimal_quantization=False))

    def signed(self, number: int | Decimal) -> str:
        """As :meth:`number`, with a plus before what is above zero: ``+1,234``."""
        plus: str = get_plus_sign_symbol(self.locale) if number > 0 else ""
        return plus + self.number(number)

    def points(self, points: Decimal) -> str:
        """Points with one decimal, always: ``128.5``, ``20.0``."""
        rounded = points.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        if self._signs:
            return self._minus(rounded) + f"{abs(rounded):,}".translate(self._signs)
        pattern = copy(self.locale.decimal_formats[None])
        pattern.frac_prec = (1, 1)
        return self._minus(rounded) + str(pattern.apply(abs(rounded), self.locale))

    def date(self, day: dt.date, width: Literal["medium", "long"] = "long") -> str:
        """``22 November 2026``; medium: ``22 Nov 2026``."""
        return str(format_date(day, width, self.locale))

    def day(self, day: dt.date) -> str:
        """``22 Nov``, where the year is known."""
        return str(format_skeleton("MMMd", day, locale=self.locale))

    def datetime(self, moment: dt.datetime, width: Literal["medium", "long"] = "long") -> str:
        """``22 November 2026, 05:34``, as the value stands, in whatever zone; 24 hours in every language."""
        time = str(format_time(moment.replace(tzinfo=None), "HH:mm", locale=self.locale))
        pattern = str(self.locale.datetime_formats["medium"])
        return pattern.replace("{0}", time).replace("{1}", self.date(moment, width))

    def interval(self, first: dt.date, last: dt.date) -> str:
        """``1–30 November 2026``: what both days share is said once."""
        if first == last:
            return self.date(first)
        greatest = "y" if first.year != last.year else "M" if first.month != last.month else "d"
        halves = self.locale.interval_formats["yMMMd"].get(greatest)
        if not halves:
            return f"{self.date(first)} – {self.date(last)}"
        days = zip(halves, (first, last), strict=True)
        return "".join(self._applied(half.replace("MMM", "MMMM"), day) for half, day in days)

    def list(self, items: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """``a, b and c``; style ``or``: ``a, b or c``."""
        return str(format_list(list(items), style, self.locale)) if items else ""

    def category(self, number: int | Decimal) -> int:
        """The place of a number's plural form among those that the language tells apart."""
        rule = self.locale.plural_form
        categories = [name for name in CATEGORIES if name in rule.tags or name == "other"]
        return categories.index(rule(plain(number)))

    @cached_property
    def _signs(self) -> dict[int, str] | None:
        """What stands for Python's own comma and point; None where digits are not grouped by three.

        Babel applies a pattern to each number anew, and a long leaderboard has a hundred thousand of them.
        """
        if self.locale.decimal_formats[None].grouping != (3, 3):
            return None
        signs = {",": get_group_symbol(self.locale), ".": get_decimal_symbol(self.locale)}
        return {ord(sign): str(own) for sign, own in signs.items()}

    def _minus(self, number: int | Decimal) -> str:
        return str(get_minus_sign_symbol(self.locale)) if number < 0 else ""

    def _applied(self, pattern: str, day: dt.date) -> str:
        return str(parse_pattern(pattern).apply(day, self.locale))


def plain(number: int | Decimal) -> int | Decimal:
    """The same number without idle decimals: 1.0 is said, and made plural, like 1."""
    if isinstance(number, Decimal):
        return int(number) if number == number.to_integral_value() else number.normalize()
    return number
