"""What an article has to have been like before: ``before`` below ``articles``."""

from __future__ import annotations

from bot.declaration.articles import KEYS_OF_OLD, scope
from bot.declaration.campaign import Before
from bot.declaration.schema.keyed import Key, Keyed, Values
from bot.declaration.schema.numbers import WholeNumber
from bot.declaration.schema.reader import Reader

LARGEST = 10**8


def _before(values: Values, _: Reader) -> Before:
    return Before(values.get("max_bytes"), values.get("min_bytes"), scope(values))


def _check(values: Values, reader: Reader) -> None:
    least, most = values.get("min_bytes"), values.get("max_bytes")
    if least is not None and most is not None and least > most:
        reader.problem(values.node("min_bytes").span, "declaration-min-above-max")


BEFORE: Keyed[Before] = Keyed(
    "before",
    (
        Key("max_bytes", WholeNumber(0, LARGEST)),
        Key("min_bytes", WholeNumber(0, LARGEST)),
        *KEYS_OF_OLD,
    ),
    _before,
    "declaration-wants-before",
    check=_check,
)
