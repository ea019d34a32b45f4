"""Reading an HTTP answer of the API: its JSON, what is wrong with it, and when to come back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from requests import Response

LONGEST_REST = 86400.0
"""No wiki means to be left alone for longer than this, in seconds: who says so is mistaken."""
MISTAKEN_REST = 3600.0
"""For how long such a wiki is left alone."""
LAGGED_REST = 5.0
"""For how long a wiki that lags is left alone where it does not say; MediaWiki's own least."""
PASSING = "internal_api_error"
"""How errors of the wiki itself begin: they may be over at the next try, and are nobody's fault."""


class Spoilt(Exception):
    """The answer is not to be used; ``detail`` says why. Another try may bring a good one."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Failed(Spoilt):
    """The wiki says itself that it failed: it has done nothing of what it was asked for."""


def read(response: Response) -> Mapping[str, Any]:
    """The API's own answer, an error of the API among them. Raises Spoilt where it is none."""
    try:
        answer = json.loads(response.content)
    except (ValueError, RecursionError):
        raise Spoilt(_status(response) or _no_json(response)) from None
    if not isinstance(answer, dict) or not answer:
        raise Spoilt(_status(response) or "an answer without content")
    if "error" in answer:
        return _with_error(answer)
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        raise Spoilt(_status(response))
    return answer


def read_rest(response: Response) -> tuple[int, Any]:
    """The status of an answer of the REST API and its JSON, errors of the API among them.

    Raises Spoilt where it is none, or says that the wiki failed.
    """
    failed = response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    if failed or response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        raise Spoilt(_status(response))
    try:
        return response.status_code, json.loads(response.content)
    except (ValueError, RecursionError):
        raise Spoilt(_status(response) or _no_json(response)) from None


def read_page(response: Response) -> tuple[int, str]:
    """The status of a page, and its HTML. Raises Spoilt where the wiki failed."""
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or not response.content:
        raise Spoilt(_status(response) or "an empty answer")
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        raise Spoilt(_status(response))
    return response.status_code, response.content.decode(errors="replace")


def _with_error(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    error = answer["error"]
    if not isinstance(error, dict) or not isinstance(error.get("code"), str):
        raise Spoilt("an error without a code")
    if error["code"].startswith(PASSING) or "Nonce already used" in info_of(error):
        raise Failed(f"{error['code']}: {info_of(error)}")
    return answer


def info_of(error: Mapping[str, Any]) -> str:
    """What the wiki says of an error, in its own words."""
    return one_line(error.get("readonlyreason") or error.get("info") or "")


def one_line(said: object) -> str:
    """What somebody else wrote, short enough for a log and on one line of it."""
    return " ".join(str(said).split())[:500]


def inner(answer: Mapping[str, Any], *names: str) -> Any:
    """What stands in the answer below these names, one in the other; None where there is no such place."""
    found: Any = answer
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _status(response: Response) -> str:
    """The status in words, empty where it is fine."""
    if response.status_code < HTTPStatus.BAD_REQUEST:
        return ""
    try:
        words = HTTPStatus(response.status_code).phrase
    except ValueError:
        words = ""
    return f"HTTP {response.status_code} {words}".strip()


def _no_json(response: Response) -> str:
    kind = response.headers.get("content-type", "").partition(";")[0].strip()
    return f"an answer that is no JSON but {kind}" if response.content and kind else "an empty answer"


def moved_to(response: Response) -> str | None:
    """Where the wiki's API is now, if the answer says that it is elsewhere."""
    return one_line(response.headers["location"]) if response.is_redirect else None


@dataclass(frozen=True, slots=True)
class Rest:
    """For how many seconds a wiki is left alone; ``mistaken`` is what it said where that can't be meant."""

    seconds: float
    mistaken: str | None = None


def rest(response: Response) -> Rest | None:
    """For how long the wiki asks to be left alone (``Retry-After``), None where it does not.

    A moment is measured by the clock of whoever names it.
    """
    value = response.headers.get("retry-after", "").strip()
    seconds = _number(value)
    if seconds is None and (moment := _moment(value)):
        now = _moment(response.headers.get("date", "")) or datetime.now(UTC)
        seconds = (moment - now).total_seconds()
    if seconds is None or not seconds > 0:
        return None
    return Rest(seconds) if seconds <= LONGEST_REST else Rest(MISTAKEN_REST, one_line(value))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def lag_rest(error: Mapping[str, Any]) -> float:
    """For how long a wiki is left alone that lags and does not say how long itself."""
    lag = error.get("lag")
    seconds = float(lag) if isinstance(lag, int | float) else LAGGED_REST
    return min(max(seconds, LAGGED_REST), MISTAKEN_REST)


TOO_MANY = "oo many values supplied for parameter"
"""How versions of MediaWiki that answer half of such a request say so, in a warning."""


def took_too_little(answer: Mapping[str, Any]) -> bool:
    """Whether the answer is for a part of the names alone, because the account may not ask for so many."""
    warnings = answer.get("warnings")
    return isinstance(warnings, dict) and TOO_MANY in json.dumps(warnings)


CUT = "This result was truncated"
"""How the warning begins that comes with an answer that would be longer than the wiki gives (8 MB, often)."""


def cut_short(answer: Mapping[str, Any]) -> bool:
    """Whether the answer is full, and says how it goes on: what stands at its end may be missing then."""
    said = inner(answer, "warnings", "result", "warnings")
    return "continue" in answer and isinstance(said, str) and said.startswith(CUT)
