"""A double of the extension CampaignEvents: a web server that answers its REST API as it was recorded.

Recorded from MediaWiki 1.43 with the extension's branch REL1_43, and completed by what its source gives in
2026 (``wikis``, ``goal_type``, ``tracks_contributions``, ``is_test_event``). It listens on the loopback.
"""

from __future__ import annotations

import html
import json
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

ROWS, ORGANIZERS = 20, 11
BASE = "/w/rest.php/campaignevents/v0/event_registration/"
LARGEST = 2**63
STAND_IN = "On a wiki with the extension CampaignEvents people register here. This is its double."
YES, NO = ("true", "t", "yes", "y", "on", "1"), ("false", "f", "no", "n", "off", "0", "")


@dataclass
class Person:
    """One registration. ``at`` is 14 digits, UTC; ``gone`` is ``hidden`` or ``not_found``."""

    number: int
    name: str
    at: str = "20261020120000"
    private: bool = False
    gone: str = ""

    def row(self) -> dict[str, Any]:
        """What the answer says of this one."""
        row = {
            "participant_id": self.number,
            "user_id": 1000 + self.number,
            "user_registered_at": self.at,
            "user_registered_at_formatted": "12:00, 20 October 2026",
            "private": self.private,
        }
        if self.gone:
            return {**row, self.gone: True}
        return {**row, "user_name": self.name, "user_page": _user_page(self.name)}


def _user_page(name: str) -> dict[str, str]:
    return {
        "path": f"/w/index.php?title=User:{name}&action=edit&redlink=1",
        "title": f"User:{name} (page does not exist)",
        "classes": "new mw-userlink",
    }


@dataclass
class Event:
    """An event. ``start`` and ``end`` are 14 digits by the clocks of ``timezone``, as somebody entered it.

    ``more`` are further fields of the answer, or other values of these.
    """

    number: int
    page: str = "Event:Women in Physics"
    start: str = "20261101000000"
    end: str = "20261130235900"
    timezone: str = "UTC"
    organizers: tuple[str, ...] = ("Olga",)
    people: list[Person] = field(default_factory=list)
    deleted: bool = False
    last: int = 0
    more: Mapping[str, Any] = field(default_factory=dict)

    def registers(self, *names: str, at: str = "20261020120000") -> None:
        """These register, one after the other; no number is given twice."""
        for name in names:
            self.last += 1
            self.people.append(Person(self.last, name, at))

    def cancels(self, name: str) -> None:
        """This one does not come after all."""
        self.people = [person for person in self.people if person.name != name]

    def body(self) -> dict[str, Any]:
        """What the answer says of the event."""
        return {
            "id": self.number,
            "name": self.page.partition(":")[2],
            "event_page": self.page,
            "event_page_wiki": "eventwiki",
            "tracking_tools": [],
            "status": "open",
            "timezone": self.timezone,
            "start_time": self.start,
            "end_time": self.end,
            "online_meeting": True,
            "inperson_meeting": False,
            "chat_url": "https://chat.example.org/secret",
            "meeting_url": "https://meet.example.org/secret",
            "meeting_country": None,
            "meeting_address": None,
            "questions": [1, 2],
            **self.more,
        }


@dataclass
class Registrations:
    """All events of that wiki, by their numbers.

    ``fault`` is what happens to each request instead of an answer: ``500``, ``429``, ``html``, ``slow`` (for
    ``seconds``) or ``cut``; where ``faulty`` is set, only to those whose path has it. ``asked`` are the
    requests, with the agent that sent them.
    """

    events: dict[int, Event] = field(default_factory=dict)
    fault: str = ""
    faulty: str = ""
    seconds: float = 3.0
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    address: str = ""
    extension: bool = True

    def has(self, number: int, **more: Any) -> Event:
        """A new event."""
        self.events[number] = Event(number, **more)
        return self.events[number]

    @property
    def api(self) -> str:
        """The address of its ``api.php``, as an operator writes it."""
        return f"{self.address}/w/api.php"

    @property
    def place(self) -> str:
        """The address of its ``index.php``."""
        return f"{self.address}/w/index.php"

    def rests(self, *, since: int = 0) -> list[str]:
        """The paths that were asked for, without the base."""
        return [path.removeprefix(BASE) for path in self.asked[since:]]

    def answer(self, path: str) -> tuple[int, Any]:
        """The status and the JSON of an answer of the REST API."""
        parts = urlsplit(path)
        if not self.extension or not parts.path.startswith(BASE):
            return error(404, "rest-no-match")
        event, more, what = parts.path.removeprefix(BASE).partition("/")
        if more and not what:
            return error(404, "rest-no-match")
        if not re.fullmatch(r"[+-]?\d+", event) or abs(int(event)) >= LARGEST:
            return bad("id", event, "badinteger")
        found = self.events.get(int(event))
        query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        match what:
            case "":
                return _event(found)
            case "participants":
                return _people(found, query)
            case "organizers":
                return _organizers(found, query)
        return error(404, "rest-no-match")

    def page(self, title: str) -> str:
        """The HTML of a page; that of an event names its number among what scripts are told."""
        there = [event for event in self.events.values() if event.page == title and not event.deleted]
        told = f',"wgCampaignEventsEventID":{there[0].number}' if there else ""
        script = '<script>RLCONF={"wgTitle":"x"' + told + "};</script>"
        shown = f"<h1>{html.escape(title)}</h1><p>{STAND_IN}</p>"
        return f"<!DOCTYPE html><html><head>{script}</head><body>{shown}</body></html>"


