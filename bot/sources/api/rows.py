"""Rows of the Action API (formatversion 2) as the project's values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from bot.mediawiki.hashtags import hashtags_in
from bot.mediawiki.models import (
    Account,
    AccountDetails,
    GlobalDetails,
    Page,
    Revision,
    numbers_named,
    titles_named,
)
from bot.mediawiki.queries import PageText, SignedEdit, SignedVersion
from bot.safety.trust import Rights

Row = Mapping[str, Any]


def moment(text: str) -> datetime:
    """An API timestamp, ``2026-11-01T00:00:00Z``."""
    return datetime.fromisoformat(text)


def stamp(when: datetime) -> str:
    """A moment as the API wants it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def account(row: Row) -> Account | None:
    """An account of ``list=users``; None for a name that nobody has."""
    if "userid" not in row or row.get("missing") or row.get("invalid"):
        return None
    return Account(row["userid"], row["name"], "bot" in row.get("groups", ()), _details(row))


def _details(row: Row) -> AccountDetails | None:
    """None where they were not asked for: of an account as old as the wiki, ``registration`` is null."""
    if "registration" not in row:
        return None
    registered = row["registration"]
    return AccountDetails(moment(registered) if registered else None, _is_blocked(row))


def global_details(row: Row) -> GlobalDetails:
    """The answer of ``meta=globaluserinfo`` about an account that there is."""
    registered = row["registration"]
    return GlobalDetails(moment(registered) if registered else None, row.get("locked", False))


def _is_blocked(row: Row) -> bool:
    """A partial block keeps from some pages only."""
    return "blockedby" in row and not row.get("blockpartial", False)


def page(row: Row) -> Page | None:
    """A page of ``prop=info``; None where it does not exist, or another part of the answer tells it."""
    if not row.get("pageid") or row.get("missing") or "lastrevid" not in row:
        return None
    return Page(
        pageid=row["pageid"],
        namespace=row["ns"],
        title=row["title"],
        redirect=bool(row.get("redirect")),
        lastrevid=row["lastrevid"],
    )


def listed(response: Row, module: str) -> Iterable[Row]:
    """The rows of a ``list=`` module in a response."""
    rows: Iterable[Row] = response.get("query", {}).get(module, ())
    return rows


def pages(response: Row) -> Iterator[Row]:
    """The pages of a response."""
    yield from response.get("query", {}).get("pages", ())


def revision(row: Row, pageid: int, sizediff: int | None = None) -> Revision:
    """A revision of ``prop=revisions`` or ``list=usercontribs``."""
    return Revision(
        revid=row["revid"],
        parentid=row.get("parentid", 0),
        pageid=pageid,
        userid=row.get("userid", 0),
        timestamp=moment(row["timestamp"]),
        size=row.get("size"),
        sizediff=row.get("sizediff", sizediff),
        tags=frozenset(row.get("tags", ())),
        text_hidden=bool(row.get("texthidden") or row.get("sha1hidden")),
        user_hidden=bool(row.get("userhidden")),
        sha1=row.get("sha1"),
        hashtags=_hashtags(row),
    )


def signed_edit(row: Row) -> SignedEdit:
    """An edit of ``list=usercontribs`` with its summary. Hidden is what is hidden from others, too."""
    summary = None if row.get("commenthidden") else row.get("comment")
    return SignedEdit(moment(row["timestamp"]), row["title"], summary)


def _hashtags(row: Row) -> frozenset[str] | None:
    """Those of the summary. Hidden is what is hidden from others, too."""
    if row.get("commenthidden"):
        return frozenset()
    return hashtags_in(row["comment"]) if "comment" in row else None


def with_summary(row: Row, pageid: int) -> Revision:
    """A revision of ``prop=revisions`` with its comment, which may be hidden."""
    found = revision(row, pageid)
    summary = row.get("comment", "")
    named, moved = numbers_named(summary, found.tags), titles_named(summary)
    return replace(found, named=named, moved=moved) if named or moved else found


def versions(row: Row) -> Iterator[PageText]:
    """The versions of one page with their texts; those with a hidden text are left out."""
    for version in row.get("revisions", ()):
        slot = version.get("slots", {}).get("main", {})
        if "content" not in slot:
            continue
        yield PageText(
            title=row["title"],
            pageid=row["pageid"],
            namespace=row["ns"],
            revid=version["revid"],
            timestamp=moment(version["timestamp"]),
            text=slot["content"],
            parentid=version.get("parentid", 0),
            **_author(version),
            model=slot.get("contentmodel", "wikitext"),
        )


def kind(row: Row) -> dict[str, Any]:
    """What ``prop=info`` says about a page's content, as fields of ``PageText``; of a missing one, too."""
    found: dict[str, Any] = {}
    if "contentmodel" in row:
        found["model"] = row["contentmodel"]
    if "redirect" in row:
        found["redirect"] = bool(row["redirect"])
    return found


def signed(row: Row) -> Iterator[SignedVersion]:
    """The versions of one page with who saved them. Hidden is what is hidden from others, too."""
    for version in row.get("revisions", ()):
        content = version.get("slots", {}).get("main", {})
        hidden = version.get("texthidden") or content.get("texthidden")
        yield SignedVersion(
            revid=version["revid"],
            parentid=version.get("parentid", 0),
            timestamp=moment(version["timestamp"]),
            **_author(version),
            text=None if hidden else content.get("content"),
        )


def _author(version: Row) -> dict[str, Any]:
    """Who saved a version; nobody where that is hidden, even if the bot's account could see it."""
    if version.get("userhidden"):
        return {"userid": 0, "user": ""}
    return {"userid": version.get("userid", 0), "user": version.get("user", "")}


def rights(row: Row) -> Rights | None:
    """What an account of ``list=users`` may do; None for a name that nobody has.

    A hidden account is one that nobody should speak of.
    """
    if "userid" not in row or row.get("missing") or row.get("invalid") or row.get("hidden"):
        return None
    registered = row.get("registration")
    return Rights(
        name=row["name"],
        groups=frozenset(row.get("groups", ())),
        registered=moment(registered) if registered else None,
        edits=row.get("editcount", 0),
        blocked=_is_blocked(row),
    )


def titles(rows: Iterable[Row]) -> frozenset[str]:
    """The titles of rows that have one."""
    return frozenset(row["title"] for row in rows)
