"""Which articles a campaign is about: categories, lists, templates, titles, and new or existing ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.features.outputs.articles import LATEST
from scripts.wiki.storyteller import Action

from .bot import PAGE, LocalBot, campaign_page
from .stories import add, do, rows, told, work, write

ANYONE = "participants: {anyone: true}"


def counted(bot: LocalBot, *settings: str) -> list[str]:
    """The articles that a campaign with these settings counts."""
    bot.declare(*settings)
    return counted_on(PAGE, bot)


def counted_on(page: str, bot: LocalBot) -> list[str]:
    report = bot.update(page, dry=True)
    assert report.view is not None, report.problems
    return sorted({article[0].page.title for article in report.view.of(LATEST)})


def compare(bot: LocalBot, cases: Mapping[str, list[str]]) -> None:
    """Each scope with its articles; looked up from the edits and, with ``anyone``, from above."""
    wanted = {scope: sorted(titles) for scope, titles in cases.items()}
    for who in ("participants: [Alice]", ANYONE):
        pages = {scope: f"Project:Campaign {number}" for number, scope in enumerate(cases)}
        bot.wiki.tell(
            *(write("Olga", pages[scope], campaign_page(f"articles: {scope}", who)) for scope in cases)
        )
        assert {scope: counted_on(pages[scope], bot) for scope in cases} == wanted


def category(name: str, *above: str) -> Action:
    return write("Admin", f"Category:{name}", "".join(f"[[Category:{one}]]" for one in above) or "-")


def article(title: str, text: str) -> Action:
    return write("Alice", title, f"{title} {text}")


# --- categories


def test_categories_count_with_so_many_levels_below_and_without_what_is_excepted(bot: LocalBot) -> None:
    bot.wiki.tell(
        write("Admin", "Category:Physicists", "[[Category:Laureates]]", "10-01"),  # A circle.
        category("Women physicists", "Physicists"),
        category("Laureates", "Women physicists"),
        category("Fictional physicists", "Women physicists"),
        category("Film physicists", "Fictional physicists"),
        write("Alice", "Niels Bohr", "[[Category:Physicists]]", "11-02"),
        article("Lise Meitner", "[[Category:Women physicists]]"),
        article("Marie Curie", "[[category:laureates]] [[Category:Women physicists]]"),
        article("Jane Foster", "[[Category:Fictional physicists]]"),
        article("Eleanor Arroway", "[[Category:Film physicists]] [[Category:Women physicists]]"),
        article("Emmy Noether", "[[Category:Mathematicians]]"),
    )
    women = ["Lise Meitner", "Marie Curie", "Eleanor Arroway"]
    everybody = ["Niels Bohr", "Jane Foster", *women]
    real = ["Niels Bohr", "Lise Meitner", "Marie Curie"]
    compare(
        bot,
        {
            "{category: Physicists}": ["Niels Bohr"],
            "{category: '[[:Category:Women physicists]]', depth: 0}": women,
            "{category: Physicists, depth: 1}": ["Niels Bohr", *women],
            "{category: Physicists, depth: 2}": everybody,
            "{category: Physicists, depth: 20}": everybody,
            "{category: Physicists, depth: 3, except: [Fictional physicists]}": real,
            "{category: Mathematicians}": ["Emmy Noether"],
        },
    )


# --- lists, templates, titles, and all of them together


def lists_and_templates(bot: LocalBot) -> None:
    bot.wiki.tell(
        write("Admin", "Template:Infobox scientist", "box", "10-01"),
        do("redirect", title="Template:Scientist", to="Template:Infobox scientist"),
        do("redirect", title="Meitner", to="Lise Meitner"),
        write(
            "Admin",
            "Project:Worklist",
            "* [[Meitner]]\n* [[Emmy Noether|E.]]\n* [[Nobody yet]]\n[[Talk:Marie Curie]]",
        ),
        do("redirect", title="Project:List", to="Project:Worklist"),
        write("Alice", "Lise Meitner", "{{Infobox scientist}}", "11-02"),
        article("Marie Curie", "{{scientist}} [[Category:Laureates]]"),
        article("Emmy Noether", "[[Category:Mathematicians]]"),
        article("Jane Foster", "{{Infobox}} [[Category:Fictional]]"),
    )


def test_an_article_is_found_by_links_templates_and_titles_through_redirects(bot: LocalBot) -> None:
    lists_and_templates(bot)
    compare(
        bot,
        {
            "{listed_on: Project:Worklist}": ["Lise Meitner", "Emmy Noether"],
            "{listed_on: Project:List}": ["Lise Meitner", "Emmy Noether"],
            "{template: Infobox scientist}": ["Lise Meitner", "Marie Curie"],
            "{template: Scientist}": ["Lise Meitner", "Marie Curie"],
            "{titles: [Meitner, Jane Foster, Nobody yet]}": ["Lise Meitner", "Jane Foster"],
        },
    )


def test_conditions_nest(bot: LocalBot) -> None:
    lists_and_templates(bot)
    compare(
        bot,
        {
            "{any: [{category: Laureates}, {titles: [Jane Foster]}]}": ["Marie Curie", "Jane Foster"],
            "{all: [{template: Scientist}, {listed_on: Project:List}]}": ["Lise Meitner"],
            "{template: Scientist, none: [{category: Laureates}]}": ["Lise Meitner"],
            "{any: [{all: [{template: Scientist}, {none: [{titles: [Meitner]}]}]}, {category: Fictional}]}": [
                "Marie Curie",
                "Jane Foster",
            ],
            "{category: Laureates, template: Infobox}": [],
        },
    )
    none = "articles: {none: [{category: Laureates}, {category: Fictional}]}"
    assert counted(bot, none) == ["Emmy Noether", "Lise Meitner"]


def test_what_the_scope_names_and_the_wiki_does_not_have_is_told(bot: LocalBot) -> None:
    bot.declare(
        """
        articles:
          any:
            - category: Nothing
            - listed_on: Project:Nowhere
            - listed_on: Project:Empty
            - template: Noone
        participants: [Alice]
        """,
        sign_up="",
    )
    bot.wiki.tell(write("Alice", "Project:Empty", "no link", "10-20"))
    assert told(bot.update()) == [
        ("notice-no-category", ("Category:Nothing",), 6),
        ("notice-no-page", ("Project:Nowhere",), 7),
        ("notice-no-page", ("Template:Noone",), 9),
        ("notice-empty-list", ("Project:Empty",), 8),
    ]


def test_what_the_bot_wrote_on_a_worklist_is_not_on_the_list(bot: LocalBot) -> None:
    lists = "* [[Lise Meitner]]\n* [[Emmy Noether]]\n== Participants ==\n* [[User:Alice]]\n"
    bot.declare("articles: {listed_on: Project:WiP}", sign_up=lists)
    report = bot.count(
        write("Alice", "Lise Meitner", 100, "11-02"),
        write("Alice", "Emmy Noether", 50),
        write("Alice", "C", 1),
    )
    assert work(report) == {"Alice": (2, 2, 0, 150)}
    listed = bot.wiki.text("Project:WiP")
    assert listed.count("[[Emmy Noether]]") == 2
    crossed_out = listed.replace("* [[Emmy Noether]]\n", "", 1)
    report = bot.count(write("Bob", "Project:WiP", crossed_out))
    assert work(report) == {"Alice": (1, 1, 0, 100)}


# --- new and existing


def test_new_articles_became_articles_in_the_campaign_and_existing_ones_were_before(bot: LocalBot) -> None:
    new, existing = pasts(bot)
    bot.wiki.tell(*(add("Bob", title, f" {title}") for title in (*new, *existing)))
    assert counted(bot) == sorted((*new, *existing))
    assert counted(bot, "articles: {kind: new}") == sorted(new)
    assert counted(bot, "articles: {kind: existing}") == sorted(existing)
    assert counted(bot, "articles: {kind: new}", "participants: [Bob]") == sorted(new)
    scope = f"titles: [{', '.join((*new, *existing))}]"
    assert counted(bot, f"articles: {{kind: new, {scope}}}", ANYONE) == sorted(new)
    assert counted(bot, f"articles: {{kind: existing, {scope}}}", ANYONE) == sorted(existing)


def pasts(bot: LocalBot) -> tuple[list[str], list[str]]:
    """Articles with every kind of past; those new in November, and those from before."""
    before: list[Action] = [
        write("Carol", "Old", 10, "10-01"),
        write("Carol", "Old and edited since", 10),
        write("Carol", "Old name", 10),
        write("Carol", "Out and in", 10),
        write("Carol", "Redirected for a while", 10),
        write("Carol", "Deleted", 10),
        do("redirect", "Carol", title="Redirect to Alice", to="A"),
        do("redirect", "Carol", title="Redirect to Carol", to="A"),
        write("Carol", "Draft:Draft", 10),
        write("Carol", "User:Alice/Own", 10),
        write("Carol", "Draft:Moved in before", 10),
        do("move", title="Draft:Moved in before", to="Moved in before"),
        do("delete", title="Deleted"),
    ]
    since: list[Action] = [
        write("Alice", "Made", 10, "11-03"),
        write("Carol", "Made by somebody else", 10),
        add("Mallory", "Old and edited since", 3),
        do("move", "Carol", title="Old name", to="Renamed"),
        do("move", "Carol", title="Out and in", to="Draft:Out"),
        do("move", "Carol", title="Draft:Out", to="Out and in"),
        do("redirect", "Carol", title="Redirected for a while", to="A"),
        write("Carol", "Redirected for a while", 11),
        write("Alice", "Deleted", 12),
        write("Alice", "Redirect to Alice", 13),
        write("Carol", "Redirect to Carol", 14),
        do("move", "Carol", title="Draft:Draft", to="Draft"),
        do("move", "Alice", title="User:Alice/Own", to="Own"),
    ]
    bot.wiki.tell(*before, *since)
    new = [
        "Made",
        "Made by somebody else",
        "Deleted",
        "Redirect to Alice",
        "Redirect to Carol",
        "Draft",
        "Own",
    ]
    old = ["Old", "Old and edited since", "Renamed", "Out and in", "Redirected for a while"]
    return new, [*old, "Moved in before"]


def test_anyone_lists_everybody_who_edited_one_of_the_articles(bot: LocalBot) -> None:
    bot.declare(ANYONE, "articles: {category: Physicists}")
    report = bot.count(
        write("Carol", "A", "[[Category:Physicists]]", "10-01"),
        write("Mallory", "B", "[[Category:Physicists]]", "11-02"),
        add("Zoë", "A", 5),
        add("Eve", "B", 7),
        add("Eve", "A", 1),
        write("Trent", "C", 100),
    )
    assert work(report) == {"Mallory": (1, 1, 0, 23), "Eve": (2, 0, 2, 8), "Zoë": (1, 0, 1, 5)}
    assert list(rows(report)) == ["Mallory", "Eve", "Zoë"]


def test_titles_may_hold_any_character(bot: LocalBot) -> None:
    titles = ["C++", "AT&T", '"Heroes"', "L'Œuvre: 1", "100% = 1", "/leading", "!", "مريم"]
    made: list[dict[str, Any]] = [write("Alice", title, 10) for title in titles]
    bot.wiki.tell(write("Alice", "Elsewhere", 10, "11-02"), *made)
    lines = "".join(f"    - '{title.replace(chr(39), 2 * chr(39))}'\n" for title in titles)
    assert counted(bot, f"articles:\n  titles:\n{lines}") == sorted(titles)
