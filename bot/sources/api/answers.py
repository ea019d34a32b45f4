"""Whether an answer of the Action API is whole: all that was asked for is in it, and nothing says otherwise.

Half an answer (an empty object, a list that is missing, no row for something that was named, a warning
that something was cut or ignored) is a failed read: nobody would see from a smaller number that it is wrong.
A list that is shorter than it should be and well formed can't be seen here; see
``operations/counting/confirming_source.py``.

Rules: https://www.mediawiki.org/wiki/API:Query, API:Continue and API:Errors_and_warnings (in the format
``bc``, which is always in English).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sources.api.fields import LISTS, METAS, Params, asked, moment, page_flaw, rows_flaw
from bot.sources.api.pagesets import leads_flaw, told_revids, untold, untold_users

LOSSES = ("Too many values supplied", "Unrecognized parameter", "Unrecognized value")
"""How warnings begin that say that a part of the question was passed over."""
CUT = "This result was truncated"
"""How the warning begins that comes with a part of an answer that goes on, and with none that ends."""
FILTERS = ("rvstart", "rvend", "rvstartid", "rvendid", "rvuser", "rvexcludeuser", "rvtag")
"""With these a page may have no revision to tell."""
CUT_OFF = {"revisions": "rvcontinue", "deletedrevisions": "drvcontinue"}
"""Lists of a page that are there and empty where an answer was cut off right before, by how they go on."""
PAGE_SETS = ("titles", "pageids", "revids", "generator")
FILE = 6


class HalfAnswer(Exception):
    """An answer that is not whole; ``place`` is where in it something is wrong or missing."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


@dataclass(frozen=True)
class _Running:
    """What a part of an answer tells of, by the request that was sent for it.

    Of modules that finished in an earlier part, and of pages once all of them are, nothing is told again.
    """

    lists: tuple[str, ...]
    metas: tuple[str, ...]
    pages: bool

    @classmethod
    def of(cls, sent: Params) -> _Running:
        place, _, finished = sent.get("continue", "").partition("||")
        told = frozenset(finished.split("|"))
        lists, metas = asked(sent, "list") - told, asked(sent, "meta") & METAS.keys() - told
        pages = place != "-" and any(name in sent for name in PAGE_SETS)
        return cls(tuple(sorted(lists)), tuple(sorted(metas)), pages)

    def needed(self, sent: Params) -> bool:
        """Whether there is something to tell in any case; a generator may find nothing."""
        return bool(self.lists or self.metas) or (self.pages and "generator" not in sent)


@dataclass
class _Page:
    """What the parts of an answer have told of one page, and what they have not yet."""

    title: str
    missing: set[str]


@dataclass
class WholeAnswers:
    """Looks at the parts of the answer to one request, one after another."""

    params: Params
    _pages: dict[int | str, _Page] = field(default_factory=dict)
    """Those whose batch is not complete."""
    _revids: frozenset[int] = frozenset()

    def take(self, sent: Params, part: Any) -> None:
        """Look at the answer to ``sent``, the request or what continues it.

        Raises HalfAnswer; the part may be asked for again then.
        """
        if not isinstance(part, dict):
            raise HalfAnswer("{}")
        _shape(part)
        _warnings(part)
        if "curtimestamp" in sent and not moment(part.get("curtimestamp")):
            raise HalfAnswer("curtimestamp")
        running = _Running.of(sent)
        query = part.get("query", {} if not running.needed(sent) else None)
        if not isinstance(query, dict):
            raise HalfAnswer("query")
        for name in running.lists:
            _list(name, sent, query, part.get("continue", {}))
        for name in running.metas:
            flaw = METAS[name](sent, query.get(name))
            if flaw is not None:
                raise HalfAnswer(f"query.{name}{flaw}")
        if running.pages:
            _page_set(sent, query, part.get("continue", {}))
            self._note(query, part.get("batchcomplete") is True)

    def _note(self, query: Mapping[str, Any], complete: bool) -> None:
        pages, revids = self._with(query), self._revids | told_revids(query)
        if complete:
            self._complete(pages.values(), revids)
            pages, revids = {}, frozenset()
        self._pages, self._revids = pages, revids

    def _with(self, query: Mapping[str, Any]) -> dict[int | str, _Page]:
        """What is known of the pages of this batch together with what this part tells of them."""
        pages = dict(self._pages)
        for row in query.get("pages", ()):
            key = row.get("pageid") or row["title"]
            before = pages.get(key)
            missing = self._due(row) if before is None else before.missing
            told = row.keys() - {name for name in CUT_OFF if row.get(name) == []}
            pages[key] = _Page(row.get("title", str(key)), missing - told)
        return pages

    def _due(self, row: Mapping[str, Any]) -> set[str]:
        """What must have been told of a page at the end of its batch."""
        props = asked(self.params, "prop")
        exists = not row.keys() & {"missing", "invalid", "special"}
        due = set()
        if exists and "info" in props:
            due |= {"lastrevid", "contentmodel"}
        # What was asked for by the ids of revisions is accounted for one by one.
        if exists and "revisions" in props and not self.params.keys() & {*FILTERS, "revids"}:
            due.add("revisions")
        if "imageinfo" in props and row.get("ns") == FILE:
            due.add("imagerepository")
            if row.get("imagerepository"):
                due.add("imageinfo")
        return due

    def _complete(self, pages: Collection[_Page], revids: frozenset[int]) -> None:
        for page in pages:
            for name in sorted(page.missing):
                raise HalfAnswer(f"query.pages.{name}: {page.title}")
        named = {int(revid) for revid in asked(self.params, "revids")}
        for revid in sorted(named - revids):
            raise HalfAnswer(f"query.badrevids: {revid}")


