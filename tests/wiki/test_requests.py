"""How many requests an update takes: docs/performance.md promises it, and it is known exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from math import ceil

import pytest

from bot.mediawiki.outcomes import Unchanged
from bot.mediawiki.queries import RevisionTexts
from bot.operations.report import Report
from bot.sources.api.source import ApiSource
from bot.store.store import Store
from scripts.wiki.storyteller import Action

from .bot import PAGE, LocalBot
from .stories import add, do, work, write

OPENING = {"info|revisions|categoryinfo|templates": 1}
"""The campaign page, its talk page and the shutoff page."""
HISTORY = Counter({"revisions": 1})
"""The history of a single page, or revisions by their ids."""


@pytest.fixture
def bot(bot: LocalBot) -> LocalBot:
    """A bot that reads what is new."""
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    return bot


@dataclass(frozen=True)
class Size:
    """A campaign's size in the letters of docs/performance.md, and how many names a request may hold."""

    people: int = 0
    edits: int = 0
    texts: int = 0
    pages: int = 0
    small: int = 0
    histories: int = 0
    events: int = 0
    batch: int = 500

    @property
    def first(self) -> int:
        """At most so many requests for a first update."""
        batches = sum(ceil(n / self.batch) for n in (self.people, self.texts, self.pages, self.small))
        return 8 + batches + ceil(self.edits / (10 * self.batch)) + self.histories

    @property
    def nothing_new(self) -> int:
        """At most so many for an update with nothing new."""
        return 4 + 2 * ceil(self.people / self.batch) + ceil(self.events / (10 * self.batch))


def spent(bot: LocalBot, *, dry: bool = False) -> tuple[Counter[str], Report]:
    """The requests of one more update, logging in and site facts apart."""
    before = bot.real.session.costs()
    report = bot.update(dry=dry)
    return Counter((bot.real.session.costs() - before).requests), report


def sent(bot: LocalBot) -> Counter[str]:
    """The requests of one more update, saves apart."""
    found, _ = spent(bot)
    found.pop("edit", None)
    return found


def everything(people: int, articles: int) -> list[Action]:
    """A campaign month of so many people, each in each of so many articles; half of these are new."""
    prose = "Some words about her work.<ref>A book</ref>"
    old = [
        write("Carol", f"Old {number}", prose, "10-01 00:00:00" if not number else "")
        for number in range(articles)
    ]
    new = [write("P0", f"New {number}", prose, "" if number else "11-02") for number in range(articles)]
    edits = [
        add(f"P{person}", f"{age} {number}", f"{person} ")
        for person in range(people)
        for number in range(articles)
        for age in ("Old", "New")
    ]
    return [*old, *new, *edits]


def names(people: int) -> str:
    return "participants: [" + ", ".join(f"P{number}" for number in range(people)) + "]"


RULES = {
    "bytes": ("points: {articles_created: 10, bytes_added: {points: 1, per: 100}}", False),
    "texts": (
        "points: {articles_created: 10, bytes_added: {points: 1, per: 100}, "
        "words_added: 1, references_added: 2}",
        True,
    ),
}


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("batch", [500, 50, 7])
def test_the_budget_of_an_update(batch: int, rules: str, bot: LocalBot) -> None:
    people, articles = 8, 6
    bot.batch = batch
    points, with_texts = RULES[rules]
    bot.declare(names(people), points)
    bot.wiki.tell(*everything(people, articles))
    edits = people * articles * 2 + articles
    texts = edits + articles if with_texts else 0
    size = Size(people, edits, texts, articles * 2, small=edits + articles, batch=batch)
    first, report = spent(bot)
    assert first.total() <= size.first
    assert sum(one.edits for one in work(report).values()) == edits
    again, report = spent(bot)
    assert again.total() <= size.nothing_new
    assert again["edit"] == again["revisions"] == 0
    assert [page.outcome for page in report.pages] == [Unchanged(PAGE)]
    bot.wiki.tell(add("P1", "Old 1", "and more" * 200))
    one, report = spent(bot)
    assert one.total() <= size.nothing_new + 4 + with_texts
    assert work(report)["P1"].edits == articles * 2 + 1


def test_a_quiet_campaign_costs_three_requests_and_no_save(bot: LocalBot) -> None:
    bot.declare()
    bot.wiki.tell(
        do("user", "Admin", "10-01", name="Bob"), write("Alice", "A", 100, "11-02"), add("Alice", "A", 10)
    )
    bot.update()
    assert sent(bot) == Counter(
        {**OPENING, "logevents|recentchanges|users|usercontribs": 1, "recentchanges|usercontribs": 1}
    )


def test_before_the_start_nobodys_edits_are_asked_for(bot: LocalBot) -> None:
    bot.declare("participants: [Alice]")
    bot.wiki.tell(do("user", "Admin", "10-01", name="Alice"))
    bot.now = bot.now.replace(month=10, day=25)
    # Once for whoever wrote the settings, once for the participants.
    assert sent(bot) == Counter({**OPENING, "users": 2})


