"""Single revisions by id, and the history of one page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.mediawiki.models import BY_AGE, Revision, as_history, window_of
from bot.mediawiki.queries import Hashtagged, History, Redirects, Revisions, Window
from bot.sources.api import rows
from bot.sources.api.api_query import ApiQuery, chunks, joined
from bot.wikitext.scanner.magicwords import redirect_start

PROPS = "ids|timestamp|size|sha1|tags|userid|user|comment"


def revisions(question: Revisions, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``prop=revisions&revids=``; ids that lead nowhere are told apart by the API and left out."""
    found: dict[int, Revision] = {}

    def take(response: rows.Row) -> None:
        for page in rows.pages(response):
            for row in page.get("revisions", ()):
                found[row["revid"]] = rows.revision(row, page["pageid"])

    asks = [
        ApiQuery({"prop": "revisions", "rvprop": PROPS, "revids": joined(ids)}, take)
        for ids in chunks(question.revids, batch)
    ]
    return asks, lambda: found


def hashtagged(question: Hashtagged, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=allrevisions``: all edits of the time, of which those are kept."""
    found: list[Revision] = []

    def take(response: rows.Row) -> None:
        for page in rows.listed(response, "allrevisions"):
            these = (rows.revision(row, page["pageid"]) for row in page["revisions"])
            found.extend(one for one in these if _is_meant(one, question))

    params = {
        "list": "allrevisions",
        "arvprop": PROPS,
        "arvnamespace": joined(sorted(question.namespaces)),
        "arvdir": "newer",
        "arvstart": rows.stamp(question.since),
        "arvend": rows.stamp(question.until),
        "arvlimit": "max",
    }
    return [ApiQuery(params, take)], lambda: tuple(sorted(found, key=BY_AGE))


def _is_meant(one: Revision, question: Hashtagged) -> bool:
    named = bool(one.hashtags and one.hashtags & question.hashtags)
    return named and bool(one.userid) and not one.user_hidden and one.timestamp < question.until


def redirects(question: Redirects, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``prop=revisions`` with texts, of which only the first words matter."""
    found: set[int] = set()
    start = redirect_start(question.words)

    def take(response: rows.Row) -> None:
        for page in rows.pages(response):
            found.update(version.revid for version in rows.versions(page) if start.match(version.text))

    params = {"prop": "revisions", "rvprop": "ids|timestamp|content", "rvslots": "main"}
    asks = [ApiQuery({**params, "revids": joined(ids)}, take) for ids in chunks(question.revids, batch)]
    return asks, lambda: frozenset(found)


def history(question: History, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """One page's history; the API takes one page a request here."""
    found: list[Revision] = []
    params = {**_of_page(question.pageid), "rvdir": "newer"}
    if question.since:
        params["rvstart"] = rows.stamp(question.since)
    if question.until:
        params["rvend"] = rows.stamp(question.until)

    def answer() -> tuple[Revision, ...]:
        kept = [r for r in found if question.until is None or r.timestamp < question.until]
        return as_history(kept)

    return [ApiQuery(params, _taking(found))], answer


def window(question: Window, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """One page's history from its end, until it has gone back far enough."""
    found: list[Revision] = []

    def enough() -> bool:
        return sum(one.timestamp < question.since for one in found) >= question.lead

    def answer() -> tuple[Revision, ...]:
        return as_history(window_of(sorted(found, key=BY_AGE), question.since, question.lead))

    return [ApiQuery(_of_page(question.pageid), _taking(found), "rvcontinue", enough)], answer


def _of_page(pageid: int) -> dict[str, str]:
    return {"prop": "revisions", "rvprop": PROPS, "pageids": str(pageid), "rvlimit": "max"}


def _taking(found: list[Revision]) -> Callable[[rows.Row], None]:
    def take(response: rows.Row) -> None:
        for page in rows.pages(response):
            found.extend(rows.with_summary(row, page["pageid"]) for row in page.get("revisions", ()))

    return take
