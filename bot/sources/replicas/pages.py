"""Pages and their places: state, categories, templates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from bot.mediawiki.models import Page
from bot.mediawiki.queries import CategoryParents, Embedding, Members, PageFacts, Pages
from bot.mediawiki.site import CATEGORY, Title
from bot.sources.replicas.replica import PartialAnswer, Replica, one_of
from bot.sources.replicas.schema import Links

PAGES = """
SELECT page_id, page_namespace, page_title, page_is_redirect, page_latest FROM page WHERE page_id IN %(ids)s
"""
TALKS = """
SELECT page.page_id, talk.page_id
FROM page JOIN page AS talk ON talk.page_namespace = page.page_namespace + 1
    AND talk.page_title = page.page_title
WHERE page.page_id IN %(ids)s AND page.page_namespace >= 0 AND MOD(page.page_namespace, 2) = 0
"""


def pages(question: Pages, replica: Replica) -> PartialAnswer:
    """``page``, its talk page, ``categorylinks`` and ``templatelinks``: a statement for each."""
    states = {
        state.pageid: state for state in (page(row, replica) for row in replica.each(PAGES, question.pageids))
    }
    categories = _categories(states, replica) if question.categories else {}
    templates = _templates(states, question.templates, replica) if question.templates else {}
    talks: dict[int, int] = dict(map(tuple, replica.each(TALKS, states))) if question.talk else {}
    none: frozenset[str] = frozenset()
    found = {
        pageid: PageFacts(
            state, categories.get(pageid, none), templates.get(pageid, none), talks.get(pageid, 0)
        )
        for pageid, state in states.items()
    }
    missing = tuple(pageid for pageid in question.pageids if pageid not in found)
    return PartialAnswer.whole(found).unless_there(Pages(missing, sure=True), bool(missing), replica, "page")


def page(row: Any, replica: Replica) -> Page:
    """A page out of the five columns that say what it is."""
    pageid, namespace, title, redirect, latest = row
    return Page(pageid, namespace, replica.full_title(namespace, title), bool(redirect), latest)


def _categories(pageids: Iterable[int], replica: Replica) -> dict[int, frozenset[str]]:
    links = replica.schema.categories
    sql = f"{_selected('cl_from', links)} FROM categorylinks {links.join} WHERE cl_from IN %(ids)s"
    return _linked(replica.each(sql, pageids), replica)


def _templates(pageids: Iterable[int], names: Iterable[str], replica: Replica) -> dict[int, frozenset[str]]:
    """Of a page that uses many templates only those that were asked about; there are few of them."""
    wanted = {title for title in map(replica.parsed, names) if title}
    links = replica.schema.templates
    condition, named = one_of(wanted, links.namespace, links.title)
    sql = f"{_selected('tl_from', links)} FROM templatelinks {links.join} WHERE tl_from IN %(ids)s"
    sql += f" AND {condition}"
    return _linked(replica.each(sql, pageids, **named), replica) if wanted else {}


def _selected(page: str, links: Links) -> str:
    return f"SELECT {page}, {links.namespace}, {links.title}"


def _linked(rows: Iterable[Any], replica: Replica) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for pageid, namespace, title in rows:
        found[pageid].add(replica.full_title(namespace, title))
    return {pageid: frozenset(titles) for pageid, titles in found.items()}


def category_parents(question: CategoryParents, replica: Replica) -> PartialAnswer:
    """``categorylinks`` of the categories' pages; a category without a page is in none."""
    titles = {title: name for name in question.categories if (title := replica.parsed(name))}
    parents: dict[str, set[str]] = {name: set() for name in question.categories}
    links = replica.schema.categories
    sql = (
        f"SELECT page_namespace, page_title, {links.namespace}, {links.title}"
        f" FROM page JOIN categorylinks ON cl_from = page_id {links.join} WHERE {{titles}}"
    )
    for namespace, name, of, parent in replica.each_titled(sql, titles, "page_namespace", "page_title"):
        parents[titles[replica.title(namespace, name)]].add(replica.full_title(of, parent))
    return PartialAnswer.whole({name: frozenset(found) for name, found in parents.items()})


def members(question: Members, replica: Replica) -> PartialAnswer:
    """``categorylinks`` to a category, in the API's order: pages, categories, files, all by sort keys."""
    category = replica.parsed(question.category)
    links = replica.schema.categories
    sql = (
        "SELECT page_id, page_namespace, page_title"
        f" FROM categorylinks {links.join} JOIN page ON page_id = cl_from"
        " WHERE {titles} AND page_namespace IN %(namespaces)s"
        " ORDER BY FIELD(cl_type, 'page', 'subcat', 'file'), cl_sortkey, cl_from"
    )
    if category is None or category.namespace != CATEGORY:
        return PartialAnswer.whole(())
    return _places(sql, category, links, question.namespaces, replica)


def embedding(question: Embedding, replica: Replica) -> PartialAnswer:
    """``templatelinks`` to a template."""
    template = replica.parsed(question.template)
    links = replica.schema.templates
    sql = (
        "SELECT page_id, page_namespace, page_title"
        f" FROM templatelinks {links.join} JOIN page ON page_id = tl_from"
        " WHERE {titles} AND tl_from_namespace IN %(namespaces)s"
        " ORDER BY tl_from_namespace, tl_from"
    )
    return (
        PartialAnswer.whole(())
        if template is None
        else _places(sql, template, links, question.namespaces, replica)
    )


def _places(
    sql: str, title: Title, links: Links, namespaces: frozenset[int], replica: Replica
) -> PartialAnswer:
    if not namespaces:
        return PartialAnswer.whole(())
    rows = replica.each_titled(sql, [title], links.namespace, links.title, namespaces=sorted(namespaces))
    return PartialAnswer.whole(
        tuple(Page(pageid, number, replica.full_title(number, name)) for pageid, number, name in rows)
    )
