"""What is to be said to a person, before it is put into a language.

Core never holds a text: it names a message of ``bot/i18n`` and its parameters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A parameter that the texts must not put into a language: a revision number, a year."""

    text: str


class Somebody(str):
    """A parameter that names somebody, as it was written or as the account is called.

    What has one is told in other words where a campaign names nobody (``bot/render/unnamed.py``).
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Code:
    """A word of the campaign language as a parameter: shown as code, as the backticks of a message are."""

    text: str


@dataclass(frozen=True, slots=True)
class Either:
    """A list as a parameter of which one at a time is meant: "a, b or c"."""

    items: tuple[Param, ...]


Param: TypeAlias = (
    "str | int | Decimal | date | datetime | Verbatim | Code | Either | Message | Sequence[Param]"
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message: a key of ``bot/i18n/en.json`` and the values of its ``$1``, ``$2``, …

    Text parameters are raw (not escaped); whoever renders the message escapes them. Numbers and dates
    are put into the reader's language; a sequence becomes a list ("a, b and c").
    """

    key: str
    params: tuple[Param, ...] = ()


def message(key: str, *params: Param) -> Message:
    """Short for ``Message(key, params)``."""
    return Message(key, params)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something an organizer should know about the declaration: a problem or a notice.

    ``line`` counts from 1 in the declaration's block, None when the remark is about no line in
    particular; ``quote`` is that line as it stands there.
    """

    message: Message
    line: int | None = None
    quote: str = ""
