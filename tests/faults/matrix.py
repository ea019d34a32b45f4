"""Each kind of request × each fault, once and for good: what a bot makes of it, and how it mends itself.

A scene is a wiki with a campaign and two stores, an empty one and one that knows the campaign as it was
before something happened. A case spoils the answers to one kind of request and lets the bot bring the
campaign up to date; nothing is saved, so that the wiki stays as it is for the next case. What would be
published is either right or nothing, and the next update with the same store comes to exactly what a bot
without memory finds.

Another fault is a line in ``FORMS`` (or a list of one's own): something that makes a ``Fault`` of the proxy
for a kind of request, or None where it has no meaning for that kind.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeAlias

from bot.operations.ports import WikiUnavailable
from bot.store.store import Store
from scripts.wiki.storyteller import Action

from ..wiki.bot import LocalBot
from ..wiki.stories import noon
from ..wiki.support import LocalWiki
from .proxy import Asked, Fault, FaultProxy, Fits, Reply, answers, changed

Pages: TypeAlias = Mapping[str, str]
"""What would stand on the wiki, by title."""


# --- scenes


class SteadyProxy(FaultProxy):
    """Asks the wiki the same thing once, as soon as nothing happens there any more."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.steady = False
        self._kept: dict[frozenset[tuple[str, str]], Reply] = {}

    def reply(self, asked: Asked, real: Callable[[], Reply]) -> Reply:
        """What the bot gets."""

        def kept() -> Reply:
            key = frozenset(asked.params.items())
            if not self.steady or asked.action != "query":
                return real()
            if key not in self._kept:
                self._kept[key] = real()
            return self._kept[key]

        return super().reply(asked, kept)


@dataclass
class Scene:
    """A campaign on a wiki behind a proxy. ``right`` is what is to be published now."""

    page: str
    bot: LocalBot
    proxy: FaultProxy
    folder: Path
    right: Pages = field(default_factory=dict)

    def _file(self, name: str) -> Path:
        return self.folder / f"{name} {self.page.rpartition(':')[2]}.sqlite"

    def begin(self) -> None:
        """Count for the first time, and remember it."""
        self.bot.settings = replace(self.bot.settings, full_reading=timedelta(days=1))
        self.bot.now = datetime.now(UTC)
        self.bot.store = Store(f"sqlite:///{self._file('known')}")
        self.bot.update(self.page)

    def judge(self) -> None:
        """Find out what is right by now."""
        Store(f"sqlite:///{self._file('empty')}")
        self.bot.store = Store(f"sqlite:///{self._file('case')}")
        self.right = self.pages()

    def pages(self) -> Pages:
        """What an update would publish; raises WikiUnavailable. Of a page that is no campaign, nothing."""
        report = self.bot.update(self.page, dry=True)
        return {page.page.title: page.text for page in report.pages}

    def remember(self, *, known: bool) -> None:
        """Let the bot's store be the one that knows the campaign, or an empty one."""
        with (
            sqlite3.connect(self._file("known" if known else "empty")) as kept,
            sqlite3.connect(self._file("case")) as copy,
        ):
            kept.backup(copy)
        # The same store with another content: it is cheaper to use than a new one.
        self.bot.store._begin(self.bot.store._present)


def scenes(
    wiki: LocalWiki,
    proxy: SteadyProxy,
    folder: Path,
    declarations: Mapping[str, str],
    *,
    before: Sequence[Action],
    after: Sequence[Action],
) -> list[Scene]:
    """Campaigns by their pages and settings, with what happened before their first update and after it."""
    wiki.tell(*before)
    made = [Scene(page, LocalBot(wiki, api=proxy.api), proxy, folder) for page in declarations]
    for scene in made:
        dates = {"at": noon(-14), "start": noon(-10)[:10], "end": noon(10)[:10]}
        scene.bot.declare(declarations[scene.page], title=scene.page, **dates)
        scene.begin()
    wiki.tell(*after)
    for scene in made:
        scene.judge()
    proxy.steady = True
    return made


# --- kinds of requests


