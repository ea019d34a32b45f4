"""Campaigns on several wikis where something is odd: what people, wikis and settings can be like."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.operations.explain import explain
from bot.operations.report import Report
from bot.render.explanation import Explanation
from bot.render.wiki_links import WikiLinks
from bot.store.store import Store

from .farm import LocalFarm
from .farm_bot import FarmBot
from .stories import add, write
from .test_several_wikis import CATEGORY, numbers, told, wikis

EVERYBODY = "participants: {anyone: true}\narticles: {category: Physics}"


@pytest.fixture
def bot(farm: LocalFarm) -> FarmBot:
    bot = FarmBot(farm, "en")
    farm.register("Alice")
    farm.register("Bob")
    return bot


def link_physics(bot: FarmBot) -> None:
    bot.tell("en", write("Admin", CATEGORY["en"], f"[[nb:{CATEGORY['nb']}]]", "10-01"))


def points(report: Report) -> dict[str, str]:
    assert report.view is not None
    return {row.participant.name: str(row.points) for row in report.view.standings.rows}


def test_points_that_organizers_give_reach_whoever_takes_part_by_edits_elsewhere(bot: FarmBot) -> None:
    link_physics(bot)
    given = "adjustments:\n  - {user: Alice, points: 5, reason: x}\npoints: {edits: 1}"
    bot.declare(wikis(bot, "en", "nb"), EVERYBODY, given)
    bot.tell("nb", write("Alice", "A", "[[Kategori:Fysikk]]", "11-04"))
    assert points(bot.update()) == {"Alice": "6.0"}


def test_explain_knows_whoever_takes_part_by_edits_elsewhere(bot: FarmBot) -> None:
    link_physics(bot)
    bot.declare(wikis(bot, "en", "nb"), EVERYBODY)
    bot.tell("nb", write("Alice", "A", "[[Kategori:Fysikk]]", "11-04"))
    bot.update()
    found = explain(bot.title(), "Alice", bot.context)
    assert isinstance(found, Explanation)
    assert [seen.wiki for seen in found.revisions] == [bot.address("nb")]


def test_a_member_of_a_team_who_was_renamed_works_for_it_on_all_wikis(bot: FarmBot) -> None:
    bot.declare(wikis(bot, "en", "nb"), "participants: {teams: {Red: [Alice], Blue: [Bob]}}")
    bot.tell("en", write("Alice", "A", 500, "11-02"))
    bot.tell("nb", write("Alice", "A", 100, "11-04"))
    bot.farm.rename("Alice", "Alice N.")
    report = bot.update()
    assert report.view is not None
    teams = {team.name: team.measures["bytes_added"].known for team in report.view.standings.teams}
    assert teams["Red"] == 600


def test_who_was_renamed_is_left_out_by_the_old_name_on_all_wikis(bot: FarmBot) -> None:
    link_physics(bot)
    bot.declare(
        wikis(bot, "en", "nb"), "participants: {anyone: true, except: [Alice]}\narticles: {category: Physics}"
    )
    bot.tell("nb", write("Alice", "A", "[[Kategori:Fysikk]]", "11-04"), add("Bob", "A", 5, "11-05"))
    bot.farm.rename("Alice", "Alice N.")
    assert list(numbers(bot.update())) == ["Bob"]


def test_what_was_decided_about_a_former_name_holds_on_all_wikis(bot: FarmBot) -> None:
    bot.declare(wikis(bot, "en", "nb"), "adjustments:\n  - {user: Alice, suspend: 2026-11-10, reason: x}")
    bot.tell("en", write("Alice", "A", 500, "11-02"), add("Alice", "A", 5, "11-12"))
    bot.tell("nb", write("Alice", "A", 100, "11-04"), add("Alice", "A", 7, "11-12"))
    bot.farm.rename("Alice", "Alice N.")
    assert numbers(bot.update())["Alice N."] == (2, 2, 600)


def test_who_is_excluded_and_works_elsewhere_alone_stays_out(bot: FarmBot) -> None:
    link_physics(bot)
    bot.farm.register("Cy", "nb")
    bot.declare(
        wikis(bot, "en", "nb"), "participants: {anyone: true, except: [Cy]}\narticles: {category: Physics}"
    )
    bot.tell("nb", write("Cy", "A", "[[Kategori:Fysikk]]", "11-04"), add("Bob", "A", 5, "11-05"))
    assert list(numbers(bot.update())) == ["Bob"]


@pytest.mark.parametrize(
    ("articles", "more", "problem"),
    [
        ("kind: new", EVERYBODY, "declaration-anyone-without-scope"),
        ("none: [{{category: X}}]", EVERYBODY, "declaration-anyone-unlisted"),
        ("wiki: {ar}", "", "declaration-wiki-outside"),
        (
            f"any: [{', '.join(f'{{{{listed_on: Project:L{n}}}}}' for n in range(51))}]",
            "",
            "declaration-too-many-of",
        ),
    ],
)
def test_articles_of_a_wiki_are_held_to_what_those_of_a_campaign_are(
    articles: str, more: str, problem: str, bot: FarmBot
) -> None:
    articles = articles.format(ar=bot.host("ar"))
    own = f"wikis:\n  - {bot.host('en')}\n  - wiki: {bot.host('nb')}\n    articles:\n      {articles}"
    bot.declare(own, more)
    assert [one.message.key for one in bot.update().problems] == [problem]


def test_a_wiki_taken_away_and_named_again_counts_as_before(bot: FarmBot) -> None:
    both = wikis(bot, "en", "nb")
    rules = "points: {bytes_added: {points: 1, per: 1, best: 2}}\npublish: {details: true}"
    bot.declare(both, rules)
    bot.tell("en", write("Alice", "A", 500, "11-02"))
    bot.tell("nb", write("Alice", "A", 100, "11-04"), write("Bob", "B", 30, "11-04"))
    bot.update()
    bot.change(both, wikis(bot, "en"))
    assert numbers(bot.update()) == {"Alice": (1, 1, 500), "Bob": (0, 0, 0)}
    bot.change(wikis(bot, "en"), both)
    report = bot.update()
    assert numbers(report) == {"Alice": (2, 2, 600), "Bob": (1, 1, 30)}
    bot.change(both, wikis(bot, "en", "nb", "ar"))
    bot.update()
    bot.change(wikis(bot, "en", "nb", "ar"), wikis(bot, "nb", "en"))
    bot.update()
    kept = bot.wiki.text("Project:WiP")
    bot.store = Store()
    bot.update()
    assert bot.wiki.text("Project:WiP") == kept


def test_equal_moments_on_two_wikis_stand_in_the_same_order_always(bot: FarmBot) -> None:
    bot.declare(wikis(bot, "en", "nb", "ar"), "publish: {details: true, recent: true}")
    same = [write("Alice", f"P{n}", 10, "11-02") for n in range(4)]
    for language in ("ar", "nb"):
        bot.tell(language, *same)
    bot.update()
    bot.tell("en", *same)
    bot.update()
    kept = bot.wiki.text("Project:WiP")
    bot.store = Store()
    bot.update()
    assert bot.wiki.text("Project:WiP") == kept


def test_a_rule_about_templates_without_counterparts_gives_nothing_there(bot: FarmBot) -> None:
    rules = "points:\n  templates_removed:\n    points: 5\n    templates: [Stub]"
    bot.declare(wikis(bot, "en", "nb"), rules)
    bot.tell("en", write("Admin", "Template:Stub", "stub", "10-01"))
    bot.tell(
        "nb", write("Admin", "Template:Stub", "stub", "10-01"), write("Admin", "Template:Spire", "x", "10-01")
    )
    bot.tell("en", write("Admin", "A", "a {{Stub}}", "10-02"), write("Alice", "A", "a", "11-02"))
    bot.tell("nb", write("Admin", "A", "a {{Stub}} {{Spire}}", "10-02"), write("Alice", "A", "a", "11-02"))
    report = bot.update()
    assert points(report)["Alice"] == "5.0"
    assert told(report) == ["notice-no-counterpart"]
    bot.tell("en", write("Admin", "Template:Stub", "stub [[nb:Mal:Spire]]", "11-03"))
    report = bot.update()
    assert points(report)["Alice"] == "10.0"
    assert told(report) == []


@pytest.mark.parametrize(
    ("link", "there", "counted", "notices"),
    [
        ("Kategori:Gammel", "#REDIRECT [[Kategori:Fysikk]]", 2, ["notice-on-wiki"]),
        ("Kategori:Ingen", None, 1, ["notice-on-wiki"]),
        ("Fysikk", "x", 1, ["notice-no-counterpart"]),
        (":Kategori:Fysikk", None, 2, []),
        ("Kategori:Fysikk#Del", None, 2, []),
        ("ar:تصنيف:فيزياء", None, 1, ["notice-no-counterpart"]),
        ("Category:Fysikk", None, 2, []),
    ],
)
def test_language_links_of_all_kinds(
    link: str, there: str | None, counted: int, notices: list[str], bot: FarmBot
) -> None:
    bot.declare(wikis(bot, "en", "nb"), "articles: {category: Physics}")
    bot.tell("en", write("Admin", CATEGORY["en"], f"[[nb:{link}]]", "10-01"))
    bot.tell("nb", write("Admin", CATEGORY["nb"], "x", "10-01"))
    if there:
        bot.tell("nb", write("Admin", link, there, "10-01"))
    bot.tell("en", write("Alice", "A", "[[Category:Physics]]", "11-02"))
    bot.tell(
        "nb",
        write("Alice", "A", "[[Kategori:Fysikk]]", "11-04"),
        write("Alice", "B", "[[Kategori:Gammel]]", "11-04"),
    )
    report = bot.update()
    assert (numbers(report)["Alice"][0], told(report)) == (counted, notices)


def test_hashtags_count_on_all_wikis(bot: FarmBot) -> None:
    link_physics(bot)
    bot.farm.register("Cy", "nb")
    bot.declare(wikis(bot, "en", "nb"), 'participants: {hashtag: "#wip"}\narticles: {category: Physics}')
    bot.tell("en", write("Alice", "A", "[[Category:Physics]]", "11-02", summary="#wip"))
    bot.tell(
        "nb",
        write("Alice", "A", "[[Kategori:Fysikk]]", "11-04"),
        add("Alice", "A", 5, "11-05", summary="x #WiP"),
    )
    bot.tell("nb", add("Cy", "A", 6, "11-06", summary="#wip"), add("Cy", "A", 7, "11-06"))
    assert numbers(bot.update()) == {"Alice": (2, 1, 25), "Cy": (1, 0, 6)}


def test_hashtags_anywhere_count_on_all_wikis(bot: FarmBot) -> None:
    bot.farm.register("Cy", "nb")
    bot.declare(wikis(bot, "en", "nb"), 'participants: {hashtag: "#wip"}')
    bot.tell("en", write("Alice", "A", 20, "11-02", summary="#wip"))
    bot.tell("nb", write("Alice", "A", 10, "11-04"), add("Alice", "A", 5, "11-05", summary="x #WiP"))
    bot.tell("nb", add("Cy", "A", 6, "11-06", summary="#wip"), add("Cy", "A", 7, "11-06"))
    bot.tell("nb", add("127.0.0.9", "A", 6, "11-06", summary="#wip"))
    assert numbers(bot.update()) == {"Alice": (2, 1, 25), "Cy": (1, 0, 6)}


def test_conditions_of_many_kinds_over_language_links(bot: FarmBot) -> None:
    bohr = 'Bohr\'s "law" & (x)'
    condition = """
        articles:
          any:
            - titles: [Ada, 'Bohr''s "law" & (x)', Curie]
            - listed_on: Project:List
          none:
            - category: Fiction
          minimum: {bytes: 5}
        """
    bot.declare(wikis(bot, "en", "nb"), condition)
    bot.tell("en", write("Admin", "Category:Fiction", "[[nb:Kategori:Diktning]]", "10-01"))
    bot.tell("nb", write("Admin", "Kategori:Diktning", "x", "10-01"))
    bohr = 'Bohr\'s "law" & (x)'
    bot.tell("en", write("Admin", bohr, "x [[nb:Bohrs «lov» & (x)]]", "10-01"))
    bot.tell("en", write("Admin", "Ada", "x [[nb:Ada L.]]", "10-01"))
    bot.tell("en", write("Admin", "Project:List", "[[Dora]] [[nb:Project:Liste]]", "10-01"))
    bot.tell("nb", write("Admin", "Project:Liste", "[[Dora]] [[Emmy]]", "10-01"))
    bot.tell("nb", write("Admin", "Ada L.", "#REDIRECT [[Ada Lovelace]]", "10-01"))
    edits = ("Ada Lovelace", "Bohrs «lov» & (x)", "Curie", "Dora", "Emmy", "Ada")
    bot.tell("nb", *(write("Alice", title, 10, "11-02") for title in edits))
    assert numbers(bot.update())["Alice"] == (4, 4, 40)
    bot.tell("nb", add("Alice", "Dora", "[[Kategori:Diktning]]", "11-03"))
    assert numbers(bot.update())["Alice"] == (3, 3, 30)


def test_a_title_with_two_apostrophes_is_linked_where_there_is_no_prefix(bot: FarmBot) -> None:
    links = WikiLinks(address="http://x.example/wiki/$1", host="x.example")
    parsed = bot.wiki.query(action="parse", text=links.page("A''b [c] & d"), contentmodel="wikitext")
    html = str(parsed)
    assert "<i>" not in html
    assert "%27%27b_%5Bc%5D_%26_d" in html


def test_a_final_page_stays_as_it_is_while_a_wiki_cannot_be_read(bot: FarmBot) -> None:
    own = f"wikis:\n  - {bot.host('en')}\n  - wiki: {bot.host('nb')}\n    articles: {{category: Fysikk}}"
    bot.declare(own)
    bot.tell("nb", write("Alice", "B", "[[Kategori:Fysikk]]", "11-03"))
    bot.now = datetime(2027, 1, 20, tzinfo=UTC)
    bot.update()
    final = bot.wiki.text("Project:WiP")
    bot.gone = {"nb"}
    bot.update()
    assert bot.wiki.text("Project:WiP") == final


def test_what_was_told_of_a_wiki_that_could_not_be_read_is_taken_back_on_a_final_page(bot: FarmBot) -> None:
    bot.declare(wikis(bot, "en", "nb"))
    bot.tell("nb", write("Alice", "B", 5, "11-03"))
    bot.now = datetime(2027, 1, 20, tzinfo=UTC)
    bot.update()
    final = bot.wiki.text("Project:WiP")
    bot.change("name: Women", "name: Other women")
    bot.away = {"nb"}
    bot.update()
    assert "not been able to read" in bot.wiki.text("Project:WiP")
    bot.away = set()
    bot.change("name: Other women", "name: Women")
    bot.update()
    assert bot.wiki.text("Project:WiP") == final


def test_the_status_tells_which_articles_count_on_a_wiki_with_its_own(bot: FarmBot) -> None:
    articles = "articles: {category: Fysikk, namespaces: [0, 2]}"
    own = f"wikis:\n  - {bot.host('en')}\n  - wiki: {bot.host('nb')}\n    {articles}"
    bot.declare(own)
    bot.tell("nb", write("Admin", CATEGORY["nb"], "x", "10-01"))
    bot.update()
    text = bot.wiki.text("Project:WiP").replace("&#58;", ":")
    assert "Every article counts." in text
    assert f"On <bdi>{bot.host('nb')}</bdi>, an article counts when:" in text
    assert "[[:nb:Kategori:Fysikk]]" in text
    assert "Bruker" in text
