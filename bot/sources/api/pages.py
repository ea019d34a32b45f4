"""Pages and their places: state, categories, templates, links, moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from bot.mediawiki.models import Page
from bot.mediawiki.queries import (
    Authored,
    Authors,
    CategoryParents,
    Embedding,
    Linked,
    Members,
    NamespacesOf,
    PageFacts,
    Pages,
    PagesOf,
    PagesTitled,
)
from bot.sources.api import pagesets, rows
from bot.sources.api.api_query import ApiQuery, chunks, joined


def pages(question: Pages, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``prop=info`` and what else is wanted, of many pages at once."""
    states: dict[int, Page] = {}
    categories: dict[int, set[str]] = defaultdict(set)
    templates: dict[int, set[str]] = defaultdict(set)
    talks: dict[int, int] = {}

    def take(response: rows.Row) -> None:
        for row in rows.pages(response):
            state = rows.page(row)
            if state:
                states[state.pageid] = state
            # What did not fit comes with a later part, which tells the state no more.
            if "pageid" in row:
                categories[row["pageid"]] |= rows.titles(row.get("categories", ()))
                templates[row["pageid"]] |= rows.titles(row.get("templates", ()))
            if "talkid" in row:
                talks[row["pageid"]] = row["talkid"]

    def answer() -> dict[int, PageFacts]:
        return {
            pageid: PageFacts(
                state, frozenset(categories[pageid]), frozenset(templates[pageid]), talks.get(pageid, 0)
            )
            for pageid, state in states.items()
        }

    asks = [
        ApiQuery({**params, "pageids": joined(ids)}, take)
        for params in _page_params(question, batch)
        for ids in chunks(question.pageids, batch)
    ]
    return asks, answer


def _page_params(question: Pages, batch: int) -> Iterator[dict[str, str]]:
    """One round over the pages, and one more for so many templates as a request cannot name."""
    props = ["info"]
    params: dict[str, str] = {}
    if question.categories:
        props.append("categories")
        params["cllimit"] = "max"
    if question.talk:
        params["inprop"] = "talkid"
    first, *others = [*chunks(question.templates, batch)] or [()]
    if first:
        props.append("templates")
        params |= _templates(first)
    yield {**params, "prop": "|".join(props)}
    for names in others:
        yield {"prop": "info|templates", **_templates(names)}


def _templates(names: Iterable[str]) -> dict[str, str]:
    return {"tltemplates": joined(names), "tllimit": "max"}


def category_parents(question: CategoryParents, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """One level up the category tree, for many categories at once."""
    parents: dict[str, set[str]] = {category: set() for category in question.categories}

    def take(response: rows.Row) -> None:
        for row in rows.pages(response):
            parents.setdefault(row["title"], set()).update(rows.titles(row.get("categories", ())))

    asks = [
        ApiQuery({"prop": "categories", "cllimit": "max", "titles": joined(titles)}, take)
        for titles in chunks(question.categories, batch)
    ]
    return asks, lambda: {category: frozenset(found) for category, found in parents.items()}


def linked(question: Linked, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """The pages that a page links to; a link to a redirect leads to its target."""
    found: dict[int, Page] = {}
    take = _page_taker(found, question.namespaces)
    params = {
        "generator": "links",
        "titles": question.title,
        "gpllimit": "max",
        "redirects": "1",
        "prop": "info",
    }
    if question.among is None:
        return [ApiQuery(params, take)], lambda: found
    some = chunks(question.among, batch)
    return [ApiQuery({**params, "gpltitles": joined(titles)}, take) for titles in some], lambda: found


def _page_taker(found: dict[int, Page], namespaces: frozenset[int] | None) -> Callable[[rows.Row], None]:
    def take(response: rows.Row) -> None:
        for row in rows.pages(response):
            state = rows.page(row)
            if state and (namespaces is None or state.namespace in namespaces):
                found[state.pageid] = state

    return take


def titled(question: PagesTitled, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """Pages by title, redirects followed."""
    found: dict[int, Page] = {}
    take = _page_taker(found, None)
    asks = [
        ApiQuery({"prop": "info", "redirects": "1", "titles": joined(titles)}, take)
        for titles in chunks(question.titles, batch)
    ]
    return asks, lambda: found


def pages_of(question: PagesOf, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """The same, by the titles that were asked for."""
    found: dict[int, Page] = {}
    leads: dict[str, str] = {}
    take_page = _page_taker(found, None)

    def take(response: rows.Row) -> None:
        take_page(response)
        leads.update(pagesets.leads(response.get("query", {})))

    def answer() -> Mapping[str, Page | None]:
        by_title = {page.title: page for page in found.values()}
        return {title: by_title.get(pagesets.follow(title, leads)) for title in question.titles}

    asks = [
        ApiQuery({"prop": "info", "redirects": "1", "titles": joined(titles)}, take)
        for titles in chunks(question.titles, batch)
    ]
    return asks, answer


def authors(question: Authors, batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``prop=contributors``: the API looks at a hundred pages at a time, and is asked to go on."""
    found: dict[int, Page] = {}
    userids: dict[int, set[int]] = defaultdict(set)
    take_page = _page_taker(found, None)

    def take(response: rows.Row) -> None:
        take_page(response)
        for row in rows.pages(response):
            userids[row.get("pageid", 0)].update(who["userid"] for who in row.get("contributors", ()))

    def answer() -> dict[int, Authored]:
        return {pageid: Authored(page, frozenset(userids[pageid])) for pageid, page in found.items()}

    params = {"prop": "info|contributors", "redirects": "1", "pclimit": "max"}
    return [
        ApiQuery({**params, "titles": joined(titles)}, take) for titles in chunks(question.titles, batch)
    ], answer


def members(question: Members, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=categorymembers``: one category a request is all that the API takes."""
    found: list[Page] = []

    def take(response: rows.Row) -> None:
        for row in rows.listed(response, "categorymembers"):
            found.append(Page(row["pageid"], row["ns"], row["title"]))

    params = {
        "list": "categorymembers",
        "cmtitle": question.category,
        "cmprop": "ids|title",
        "cmlimit": "max",
        "cmnamespace": joined(sorted(question.namespaces)),
    }
    return [ApiQuery(params, take)], lambda: tuple(found)


def namespaces_of(question: NamespacesOf, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=categorymembers`` or ``list=embeddedin``, of which the first part is enough."""
    found: set[int] = set()
    name = "categorymembers" if question.category else "embeddedin"

    def take(response: rows.Row) -> None:
        found.update(row["ns"] for row in rows.listed(response, name))

    params = {
        "list": name,
        "cmtitle": question.title,
        "cmprop": "ids|title",
        "cmtype": "page",
        "cmlimit": "max",
    }
    if not question.category:
        params = {"list": name, "eititle": question.title, "eilimit": "max"}
    unfollowed = "cmcontinue" if question.category else "eicontinue"
    return [ApiQuery(params, take, unfollowed=unfollowed)], lambda: frozenset(found)


def embedding(question: Embedding, _batch: int) -> tuple[list[ApiQuery], Callable[[], Any]]:
    """``list=embeddedin``."""
    found: list[Page] = []

    def take(response: rows.Row) -> None:
        for row in rows.listed(response, "embeddedin"):
            found.append(Page(row["pageid"], row["ns"], row["title"]))

    params = {
        "list": "embeddedin",
        "eititle": question.template,
        "einamespace": joined(sorted(question.namespaces)),
        "eilimit": "max",
    }
    return [ApiQuery(params, take)], lambda: tuple(found)
