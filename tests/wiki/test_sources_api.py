"""What the API's answers look like on a real wiki: the log, tags, authors, and requests that share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.mediawiki.models import Move
from bot.mediawiki.queries import (
    Accounts,
    Authors,
    Clock,
    Contributions,
    Event,
    Events,
    Moves,
    Pages,
    PageTexts,
    RedirectChanges,
    Reverted,
    Versions,
)
from bot.sources.api.source import ApiSource
from bot.wiki.session import Session
from scripts.wiki.storyteller import Action

from .bot import opened
from .support import LocalWiki

START = datetime(2026, 11, 1, tzinfo=UTC)


class Requester:
    """The session, with everything that it is asked and answers. ``most`` is put for each limit ``max``."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.batch = session.batch
        self.requests: list[Mapping[str, str]] = []
        self.answers: list[Mapping[str, Any]] = []
        self.most = "max"

    def query(self, params: Mapping[str, str]) -> Mapping[str, Any]:
        self.requests.append(params)
        sent = {name: self.most if value == "max" else value for name, value in params.items()}
        self.answers.append(self.session.query(sent))
        return self.answers[-1]


@pytest.fixture
def requester(wiki: LocalWiki) -> Requester:
    return Requester(opened(wiki.api, wiki.pywikibot_dir).session)


@pytest.fixture
def source(requester: Requester) -> ApiSource:
    return ApiSource(requester)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}:00Z")


def do(do: str, /, when: str = "", who: str = "Admin", **keys: object) -> Action:
    time = {"at": f"2026-{when}:00Z"} if when else {}
    return {"do": do, **time, "as": who, **keys}


def edit(title: str, text: str, when: str = "", who: str = "Alice", **keys: object) -> Action:
    return do("edit", when, who, title=title, text=text, **keys)


# --- the log

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def told(source: ApiSource, since: datetime = START) -> list[Event]:
    question = Events(since)
    return list(source.ask(question)[question])


def test_a_move_names_the_moved_page_and_not_the_redirect_it_left(wiki: LocalWiki, source: ApiSource) -> None:
    page, _ = wiki.tell(
        edit("Draft:A", "a", "11-02T12:00"), do("move", "11-02T12:01", title="Draft:A", to="A")
    )
    event = Event("move", "move", at("11-02T12:01"), page["pageid"], 118, "Draft:A", "A", 0)
    assert told(source) == [event]


def test_a_move_over_a_redirect_deletes_it_first(wiki: LocalWiki, source: ApiSource) -> None:
    page, redirect, _ = wiki.tell(
        edit("A", "a", "11-02T12:00"),
        do("redirect", title="B", to="A"),
        do("move", "11-02T12:01", title="A", to="B", leave_redirect=False),
    )
    assert told(source) == [
        Event("delete", "delete_redir", at("11-02T12:01"), redirect["pageid"], 0, "B"),
        Event("move", "move_redir", at("11-02T12:01"), page["pageid"], 0, "A", "B", 0),
    ]


def test_deleting_and_restoring_name_the_page_by_its_id_then(wiki: LocalWiki, source: ApiSource) -> None:
    old, _, new, *_ = wiki.tell(
        edit("A", "old", "11-02T12:00"),
        do("delete", title="A"),
        edit("A", "new"),
        do("delete", title="A"),
        do("undelete", title="A"),
    )
    restored = wiki.query(titles="A")["query"]["pages"][0]["pageid"]
    assert [(event.action, event.pageid) for event in told(source)] == [
        ("delete", old["pageid"]),
        ("delete", new["pageid"]),
        ("restore", restored),
    ]


def test_a_restored_page_that_was_made_anew_keeps_the_new_ones_id(wiki: LocalWiki, source: ApiSource) -> None:
    old, _, new, _ = wiki.tell(
        edit("A", "old", "11-02T12:00"),
        do("delete", title="A"),
        edit("A", "new"),
        do("undelete", title="A"),
    )
    assert [(event.action, event.pageid) for event in told(source)] == [
        ("delete", old["pageid"]),
        ("restore", new["pageid"]),
    ]


def test_hiding_revisions_is_told_with_the_page(wiki: LocalWiki, source: ApiSource) -> None:
    page, *_ = wiki.tell(
        edit("A", "bad", "11-02T12:00", id="bad"),
        edit("A", "good"),
        do("hide", revids=["bad"]),
        do("unhide", revids=["bad"]),
    )
    assert [(event.action, event.pageid) for event in told(source)] == [("revision", page["pageid"])] * 2


def test_a_merge_names_the_page_whose_history_left_and_where_it_went(
    wiki: LocalWiki, source: ApiSource
) -> None:
    page, _, _ = wiki.tell(
        edit("Draft:A", "a", "11-02T12:00"), edit("Talk:B", "b"), do("merge", title="Draft:A", to="Talk:B")
    )
    [event] = told(source)
    assert event == Event("merge", "merge", event.timestamp, page["pageid"], 118, "Draft:A", "Talk:B")


