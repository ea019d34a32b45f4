"""Accounts, and what they edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.mediawiki.models import BY_AGE, REVERTED, Account, GlobalDetails, Revision
from bot.mediawiki.queries import (
    Accounts,
    AccountsById,
    CentralIds,
    Contributions,
    EditsOf,
    GlobalAccount,
    Reverted,
    RightsOf,
    SignedEdit,
)
from bot.safety.trust import Rights
from bot.sources.api import rows
from bot.sources.api.api_query import ApiQuery, chunks, joined

PROPS = "groups|registration|blockinfo"
"""What is asked of accounts, wherever they are asked for: the details come at no request of their own."""


def accounts(question: Accounts, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=users`` by name."""
    found: dict[str, Account | None] = dict.fromkeys(question.names)

    def take(response: rows.Row) -> None:
        for row in rows.listed(response, "users"):
            found[row["name"]] = rows.account(row)

    asks = [
        ApiQuery({"list": "users", "ususers": joined(names), "usprop": PROPS}, take)
        for names in chunks(question.names, batch)
    ]
    return asks, lambda: found


def accounts_by_id(question: AccountsById, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=users`` by id."""
    found: dict[int, Account] = {}

    def take(response: rows.Row) -> None:
        for row in rows.listed(response, "users"):
            account = rows.account(row)
            if account:
                found[account.userid] = account

    asks = [
        ApiQuery({"list": "users", "ususerids": joined(ids), "usprop": PROPS}, take)
        for ids in chunks(question.userids, batch)
    ]
    return asks, lambda: found


def central_ids(question: CentralIds, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=users&usprop=centralids``: core tells of itself, and of whatever unifies accounts."""
    found: dict[str, int | None] = dict.fromkeys(question.names)
    unified: set[str] = set()

    def take(response: rows.Row) -> None:
        for row in rows.listed(response, "users"):
            ids, attached = row.get("centralids", {}), row.get("attachedlocal", {})
            others = [name for name in ids if name != "local"]
            unified.update(others)
            there = [ids[name] for name in others if attached.get(name) is True and ids[name]]
            found[row["name"]] = int(there[0]) if there else None

    asks = [
        ApiQuery({"list": "users", "ususers": joined(names), "usprop": "centralids"}, take)
        for names in chunks(question.names, batch)
    ]
    return asks, lambda: found if unified else None


def global_account(question: GlobalAccount, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``meta=globaluserinfo`` of the extension CentralAuth, which names one account."""
    found: list[GlobalDetails] = []

    def take(response: rows.Row) -> None:
        row = response.get("query", {}).get("globaluserinfo")
        if row and "missing" not in row:
            found.append(rows.global_details(row))

    ask = ApiQuery({"meta": "globaluserinfo", "guiuser": question.name}, take)
    return [ask], lambda: found[0] if found else None


def rights_of(question: RightsOf, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=users`` by name, with all that tells what an account may do."""
    found: dict[str, Rights] = {}

    def take(response: rows.Row) -> None:
        for row in rows.listed(response, "users"):
            rights = rows.rights(row)
            if rights:
                found[rights.name] = rights

    params = {"list": "users", "usprop": "groups|blockinfo|editcount|registration"}
    asks = [ApiQuery({**params, "ususers": joined(names)}, take) for names in chunks(question.names, batch)]
    return asks, lambda: found


def contributions(question: Contributions, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=usercontribs`` of many accounts at once."""
    revisions: list[Revision] = []

    def take(response: rows.Row) -> None:
        revisions.extend(rows.revision(row, row["pageid"]) for row in rows.listed(response, "usercontribs"))

    def answer() -> tuple[Revision, ...]:
        kept = [r for r in revisions if question.until is None or r.timestamp < question.until]
        return tuple(sorted(kept, key=BY_AGE))

    params = {
        "list": "usercontribs",
        "ucprop": "ids|timestamp|size|sizediff|tags|comment",
        **_bounds(question, question.limit),
    }
    return _asks(params, question.userids, batch, take, question.limit is not None), answer


def edits_of(question: EditsOf, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=usercontribs`` of one account by its name, with what its summaries say."""
    found: list[SignedEdit] = []

    def take(response: rows.Row) -> None:
        found.extend(rows.signed_edit(row) for row in rows.listed(response, "usercontribs"))

    params = {
        "list": "usercontribs",
        "ucuser": question.name,
        "ucprop": "ids|title|timestamp|comment",
        "ucnamespace": joined(sorted(question.namespaces)),
        "ucstart": rows.stamp(question.since),
        "ucdir": "newer",
        "uclimit": "max",
    }
    return [ApiQuery(params, take)], lambda: tuple(found)


def reverted(question: Reverted, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=usercontribs&uctag=mw-reverted``."""
    found: set[int] = set()

    def take(response: rows.Row) -> None:
        for row in rows.listed(response, "usercontribs"):
            if question.until is None or rows.moment(row["timestamp"]) < question.until:
                found.add(row["revid"])

    params = {
        "list": "usercontribs",
        "uctag": REVERTED,
        "ucprop": "ids|timestamp",
        **_bounds(question, None),
    }
    asks = _asks(params, question.userids, batch, take, False)
    return asks, lambda: frozenset(found)


def _bounds(question: Contributions | Reverted, newest: int | None) -> dict[str, str]:
    """Which edits, and whether all or so many of the newest of them.

    The API's own bounds are inclusive and run from the newest back when ``ucdir=older``.
    """
    params = {"uclimit": "max", "ucdir": "newer"}
    first, last = "ucstart", "ucend"
    if newest is not None:
        params = {"uclimit": str(newest), "ucdir": "older"}
        first, last = last, first
    if question.since:
        params[first] = rows.stamp(question.since)
    if question.until:
        params[last] = rows.stamp(question.until)
    if question.namespaces is not None:
        params["ucnamespace"] = joined(sorted(question.namespaces))
    return params


def _asks(
    params: Mapping[str, str],
    userids: tuple[int, ...],
    batch: int,
    take: Callable[[rows.Row], None],
    first_part: bool,
) -> list[ApiQuery]:
    unfollowed = "uccontinue" if first_part else None
    return [
        ApiQuery({**params, "ucuserids": joined(ids)}, take, unfollowed) for ids in chunks(userids, batch)
    ]
