"""One campaign on several wikis: the same people, articles by their names there, totals together."""

from __future__ import annotations

import pytest

from bot.counting.eligibility import Reason
from bot.i18n.texts import Texts
from bot.operations.explain import explain
from bot.operations.report import Report
from bot.render.explanation import Explanation, lines

from .farm import LocalFarm
from .farm_bot import FarmBot
from .stories import add, write
from .test_signing_up import said

CATEGORY = {"en": "Category:Physics", "nb": "Kategori:Fysikk", "ar": "تصنيف:فيزياء"}


def wikis(bot: FarmBot, *languages: str) -> str:
    return "\n".join(["wikis:", *(f"  - {bot.host(one)}" for one in languages)])


def numbers(report: Report) -> dict[str, tuple[int, int, int]]:
    """By name: edits, articles created and bytes."""
    assert report.view is not None, report
    return {
        row.participant.name: (
            row.measures["edits"].known,
            row.measures["articles_created"].known,
            row.measures["bytes_added"].known,
        )
        for row in report.view.standings.rows
    }


def told(report: Report) -> list[str]:
    return [notice.message.key for notice in report.notices]


@pytest.fixture
def bot(farm: LocalFarm) -> FarmBot:
    bot = FarmBot(farm, "en")
    farm.register("Alice")
    farm.register("Bob")
    return bot


def test_work_on_all_wikis_adds_up(bot: FarmBot) -> None:
    bot.declare(wikis(bot, "en", "nb"))
    bot.tell("en", write("Alice", "Lise Meitner", 100, "11-02"), write("Bob", "Marie Curie", 50, "11-03"))
    bot.tell("nb", write("Alice", "Lise Meitner", 1000, "11-04"), write("Cy", "Marie Curie", 5, "11-05"))
    report = bot.update()
    assert numbers(report) == {"Alice": (2, 2, 1100), "Bob": (1, 1, 50)}
    assert told(report) == []
    assert report.view is not None
    assert report.view.standings.totals.measures["articles_created"].known == 3
    again = bot.update()
    assert numbers(again) == numbers(report)


def test_names_of_articles_are_followed_over_language_links(bot: FarmBot) -> None:
    bot.declare(wikis(bot, "en", "nb", "ar"), "articles: {category: Physics}")
    bot.tell("en", write("Admin", CATEGORY["en"], f"[[nb:{CATEGORY['nb']}]]", "10-01"))
    bot.tell("en", write("Alice", "A", "[[Category:Physics]]", "11-02"), write("Alice", "B", 70, "11-02"))
    bot.tell("nb", write("Alice", "A", "[[Kategori:Fysikk]]", "11-04"), write("Alice", "B", 700, "11-04"))
    bot.tell("ar", write("Alice", "A", "[[تصنيف:فيزياء]]", "11-04"))
    report = bot.update()
    assert numbers(report)["Alice"] == (2, 2, 20 + 19)
    assert told(report) == ["notice-no-counterpart"]
    assert "Category:Physics has no language link to" in said(bot)


def test_a_wiki_can_have_articles_of_its_own(bot: FarmBot) -> None:
    own = f"  - wiki: {bot.host('nb')}\n    articles:\n      category: Kategori:Fysikk"
    bot.declare(f"{wikis(bot, 'en')}\n{own}", "articles: {category: Physics}")
    bot.tell("en", write("Admin", CATEGORY["en"], "x", "10-01"))
    bot.tell("nb", write("Admin", CATEGORY["nb"], "x", "10-01"))
    bot.tell("en", write("Alice", "A", "[[Category:Physics]]", "11-02"))
    bot.tell("nb", write("Alice", "A", "[[Kategori:Fysikk]]", "11-04"), write("Alice", "B", 700, "11-04"))
    report = bot.update()
    assert numbers(report)["Alice"] == (2, 2, 20 + 19)
    assert told(report) == []


def test_a_wiki_that_is_not_named_does_not_count_even_the_own(bot: FarmBot) -> None:
    bot.declare(wikis(bot, "nb"))
    bot.tell("en", write("Alice", "Lise Meitner", 100, "11-02"))
    bot.tell("nb", write("Alice", "Lise Meitner", 1000, "11-04"))
    assert numbers(bot.update()) == {"Alice": (1, 1, 1000), "Bob": (0, 0, 0)}


def test_an_account_that_is_not_attached_is_somebody_else_and_told(bot: FarmBot) -> None:
    bot.farm.unattach("Alice", "nb")
    bot.declare(wikis(bot, "en", "nb"))
    bot.tell("en", write("Alice", "Lise Meitner", 100, "11-02"))
    bot.tell("nb", write("Alice", "Lise Meitner", 1000, "11-04"), write("Bob", "B", 7, "11-04"))
    report = bot.update()
    assert numbers(report) == {"Alice": (1, 1, 100), "Bob": (1, 1, 7)}
    assert told(report) == ["notice-unattached"]


