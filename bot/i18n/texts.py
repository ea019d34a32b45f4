"""The bot's voice in one language: messages with their parameters, numbers, dates and lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from bot.i18n import catalogue, languages
from bot.i18n.formats import Formats
from bot.i18n.template import fill
from bot.messages import Code, Either, Message, Param, Verbatim

Change = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Markup(Verbatim):
    """A parameter that is ready for the place it goes to: it is neither put into a language nor escaped."""


class UnknownMessage(KeyError):
    """A key that stands in no file, not even in English: a mistake in the bot."""


def as_is(text: str) -> str:
    """No change: for places where every character means itself."""
    return text


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a message is fitted into its place."""

    escape: Change
    figures: Change
    literal: Change


@dataclass(frozen=True)
class Texts:
    """One language. Words and numbers always speak the same one: where the words of a message, or of one
    within it, are missing, all of it is said in the next language of the chain, its numbers too.
    """

    code: str
    formats: Formats
    fallback: Texts | None

    @classmethod
    def of(cls, language: str) -> Texts:
        """The texts of a language, or of the nearest that has any; ``fr`` speaks English without."""
        return _texts(languages.chain(language, catalogue.codes()))

    @staticmethod
    def known(language: str) -> bool:
        """Whether there are texts in this language or a close one; else it would be answered in English."""
        first = languages.chain(language, catalogue.codes())[0]
        return first != languages.LAST or language.lower().partition("-")[0] == languages.LAST

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return str(self.formats.locale.text_direction) == "rtl"

    def __contains__(self, key: str) -> bool:
        return key in catalogue.messages(self.code) or (self.fallback is not None and key in self.fallback)

    def __call__(
        self,
        key: str,
        *params: Param,
        escape: Change = as_is,
        figures: Change = as_is,
        literal: Change = as_is,
    ) -> str:
        """The message with its parameters put in.

        ``escape`` makes raw text safe for its place, ``literal`` the message's own words; ``figures`` dresses
        up numbers (bold, say). Dates and times are written as given: whoever calls has put them into the
        campaign's time zone. An UnknownMessage where the key stands in no language.
        """
        return _said(self, Message(key, params), _Manner(escape, figures, literal))

    def render(
        self,
        message: Message,
        escape: Change = as_is,
        figures: Change = as_is,
        literal: Change = as_is,
    ) -> str:
        """As calling with the message's key and parameters."""
        return _said(self, message, _Manner(escape, figures, literal))

    def number(self, number: int | Decimal) -> str:
        """``24,310``."""
        return self.formats.number(number)

    def signed(self, number: int | Decimal) -> str:
        """``+1,234``, ``-5``, ``0``."""
        return self.formats.signed(number)

    def points(self, points: Decimal) -> str:
        """``128.5``: one decimal, always."""
        return self.formats.points(points)

    def date(self, day: dt.date, width: Literal["medium", "long"] = "long") -> str:
        """``22 November 2026``; medium: ``22 Nov 2026``."""
        return self.formats.date(day, width)

    def day(self, day: dt.date) -> str:
        """``22 Nov``, where the year is known."""
        return self.formats.day(day)

    def datetime(self, moment: dt.datetime, width: Literal["medium", "long"] = "long") -> str:
        """``22 November 2026, 05:34``, as given, in whatever zone; medium: ``22 Nov 2026, 05:34``."""
        return self.formats.datetime(moment, width)

    def interval(self, first: dt.date, last: dt.date) -> str:
        """``1–30 November 2026``."""
        return self.formats.interval(first, last)

    def list(self, items: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """``a, b and c``; style ``or``: ``a, b or c``. The items stay as they are."""
        return self.formats.list(items, style)

    def voice(self, message: Message) -> Texts:
        """The first language of the chain that has the message and all messages within it.

        So a message is in one language as a whole. Raises UnknownMessage where not even English has it.
        """
        if missing := next((key for key in _keys(message) if key not in catalogue.messages(self.code)), None):
            if self.fallback is None:
                raise UnknownMessage(missing)
            return self.fallback.voice(message)
        return self


def _said(texts: Texts, message: Message, manner: _Manner) -> str:
    voice = texts.voice(message)
    values = [_value(voice, param, manner) for param in message.params]
    numbers = [_number(param) for param in message.params]
    template = catalogue.messages(voice.code)[message.key]
    return fill(template, values, numbers, voice.formats.category, manner.literal)


def _value(texts: Texts, param: Param, manner: _Manner) -> str:
    match param:
        case Markup():
            return param.text
        case Code():
            return f"`{manner.escape(param.text)}`"
        case Verbatim():
            return manner.escape(param.text)
        case Message():
            return _said(texts, param, manner)
        case str():
            return manner.escape(param)
        case dt.datetime():
            return texts.datetime(param)
        case dt.date():
            return texts.date(param)
        case int() | Decimal():
            return manner.figures(texts.number(param))
        case Either(items):
            return texts.list([_value(texts, one, manner) for one in items], "or")
    return texts.list([_value(texts, one, manner) for one in param])


def _keys(param: Param) -> Iterator[str]:
    """The keys of a message and of all messages within it."""
    if isinstance(param, Message):
        yield param.key
        for one in param.params:
            yield from _keys(one)
    elif isinstance(param, Either):
        for one in param.items:
            yield from _keys(one)
    elif isinstance(param, Sequence) and not isinstance(param, str):
        for one in param:
            yield from _keys(one)


def _number(param: Param) -> int | Decimal | None:
    """What PLURAL goes by: a number, or how many there are in a list."""
    if isinstance(param, int | Decimal):
        return param
    if isinstance(param, Either):
        return len(param.items)
    return len(param) if isinstance(param, Sequence) and not isinstance(param, str) else None


@cache
def _texts(chain: tuple[str, ...]) -> Texts:
    fallback = _texts(chain[1:]) if len(chain) > 1 else None
    return Texts(chain[0], Formats(languages.locale_of(chain[0])), fallback)
