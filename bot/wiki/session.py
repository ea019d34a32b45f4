"""The one narrow opening to a wiki: every request goes through here and is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

from requests import Response
from requests.exceptions import RequestException

from bot.core.costs import Costs
from bot.core.message import message
from bot.ports import Stopped, WikiUnavailable
from bot.wiki import library, prompt, traffic
from bot.wiki.clock import WikiClock


class ApiRefusal(Exception):
    """The API answered with an error; ``code`` is its machine-readable name."""

    def __init__(self, code: str, info: str) -> None:
        super().__init__(f"{code}: {info}")
        self.code = code
        self.info = info


class Session:
    """One wiki's API. ``stopping`` tells whether the process was asked to end; ``clock`` is the wiki's.

    ``secret`` is told what must not be shown: tokens, cookies, what it logs in with.
    """

    def __init__(
        self,
        address: str,
        stopping: Callable[[], bool] = lambda: False,
        clock: WikiClock | None = None,
        secret: Callable[[str], None] = lambda _value: None,
    ) -> None:
        self.address = address
        self._secret = secret
        self.clock = clock or WikiClock()
        self._stopping = stopping
        self._pywikibot = library.load()
        self._meter = traffic.Meter()
        self._gate = traffic.gate(self._pywikibot)
        self._token: str | None = None
        self._exceptions = self._pywikibot.exceptions
        self._site = self._open()

    def _open(self) -> Any:
        try:
            with self._counting(None):  # Pywikibot tries its saved cookies here.
                return library.open_site(self.address)
        except self._failures() as error:
            raise self._unreachable(error) from error
        except self._exceptions.Error as error:
            raise WikiUnavailable(message("wiki-unknown", self.address, str(error))) from error

    @property
    def sent(self) -> Counter[str]:
        """How many requests of each kind were sent; logging in and the wiki's own facts apart."""
        return self._meter.sent

    def costs(self) -> Costs:
        """What was sent and received up to now."""
        return self._meter.costs()

    @property
    def account(self) -> str | None:
        """The name of the account that is logged in, None without one."""
        name = self._site.user()
        return str(name) if name else None

    @property
    def batch(self) -> int:
        """How many titles, ids or users one request may name."""
        return 500 if self._site.logged_in() and self._site.has_right("apihighlimits") else 50

    def log_in(self) -> None:
        """Log in by the operator's user-config.py, where a saved cookie has not done so already.

        Raises WikiUnavailable where there is no account.
        """
        try:
            with self._counting(None):
                self._log_in()
        except self._failures() as error:
            raise self._unreachable(error) from error
        except self._exceptions.Error as error:
            raise WikiUnavailable(message("wiki-no-login", self.address, str(error))) from error
        if not self._site.logged_in():
            raise WikiUnavailable(message("wiki-no-login", self.address, str(self._site.username() or "")))

    def _log_in(self) -> None:
        try:
            self._site.login()
        except FileExistsError:
            # Another process made pywikibot's file of cookies in the same moment: now it is there.
            self._site.login()

    def facts(self, props: str) -> Mapping[str, Any]:
        """The wiki's own facts (``siprop``), and a token for saving on the way.

        Raises WikiUnavailable, and Stopped when the process is to end.
        """
        meta = "siteinfo|tokens" if self.account else "siteinfo"
        query = self._query({"meta": meta, "siprop": props}, None)["query"]
        self._token = query.get("tokens", {}).get("csrftoken")
        facts: Mapping[str, Any] = query
        return facts

    def query(self, params: Mapping[str, str]) -> Mapping[str, Any]:
        """Send one ``action=query``. Raises WikiUnavailable, and Stopped when the process is to end."""
        answer = self._query(params, kind_of({"action": "query", **params}))
        self._meter.rows += traffic.rows(answer)
        return answer

    def _query(self, params: Mapping[str, str], kind: str | None) -> Mapping[str, Any]:
        if self._stopping():
            raise Stopped
        sent = self.clock()
        try:
            answer = self._send({"action": "query", "curtimestamp": "1", **params}, kind)
        except ApiRefusal as refusal:
            raise WikiUnavailable(
                message("wiki-refused", self.address, refusal.code, refusal.info)
            ) from refusal
        if not isinstance(answer, dict) or "curtimestamp" not in answer:
            return answer
        return {**answer, "curtimestamp": self.clock.checked(answer["curtimestamp"], sent)}

    def write(self, params: Mapping[str, str]) -> Mapping[str, Any]:
        """Send one request that changes something and return the response.

        Raises ApiRefusal for the API's own errors and WikiUnavailable for failures on the way.
        """
        return self._send({**params, "token": self._csrf_token()}, kind_of(params))

    def _csrf_token(self) -> str:
        """The one that came with the wiki's facts; once that was refused, pywikibot's."""
        if self._token:
            return self._token
        try:
            with self._counting("tokens"):
                return str(self._site.tokens["csrf"])
        except self._failures() as error:
            raise self._unreachable(error) from error

    def _send(self, params: Mapping[str, str], kind: str | None) -> Mapping[str, Any]:
        request = self._request(params)
        request.kind, request.counting, request.forget_token = kind, self._counting, self._forget_token
        try:
            # Whatever pywikibot sends beside this very request is for logging in again.
            with self._counting(None):
                answer: Mapping[str, Any] = request.submit()
        except self._exceptions.APIError as error:
            raise ApiRefusal(error.code, str(error.other.get("readonlyreason") or error.info)) from error
        except self._exceptions.MaxlagTimeoutError as error:
            raise ApiRefusal("maxlag", str(error)) from error
        except self._failures() as error:
            raise self._unreachable(error) from error
        return answer

    def _counting(self, kind: str | None) -> AbstractContextManager[None]:
        """``kind`` None: for logging in, or for the wiki's own facts."""
        meter = self._meter
        count = partial(meter.count, kind) if kind else meter.count_site
        return self._gate.telling(count, self._hear)

    def _hear(self, response: Response) -> None:
        self.clock.hear_headers(response.headers)
        for value in traffic.secrets(response):
            self._secret(value)

    def _forget_token(self) -> None:
        self._token = None

    def _request(self, params: Mapping[str, str]) -> Any:
        return prompt.request_class(self._pywikibot)(
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


def kind_of(params: Mapping[str, str]) -> str:
    """What a request is about, for the count: its modules."""
    if params["action"] != "query":
        return params["action"]
    names = [params[name] for name in ("generator", "list", "prop", "meta") if name in params]
    return "+".join(names) or "query"
