"""Which revisions count, rule 1 of docs/counting.md: who made them, and when."""

from __future__ import annotations

import pytest

from .bot import LocalBot
from .stories import add, do, on, rows, told, work, write


def border(bot: LocalBot, *moments: str) -> list[str]:
    """What becomes of edits by Alice at these moments: they have to be in order, and each adds a byte."""
    edits = [write("Carol", "Lise Meitner", "x", "10-01")]
    edits += [add("Alice", "Lise Meitner", 1, moment) for moment in moments]
    _, *results = bot.wiki.tell(*edits)
    report = bot.update()
    explained = bot.explain("Alice")  # It names also what is not even asked for.
    said = [explained[result["revid"]] for result in results]
    assert work(report)["Alice"].edits == said.count("counts")
    return said


# --- when


def test_a_day_begins_and_ends_at_midnight_in_the_campaigns_time_zone(bot: LocalBot) -> None:
    bot.declare("timezone: America/New_York", start="2026-11-02", end="2026-11-03")
    moments = ("11-02 04:59:59", "11-02 05:00:00", "11-04 04:59:59", "11-04 05:00:00")
    assert border(bot, *moments) == ["before-start", "counts", "counts", "after-end"]


def test_the_last_day_has_25_hours_when_the_clocks_go_back(bot: LocalBot) -> None:
    bot.declare("timezone: Europe/Oslo", start="2026-10-25", end="2026-10-25")
    moments = ("10-24 21:59:59", "10-24 22:00:00", "10-25 22:59:59", "10-25 23:00:00")
    assert border(bot, *moments) == ["before-start", "counts", "counts", "after-end"]


def test_the_last_day_has_23_hours_when_the_clocks_go_forward(bot: LocalBot) -> None:
    bot.declare("timezone: Australia/Sydney", start="2026-10-04", end="2026-10-04", at=on("09-01"))
    moments = ("10-03 13:59:59", "10-03 14:00:00", "10-04 12:59:59", "10-04 13:00:00")
    assert border(bot, *moments) == ["before-start", "counts", "counts", "after-end"]


def test_with_a_clock_time_the_end_itself_is_outside(bot: LocalBot) -> None:
    bot.declare("timezone: Asia/Kolkata", start="2026-11-02 18:00", end="2026-11-03 18:00")
    moments = ("11-02 12:29:59", "11-02 12:30:00", "11-03 12:29:59", "11-03 12:30:00")
    assert border(bot, *moments) == ["before-start", "counts", "counts", "after-end"]


def test_the_wikis_time_zone_is_the_campaigns_unless_it_names_one(bot: LocalBot) -> None:
    bot.declare()
    moments = ("10-31 23:59:59", "11-01 00:00:00", "11-30 23:59:59", "12-01 00:00:00")
    bot.now = bot.now.replace(month=12, day=2)
    assert border(bot, *moments) == ["before-start", "counts", "counts", "after-end"]


# --- who