@dataclass(frozen=True)
class Kind:
    """A kind of request, and where in its answer what was asked for stands.

    ``part`` is a list below ``query``; ``fields`` are what its rows must hold, ``inside`` what pages must
    hold of a module. ``named``: each row was asked for by a name or an id.
    """

    name: str
    fits: Fits
    part: str = "pages"
    fields: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    named: bool = False


def lists(module: str) -> Fits:
    """Requests with this ``list=``."""
    return lambda asked: module in asked.params.get("list", "").split("|")


def pages_by(name: str, *modules: str, **params: str) -> Fits:
    """Requests for pages by this parameter, with these ``prop=`` and parameters; ``-name`` are not there."""

    def fits(asked: Asked) -> bool:
        props = asked.params.get("prop", "").split("|")
        wanted = [module for module in modules if not module.startswith("-")]
        unwanted = [module[1:] for module in modules if module.startswith("-")]
        there = all(module in props for module in wanted) and not any(module in props for module in unwanted)
        return name in asked.params and there and all(key in asked.params for key in params)

    return fits


def with_texts(asked: Asked) -> bool:
    """Revisions by their ids with their texts."""
    return "revids" in asked.params and "content" in asked.params.get("rvprop", "")


def without_texts(asked: Asked) -> bool:
    """Revisions by their ids without."""
    return "revids" in asked.params and "content" not in asked.params.get("rvprop", "")


def history(asked: Asked) -> bool:
    """One page's history."""
    return "pageids" in asked.params and asked.params.get("prop") == "revisions"


WHERE = ("title", "ns")
KINDS = (
    Kind("texts", pages_by("titles", "categoryinfo"), "pages", ("title",), ("revisions",), named=True),
    Kind("people", lists("users"), "users", ("name", "userid", "groups"), named=True),
    Kind("edits", lists("usercontribs"), "usercontribs", ("revid", "pageid", "timestamp", "userid")),
    Kind("log", lists("logevents"), "logevents", ("timestamp", "type", "action", "logpage", "title")),
    Kind("changes", lists("recentchanges"), "recentchanges", ("pageid",)),
    Kind("members", lists("categorymembers"), "categorymembers", ("pageid", *WHERE)),
    Kind("users of a template", lists("embeddedin"), "embeddedin", ("pageid", *WHERE)),
    Kind("worklist", pages_by("generator"), "pages", WHERE, ("lastrevid",)),
    Kind("states", pages_by("pageids", "info"), "pages", ("pageid", *WHERE), ("lastrevid",), named=True),
    Kind("parents", pages_by("titles", "categories", "-info"), "pages", WHERE, named=True),
    Kind("revisions", without_texts, "pages", ("pageid", *WHERE), ("revisions",), named=True),
    Kind("revisions' texts", with_texts, "pages", ("pageid", *WHERE), ("revisions",), named=True),
    Kind("history", history, "pages", ("pageid", *WHERE), ("revisions",), named=True),
    Kind("files", pages_by("titles", "imageinfo"), "pages", WHERE, ("imagerepository",), named=True),
    Kind("names", pages_by("titles", "redirects"), "pages", WHERE, named=True),
    Kind("titles", pages_by("titles", "info", "-revisions"), "pages", WHERE, ("lastrevid",), named=True),
)


# --- forms of faults

Change: TypeAlias = Callable[[Any], Any]


@dataclass(frozen=True)
class Form:
    """A way to spoil an answer. ``make`` gives the fault for a kind of request, None where there is none.

    ``unseen``: the answer is well formed all the same, so that only what was known before is protected.
    """

    name: str
    make: Callable[[Kind], Fault | None]
    unseen: Callable[[Kind], bool] = lambda _kind: False


def _always(fault: Fault) -> Callable[[Kind], Fault | None]:
    return lambda _kind: fault


def _instead(value: Any) -> Change:
    return lambda _was: value


def _with(**more: Any) -> Change:
    return lambda answer: {**answer, **more}


def _without(*names: str) -> Change:
    return lambda answer: {name: value for name, value in answer.items() if name not in names}


def _warning(text: str) -> Change:
    return _with(warnings={"query": {"warnings": text}})