def _shape(part: Mapping[str, Any]) -> None:
    """An answer is at its end, or says how it goes on."""
    if "continue" not in part:
        if part.get("batchcomplete") is not True:
            raise HalfAnswer("batchcomplete")
        return
    told = part["continue"]
    if not isinstance(told, dict) or len(told) < 2 or "||" not in str(told.get("continue")):
        raise HalfAnswer("continue")
    if not all(isinstance(value, str) or type(value) is int for value in told.values()):
        raise HalfAnswer("continue")
    if part.get("batchcomplete", True) is not True:
        raise HalfAnswer("batchcomplete")


def _warnings(part: Mapping[str, Any]) -> None:
    """Most warnings are about what will change some day; some say that the answer is not to this question."""
    losses = LOSSES if "continue" in part else (*LOSSES, CUT)
    for line in _lines(part.get("warnings", {})):
        if line.startswith(losses):
            raise HalfAnswer(f"warnings: {line}")


def _lines(warnings: Any) -> Iterator[str]:
    for row in warnings.values() if isinstance(warnings, dict) else [None]:
        told = row.get("warnings") if isinstance(row, dict) else None
        if not isinstance(told, str):
            raise HalfAnswer("warnings")
        yield from told.splitlines()


def _list(name: str, sent: Params, query: Mapping[str, Any], left: Any) -> None:
    """The rows of one ``list=`` module."""
    flaw = LISTS.get(name)
    found = rows_flaw(query.get(name), lambda row: flaw(sent, row) if flaw else None)
    if found is not None:
        raise HalfAnswer(f"query.{name}{found}")
    if name == "users":
        rest = {key: str(value) for key, value in left.items()}
        for who in untold_users(sent, query[name], rest):
            raise HalfAnswer(f"query.users: {who}")


def _page_set(sent: Params, query: Mapping[str, Any], left: Any) -> None:
    """The pages of one part, and where titles led."""
    found = leads_flaw(query)
    if found is not None:
        raise HalfAnswer(f"query{found}")
    found = rows_flaw(query.get("pages", []), lambda row: page_flaw(sent, _without_cut(row, left)))
    if found is not None:
        raise HalfAnswer(f"query.pages{found}")
    for name in untold(sent, query):
        raise HalfAnswer(f"query.pages: {name}")
    # Revisions that go on have begun before, or with this part.
    goes_on = "rvcontinue" in sent or "rvcontinue" in left
    if goes_on and not any("revisions" in row for row in query.get("pages", ())):
        raise HalfAnswer("query.pages.revisions")


def _without_cut(row: Any, left: Any) -> Any:
    """A page's row; where the answer had no room for the first thing in a list, that one is to come."""
    if not isinstance(row, dict):
        return row
    cut = {name for name, place in CUT_OFF.items() if row.get(name) == [] and place in left}
    return {name: value for name, value in row.items() if name not in cut} if cut else row
