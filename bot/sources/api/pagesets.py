"""Whether an answer tells of every page, revision and account that its request named.

The API says of each where it led: a title is normalised and redirected to a page, leads to another wiki, or
is of a page that is missing, invalid or special; an id is a page's or missing; a revision is a page's or
among ``badrevids``. https://www.mediawiki.org/wiki/API:Query#Specifying_pages
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from bot.sources.api.fields import Params, asked, known, misfit, rows_flaw, strings

LEADS: Mapping[str, tuple[str, ...]] = {
    "normalized": ("from", "to"),
    "converted": ("from", "to"),
    "redirects": ("from", "to"),
    "interwiki": ("title",),
}
"""Where titles lead; the names of the texts in each row."""
HOPS = 3
"""How many steps lead from a title to its page: normalised, converted or redirected, and no circles."""


def leads_flaw(query: Mapping[str, Any]) -> str | None:
    """The place in which these lists are not what they should be."""
    for name, texts in LEADS.items():
        if name in query and (found := strings(query[name], texts)) is not None:
            return f".{name}{found}"
    if "badrevids" in query and (found := _bad_flaw(query["badrevids"])) is not None:
        return f".badrevids{found}"
    return None


def _bad_flaw(value: Any) -> str | None:
    rows = list(value.values()) if isinstance(value, dict) else value
    return rows_flaw(rows, lambda row: misfit(row, {"revid": known}))


def leads(query: Mapping[str, Any]) -> dict[str, str]:
    """Titles with the titles that they lead to, a step at a time.

    A title that is no normalised Unicode is told in the encoding of addresses.
    """
    found: dict[str, str] = {}
    for name in ("normalized", "converted", "redirects"):
        for row in query.get(name, ()):
            found[unquote(row["from"]) if row.get("fromencoded") else row["from"]] = row["to"]
    return found


def follow(title: str, places: Mapping[str, str]) -> str:
    """The title that one leads to by these steps; circles end somewhere."""
    for _ in range(HOPS):
        title = places.get(title, title)
    return title


def untold(params: Params, query: Mapping[str, Any]) -> Iterator[str]:
    """The titles and page ids that were named and of which nothing is said.

    What a generator was given is told nowhere. The lists of the answer are as they should be.
    """
    if "generator" in params:
        return
    pages = query.get("pages", ())
    if "titles" in params:
        yield from _untold_titles(asked(params, "titles"), query, pages)
    if "pageids" in params:
        told = {str(page.get("pageid")) for page in pages}
        yield from sorted(asked(params, "pageids") - told)


def _untold_titles(
    titles: Collection[str], query: Mapping[str, Any], pages: Collection[Mapping[str, Any]]
) -> Iterator[str]:
    told = {"", *(page["title"] for page in pages if "title" in page)}
    told |= {row["title"] for row in query.get("interwiki", ())}
    # A mark without a page is of no page: its title is empty.
    known_leads = {_composed(title): target for title, target in leads(query).items()}
    # A redirect may lead to a special page by another of its names than the one that is told.
    special = {_prefix(page["title"]) for page in pages if "special" in page}
    for title in sorted(titles):
        end = _end(_composed(title), told, known_leads)
        if end is not None and _prefix(end) not in special:
            yield title


def _prefix(title: str) -> str:
    return title.partition(":")[0]


def _end(title: str, told: Collection[str], known_leads: Mapping[str, str]) -> str | None:
    """Where a title leads that is not told; None where it is, or where redirects lead in a circle."""
    seen = set()
    while title not in told:
        if title in seen:
            return None
        seen.add(title)
        if title not in known_leads:
            return title
        title = known_leads[title]
    return None


def _composed(title: str) -> str:
    """A title as MediaWiki takes it out of a request."""
    return unicodedata.normalize("NFC", title)


def told_revids(query: Mapping[str, Any]) -> frozenset[int]:
    """The revisions that an answer has, or of which it says that it has not."""
    bad = query.get("badrevids", ())
    rows = [*(bad.values() if isinstance(bad, dict) else bad)]
    for page in query.get("pages", ()):
        rows += [*page.get("revisions", ()), *page.get("deletedrevisions", ())]
    return frozenset(row["revid"] for row in rows)


def untold_users(params: Params, rows: Collection[Mapping[str, Any]], left: Params) -> Iterator[str]:
    """The names and ids of accounts that were asked for and of which nothing is said; ``left`` are for later.

    The wiki tells a name as it writes it. Where one was asked for in another form there is a row without it.
    """
    if "ususerids" in params:
        told = {str(row.get("userid")) for row in rows}
        yield from sorted(asked(params, "ususerids") - asked(left, "ususerids") - told)
    if "ususers" in params:
        names = {row["name"] for row in rows if "name" in row}
        open_names = sorted(asked(params, "ususers") - asked(left, "ususers") - names)
        forms = {_form(name) for name in names}
        yield from (name for name in open_names if _form(name) not in forms)


def _form(name: str) -> str:
    """A name without what MediaWiki may change in it."""
    return " ".join(unicodedata.normalize("NFKC", name).replace("_", " ").split()).casefold()
