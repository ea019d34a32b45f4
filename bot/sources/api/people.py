"""Accounts, and what they edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.core.questions import Accounts, AccountsById, Contributions, Edits
from bot.core.revisions import Account, Page, Revision
from bot.sources.api import rows
from bot.sources.api.asks import Ask, chunks, joined


def accounts(question: Accounts, batch: int) -> tuple[list[Ask], Callable[[], Any]]:
    """``list=users`` by name."""
    found: dict[str, Account | None] = dict.fromkeys(question.names)

    def take(response: rows.Row) -> None:
        for row in response.get("query", {}).get("users", ()):
            found[row["name"]] = rows.account(row)

    asks = [
        Ask({"list": "users", "ususers": joined(names), "usprop": "groups"}, take)
        for names in chunks(question.names, batch)
    ]
    return asks, lambda: found


def accounts_by_id(question: AccountsById, batch: int) -> tuple[list[Ask], Callable[[], Any]]:
    """``list=users`` by id."""
    found: dict[int, Account] = {}

    def take(response: rows.Row) -> None:
        for row in response.get("query", {}).get("users", ()):
            account = rows.account(row)
            if account:
                found[account.userid] = account

    asks = [
        Ask({"list": "users", "ususerids": joined(ids), "usprop": "groups"}, take)
        for ids in chunks(question.userids, batch)
    ]
    return asks, lambda: found


def contributions(question: Contributions, batch: int) -> tuple[list[Ask], Callable[[], Any]]:
    """``list=usercontribs`` of many accounts at once."""
    revisions: list[Revision] = []
    pages: dict[int, Page] = {}

    def take(response: rows.Row) -> None:
        for row in response.get("query", {}).get("usercontribs", ()):
            revisions.append(rows.revision(row, row["pageid"]))
            pages[row["pageid"]] = Page(row["pageid"], row["ns"], row["title"])

    params = _contribution_params(question)
    asks = [
        Ask({**params, "ucuserids": joined(ids)}, take, once=question.limit is not None)
        for ids in chunks(question.userids, batch)
    ]
    return asks, lambda: Edits(_in_time(question, revisions), pages)


def _contribution_params(question: Contributions) -> dict[str, str]:
    """The API's own bounds are inclusive and run from the newest back when ``ucdir=older``."""
    params = {
        "list": "usercontribs",
        "ucprop": "ids|title|timestamp|size|sizediff|tags|flags",
        "uclimit": "max" if question.limit is None else str(question.limit),
        "ucdir": "newer" if question.limit is None else "older",
    }
    first, last = ("ucstart", "ucend") if question.limit is None else ("ucend", "ucstart")
    if question.since:
        params[first] = rows.stamp(question.since)
    if question.until:
        params[last] = rows.stamp(question.until)
    if question.namespaces is not None:
        params["ucnamespace"] = joined(sorted(question.namespaces))
    return params


def _in_time(question: Contributions, revisions: list[Revision]) -> tuple[Revision, ...]:
    kept = [r for r in revisions if question.until is None or r.timestamp < question.until]
    return tuple(sorted(kept, key=lambda r: (r.timestamp, r.revid)))