def test_who_has_an_account_on_another_wiki_alone_takes_part(bot: FarmBot) -> None:
    bot.farm.register("Kari", "nb")
    bot.declare(wikis(bot, "en", "nb"), "participants: [Kari, Nobody]")
    bot.tell("nb", write("Kari", "Lise Meitner", 1000, "11-04"))
    report = bot.update()
    assert numbers(report) == {"Kari": (1, 1, 1000)}
    assert told(report) == ["notice-unread-list", "notice-no-account"]
    assert "Nobody" in said(bot)


def test_who_is_renamed_everywhere_keeps_all_of_it(bot: FarmBot) -> None:
    bot.declare(wikis(bot, "en", "nb"))
    bot.tell("en", write("Alice", "Lise Meitner", 100, "11-02"))
    bot.tell("nb", write("Alice", "Lise Meitner", 1000, "11-04"))
    bot.update()
    bot.farm.rename("Alice", "Alice N.")
    bot.tell("nb", add("Alice N.", "Lise Meitner", 10, "11-05"))
    assert numbers(bot.update())["Alice N."] == (3, 2, 1110)
    assert "Alice" not in numbers(bot.update())


def test_anybody_can_take_part_on_all_wikis(bot: FarmBot) -> None:
    bot.farm.register("Cy", "nb")
    bot.tell("en", write("Admin", CATEGORY["en"], f"[[nb:{CATEGORY['nb']}]]", "10-01"))
    bot.declare(wikis(bot, "en", "nb"), "participants: {anyone: true}\narticles: {category: Physics}")
    bot.tell("en", write("Alice", "A", "[[Category:Physics]]", "11-02"))
    bot.tell("nb", write("Cy", "A", "[[Kategori:Fysikk]]", "11-04"), add("Alice", "A", 5, "11-04"))
    assert numbers(bot.update()) == {"Alice": (2, 1, 25), "Cy": (1, 1, 19)}


def test_points_and_weights_can_be_given_by_wiki(bot: FarmBot) -> None:
    rules = f"""
        points:
          articles_created: 10
          bytes_added:
            points: 1
            per: 100
            wikis: {bot.host("nb")}
        weights:
          - times: 3
            where: {{wiki: {bot.host("nb")}}}
        """
    bot.declare(wikis(bot, "en", "nb"), rules)
    bot.tell("en", write("Alice", "Lise Meitner", 500, "11-02"))
    bot.tell("nb", write("Alice", "Lise Meitner", 1000, "11-04"))
    report = bot.update()
    assert report.view is not None
    assert [str(row.points) for row in report.view.standings.rows if row.points] == ["70.0"]
    assert "nb" in said(bot)


def test_the_best_articles_are_those_of_all_wikis_together(bot: FarmBot) -> None:
    bot.declare(wikis(bot, "en", "nb"), "points: {bytes_added: {points: 1, per: 1, best: 2}}")
    bot.tell("en", write("Alice", "A", 500, "11-02"), write("Alice", "B", 90, "11-02"))
    bot.tell("nb", write("Alice", "A", 100, "11-04"), write("Alice", "B", 50, "11-04"))
    report = bot.update()
    assert report.view is not None
    assert str(report.view.standings.rows[0].points) == "600.0"
    bot.tell("nb", add("Alice", "B", 200, "11-05"))
    report = bot.update()
    assert report.view is not None
    assert str(report.view.standings.rows[0].points) == "750.0"


def test_what_organizers_decide_holds_on_all_wikis(bot: FarmBot) -> None:
    decided = "adjustments:\n  - {user: Alice, suspend: 2026-11-10, reason: x}"
    bot.declare(wikis(bot, "en", "nb"), decided)
    bot.tell("en", write("Alice", "A", 500, "11-02"), add("Alice", "A", 5, "11-12"))
    bot.tell("nb", write("Alice", "A", 100, "11-04"), add("Alice", "A", 7, "11-12"))
    assert numbers(bot.update())["Alice"] == (2, 2, 600)


def test_an_article_on_another_wiki_is_disqualified_by_its_name_there(bot: FarmBot) -> None:
    own = f"{{user: Alice, disqualify: B, wiki: {bot.host('nb')}, reason: x}}"
    bot.declare(wikis(bot, "en", "nb"), f"adjustments:\n  - {own}\npublish: {{details: true}}")
    bot.tell("en", write("Alice", "B", 500, "11-02"))
    bot.tell("nb", write("Alice", "B", 100, "11-04"), write("Alice", "C", 10, "11-04"))
    assert numbers(bot.update())["Alice"] == (2, 2, 510)
    assert "[[:nb:B]]" in bot.wiki.text("Project:WiP")


def test_teams_have_their_members_work_on_all_wikis(bot: FarmBot) -> None:
    bot.declare(wikis(bot, "en", "nb"), "participants: {teams: {Red: [Alice], Blue: [Bob]}}")
    bot.tell("en", write("Alice", "A", 500, "11-02"), write("Bob", "B", 10, "11-02"))
    bot.tell("nb", write("Alice", "A", 100, "11-04"))
    report = bot.update()
    assert report.view is not None
    teams = {team.name: team.measures["bytes_added"].known for team in report.view.standings.teams}
    assert teams == {"Red": 600, "Blue": 10}