def test_nobody_but_participants_is_counted(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(write("Mallory", "A", 100, "11-02"), add("Alice", "A", 10), add("192.0.2.7", "A", 5))
    assert work(report) == {"Alice": (1, 0, 1, 10)}
    assert list(rows(report)) == ["Alice"]
    assert list(bot.explain("Mallory").values()) == ["not-a-participant"]


def test_whoever_signs_up_late_is_counted_from_the_start(bot: LocalBot) -> None:
    bot.declare(sign_up="== Participants ==\n* [[User:Bob]]\n")
    report = bot.count(write("Alice", "A", 100, "11-02"))
    assert work(report) == {}
    bot.declare(at="2026-11-15T00:00:00Z")
    assert work(bot.update()) == {"Alice": (1, 1, 0, 100)}


def test_participants_stand_in_the_order_of_their_sign_up(bot: LocalBot) -> None:
    names = ["Zoë", "Bob", "Øystein", "Alice"]
    bot.declare(sign_up="== Participants ==\n" + "".join(f"# [[User:{name}]]\n" for name in names))
    bot.wiki.tell(*(do("user", name=name) for name in sorted(names)))
    report = bot.update()
    assert report.count is not None
    assert [account.name for account in report.count.counted.participants] == names


SOURCES = {
    "named in the settings": "participants: {users: [Alice, Dora]}",
    "the short form": "participants: [Alice, Dora]",
    "a section": "participants: {section: Who comes}",
    "a whole page": "participants: {page: Project:List}",
    "a section of a page": "participants: {page: Project:List, section: Second}",
    "a category": "participants: {category: Physicists at work}",
    "all but one": "participants: {page: Project:List, except: [Carol]}",
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_participants_come_from(source: str, bot: LocalBot) -> None:
    who = "* [[User:Alice]]\n* [[User talk:Dora|a talk page]]\n"
    bot.declare(source, sign_up=f"== Participants ==\n* [[User:Bob]]\n== Who comes ==\n{who}")
    carol = "* [[User:Carol]]\n" if "except" in source else ""
    report = bot.count(
        *(do("user", name=name) for name in ("Alice", "Bob", "Carol", "Dora")),
        write("Admin", "Project:List", f"== First ==\n{carol}== Second ==\n{who}"),
        write("Alice", "User:Alice", "[[Category:Physicists at work]]"),
        write("Dora", "User talk:Dora", "[[Category:Physicists at work]]"),
        write("Bob", "Bob Dylan", "[[Category:Physicists at work]]"),
    )
    assert list(rows(report)) == ["Alice", "Dora"]
    # Whoever signed a list that the settings do not read is told of.
    beside = source in {SOURCES["named in the settings"], SOURCES["the short form"]}
    assert [key for key, *_ in told(report)] == (["notice-unread-list"] if beside else [])


def test_who_is_found_twice_takes_part_once(bot: LocalBot) -> None:
    bot.declare(
        "participants: {users: [Alice, bob], section: Participants}", sign_up=2 * "* [[User:Alice]]\n"
    )
    bot.declare("participants: {users: [Bob, alice], section: Participants}")
    report = bot.count(write("Alice", "A", 100, "11-02"), add("Bob", "A", 50))
    assert work(report) == {"Alice": (1, 1, 0, 100), "Bob": (1, 0, 1, 50)}


def test_anyone_is_whoever_edits_in_the_scope_with_an_account_that_is_no_bots(bot: LocalBot) -> None:
    bot.declare("participants: {anyone: true, except: [Eve]}", "articles: {titles: [A]}")
    report = bot.count(
        do("user", name="Robot", groups=["bot"]),
        write("Mallory", "A", 100, "11-02"),
        add("Robot", "A", 10),
        add("192.0.2.7", "A", 20),
        add("~2026-12345-67", "A", 30),
        add("Eve", "A", 40),
        write("Carol", "B", 100),
        add("Mallory", "A", 1),
    )
    assert work(report) == {"Mallory": (2, 1, 0, 101), "~2026-12345-67": (1, 0, 1, 30)}
    assert list(rows(report)) == ["Mallory", "~2026-12345-67"]


# --- accounts


def test_a_temporary_account_takes_part_and_an_address_does_not(bot: LocalBot) -> None:
    bot.declare(sign_up="== Participants ==\n* [[User:~2026-12345-67]]\n* [[User:192.0.2.7]]\n")
    report = bot.count(write("~2026-12345-67", "A", 100, "11-02"), add("192.0.2.7", "A", 50))
    assert list(rows(report)) == ["~2026-12345-67"]
    assert work(report) == {"~2026-12345-67": (1, 1, 0, 100)}
    assert not told(report)


def test_points_stay_with_the_account_when_it_is_renamed(bot: LocalBot) -> None:
    bot.declare(sign_up="== Participants ==\n* [[User:Alicia]]\n")
    report = bot.count(
        write("Alice", "A", 100, "11-02"),
        do("rename", user="Alice", to="Alicia"),
        add("Alicia", "A", 50),
    )
    assert work(report) == {"Alicia": (2, 1, 0, 150)}


def test_an_old_name_in_the_list_is_followed_by_the_user_page_that_was_moved(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(
        do("user", "Admin", "10-01", name="Bob"),
        write("Alice", "User:Alice", "me"),
        write("Alice", "A", 100, "11-02"),
        do("rename", user="Alice", to="Alicia"),
        do("move", title="User:Alice", to="User:Alicia"),
        add("Alicia", "A", 50),
    )
    assert work(report) == {"Alicia": (2, 1, 0, 150)}
    assert list(rows(report)) == ["Alicia", "Bob"]
    assert not told(report)


def test_an_old_name_that_leads_nowhere_is_named(bot: LocalBot) -> None:
    bot.declare()
    report = bot.count(do("user", name="Bob"))
    assert told(report) == [("notice-no-account", ("Alice",), None)]


def test_accounts_that_do_not_exist_are_named_with_their_lines(bot: LocalBot) -> None:
    bot.declare(
        """
        organizers: [Olga]
        participants:
          users: [Alice, Alcie]
          section: Participants
          except:
            - Malory
        """,
        sign_up="== Participants ==\n* [[User:Bobb]]\n",
    )
    report = bot.count(do("user", name="Alice"))
    assert sorted(told(report)) == [
        ("notice-no-account", ("Alcie",), 6),
        ("notice-no-account", ("Bobb",), None),
        ("notice-no-account", ("Malory",), 9),
        ("notice-no-account", ("Olga",), 4),
    ]
    assert list(rows(report)) == ["Alice"]
    html = bot.wiki.html("Project:WiP")
    assert all(name in html for name in ("Alcie", "Bobb", "Malory", "Olga"))
