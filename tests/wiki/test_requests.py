"""How many requests an update takes: known exactly, and the same for many people and edits."""

from __future__ import annotations

from collections import Counter

import pytest

from scripts.wiki.storyteller import Action

from .bot import LocalBot
from .stories import add, do, work, write

OPENING = {"info|revisions|categoryinfo|templates": 1}
"""The campaign page, its talk page and the shutoff page."""
PEOPLE = {"users": 1}
EDITS = {"logevents|usercontribs": 1}
"""What the participants edited, and what was moved."""
PAGES = {"info": 1}
PARENTS = {"revisions": 1}
"""The revisions before theirs, the last ones of pages with a reverted edit, and so on, all together."""
SAVE = {"edit": 1}
BASE = Counter({**OPENING, **PEOPLE, **EDITS, **PAGES})
HISTORY = Counter({"revisions": 1})
"""The history of a single page."""


def sent(bot: LocalBot) -> Counter[str]:
    """The requests of one more update, saves apart."""
    bot.real.session.sent.clear()
    bot.update()
    found = Counter(bot.real.session.sent)
    found.pop("edit", None)
    return found


def test_a_quiet_campaign_costs_a_handful_and_no_save(bot: LocalBot) -> None:
    bot.declare()
    bot.wiki.tell(
        do("user", "Admin", "10-01", name="Bob"), write("Alice", "A", 100, "11-02"), add("Alice", "A", 10)
    )
    bot.update()
    bot.real.session.sent.clear()
    bot.update()
    assert bot.real.session.sent == BASE


def test_new_edits_cost_one_save_more(bot: LocalBot) -> None:
    bot.declare("participants: [Alice]")
    bot.wiki.tell(write("Alice", "A", 100, "11-02"))
    bot.real.session.sent.clear()
    bot.update()
    assert bot.real.session.sent == BASE + Counter(SAVE)


def test_before_the_start_nobodys_edits_are_asked_for(bot: LocalBot) -> None:
    bot.declare("participants: [Alice]")
    bot.wiki.tell(do("user", "Admin", "10-01", name="Alice"))
    bot.now = bot.now.replace(month=10, day=25)
    assert sent(bot) == Counter({**OPENING, **PEOPLE})


def everything(people: int, articles: int) -> list[Action]:
    """A campaign month of so many people, each in each of so many articles."""
    old = [
        write("Carol", f"Old {number}", 100, "10-01 00:00:00" if not number else "")
        for number in range(articles)
    ]
    new = [write("P0", f"New {number}", 50, "" if number else "11-02") for number in range(articles)]
    edits = [
        add(f"P{person}", f"{age} {number}", f"{person} ")
        for person in range(people)
        for number in range(articles)
        for age in ("Old", "New")
    ]
    return [*old, *new, *edits]


def test_requests_do_not_grow_with_people_edits_and_articles(bot: LocalBot) -> None:
    seen = []
    for people, articles in ((2, 1), (6, 4)):
        bot.wiki.reset()
        names = ", ".join(f"P{number}" for number in range(people))
        bot.declare(f"participants: [{names}]", "articles: {none: [{category: X, depth: 2}, {template: Y}]}")
        bot.wiki.tell(*everything(people, articles))
        seen.append(sent(bot))
        assert sum(one.edits for one in work(bot.update()).values()) == people * articles * 2 + articles
    assert seen[0] == seen[1]
    assert seen[0].total() == 6


@pytest.mark.parametrize("batch", [3])
def test_a_request_names_as_many_as_the_wiki_allows(batch: int, bot: LocalBot) -> None:
    people, articles = 7, 5
    bot.batch = batch
    bot.declare("participants: [" + ", ".join(f"P{number}" for number in range(people)) + "]")
    bot.wiki.tell(*everything(people, articles))
    found = sent(bot)
    # 7 users in 3 requests, 10 pages in 4; 5 parents of old articles' first edits in 2.
    assert found["users"] == 3
    assert found["logevents|usercontribs"] + found["usercontribs"] == 3
    assert found["info"] == 4
    assert found["revisions"] == 2
    assert sum(one.edits for one in work(bot.update()).values()) == people * articles * 2 + articles


# --- where a single history is needed