def test_a_wiki_that_cannot_be_read_leaves_all_as_it_was_and_is_told_once(bot: FarmBot) -> None:
    bot.declare(wikis(bot, "en", "nb"))
    bot.tell("en", write("Alice", "A", 500, "11-02"))
    bot.tell("nb", write("Alice", "A", 100, "11-04"))
    bot.update()
    before = bot.wiki.text("Project:WiP")
    bot.away = {"nb"}
    bot.tell("en", add("Alice", "A", 5, "11-05"))
    report = bot.update()
    assert report.unread is not None
    text = bot.wiki.text("Project:WiP")
    assert f"not been able to read {bot.host('nb')} since 20 Nov 2026" in said(bot)
    start = text.index("<!-- held -->")
    end = text.index("<!-- /held -->\n") + len("<!-- /held -->\n")
    assert text[:start] + text[end:] == before
    bot.update()
    assert bot.wiki.text("Project:WiP") == text
    bot.away = set()
    assert numbers(bot.update())["Alice"] == (3, 2, 605)
    assert "not been able to read" not in bot.wiki.text("Project:WiP")


def test_a_deleted_store_gives_the_same_page(bot: FarmBot) -> None:
    bot.declare(wikis(bot, "en", "nb"), "publish: {details: true, recent: true}")
    bot.tell("en", write("Alice", "A", 500, "11-02"))
    bot.tell("nb", write("Alice", "A", 100, "11-04"), write("Bob", "Fysiker (ny)", 100, "11-04"))
    bot.update()
    before = bot.wiki.text("Project:WiP")
    bot.store = type(bot.store)()
    bot.update()
    assert bot.wiki.text("Project:WiP") == before
    assert "[[:nb:A]]" in before
    assert "[[:nb:Special:Diff/" in before


def test_explain_knows_all_wikis(bot: FarmBot) -> None:
    bot.declare(wikis(bot, "en", "nb"))
    bot.tell("en", write("Alice", "A", 500, "11-02"))
    bot.tell("nb", write("Alice", "A", 100, "11-04"), write("Alice", "Bruker:Alice/X", 100, "11-04"))
    found = explain(bot.title(), "Alice", bot.context)
    assert isinstance(found, Explanation)
    edits = [(seen.wiki == bot.address("nb"), seen.evaluated.reason) for seen in found.revisions]
    assert set(edits) == {(False, None), (True, None), (True, Reason.NOT_AN_ARTICLE)}
    shown = "\n".join(lines(found, Texts.of("en")))
    assert f"{bot.host('nb')}: A: counts" in shown


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("wikis: [zz.example.org]", "declaration-wiki-unknown"),
        ("wikis: [{nb}, {nb}]", "declaration-wiki-twice"),
        ("wikis: [http://{nb}/wiki/Forside, {nb}]", "declaration-wiki-twice"),
        ("wikis: [[[nb]]]", "declaration-wiki-unknown"),
        ("wikis:\n  - wiki: {nb}\n    articles: {{categry: X}}", "declaration-unknown-key-near"),
    ],
)
def test_a_mistake_among_wikis_is_told(settings: str, told: str, bot: FarmBot) -> None:
    bot.declare(settings.format(nb=bot.host("nb")))
    report = bot.update()
    assert [problem.message.key for problem in report.problems] == [told]


def test_nobody_is_named_on_any_wiki_where_names_are_off(bot: FarmBot) -> None:
    bot.farm.unattach("Alice", "nb")
    bot.declare(wikis(bot, "en", "nb"), "names: false")
    bot.tell("en", write("Alice", "Lise Meitner", 100, "11-02"))
    bot.tell("nb", write("Alice", "Marie Curie", 1000, "11-04"), write("Bob", "Vera Rubin", 7, "11-04"))
    report = bot.update()
    assert numbers(report) == {}
    assert told(report) == ["notice-unnamed"]
    text = bot.farm["en"].text("Project:WiP")
    written = text.partition("campaignbot:status -->")[2].replace("* [[User:Alice]]\n* [[User:Bob]]", "")
    assert "Alice" not in written
    assert "Bob" not in written
    assert "Vera Rubin" in written
    assert report.view is not None
    assert report.view.standings.totals.participants == 2
    assert [wiki.active for wiki in report.view.standings.wikis] == [1, 1]


def test_what_came_before_somebody_signed_up_counts_on_no_wiki(bot: FarmBot) -> None:
    alice, bob = "12:00, 10 November 2026 (UTC)", "12:00, 1 October 2026 (UTC)"
    line = f"== Participants ==\n* [[User:Alice]] {alice}\n* [[User:Bob]] {bob}\n"
    bot.declare(wikis(bot, "en", "nb"), "participants: {from_signup: true}", sign_up=line)
    for language in ("en", "nb"):
        bot.tell(language, write("Alice", "A", 100, "11-02"), add("Alice", "A", 7, "11-12"))
        bot.tell(language, write("Bob", "B", 10, "11-02"))
    assert numbers(bot.update()) == {"Alice": (2, 0, 14), "Bob": (2, 2, 20)}
