"""Answers whose times are wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

from .proxy import Asked, Fault, Reply


def off_by(difference: timedelta) -> Fault:
    """The wiki's own answer, but given so much later (or earlier) by all the clocks that it shows."""

    def fault(_asked: Asked, real: Callable[[], Reply]) -> Reply:
        reply = real()
        headers = tuple(
            (name, _date(value, difference) if name.lower() == "date" else value)
            for name, value in reply.headers
        )
        return replace(reply, headers=headers, body=_body(reply.body, difference))

    return fault


def _date(value: str, difference: timedelta) -> str:
    return format_datetime(parsedate_to_datetime(value) + difference, usegmt=True)


def _body(body: bytes, difference: timedelta) -> bytes:
    try:
        answer = json.loads(body)
    except ValueError:
        return body
    if not isinstance(answer, dict) or "curtimestamp" not in answer:
        return body
    moment = datetime.fromisoformat(answer["curtimestamp"]) + difference
    return json.dumps({**answer, "curtimestamp": f"{moment:%Y-%m-%dT%H:%M:%SZ}"}).encode()
