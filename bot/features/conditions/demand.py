"""What a demand is: something that an article as a whole has to come to, whoever wrote it.

Below it nothing on the article counts for anybody, and people are told what it lacks. A demand stands below
``articles`` alone, and is an entry of the second list in ``registry.py``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from bot.declaration.schema.keyed import Key, Values
from bot.messages import Message


@dataclass(frozen=True, slots=True)
class Whole:
    """An article as it is now: the bytes of its wikitext, and its amounts by the name of the measure."""

    bytes: int
    amounts: Mapping[str, int]


class Demand(ABC):
    """One demand, as a campaign declares it. ``key`` is its key in the language."""

    __slots__ = ()
    key: ClassVar[str]

    @classmethod
    @abstractmethod
    def settings(cls) -> tuple[Key, ...]:
        """Its key, with its shape."""

    @classmethod
    @abstractmethod
    def read(cls, values: Values) -> Demand:
        """The demand that was written."""

    @abstractmethod
    def lacks(self, whole: Whole) -> tuple[Message, ...]:
        """What an article lacks, such as ``212 of 300 words``; nothing where it comes up to it."""

    @abstractmethod
    def said(self) -> tuple[Message, ...]:
        """It in words, each a condition on an article: ``it has at least 300 words``."""
