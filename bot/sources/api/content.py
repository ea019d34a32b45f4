"""Texts of single revisions, and what the names in them lead to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.mediawiki.queries import ExistingFiles, LanguageLinks, OtherNames, RevisionTexts, Uploaders
from bot.sources.api import rows
from bot.sources.api.api_query import ApiQuery, chunks, joined
from bot.sources.api.pagesets import follow, leads


def revision_texts(question: RevisionTexts, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``prop=revisions&revids=`` with texts; an answer that the wiki cuts by size is continued."""
    found: dict[int, str] = {}

    def take(response: rows.Row) -> None:
        for page in rows.pages(response):
            found.update((version.revid, version.text) for version in rows.versions(page))

    params = {"prop": "revisions", "rvprop": "ids|timestamp|content", "rvslots": "main"}
    asks = [ApiQuery({**params, "revids": joined(ids)}, take) for ids in chunks(question.revids, batch)]
    return asks, lambda: found


def existing_files(question: ExistingFiles, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``prop=imageinfo``: a file has a repository, its own wiki's or a shared one; redirects are followed."""
    found: set[str] = set()
    places: dict[str, str] = {}

    def take(response: rows.Row) -> None:
        places.update(leads(response.get("query", {})))
        found.update(page["title"] for page in rows.pages(response) if page.get("imagerepository"))

    asks = [
        ApiQuery({"prop": "imageinfo", "iiprop": "timestamp", "titles": joined(titles)}, take)
        for titles in chunks(question.titles, batch)
    ]
    return asks, lambda: frozenset(title for title in question.titles if follow(title, places) in found)


MOST_VERSIONS = 500
"""So many versions of a file a wiki tells in one answer, and not whether there are more."""


def uploaders(question: Uploaders, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``prop=imageinfo``, which lists the versions of a file from the newest to the oldest."""
    versions: dict[str, list[rows.Row]] = {}
    places: dict[str, str] = {}

    def take(response: rows.Row) -> None:
        places.update(leads(response.get("query", {})))
        for page in rows.pages(response):
            if page.get("imagerepository"):
                versions.setdefault(page["title"], []).extend(page.get("imageinfo", ()))

    def answer() -> dict[str, str | None]:
        found = {title: versions.get(follow(title, places)) for title in question.titles}
        return {title: _first_uploader(known) for title, known in found.items() if known is not None}

    params = {"prop": "imageinfo", "iiprop": "timestamp|user", "iilimit": str(MOST_VERSIONS)}
    asks = [ApiQuery({**params, "titles": joined(titles)}, take) for titles in chunks(question.titles, batch)]
    return asks, answer


def _first_uploader(versions: list[rows.Row]) -> str | None:
    if not versions or len(versions) >= MOST_VERSIONS:
        return None
    return versions[-1].get("user")


def other_names(question: OtherNames, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``prop=redirects`` of the pages that these titles lead to."""
    places: dict[str, str] = {}
    names: dict[str, set[str]] = {}

    def take(response: rows.Row) -> None:
        query = response.get("query", {})
        places.update(leads(query))
        for page in query.get("pages", ()):
            names.setdefault(page["title"], {page["title"]}).update(rows.titles(page.get("redirects", ())))

    def answer() -> dict[str, frozenset[str]]:
        answers = {}
        for title in question.titles:
            place = follow(title, places)
            answers[title] = frozenset({title, *names.get(place, {place})})
        return answers

    params = {"prop": "redirects", "rdprop": "title", "rdlimit": "max", "redirects": "1"}
    return [
        ApiQuery({**params, "titles": joined(titles)}, take) for titles in chunks(question.titles, batch)
    ], answer


def language_links(question: LanguageLinks, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``prop=langlinks`` to one wiki."""
    places: dict[str, str] = {}
    found: dict[str, str] = {}

    def take(response: rows.Row) -> None:
        query = response.get("query", {})
        places.update(leads(query))
        for page in query.get("pages", ()):
            for link in page.get("langlinks", ()):
                found.setdefault(page["title"], link["title"])

    def answer() -> dict[str, str]:
        ends = {title: follow(title, places) for title in question.titles}
        return {title: found[end] for title, end in ends.items() if end in found}

    params = {"prop": "langlinks", "lllang": question.prefix, "lllimit": "max", "redirects": "1"}
    return [
        ApiQuery({**params, "titles": joined(titles)}, take) for titles in chunks(question.titles, batch)
    ], answer
