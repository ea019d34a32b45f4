"""A failure that nobody foresaw is the bot's mistake, or values are not what was written."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import getattr_static, isfunction
from typing import Any, TypeVar

from bot.operations.ports import Unavailable
from bot.store.errors import StoreError

T = TypeVar("T")


def guarded(kind: type[T]) -> type[T]:
    """The class; when a method of it fails, its ``_database`` is looked through before that is told."""
    for name in dir(kind):
        method = getattr_static(kind, name)
        if isfunction(method) and not name.startswith("_"):
            setattr(kind, name, _guarded(method))
    return kind


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return method(self, *args, **kwargs)
        except (Unavailable, StoreError):
            raise
        except Exception as error:
            self._database.place.doubt(error)
            raise

    return call
