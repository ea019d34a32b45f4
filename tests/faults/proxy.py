"""A proxy before a local wiki that spoils chosen answers, and notes what was asked and answered.

    with FaultProxy(wiki.url) as proxy:
        bot = LocalBot(wiki, api=proxy.api)
        proxy.spoil(asks(list="usercontribs"), answers({}), times=1)

A fault is spoilt for good unless ``times`` says how often; of several that fit, the first one set is taken.
"""

from __future__ import annotations

import http.client
import json
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any, Self, TypeAlias

KEPT_BACK = {"connection", "transfer-encoding", "content-length", "content-encoding"}
"""Headers that concern one connection alone."""


@dataclass(frozen=True)
class Asked:
    """One request: parameters (of the address and of the body together), and headers by lower-case names."""

    method: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]

    @property
    def action(self) -> str:
        """``query``, ``edit``, ``login``, …; empty for a page that is no API."""
        return self.params.get("action", "")

    def modules(self) -> set[str]:
        """What it asks for: its action, and each ``list``, ``prop``, ``meta`` and ``generator``."""
        names = [self.params.get(name, "") for name in ("action", "list", "prop", "meta", "generator")]
        return {part for name in names for part in name.split("|") if part}


@dataclass(frozen=True)
class Reply:
    """An answer. ``cut``: so many bytes of the body are sent, though more were promised; None: all of it.

    ``pause``: seconds before the answer begins. ``drip``: seconds between two bytes of it. ``reset``: the
    connection ends without any answer.
    """

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    cut: int | None = None
    pause: float = 0.0
    drip: float = 0.0
    reset: bool = False

    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)

    def with_json(self, value: Any) -> Reply:
        """The same answer with another body."""
        return replace(self, body=json.dumps(value).encode())


Fits: TypeAlias = Callable[[Asked], bool]
Fault: TypeAlias = Callable[[Asked, Callable[[], Reply]], Reply]
"""Takes the request and a way to get the wiki's own answer, and gives the answer that the bot gets."""


def asks(**params: str) -> Fits:
    """Requests with these parameters; a value need only be one of several (``list="users"``)."""

    def fits(asked: Asked) -> bool:
        return all(value in asked.params.get(name, "").split("|") for name, value in params.items())

    return fits


def everything(asked: Asked) -> bool:
    """Every request."""
    return bool(asked.path)


def answers(value: Any, status: int = 200, **headers: str) -> Fault:
    """Answer with this JSON in the wiki's place. Headers are written as ``retry_after="5"``."""
    reply = Reply(
        status, json.dumps(value).encode(), _headers({"content_type": "application/json", **headers})
    )
    return lambda _asked, _real: reply


def says(text: str, status: int = 200, **headers: str) -> Fault:
    """Answer with this text, HTML unless told otherwise."""
    reply = Reply(status, text.encode(), _headers({"content_type": "text/html; charset=utf-8", **headers}))
    return lambda _asked, _real: reply


def _headers(names: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((name.replace("_", "-").title(), value) for name, value in names.items())


def changed(change: Callable[[Any], Any]) -> Fault:
    """The wiki's own answer, changed: ``change`` is handed the JSON and gives what takes its place.

    The JSON may be changed in place, too: None given stands for that.
    """

    def fault(_asked: Asked, real: Callable[[], Reply]) -> Reply:
        reply = real()
        value = reply.json()
        instead = change(value)
        return reply.with_json(value if instead is None else instead)

    return fault


def bent(**how: Any) -> Fault:
    """The wiki's own answer, sent otherwise: ``cut=100``, ``drip=0.5``, ``pause=3``, ``status=503``."""
    return lambda _asked, real: replace(real(), **how)


def resets(_asked: Asked, _real: Callable[[], Reply]) -> Reply:
    """The connection ends without an answer, and the wiki hears nothing of it."""
    return Reply(reset=True)


@dataclass
class _Rule:
    fits: Fits
    fault: Fault
    left: int | None


class FaultProxy:
    """The proxy, on a port of its own while the context lasts. ``asked`` are the requests so far, in order.

    ``spoilt`` are those of them that did not get the wiki's own answer.
    """

    def __init__(self, target: str) -> None:
        self.target = urllib.parse.urlsplit(target)
        self.asked: list[Asked] = []
        self.spoilt: list[Asked] = []
        self.ended = Event()
        self._rules: list[_Rule] = []
        self._lock = Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.api = f"{self.url}/api.php"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()

    def spoil(self, fits: Fits, fault: Fault, times: int | None = None) -> None:
        """Have requests that fit answered by a fault, ``times`` times (None: from now on)."""
        with self._lock:
            self._rules.append(_Rule(fits, fault, times))

    def heal(self) -> None:
        """The wiki answers everything itself again."""
        with self._lock:
            self._rules.clear()

    def forget(self) -> None:
        """Begin ``asked`` and ``spoilt`` anew."""
        with self._lock:
            self.asked.clear()
            self.spoilt.clear()

    def reply(self, asked: Asked, real: Callable[[], Reply]) -> Reply:
        """What the bot gets."""
        with self._lock:
            self.asked.append(asked)
            rule = next((rule for rule in self._rules if rule.left != 0 and rule.fits(asked)), None)
            if rule:
                rule.left = None if rule.left is None else rule.left - 1
                self.spoilt.append(asked)
        return rule.fault(asked, real) if rule else real()


def _handler(proxy: FaultProxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._serve()

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            """A test reads ``asked`` instead."""

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = _asked(self.command, self.path, dict(self.headers.items()), body)
            headers = dict(self.headers.items())
            self._send(proxy.reply(asked, lambda: _forward(proxy, self.command, self.path, headers, body)))

        def _send(self, reply: Reply) -> None:
            if reply.pause:
                proxy.ended.wait(reply.pause)
            if reply.reset:
                self.close_connection = True
                return
            with suppress(ConnectionError):
                self.send_response_only(reply.status)
                if not any(name.lower() == "date" for name, _ in reply.headers):
                    self.send_header("Date", self.date_time_string())
                for name, value in reply.headers:
                    if name.lower() not in KEPT_BACK:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                for part in _parts(reply, proxy.ended):
                    self.wfile.write(part)
                    self.wfile.flush()
            self.close_connection = reply.cut is not None or bool(reply.drip)

    return Handler


def _parts(reply: Reply, ended: Event) -> Iterator[bytes]:
    body = reply.body if reply.cut is None else reply.body[: reply.cut]
    if not reply.drip:
        yield body
        return
    for place in range(len(body)):
        if ended.wait(reply.drip):
            return
        yield body[place : place + 1]


def _asked(method: str, path: str, headers: Mapping[str, str], body: bytes) -> Asked:
    parts = urllib.parse.urlsplit(path)
    given = urllib.parse.parse_qsl(parts.query, keep_blank_values=True)
    given += urllib.parse.parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    return Asked(method, parts.path, dict(given), {name.lower(): value for name, value in headers.items()})


def _forward(proxy: FaultProxy, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Reply:
    assert proxy.target.hostname
    connection = http.client.HTTPConnection(proxy.target.hostname, proxy.target.port, timeout=60)
    sent = {
        name: value for name, value in headers.items() if name.lower() not in KEPT_BACK | {"accept-encoding"}
    }
    try:
        connection.request(method, path, body or None, sent)
        response = connection.getresponse()
        return Reply(response.status, response.read(), tuple(response.getheaders()))
    finally:
        connection.close()
