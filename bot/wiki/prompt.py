"""Pywikibot's request, but one that counts and does not sleep through what concerns the next turn."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import cache
from typing import Any, TypeAlias

Counting: TypeAlias = Callable[[str], AbstractContextManager[None]]
"""What is sent meanwhile is counted as this kind."""


@cache
def request_class(pywikibot: Any) -> Any:
    """The class; ``kind``, ``counting`` and ``forget_token`` are set on each request.

    Its base would wait up to half an hour in a read-only wiki while other campaigns stand in line.
    """
    base = pywikibot.data.api.Request

    def http_request(self: Any, *args: Any, **kwargs: Any) -> Any:
        with self.counting(self.kind):
            return base._http_request(self, *args, **kwargs)

    def add_defaults(self: Any) -> None:
        # Pywikibot would ask for the wiki's extensions, to add what Wikisource knows of its pages.
        props = self.pop("prop", None)
        base._add_defaults(self)
        if props:
            self["prop"] = props

    def json_loads(self: Any, response: Any) -> Any:
        result = base._json_loads(self, response)
        return result if result is None or _is_readable(result) else {}

    def wait(self: Any, delay: int | None = None, **kwargs: Any) -> None:
        code = self.last_error.get("code")
        if code in {"readonly", "ratelimited"}:
            raise pywikibot.exceptions.APIError(**self.last_error)
        base.wait(self, delay, **kwargs)

    def bad_token(self: Any, code: str) -> bool:
        if code != "badtoken":
            return False
        self.forget_token()
        with self.counting("tokens"):
            # Ours is not of pywikibot's store: it has to have one to know which is to be renewed.
            _ = self.site.tokens["csrf"]
            return bool(base._bad_token(self, code))

    members = {
        "wait": wait,
        "_json_loads": json_loads,
        "_add_defaults": add_defaults,
        "_bad_token": bad_token,
        "_http_request": http_request,
    }
    return type("PromptRequest", (base,), members)


def _is_readable(answer: Any) -> bool:
    """Whether pywikibot can go through an answer; it takes for granted what it looks for in it."""
    if not isinstance(answer, dict) or not isinstance(answer.get("query", {}), dict):
        return False
    error, told = answer.get("error", {"code": ""}), answer.get("query", {}).get("userinfo", {"name": ""})
    if not isinstance(error, dict) or not isinstance(error.get("code"), str):
        return False
    if not isinstance(told, dict) or "name" not in told:
        return False
    warnings = answer.get("warnings", {})
    texts = [one.get("warnings") if isinstance(one, dict) else None for one in _values(warnings)]
    return all(isinstance(text, str) for text in texts)


def _values(warnings: Any) -> list[Any]:
    return list(warnings.values()) if isinstance(warnings, dict) else [None]