def _part(change: Change) -> Callable[[Kind], Fault]:
    """Something in the place of the list that was asked for."""

    def make(kind: Kind) -> Fault:
        def spoil(answer: Any) -> Any:
            query = answer.get("query", {})
            if kind.part in query:
                query[kind.part] = change(query[kind.part])
            return answer

        return changed(spoil)

    return make


def _gone(kind: Kind) -> Fault:
    def spoil(answer: Any) -> Any:
        answer.get("query", {}).pop(kind.part, None)
        return answer

    return changed(spoil)


def _rows(change: Change, at: slice) -> Callable[[Kind], Fault]:
    """Something in the place of some rows."""

    def spoil(rows: list[Any]) -> list[Any]:
        chosen = {id(row) for row in rows[at]}
        return [change(row) if id(row) in chosen else row for row in rows]

    return _part(spoil)


def _field(number: int, instead: Any, *, gone: bool = False) -> Callable[[Kind], Fault | None]:
    """Something in the place of a field of each row that has it."""

    def make(kind: Kind) -> Fault | None:
        if number >= len(kind.fields):
            return None
        name = kind.fields[number]

        def spoil(row: Any) -> Any:
            if name not in row:
                return row
            return _without(name)(row) if gone else {**row, name: instead}

        return _rows(spoil, slice(None))(kind)

    return make


def _inside(instead: Any, *, gone: bool = False) -> Callable[[Kind], Fault | None]:
    """Something in the place of what a module tells of each page."""

    def make(kind: Kind) -> Fault | None:
        if not kind.inside:
            return None
        name = kind.inside[0]

        def spoil(row: Any) -> Any:
            if name not in row:
                return row
            return _without(name)(row) if gone else {**row, name: instead}

        return _rows(spoil, slice(None))(kind)

    return make


def _within(change: Change) -> Callable[[Kind], Fault | None]:
    """Something in the place of each revision of each page."""

    def make(kind: Kind) -> Fault | None:
        if "revisions" not in kind.inside:
            return None

        def spoil(row: Any) -> Any:
            return {**row, "revisions": list(map(change, row["revisions"]))} if "revisions" in row else row

        return _rows(spoil, slice(None))(kind)

    return make


def _fewer(at: slice) -> Callable[[Kind], Fault]:
    """Some rows left out."""

    def spoil(rows: list[Any]) -> list[Any]:
        chosen = {id(row) for row in rows[at]}
        return [row for row in rows if id(row) not in chosen]

    return _part(spoil)


def _unnamed(kind: Kind) -> bool:
    return not kind.named


def _query(name: str, instead: Any) -> Callable[[Kind], Fault]:
    """Something in the place of what tells where titles and ids lead."""

    def spoil(answer: Any) -> Any:
        query = answer.get("query", {})
        if name in query:
            query[name] = instead
        return answer

    return lambda _kind: changed(spoil)


