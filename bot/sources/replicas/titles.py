"""Pages by title, with redirects followed as the API follows them (ApiPageSet)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.mediawiki.models import Page
from bot.mediawiki.queries import Authored, Authors, Linked, OtherNames, PagesOf, PagesTitled
from bot.mediawiki.site import Title
from bot.sources.replicas.pages import page
from bot.sources.replicas.replica import PartialAnswer, Replica

PAGES = """
SELECT page_id, page_namespace, page_title, page_is_redirect, page_latest,
    rd_namespace, rd_title, rd_interwiki
FROM page LEFT JOIN redirect ON rd_from = page_id AND page_is_redirect = 1
WHERE {titles}
"""
AUTHORS = """
SELECT DISTINCT rev_page, actor_user
FROM revision_userindex JOIN actor_revision ON actor_id = rev_actor
WHERE rev_page IN %(ids)s AND actor_user > 0
"""
REDIRECTS = """
SELECT rd_namespace, rd_title, page_namespace, page_title
FROM redirect JOIN page ON page_id = rd_from
WHERE {titles} AND (rd_interwiki IS NULL OR rd_interwiki = '')
"""
HOPS = 3
"""How many steps lead from a name to its page: normalised, redirected, and no circles."""


@dataclass
class Followed:
    """Where titles lead: the pages at the end that exist, and each redirect on the way with its target."""

    pages: dict[int, Page] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    seen: set[Title] = field(default_factory=set)
    redirects: set[Title] = field(default_factory=set)


def follow(titles: Iterable[Title], replica: Replica) -> Followed:
    """Look titles up, and what they redirect to, a statement for each step; a circle leads nowhere."""
    found = Followed()
    new = set(titles)
    while new:
        found.seen |= new
        targets: set[Title] = set()
        for row in replica.each_titled(PAGES, new, "page_namespace", "page_title"):
            state = page(row[:5], replica)
            title = replica.title(row[1], row[2])
            if not state.redirect:
                found.pages[state.pageid] = state
                continue
            found.redirects.add(title)
            namespace, name, interwiki = row[5:]
            if name is None:
                continue
            target = replica.title(namespace, name)
            found.leads[state.title] = _abroad(interwiki) + replica.written(target)
            if not interwiki:
                targets.add(target)
        new = targets - found.seen
    return found


def _abroad(interwiki: bytes | str | None) -> str:
    prefix = interwiki.decode() if isinstance(interwiki, bytes) else interwiki
    return f"{prefix}:" if prefix else ""


def _parsed(names: Iterable[str], replica: Replica) -> set[Title]:
    return {title for title in map(replica.parsed, names) if title}


def titled(question: PagesTitled, replica: Replica) -> PartialAnswer:
    """``page`` and ``redirect``."""
    return PartialAnswer.whole(follow(_parsed(question.titles, replica), replica).pages)


def pages_of(question: PagesOf, replica: Replica) -> PartialAnswer:
    """The same, by the titles that were asked for."""
    meant = {name: title for name in question.titles if (title := replica.parsed(name))}
    followed = follow(meant.values(), replica)
    by_title = {page.title: page for page in followed.pages.values()}

    def place(name: str) -> str:
        for _ in range(HOPS):
            name = followed.leads.get(name, name)
        return name

    return PartialAnswer.whole(
        {
            name: by_title.get(place(replica.written(meant[name]))) if name in meant else None
            for name in question.titles
        }
    )


def authors(question: Authors, replica: Replica) -> PartialAnswer:
    """The same, and everybody of ``revision_userindex``."""
    pages = follow(_parsed(question.titles, replica), replica).pages
    userids: dict[int, set[int]] = defaultdict(set)
    for pageid, userid in replica.each(AUTHORS, pages):
        userids[pageid].add(userid)
    return PartialAnswer.whole(
        {pageid: Authored(page, frozenset(userids[pageid])) for pageid, page in pages.items()}
    )


def linked(question: Linked, replica: Replica) -> PartialAnswer:
    """``pagelinks`` of the page that the title leads to, and where these lead."""
    origin = follow(_parsed([question.title], replica), replica).pages
    links = replica.schema.links
    sql = f"SELECT {links.namespace}, {links.title} FROM pagelinks {links.join} WHERE pl_from IN %(ids)s"
    targets = {replica.title(namespace, name) for namespace, name in replica.each(sql, origin)}
    found = follow(targets, replica).pages.values()
    return PartialAnswer.whole({one.pageid: one for one in found if one.namespace in question.namespaces})


def other_names(question: OtherNames, replica: Replica) -> PartialAnswer:
    """``redirect`` to the pages that these titles lead to; such a page need not exist."""
    meant = {name: title for name in question.titles if (title := replica.parsed(name))}
    followed = follow(meant.values(), replica)
    leads = dict(followed.leads)
    ends = followed.seen - followed.redirects
    names = {replica.written(title): {replica.written(title)} for title in ends}
    for namespace, name, of, redirect in replica.each_titled(REDIRECTS, ends, "rd_namespace", "rd_title"):
        names[replica.full_title(namespace, name)].add(replica.full_title(of, redirect))
    leads |= {name: full for name, title in meant.items() if (full := replica.written(title)) != name}

    def place(name: str) -> str:
        for _ in range(HOPS):
            name = leads.get(name, name)
        return name

    return PartialAnswer.whole(
        {name: frozenset({name, *names.get(end := place(name), {end})}) for name in question.titles}
    )