def _event(found: Event | None) -> tuple[int, Any]:
    if found is None:
        return error(404, "campaignevents-rest-event-not-found")
    if found.deleted:
        return error(404, "campaignevents-rest-get-registration-deleted")
    return 200, found.body()


def _people(found: Event | None, query: Mapping[str, str]) -> tuple[int, Any]:
    if "include_private" not in query:
        return bad("include_private", None, "missingparam")
    private = query["include_private"]
    if private.lower() not in (*YES, *NO):
        return bad("include_private", private, "badbool")
    last = query.get("last_participant_id", "0")
    if not re.fullmatch(r"[+-]?\d{1,12}", last):
        return bad("last_participant_id", last, "badinteger")
    if found is None:
        return error(404, "campaignevents-rest-event-not-found")
    if private.lower() in YES:
        return error(403, "campaignevents-rest-list-participants-cannot-see-private")
    public = sorted((one for one in found.people if not one.private), key=lambda one: one.number)
    return 200, [one.row() for one in public if one.number > int(last)][:ROWS]


def _organizers(found: Event | None, query: Mapping[str, str]) -> tuple[int, Any]:
    if found is None:
        return error(404, "campaignevents-rest-event-not-found")
    last = query.get("last_organizer_id", "0")
    if not re.fullmatch(r"[+-]?\d{1,12}", last):
        return bad("last_organizer_id", last, "badinteger")
    rows = [
        {
            "organizer_id": number,
            "user_id": number,
            "user_name": name,
            "roles": ["creator"] if number == 1 else ["organizer"],
            "user_page": _user_page(name),
        }
        for number, name in enumerate(found.organizers, 1)
    ]
    return 200, [row for row in rows if row["organizer_id"] > int(last)][:ORGANIZERS]  # type: ignore[operator]


def error(status: int, key: str) -> tuple[int, Any]:
    """An error of the REST API."""
    reason = HTTPStatus(status).phrase
    told = {"en": f"⧼{key}⧽"}
    return status, {"errorKey": key, "messageTranslations": told, "httpCode": status, "httpReason": reason}


def bad(name: str, value: str | None, code: str) -> tuple[int, Any]:
    """An error about one parameter."""
    return 400, {
        "error": "parameter-validation-failed",
        "name": name,
        "value": value,
        "failureCode": code,
        "failureData": None,
        "errorKey": code,
        "messageTranslations": {"en": f"⧼{code}⧽"},
        "httpCode": 400,
        "httpReason": "Bad Request",
    }


class _Handler(BaseHTTPRequestHandler):
    registrations: Registrations

    def do_GET(self) -> None:
        known = self.registrations
        known.asked.append(self.path)
        known.agents.add(self.headers.get("User-Agent", ""))
        if known.fault and known.faulty in self.path:
            self._fail(known)
        elif self.path.startswith("/w/index.php"):
            title = parse_qs(urlsplit(self.path).query)["title"][0].replace("_", " ")
            self._send(200, known.page(title).encode(), "text/html; charset=UTF-8")
        else:
            status, body = known.answer(self.path)
            self._send(status, json.dumps(body, ensure_ascii=False).encode(), "application/json")

    def _fail(self, known: Registrations) -> None:
        match known.fault:
            case "500":
                body = {"message": "Error", "httpCode": 500, "httpReason": "Internal Server Error"}
                self._send(500, json.dumps(body).encode(), "application/json")
            case "429":
                self._send(429, b"Too many requests", "text/plain", {"Retry-After": "30"})
            case "html":
                self._send(200, b"<!DOCTYPE html><title>Sign in</title>", "text/html")
            case "cut":
                self._send(200, b'[{"participant_id": 1, "user_', "application/json")
            case "slow":
                time.sleep(known.seconds)
                self._send(200, b"[]", "application/json")

    def _send(self, status: int, body: bytes, kind: str, more: Mapping[str, str] | None = None) -> None:
        try:
            self.send_response(status)
            for name, value in {
                "Content-Type": kind,
                "Content-Length": str(len(body)),
                **(more or {}),
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass  # Nobody waits any more.

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def serving(host: str = "127.0.0.1") -> Iterator[Registrations]:
    """The server, while it runs."""
    known = Registrations()
    handler = type("Handler", (_Handler,), {"registrations": known})
    server = ThreadingHTTPServer((host, 0), handler)
    server.daemon_threads = True
    known.address = f"http://{host}:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
