"""Pages with their texts: present ones, older ones, and those that are campaigns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from bot.mediawiki.queries import Campaigns, PageText, PageTexts, SignedVersion, SignedVersions, Versions
from bot.sources.api import rows
from bot.sources.api.api_query import ApiQuery, chunks, joined
from bot.sources.api.pagesets import follow, leads

CONTENT = {"rvprop": "ids|timestamp|content|user|userid", "rvslots": "main"}


def texts(question: PageTexts, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``prop=revisions`` of many titles; normalised and redirected titles lead back to what was asked."""
    found: dict[str, _FoundPages] = {}
    aliases: dict[str, str] = {}

    def take(response: rows.Row) -> None:
        query = response.get("query", {})
        aliases.update(leads(query))
        for row in query.get("pages", ()):
            found.setdefault(row["title"], _FoundPages()).take(row)

    def answer() -> dict[str, PageText]:
        places = {title: follow(title, aliases) for title in question.titles}
        return {title: found.get(place, _FoundPages()).page(place) for title, place in places.items()}

    params = _text_params(question)
    return [ApiQuery({**params, "titles": joined(t)}, take) for t in chunks(question.titles, batch)], answer


@dataclass
class _FoundPages:
    """What an answer's parts say of one page; also of a category that has members and no page."""

    version: PageText | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    def take(self, row: rows.Row) -> None:
        """Another part."""
        for version in rows.versions(row):
            self.version = version
        self.facts |= rows.kind(row)
        if row.get("templates"):
            self.facts["marked"] = True
        if row.get("categories"):
            self.facts["categorized"] = True
        if "categoryinfo" in row:
            self.facts["members"] = row["categoryinfo"]["size"]
            self.facts["subcategories"] = row["categoryinfo"]["subcats"]

    def page(self, title: str) -> PageText:
        """All of it."""
        return replace(self.version or PageText(title=title), **self.facts)


def _text_params(question: PageTexts) -> dict[str, str]:
    props = ["info", "revisions", "categoryinfo"]
    params = dict(CONTENT)
    if question.follow:
        params["redirects"] = "1"
    if question.template:
        props.append("templates")
        params |= {"tltemplates": question.template, "tllimit": "max"}
    if question.category:
        props.append("categories")
        params |= {"clcategories": question.category, "cllimit": "max"}
    return {**params, "prop": "|".join(props)}


def versions(question: Versions, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """Older versions of one page."""
    found: list[PageText] = []

    def take(response: rows.Row) -> None:
        for row in rows.pages(response):
            found.extend(rows.versions(row))

    params = {**CONTENT, "prop": "revisions", "titles": question.title, "rvlimit": str(question.count)}
    params |= {"rvstartid": str(question.before)} if question.before else {}
    params |= {"rvuser": question.by} if question.by else {}
    params |= {"rvexcludeuser": question.but} if question.but else {}
    ask = ApiQuery(params, take, unfollowed="rvcontinue")
    return [ask], lambda: tuple(version for version in found if version.revid != question.before)


def signed_versions(question: SignedVersions, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """The newest versions of one page, or its oldest, with who saved them."""
    found: list[SignedVersion] = []
    more: list[bool] = []

    def take(response: rows.Row) -> None:
        more.append("rvcontinue" in response.get("continue", {}))
        for row in rows.pages(response):
            found.extend(rows.signed(row))

    count = 1 if question.first else min(question.count, batch)
    params = {**CONTENT, "prop": "info|revisions", "pageids": str(question.pageid), "rvlimit": str(count)}
    params |= {"rvdir": "newer"} if question.first else {}
    params |= {"rvstartid": str(question.before)} if question.before else {}
    params |= {"rvexcludeuser": question.but} if question.but else {}
    ask = ApiQuery(params, take, unfollowed="rvcontinue")
    return [ask], lambda: (tuple(one for one in found if one.revid != question.before), any(more))


def campaigns(question: Campaigns, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """Every page that the operator's discovery finds, with its text; one that is found twice is one."""
    found: dict[int, _FoundPages] = {}

    def taking(sign: str | None) -> Callable[[rows.Row], None]:
        def take(response: rows.Row) -> None:
            for row in rows.pages(response):
                if row["ns"] in question.namespaces and row.get("pageid"):
                    page = found.setdefault(row["pageid"], _FoundPages())
                    page.take(row)
                    page.facts |= {sign: True} if sign else {}

        return take

    params = {**CONTENT, "prop": "info|revisions"}
    sets = _page_sets(question)
    sets += [(None, {"titles": joined(titles)}) for titles in chunks(question.titles, batch)]
    return [ApiQuery({**params, **page_set}, taking(sign)) for sign, page_set in sets], lambda: tuple(
        page.page("") for page in found.values() if page.version
    )


def _page_sets(question: Campaigns) -> list[tuple[str | None, dict[str, str]]]:
    """The ways of finding campaigns, each with what it says of the pages that it finds."""
    namespaces = joined(sorted(question.namespaces))
    sets: list[tuple[str | None, dict[str, str]]] = []
    if question.template:
        embedding = {"geititle": question.template, "geinamespace": namespaces, "geilimit": "max"}
        sets.append(("marked", {"generator": "embeddedin", **embedding}))
    if question.category:
        members = {"gcmtitle": question.category, "gcmnamespace": namespaces, "gcmlimit": "max"}
        sets.append(("categorized", {"generator": "categorymembers", **members}))
    for namespace, name in question.prefixes:
        pages = {"gapprefix": name, "gapnamespace": str(namespace), "gaplimit": "max"}
        sets.append((None, {"generator": "allpages", **pages}))
    return sets
