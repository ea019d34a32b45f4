"""The message format of MediaWiki extensions."""

from __future__ import annotations

import pytest

from bot.i18n.template import Number, fill, plural_form


def english(number: Number) -> int:
    return 0 if number == 1 else 1


def test_parameters_are_put_in_and_never_read_again() -> None:
    assert fill("$2 and $1", ["$2", "{{PLURAL:$1|a|b}}"], [None, None], english) == "{{PLURAL:$1|a|b}} and $2"


def test_a_parameter_with_two_digits_is_one_parameter() -> None:
    values = [str(number) for number in range(1, 12)]
    assert fill("$11", values, [None] * 11, english) == "11"


def test_plural_goes_by_the_number_and_shows_the_value() -> None:
    assert fill("$1 {{PLURAL:$1|byte|bytes}}", ["1,000"], [1000], english) == "1,000 bytes"


def test_plural_forms_may_use_other_parameters() -> None:
    assert fill("{{PLURAL:$1|1=each $2|every $1 $2s}}", ["1", "byte"], [1, None], english) == "each byte"


def test_a_message_that_names_a_parameter_nobody_gave_is_a_mistake() -> None:
    with pytest.raises(IndexError):
        fill("$2", ["one"], [None], english)


def test_plural_wants_a_number() -> None:
    with pytest.raises(TypeError, match="PLURAL wants a number"):
        fill("{{PLURAL:$1|a|b}}", ["x"], [None], english)


@pytest.mark.parametrize(
    ("forms", "number", "chosen"),
    [
        (["one", "other"], 1, "one"),
        (["one", "other"], 2, "other"),
        (["0=none", "one", "other"], 0, "none"),
        (["one", "0=none", "other"], 5, "other"),
        (["only"], 5, "only"),
        (["12=a dozen", "one", "other"], 12, "a dozen"),
        (["", "s"], 1, ""),
        (["a=b", "c"], 1, "a=b"),
    ],
)
def test_plural_forms(forms: list[str], number: int, chosen: str) -> None:
    assert plural_form(forms, number, english) == chosen


def test_the_last_form_serves_for_categories_without_one() -> None:
    assert plural_form(["zero", "one"], 100, lambda _: 5) == "one"


def test_only_a_messages_own_words_are_changed_by_literal() -> None:
    assert fill("a $1 {{PLURAL:$1|b|c}}", ["x"], [1], english, str.upper) == "A x B"
