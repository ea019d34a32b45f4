"""Numbers are written as Babel writes them, and fast."""

from __future__ import annotations

from copy import copy
from decimal import ROUND_HALF_UP, Decimal

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.formats import Formats

LANGUAGES = ["en_GB", "nb", "ar", "fa", "de_CH", "es", "hi", "pl"]
tenths = st.integers(-(10**12), 10**12).map(lambda number: Decimal(number).scaleb(-2))


def by_babel(number: int | Decimal, locale: Locale, *, decimals: int) -> str:
    pattern = copy(locale.decimal_formats[None])
    pattern.frac_prec = (decimals, decimals)
    return str(pattern.apply(abs(number), locale))


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.integers(-(10**12), 10**12))
def test_numbers_are_grouped_as_the_language_does(language: str, number: int) -> None:
    formats = Formats(Locale.parse(language))
    assert formats.number(abs(number)) == by_babel(number, formats.locale, decimals=0)
    assert formats.number(number).endswith(formats.number(abs(number)))
    assert (formats.number(number) == formats.number(abs(number))) == (number >= 0)


@pytest.mark.parametrize("language", LANGUAGES)
@given(tenths)
def test_points_have_one_decimal_as_the_language_writes_it(language: str, points: Decimal) -> None:
    formats = Formats(Locale.parse(language))
    rounded = points.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    assert formats.points(abs(points)) == by_babel(rounded, formats.locale, decimals=1)
    assert formats.points(points).endswith(formats.points(abs(points)))


def test_a_language_with_groups_of_two_has_them() -> None:
    assert Formats(Locale.parse("hi")).number(12_345_678) == "1,23,45,678"
    assert Formats(Locale.parse("hi")).points(Decimal("1234567.8")) == "12,34,567.8"