def test_an_edit_of_two_campaigns_is_read_and_measured_once(bot: LocalBot) -> None:
    points = RULES["texts"][0]
    bot.declare(names(3), points)
    bot.declare(names(3), points, title="Project:Other")
    bot.wiki.tell(*everything(3, 4))
    bot.update()
    bot.update("Project:Other")
    before = bot.real.session.costs()
    bot.wiki.tell(add("P1", "Old 1", "and more" * 200))
    bot.update()
    read = bot.real.session.costs() - before
    report = bot.update("Project:Other")
    other = bot.real.session.costs() - before - read
    assert work(report) == work(bot.update())
    assert read.requests["revisions"] == 1
    assert other.requests.get("revisions", 0) == 0


JOINED = names(3).replace("]", ", Eve]")
CHANGES: Mapping[str, tuple[str, str]] = {
    "a participant": (names(3), JOINED),
    "the start": ("start: 2026-11-01", "start: 2026-10-15"),
    "the rules": ("per: 100", "per: 50"),
    "the scope": ("timezone: UTC", "timezone: UTC\narticles: {none: [{category: Nowhere}]}"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_changed_fetches_just_what_is_missing(change: str, bot: LocalBot) -> None:
    bot.declare(names(3), RULES["texts"][0], "timezone: UTC")
    bot.wiki.tell(*everything(3, 6), write("Eve", "Eve's", 100), add("Eve", "Old 1", 10))
    bot.update()
    bot.change(*CHANGES[change])
    found, report = spent(bot)
    # Texts are read of what a new participant wrote, and of nothing else.
    assert found["revisions"] <= (2 if change == "a participant" else 0)
    assert found.total() <= Size(4).nothing_new + 4
    bot.settings = replace(bot.settings, full_reading=timedelta(0))
    assert work(bot.update()) == work(report)


def test_requests_do_not_grow_with_people_edits_and_articles(bot: LocalBot) -> None:
    seen = []
    for people, articles in ((2, 1), (6, 4)):
        bot.wiki.reset()
        bot.store = Store()
        bot.declare(names(people), "articles: {none: [{category: X, depth: 2}, {template: Y}]}")
        bot.wiki.tell(*everything(people, articles))
        seen.append(sent(bot))
        assert sum(one.edits for one in work(bot.update()).values()) == people * articles * 2 + articles
    assert seen[0] == seen[1]


# --- where a single history is needed


OLD = write("Carol", "A", 2000, "10-01", id="old")
CASES: dict[str, tuple[list[Action], Counter[str]]] = {
    "a new article": ([write("Alice", "A", 2000, "11-02")], Counter()),
    "a short new article, perhaps a redirect": ([write("Alice", "A", 100, "11-02")], HISTORY),
    "short ones": (
        [write("Carol", "A", 100, "10-01"), add("Alice", "A", 5, "11-02"), add("Alice", "A", 5)],
        HISTORY + HISTORY,
    ),
    "an old one": ([OLD, add("Alice", "A", 5, "11-02")], HISTORY),
    "somebody else's new one": (
        [write("Carol", "A", 2000, "11-02"), add("Alice", "A", 5)],
        HISTORY,
    ),
    "one's own draft moved in": (
        [write("Alice", "Draft:A", 2000, "11-02"), do("move", title="Draft:A", to="A")],
        Counter(),
    ),
    "an old draft moved in": (
        [
            write("Alice", "Draft:A", 2000, "10-02"),
            add("Alice", "Draft:A", 5, "11-02"),
            do("move", title="Draft:A", to="A"),
        ],
        HISTORY + HISTORY,
    ),
    "an article out of a redirect": (
        [do("redirect", "Carol", "10-02", title="A", to="B"), write("Alice", "A", 5, "11-02")],
        HISTORY + HISTORY,
    ),
    "a reverted edit": (
        [OLD, add("Alice", "A", 5, "11-02"), do("revert-to", "Carol", revid="old")],
        HISTORY,
    ),
    "a reverted edit and others since": (
        [OLD, add("Alice", "A", 5, "11-02"), do("revert-to", "Carol", revid="old"), add("Carol", "A", 1)],
        HISTORY + HISTORY,
    ),
    "an undo that makes the page shorter": (
        [OLD, add("Carol", "A", "\n\nmore", "11-01", id="more"), do("undo", "Alice", "11-02", revid="more")],
        HISTORY + HISTORY,
    ),
    "an undo that makes it longer": (
        [OLD, write("Carol", "A", 1500, "11-01", id="less"), do("undo", "Alice", "11-02", revid="less")],
        HISTORY,
    ),
    "own edits of one size": (
        [OLD, write("Alice", "A", 1200, "11-02"), add("Carol", "A", 1), write("Alice", "A", "z" * 1200)],
        HISTORY,
    ),
    "more than fifteen edits": (
        [OLD, add("Alice", "A", 5, "11-02"), *(add("Alice", "A", n) for n in range(1, 17))],
        HISTORY + HISTORY,
    ),
    "a move by a participant": (
        [OLD, do("move", "Alice", "11-02", title="A", to="B")],
        HISTORY,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_history_is_asked_for_where_only_it_can_tell(case: str, bot: LocalBot) -> None:
    story, more = CASES[case]
    bot.declare("participants: [Alice]")
    bot.wiki.tell(*story)
    # Moves, merges, imports and restored pages are four kinds of entries, each with its own request.
    log = {"logevents|users": 1, "logevents": 3}
    base = Counter({**OPENING, **log, "users": 1, "usercontribs": 1, "info": 1})
    found = sent(bot)
    found["logevents|users"] += found.pop("users|logevents", 0)
    assert found == base + more
    assert sent(bot).total() == 3


def test_anyone_takes_one_history_for_each_article_that_changed(bot: LocalBot) -> None:
    bot.declare("participants: {anyone: true}", "articles: {category: X}")
    members = ["A", "B", "C"]
    bot.wiki.tell(
        *(write("Carol", title, "[[Category:X]]", "" if title > "A" else "11-01") for title in members)
    )
    assert sent(bot)["revisions"] == 3 + 1
    assert sent(bot)["revisions"] == 0
    bot.wiki.tell(*(add(f"P{number}", "A", 1) for number in range(9)))
    # The history of one page, the parents of the new edits, and the texts of short versions.
    assert sent(bot)["revisions"] <= 3


# --- answers that are longer than the wiki gives


def test_a_full_answer_has_no_room_for_the_account_and_is_taken_all_the_same(bot: LocalBot) -> None:
    texts = {
        int(one["revid"]): "x" * 700
        for one in bot.wiki.tell(*(write("Alice", f"A {n}", 700) for n in range(5)))
    }
    source = ApiSource(bot.real.session)
    for size in range(1400, 3000, 100):
        bot.wiki.configure(wgAPIMaxResultSize=size)
        question = RevisionTexts(tuple(texts))
        assert source.ask(question)[question] == texts


# --- the scope


TREE = [
    *(write("Carol", f"Category:L{n}", f"[[Category:L{n + 1}]]", "" if n else "10-01") for n in range(4)),
    write("Carol", "Category:L4", "Top"),
]
SCOPES = {
    "{category: L0}": 2,
    "{category: L3, depth: 3}": 5,
    "{template: X}": 2,
    "{listed_on: Project:List}": 3,
    "{titles: [A, B]}": 2,
}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_costs_what_it_asks(scope: str, bot: LocalBot) -> None:
    bot.wiki.tell(*TREE, write("Carol", "Project:List", "[[A]]"))
    story = (write("Alice", "A", "[[Category:L0]]{{X}}", "11-02"), write("Alice", "B", "No"))
    bot.declare("participants: [Alice]")
    bot.wiki.tell(*story)
    plain = [sent(bot).total(), sent(bot).total()]
    bot.store = Store()
    bot.declare("participants: [Alice]", f"articles: {scope}")
    with_scope = [sent(bot).total(), sent(bot).total()]
    # The page has two versions of its settings now, of which a new store has to know who saved them.
    assert with_scope[0] <= plain[0] + SCOPES[scope] + 1
    # The tree of the last time tells what to ask for: all levels in one request.
    assert with_scope[1] <= plain[1] + 3


# --- answers that come in pieces


@pytest.mark.parametrize(
    "settings",
    [
        ("participants: [P0, P1, P2, P3]", "articles: {category: X, depth: 2}"),
        (
            "participants: {anyone: true}",
            "articles: {any: [{category: X, depth: 2}, {listed_on: Project:List}]}",
        ),
    ],
    ids=["by people", "by articles"],
)
def test_an_answer_that_comes_in_pieces_is_put_together(settings: tuple[str, str], bot: LocalBot) -> None:
    bot.declare(*settings)
    categories = "".join(f"[[Category:Some rather long name of a category, number {n}]]" for n in range(30))
    articles = [f"{age} {number}" for number in range(6) for age in ("Old", "New")]
    bot.wiki.tell(
        *everything(4, 6),
        *(add("Carol", title, f"{categories}[[Category:X]]") for title in articles[:9]),
        write("Carol", "Project:List", " ".join(f"[[{title}]]" for title in articles)),
    )
    found, whole = spent(bot, dry=True)
    bot.wiki.configure(wgAPIMaxResultSize=2500)  # Else 8 MB.
    bot.store = Store()
    more, cut = spent(bot, dry=True)
    assert more.total() > found.total() + 3
    assert work(cut) == work(whole)
    assert {name: one.edits for name, one in work(whole).items() if name[0] == "P"}["P3"] in (9, 12)