ENDLESS = {"xcontinue": "1", "continue": "||"}
WHOLE: Mapping[str, Any] = {
    "an empty object": {},
    "null": None,
    "a list": [],
    "a text": "x",
    "a number": 5,
    "an end alone": {"batchcomplete": True},
    "no query": {"batchcomplete": True, "query": {}},
    "a null query": {"batchcomplete": True, "query": None},
    "a list as query": {"batchcomplete": True, "query": []},
    "a text as query": {"batchcomplete": True, "query": "x"},
    "to something else": {"batchcomplete": True, "query": {"allusers": []}},
}
"""In the place of an answer."""
PARTS: Mapping[str, Any] = {
    "null": None,
    "an object": {},
    "a text": "x",
    "a list of nulls": [None],
    "a list of lists": [[]],
    "a list of texts": ["x"],
}
"""In the place of a list."""
FIELDS: Mapping[str, Any] = {"gone": None, "is null": None, "is a list": [], "is an object": {}}
INSIDE: Mapping[str, Any] = {"gone": None, "is null": None, "is empty": [], "is an object": {}}
"""In the place of a field, and of what a module tells of a page."""
FORMS: tuple[Form, ...] = (
    *(Form(f"answers {name}", _always(answers(value))) for name, value in WHOLE.items()),
    *(
        Form(name, _always(changed(change)))
        for name, change in {
            "neither end nor more": _without("batchcomplete", "continue"),
            "a null end": _with(batchcomplete=None),
            "more, which is null": _with(**{"continue": None}),
            "more, which is empty": _with(**{"continue": {}}),
            "more, without a place": _with(**{"continue": {"xcontinue": "1"}}),
            "more, which is a list": _with(**{"continue": []}),
            "more without end": _with(**{"continue": ENDLESS}),
            "a warning: too many values": _warning('Too many values supplied for parameter "titles".'),
            "a warning: parameter": _warning("Unrecognized parameter: ucuserids."),
            "a warning: value": _warning('Unrecognized value for parameter "prop": info'),
            "a warning: cut": _warning("This result was truncated because it would otherwise be too large."),
            "warnings as a list": _with(warnings=["x"]),
        }.items()
    ),
    Form("no list", _gone, unseen=lambda kind: kind.name == "worklist"),
    *(Form(f"{name} as list", _part(_instead(value))) for name, value in PARTS.items()),
    Form("a list in the list", _part(lambda rows: [rows])),
    Form("an object around the list", _part(lambda rows: {"rows": rows})),
    Form("the first row is null", _rows(lambda _row: None, slice(1))),
    Form("the last row is null", _rows(lambda _row: None, slice(-1, None))),
    Form("the first row is empty", _rows(lambda _row: {}, slice(1))),
    Form("the first row is a list", _rows(lambda _row: [], slice(1))),
    *(
        Form(f"field {number} {name}", _field(number, value, gone=name == "gone"))
        for number in range(5)
        for name, value in FIELDS.items()
    ),
    *(
        Form(f"what a module tells {name}", _inside(value, gone=name == "gone"))
        for name, value in INSIDE.items()
    ),
    *(
        Form(f"a revision {name}", _within(change))
        for name, change in {
            "is null": lambda _row: None,
            "is empty": lambda _row: {},
            "without id": _without("revid"),
            "without time": _without("timestamp"),
            "of no time": _with(timestamp="x"),
            "without text": lambda row: {**row, "slots": {}} if "slots" in row else _without("sha1")(row),
            "without size": _without("size"),
        }.items()
    ),
    Form("no first row", _fewer(slice(1)), _unnamed),
    Form("no last row", _fewer(slice(-1, None)), _unnamed),
    Form("every second row", _fewer(slice(None, None, 2)), _unnamed),
    Form("no rows", _fewer(slice(None)), _unnamed),
    Form("no normalized titles", _query("normalized", [])),
    Form("no redirects", _query("redirects", [])),
    Form("no bad ids", _query("badrevids", {})),
)


# --- cases


@dataclass(frozen=True)
class Case:
    """One fault of one kind of request, so many times; None: for good."""

    kind: Kind
    form: Form
    fault: Fault
    times: int | None

    def __str__(self) -> str:
        return f"{self.kind.name}: {self.form.name}, {'for good' if self.times is None else 'once'}"


def cases(kinds: Sequence[Kind] = KINDS, forms: Sequence[Form] = FORMS) -> Iterator[Case]:
    """All of them."""
    for kind in kinds:
        for form in forms:
            fault = form.make(kind)
            if fault is not None:
                yield Case(kind, form, fault, 1)
                yield Case(kind, form, fault, None)


@dataclass(frozen=True)
class Found:
    """What came of a case. ``published`` None: nothing, the turn ended."""

    asked: bool
    published: Pages | None
    mended: Pages | None = None


def run(scene: Scene, case: Case, *, known: bool) -> Found:
    """Spoil, update, heal, and update again."""
    scene.remember(known=known)
    scene.proxy.heal()
    scene.proxy.forget()
    scene.proxy.spoil(case.kind.fits, case.fault, case.times)
    published: Pages | None
    try:
        published = scene.pages()
    except WikiUnavailable:
        published = None
    finally:
        scene.proxy.heal()
    if not scene.proxy.spoilt:
        return Found(False, published)
    return Found(True, published, scene.pages())