def test_files_are_told_when_they_come_and_when_they_change(wiki: LocalWiki, source: ApiSource) -> None:
    page, _ = wiki.tell(
        do("upload", "11-02T12:00", title="File:X.png"), do("upload", title="File:X.png", base64=DOT)
    )
    told_of = [(event.kind, event.action, event.pageid, event.title) for event in told(source)]
    assert told_of == [("upload", action, page["pageid"], "File:X.png") for action in ("upload", "overwrite")]


DUMP = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en"><page>
<title>Imported</title><ns>0</ns><id>7</id><revision><id>8</id><timestamp>2005-01-01T00:00:00Z</timestamp>
<contributor><username>Carol</username><id>5</id></contributor><model>wikitext</model>
<format>text/x-wiki</format><text>text</text></revision></page></mediawiki>"""


def import_by_api(session: Session) -> None:
    """As an importer does on the wiki; a story imports as the server does, which leaves no log entry."""
    from pywikibot.data.api import Request

    from bot.wiki import pywikibot_library

    pywikibot = pywikibot_library.load()
    name = pywikibot_library.family_of(session.address, pywikibot.config)
    site: Any = pywikibot.Site(name, name)
    fields = {"action": "import", "interwikiprefix": "en", "token": site.tokens["csrf"]}
    Request(
        site=site, parameters=fields, mime={"xml": (DUMP, ("text", "xml"), {"filename": "a.xml"})}
    ).submit()


def test_an_import_is_told_with_the_page_that_was_made(
    wiki: LocalWiki, source: ApiSource, requester: Requester
) -> None:
    rights = ("read", "edit", "createpage", "writeapi", "import", "importupload", "apihighlimits")
    wiki.configure(wgGroupPermissions={"bot": dict.fromkeys(rights, True), "*": {"read": True}})
    import_by_api(requester.session)
    [event] = told(source, datetime(2001, 1, 1, tzinfo=UTC))
    pageid = wiki.query(titles="Imported")["query"]["pages"][0]["pageid"]
    assert (event.kind, event.action, event.pageid, event.title) == ("import", "upload", pageid, "Imported")


def test_what_changes_nothing_that_counts_is_left_out(wiki: LocalWiki, source: ApiSource) -> None:
    wiki.tell(
        edit("A", "a", "11-02T12:00"),
        do("protect", title="A"),
        do("block", user="Alice"),
        do("user", name="Bob"),
        do("rename", user="Alice", to="Alicia"),
    )
    assert told(source) == []


def test_only_what_happened_since_is_told(wiki: LocalWiki, source: ApiSource) -> None:
    wiki.tell(
        edit("A", "a", "11-02T12:00"),
        do("move", "11-03T12:00", title="A", to="B"),
        do("move", "11-04T12:00", title="B", to="C"),
    )
    assert [event.target for event in told(source, at("11-04T12:00"))] == ["C"]


def test_moves_are_those_between_namespaces_before_the_end(wiki: LocalWiki, source: ApiSource) -> None:
    page, *_ = wiki.tell(
        edit("Draft:A", "a", "11-02T12:00"),
        do("move", "11-03T12:00", title="Draft:A", to="Draft:B"),
        do("move", "11-04T12:00", title="Draft:B", to="B"),
        do("move", "11-05T12:00", title="B", to="User:B"),
    )
    everything = [
        Move(page["pageid"], at("11-04T12:00"), 118, 0),
        Move(page["pageid"], at("11-05T12:00"), 0, 2),
    ]
    for until, expected in ((None, everything), (at("11-05T12:00"), everything[:1])):
        question = Moves(START, until)
        assert source.ask(question)[question] == tuple(expected)


# --- tags


def test_reverted_edits_are_those_in_the_time_asked_for(wiki: LocalWiki, source: ApiSource) -> None:
    good, early, _, late, *_ = wiki.tell(
        edit("A", "good", "11-02T12:00"),
        edit("A", "bad", "11-03T12:00", id="early"),
        do("undo", revid="early"),
        edit("A", "bad", "11-04T12:00", id="late"),
        do("undo", revid="late"),
    )
    users = [good["userid"]] if "userid" in good else [wiki.history("A")[0]["userid"]]
    everything = frozenset({early["revid"], late["revid"]})
    cases = [
        (Reverted(tuple(users), START), everything),
        (Reverted(tuple(users), at("11-04T12:00")), {late["revid"]}),
        (Reverted(tuple(users), START, until=at("11-04T12:00")), {early["revid"]}),
        (Reverted(tuple(users), START, namespaces=frozenset({1})), frozenset()),
    ]
    for question, expected in cases:
        assert source.ask(question)[question] == expected, question


def test_pages_that_became_redirects_or_ceased_to_be(wiki: LocalWiki, source: ApiSource) -> None:
    became, _, ceased, _, _ = wiki.tell(
        edit("A", "a", "11-02T12:00"),
        edit("A", "#REDIRECT [[B]]", "11-03T12:00"),
        do("redirect", "11-02T12:00", title="B", to="C"),
        edit("B", "b", "11-03T12:00"),
        edit("C", "c"),
    )
    question = RedirectChanges(at("11-03T12:00"))
    assert source.ask(question)[question] == {became["pageid"], ceased["pageid"]}


# --- authors and time


@pytest.mark.parametrize("pieces", [False, True])
def test_all_the_authors_of_pages(wiki: LocalWiki, source: ApiSource, pieces: bool) -> None:
    first, *_ = wiki.tell(
        edit("A", "a", "11-02T12:00", "Alice"),
        edit("A", "b", "", "Bob"),
        edit("A", "c", "", "192.0.2.7"),
        edit("A", "d", "", "Eve", id="eve"),
        do("hide", revids=["eve"], what=["user"]),
        do("redirect", title="To A", to="A"),
        edit("B", "b", "", "Bob"),
    )
    if pieces:
        wiki.configure(wgAPIMaxResultSize=400)
    question = Authors(("To A", "b", "Nowhere"))
    found = source.ask(question)[question]
    people = {revision["user"]: revision["userid"] for revision in wiki.history("A") if "user" in revision}
    wiki.configure()
    assert {entry.page.title: entry.userids for entry in found.values()} == {
        "A": {people["Alice"], people["Bob"]},
        "B": {people["Bob"]},
    }
    assert found[first["pageid"]].page.lastrevid


def test_the_wikis_clock_is_this_moment(source: ApiSource) -> None:
    moment = source.ask(Clock())[Clock()]
    assert abs(moment.complete - datetime.now(UTC)) < timedelta(seconds=5)
    assert moment.lag == timedelta(0)


# --- one request carries many questions


def crowded(wiki: LocalWiki) -> tuple[tuple[str, ...], tuple[int, ...], tuple[int, ...]]:
    """Names, userids and pageids of four people who each made three edits, of which two were reverted."""
    names = ("P1", "P2", "P3", "P4")
    story = [edit("A", "good", "11-02T12:00", "Carol")]
    for name in names:
        story += [
            edit(f"By {name}", name, "", name),
            *(action for n in (1, 2) for action in vandalism(name, n)),
            do("move", title=f"By {name}", to=f"Project:By {name}"),
        ]
    wiki.tell(*story)
    users = wiki.query(list="users", ususers=names)["query"]["users"]
    pages = wiki.query(titles=["A", *(f"Project:By {name}" for name in names)])["query"]["pages"]
    return names, tuple(user["userid"] for user in users), tuple(page["pageid"] for page in pages)


def vandalism(name: str, number: int) -> list[Action]:
    revision = f"{name} {number}"
    return [edit("A", revision, "", name, id=revision), do("undo", revid=revision)]


def test_questions_that_share_a_request_are_answered_as_if_asked_alone(
    wiki: LocalWiki, source: ApiSource, requester: Requester
) -> None:
    names, userids, pageids = crowded(wiki)
    questions = (
        Accounts(names),
        Contributions(userids, START),
        Reverted(userids, START),
        Events(START),
        RedirectChanges(START),
        Clock(),
        Pages(pageids),
    )
    together = source.ask(*questions)
    assert len(requester.requests) == 2
    for question in questions[:-2]:
        assert source.ask(question)[question] == together[question]
    assert len(together[questions[2]]) == 8


def test_one_questions_first_part_and_all_of_the_others_in_one_request(
    wiki: LocalWiki, source: ApiSource, requester: Requester
) -> None:
    names, userids, pageids = crowded(wiki)
    latest = Contributions(userids[:1], START, limit=2)
    others = (Accounts(names), Events(START), Pages(pageids, categories=True), RedirectChanges(START))
    alone = [source.ask(question)[question] for question in others]
    requester.requests.clear()
    requester.answers.clear()
    requester.most = "1"
    together = source.ask(latest, *others)
    assert [together[question] for question in others] == alone
    assert len(together[latest]) == 2
    shared = [request for request in requester.requests if "uclimit" in request]
    assert len(shared) > 2
    assert all("usercontribs" in request["continue"] for request in shared[1:])
    given = [len(answer.get("query", {}).get("usercontribs", ())) for answer in requester.answers]
    assert sum(given) == 2
    assert not any("warnings" in answer or "error" in answer for answer in requester.answers)


def test_some_versions_of_a_page_share_a_request_with_lists(
    wiki: LocalWiki, source: ApiSource, requester: Requester
) -> None:
    _, userids, _ = crowded(wiki)
    last = source.ask(PageTexts(("A",)))[PageTexts(("A",))]["A"].revid
    requester.requests.clear()
    versions = Versions("A", before=last, count=3)
    events = Events(START)
    requester.most = "2"
    together = source.ask(versions, Contributions(userids[:1], START, limit=1), events)
    assert [version.revid for version in together[versions]] == [last - 1, last - 2]
    assert len(requester.requests) > 3
    assert len(together[events]) == 4