OLD = write("Carol", "A", 100, "10-01", id="old")
CASES: dict[str, tuple[list[Action], Counter[str]]] = {
    "a new article": ([write("Alice", "A", 100, "11-02")], Counter()),
    "an old one": ([OLD, add("Alice", "A", 5, "11-02")], Counter(PARENTS)),
    "somebody else's new one": (
        [write("Carol", "A", 5, "11-02"), add("Alice", "A", 5)],
        Counter(PARENTS),
    ),
    "one's own draft moved in": (
        [write("Alice", "Draft:A", 5, "11-02"), do("move", title="Draft:A", to="A")],
        Counter(),
    ),
    "an old draft moved in": (
        [
            write("Alice", "Draft:A", 5, "10-02"),
            add("Alice", "Draft:A", 5, "11-02"),
            do("move", title="Draft:A", to="A"),
        ],
        Counter(PARENTS) + HISTORY,
    ),
    "an article out of a redirect": (
        [do("redirect", "Carol", "10-02", title="A", to="B"), write("Alice", "A", 5, "11-02")],
        Counter(PARENTS) + HISTORY,
    ),
    "a reverted edit": (
        [OLD, add("Alice", "A", 5, "11-02"), do("revert-to", "Carol", revid="old")],
        Counter(PARENTS),
    ),
    "a reverted edit and others since": (
        [OLD, add("Alice", "A", 5, "11-02"), do("revert-to", "Carol", revid="old"), add("Carol", "A", 1)],
        Counter(PARENTS) + HISTORY,
    ),
    "more than fifteen edits": (
        [OLD, add("Alice", "A", 5, "11-02"), *(add("Alice", "A", n) for n in range(1, 17))],
        Counter(PARENTS) + HISTORY,
    ),
    "a move by a participant": (
        [OLD, do("move", "Alice", "11-02", title="A", to="B")],
        Counter(PARENTS),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_history_is_asked_for_where_only_it_can_tell(case: str, bot: LocalBot) -> None:
    story, more = CASES[case]
    bot.declare("participants: [Alice]")
    bot.wiki.tell(*story)
    assert sent(bot) == BASE + more


def test_anyone_takes_one_history_for_each_article(bot: LocalBot) -> None:
    bot.declare("participants: {anyone: true}", "articles: {category: X}")
    members = ["A", "B", "C"]
    bot.wiki.tell(
        *(write("Carol", title, "[[Category:X]]", "" if title > "A" else "11-01") for title in members)
    )
    found = sent(bot)
    expected = Counter(OPENING) + Counter({"revisions": 3, "users": 1, "logevents": 1, "info|categories": 1})
    expected += Counter({"categorymembers": 1, "info|revisions|categoryinfo": 1})
    assert found == expected
    bot.wiki.tell(*(add(f"P{number}", "A", 1) for number in range(9)))
    assert sent(bot) == expected


# --- the scope


SCOPES = {
    "{category: X}": Counter({"info|revisions|categoryinfo": 1}),
    "{category: X, depth: 3}": Counter({"info|revisions|categoryinfo": 1, "categories": 2}),
    "{template: X}": Counter({"info|revisions|categoryinfo": 1}),
    "{listed_on: Project:List}": Counter({"info|revisions|categoryinfo": 1, "links+info": 1}),
    "{titles: [A, B]}": Counter({"info": 1}),
}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_costs_what_it_asks(scope: str, bot: LocalBot) -> None:
    bot.declare("participants: [Alice]", f"articles: {scope}")
    bot.wiki.tell(
        write("Alice", "A", "[[Category:Y]]{{X}}", "11-02"),
        write("Carol", "Category:Y", "[[Category:X]]"),
        write("Carol", "Project:List", "[[A]]"),
    )
    found = sent(bot)
    found["info"] += found.pop("info|categories", 0) + found.pop("info|templates", 0)
    assert found == BASE + SCOPES[scope]


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
    bot.real.session.sent.clear()
    whole = bot.update(dry=True)
    requests = bot.real.session.sent.total()
    bot.wiki.configure(wgAPIMaxResultSize=2500)  # Else 8 MB.
    bot.real.session.sent.clear()
    cut = bot.update(dry=True)
    assert bot.real.session.sent.total() > requests + 3
    assert work(cut) == work(whole)
    assert {name: one.edits for name, one in work(whole).items() if name[0] == "P"}["P3"] in (9, 12)
