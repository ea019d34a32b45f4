"""Pages with their texts: present ones, older ones, and those that are campaigns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.core.questions import Campaigns, PageText, Texts, Versions
from bot.sources.api import rows
from bot.sources.api.asks import Ask, chunks, joined
from bot.sources.api.pagesets import follow, leads

CONTENT = {"rvprop": "ids|timestamp|content", "rvslots": "main"}


def texts(question: Texts, batch: int) -> tuple[list[Ask], Callable[[], Any]]:
    """``prop=revisions`` of many titles; normalised and redirected titles lead back to what was asked."""
    found: dict[str, PageText] = {}
    members: dict[str, int] = {}
    marked: set[str] = set()
    aliases: dict[str, str] = {}

    def take(response: rows.Row) -> None:
        query = response.get("query", {})
        aliases.update(leads(query))
        for row in query.get("pages", ()):
            if row.get("templates") or row.get("categories"):
                marked.add(row["title"])
            if "categoryinfo" in row:  # Also of a category that has members and no page.
                members[row["title"]] = row["categoryinfo"]["size"]
            for version in rows.versions(row):
                found[row["title"]] = version

    def answer() -> dict[str, PageText]:
        answers = {}
        for title in question.titles:
            place = follow(title, aliases)
            page = found.get(place, PageText(title=place))
            answers[title] = replace(page, marked=place in marked, members=members.get(place, 0))
        return answers

    params = _text_params(question)
    return [Ask({**params, "titles": joined(t)}, take) for t in chunks(question.titles, batch)], answer


def _text_params(question: Texts) -> dict[str, str]:
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


def versions(question: Versions, _batch: int) -> tuple[list[Ask], Callable[[], Any]]:
    """Older versions of one page."""
    found: list[PageText] = []

    def take(response: rows.Row) -> None:
        for row in rows.pages(response):
            found.extend(rows.versions(row))

    params = {**CONTENT, "prop": "revisions", "titles": question.title, "rvlimit": str(question.count)}
    params |= {"rvstartid": str(question.before)} if question.before else {}
    params |= {"rvuser": question.by} if question.by else {}
    params |= {"rvexcludeuser": question.but} if question.but else {}
    ask = Ask(params, take, unfollowed="rvcontinue")
    return [ask], lambda: tuple(version for version in found if version.revid != question.before)


def campaigns(question: Campaigns, batch: int) -> tuple[list[Ask], Callable[[], Any]]:
    """Every page that the operator's discovery finds, with its text."""
    found: dict[int, PageText] = {}

    def take(response: rows.Row) -> None:
        for row in rows.pages(response):
            if row["ns"] not in question.namespaces:
                continue
            for version in rows.versions(row):
                found[version.pageid] = replace(version, marked=True)

    params = {**CONTENT, "prop": "revisions"}
    sets = _page_sets(question)
    sets += [{"titles": joined(titles)} for titles in chunks(question.titles, batch)]
    return [Ask({**params, **page_set}, take) for page_set in sets], lambda: tuple(found.values())


def _page_sets(question: Campaigns) -> list[dict[str, str]]:
    namespaces = joined(sorted(question.namespaces))
    sets: list[dict[str, str]] = []
    if question.template:
        sets.append(
            {
                "generator": "embeddedin",
                "geititle": question.template,
                "geinamespace": namespaces,
                "geilimit": "max",
            }
        )
    if question.category:
        sets.append(
            {
                "generator": "categorymembers",
                "gcmtitle": question.category,
                "gcmnamespace": namespaces,
                "gcmlimit": "max",
            }
        )
    sets += [
        {"generator": "allpages", "gapprefix": name, "gapnamespace": str(namespace), "gaplimit": "max"}
        for namespace, name in question.prefixes
    ]
    return sets
