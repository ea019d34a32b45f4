"""The one narrow opening to a wiki: every request goes through here and is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from requests.exceptions import RequestException

from bot.core.message import message
from bot.ports import Stopped, WikiUnavailable
from bot.wiki import library


class ApiRefusal(Exception):
    """The API answered with an error; ``code`` is its machine-readable name."""

    def __init__(self, code: str, info: str) -> None:
        super().__init__(f"{code}: {info}")
        self.code = code
        self.info = info


class Session:
    """One wiki's API. ``stopping`` tells whether the process was asked to end."""

    def __init__(self, address: str, stopping: Callable[[], bool] = lambda: False) -> None:
        self.address = address
        self.sent: Counter[str] = Counter()
        self._stopping = stopping
        self._pywikibot = library.load()
        self._exceptions = self._pywikibot.exceptions
        self._site = self._open()

    def _open(self) -> Any:
        try:
            return library.open_site(self.address)
        except self._failures() as error:
            raise self._unreachable(error) from error
        except self._exceptions.Error as error:
            raise WikiUnavailable(message("wiki-unknown", self.address, str(error))) from error

    @property
    def account(self) -> str | None:
        """The name of the account that is logged in, None without one."""
        name = self._site.user()
        return str(name) if name else None

    @property
    def batch(self) -> int:
        """How many titles, ids or users one request may name."""
        return 500 if self._site.logged_in() and self._site.has_right("apihighlimits") else 50

    def log_in(self, *, required: bool) -> None:
        """Log in by the operator's user-config.py. Without need, a saved cookie is used or nothing.

        Raises WikiUnavailable where an account is required and cannot be had.
        """
        configured = self._site.username()
        if not configured and not required:
            return
        try:
            self._site.login(cookie_only=not required)
        except self._failures() as error:
            raise self._unreachable(error) from error
        except self._exceptions.Error as error:
            raise WikiUnavailable(message("wiki-no-login", self.address, str(error))) from error
        if required and not self._site.logged_in():
            raise WikiUnavailable(message("wiki-no-login", self.address, str(configured or "")))

    def query(self, params: Mapping[str, str]) -> Mapping[str, Any]:
        """Send one ``action=query``. Raises WikiUnavailable, and Stopped when the process is to end."""
        if self._stopping():
            raise Stopped
        try:
            return self.send({"action": "query", **params})
        except ApiRefusal as refusal:
            raise WikiUnavailable(
                message("wiki-refused", self.address, refusal.code, refusal.info)
            ) from refusal

    def csrf_token(self) -> str:
        """A token for saving. Raises WikiUnavailable."""
        try:
            return str(self._site.tokens["csrf"])
        except self._failures() as error:
            raise self._unreachable(error) from error

    def send(self, params: Mapping[str, str]) -> Mapping[str, Any]:
        """Send one request and return the response.

        Raises ApiRefusal for the API's own errors and WikiUnavailable for failures on the way.
        """
        self.sent[kind(params)] += 1
        try:
            answer: Mapping[str, Any] = self._request(params).submit()
        except self._exceptions.APIError as error:
            raise ApiRefusal(error.code, str(error.other.get("readonlyreason") or error.info)) from error
        except self._exceptions.MaxlagTimeoutError as error:
            raise ApiRefusal("maxlag", str(error)) from error
        except self._failures() as error:
            raise self._unreachable(error) from error
        return answer

    def _request(self, params: Mapping[str, str]) -> Any:
        return _request_class(self._pywikibot)(
            site=self._site,
            parameters={"formatversion": "2", **params},
            # Pywikibot asks paraminfo about each module unless told; only long queries are posted.
            use_get=params["action"] == "query",
        )

    def _failures(self) -> tuple[type[Exception], ...]:
        e = self._exceptions
        return (
            e.ServerError,
            e.ApiTimeoutError,
            e.FatalServerError,
            RequestException,
            ConnectionError,
            OSError,
        )

    def _unreachable(self, error: Exception) -> WikiUnavailable:
        return WikiUnavailable(message("wiki-unreachable", self.address, innermost(error)))


def innermost(error: BaseException) -> str:
    """The cause at the bottom of a network library's wrappings, as one line."""
    inner: object = error
    while isinstance(inner, BaseException):
        error = inner
        inner = getattr(error, "reason", None) or next(iter(error.args), None)
    words = " ".join(str(error).split())
    return words.partition("): ")[2] or words


def kind(params: Mapping[str, str]) -> str:
    """What a request is about, for the count: its modules."""
    if params["action"] != "query":
        return params["action"]
    names = [params[name] for name in ("generator", "list", "prop", "meta") if name in params]
    return "+".join(names) or "query"


@cache
def _request_class(pywikibot: Any) -> Any:
    """Pywikibot's request, but one that does not sleep through what concerns the next turn.

    Its own would wait up to half an hour in a read-only wiki while other campaigns stand in line.
    """
    base = pywikibot.data.api.Request

    def wait(self: Any, delay: int | None = None, **kwargs: Any) -> None:
        code = self.last_error.get("code")
        if code in {"readonly", "ratelimited"}:
            raise pywikibot.exceptions.APIError(**self.last_error)
        base.wait(self, delay, **kwargs)

    return type("PromptRequest", (base,), {"wait": wait})
