"""Remembers what passages hold, up to a size."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")

DEFAULT_CHARACTERS = 16_000_000
_ENTRY = 200


class PassageCache(Generic[T]):
    """What is known about passages. When full, the half that was not asked for longest is forgotten.

    It may be deleted or left out at any time: the results are the same. One cache serves one meter.
    """

    def __init__(self, characters: int = DEFAULT_CHARACTERS) -> None:
        """``characters``: of the passages, with some for what is known about each."""
        self._half = characters // 2
        self._room = self._half
        self._young: dict[str, T] = {}
        self._old: dict[str, T] = {}

    def get(self, passage: str) -> T | None:
        """What is known about it; None if nothing."""
        value = self._young.get(passage)
        if value is None and (value := self._old.pop(passage, None)) is not None:
            self.put(passage, value)
        return value

    def put(self, passage: str, value: T) -> None:
        """Remember this."""
        self._room -= len(passage) + _ENTRY
        if self._room < 0:
            self._old, self._young = self._young, {}
            self._room = self._half - len(passage) - _ENTRY
        self._young[passage] = value

    def __len__(self) -> int:
        return len(self._young) + len(self._old)
