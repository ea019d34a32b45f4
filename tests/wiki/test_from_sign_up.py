"""``from_signup`` on a real wiki: what came before somebody signed up does not count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.mediawiki.site import Site
from bot.store.store import Store
from bot.wiki.pywikibot_wiki import PywikibotWiki
from scripts.wiki.storyteller import Action

from .bot import PAGE, LocalBot
from .stories import add, do, told, work, write
from .test_requests import sent

FROM_SIGN_UP = "participants: {from_signup: true}"
ALICE = "* [[User:Alice|Alice]] ([[User talk:Alice|talk]]) "
BOB = "* [[User:Bob]]"
HEADING = "== Participants =="


@dataclass
class _Elsewhere:
    """The wiki, with other facts about itself."""

    real: PywikibotWiki
    site: Site

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)


def edits(*names: str) -> list[Action]:
    """An edit of ten bytes at noon on the 2nd, of a hundred on the 6th and of a thousand on the 12th."""
    return [
        write("Olga", "A", "x", "10-01"),
        *(
            add(name, "A", size, day)
            for day, size in (("11-02", 10), ("11-06", 100), ("11-12", 1000))
            for name in names
        ),
    ]


def bytes_of(bot: LocalBot) -> dict[str, int | None]:
    return {name: one.bytes for name, one in work(bot.update()).items()}


def page(bot: LocalBot, when: str, text: str, *, who: str = "Olga", title: str = PAGE) -> None:
    bot.wiki.tell({"do": "edit", "as": who, "at": f"2026-{when}T12:00:00Z", "title": title, "text": text})


def signed(bot: LocalBot, when: str, old: str, new: str, *, title: str = PAGE) -> None:
    text = bot.wiki.text(title)
    assert old in text
    page(bot, when, text.replace(old, new, 1), title=title)


def test_the_signature_on_the_line_tells_when(bot: LocalBot) -> None:
    bot.declare(
        FROM_SIGN_UP, sign_up=f"{HEADING}\n{ALICE}11:59, 6 November 2026 (UTC)\n", at="2026-11-10T00:00:00Z"
    )
    report = bot.count(*edits("Alice"))
    assert not told(report)
    assert work(report)["Alice"].bytes == 1100
    assert list(bot.explain("Alice").values()) == ["before-sign-up", "counts", "counts"]


@pytest.mark.parametrize("kept", [True, False])
def test_without_a_signature_the_first_version_with_the_name_tells(bot: LocalBot, *, kept: bool) -> None:
    bot.declare(FROM_SIGN_UP, sign_up=HEADING, at="2026-10-20T00:00:00Z")
    bot.wiki.tell(*edits("Bob", "Carol"))
    signed(bot, "11-04", HEADING, f"{HEADING}\n{BOB}")
    assert bytes_of(bot) == {"Bob": 1100}
    signed(bot, "11-08", BOB, "* [[User:Carol]]")
    if not kept:
        bot.store = Store()
    assert bytes_of(bot) == {"Carol": 1000}
    signed(bot, "11-13", HEADING, f"{HEADING}\n{BOB}")
    if not kept:
        bot.store = Store()
    # The first time stands.
    assert bytes_of(bot) == {"Bob": 1100, "Carol": 1000}
    assert list(bot.explain("Bob").values()) == ["before-sign-up", "counts", "counts"]


def test_who_stood_there_when_it_began_counts_from_the_beginning(bot: LocalBot) -> None:
    bot.declare(FROM_SIGN_UP, sign_up=f"{HEADING}\n{BOB}\n", at="2026-10-20T00:00:00Z")
    bot.wiki.tell(*edits("Bob"))
    signed(bot, "11-08", BOB, f"{BOB} (yes!)")
    assert bytes_of(bot) == {"Bob": 1110}


def test_an_own_article_from_before_was_not_created_as_a_participant(bot: LocalBot) -> None:
    bot.declare(FROM_SIGN_UP, sign_up=f"{HEADING}\n{ALICE}00:00, 5 November 2026 (UTC)\n")
    report = bot.count(write("Alice", "New", "x" * 50, "11-02"), add("Alice", "New", 7, "11-06"))
    assert work(report)["Alice"] == (1, 0, 1, 7)


def test_nothing_is_asked_again_while_nobody_signs_up(bot: LocalBot) -> None:
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    bot.declare(
        "participants: {section: Participants}", sign_up=f"{HEADING}\n{BOB}\n", at="2026-11-05T00:00:00Z"
    )
    bot.wiki.tell(*edits("Bob"))
    bot.update()
    without = sent(bot)
    bot.change("{section: Participants}", "{from_signup: true}")
    assert bytes_of(bot) == {"Bob": 1100}
    assert sent(bot) == without
    assert bot.wiki.history(PAGE)[-1]["user"] == "CampaignBot"


CASES = {
    "signed twice": (f"{ALICE}10:00, 9 November 2026 (UTC)\n{ALICE}10:00, 4 November 2026 (UTC)", 1100),
    "signed for somebody": ("* [[User:Alice]] and [[User:Bob]] 10:00, 4 November 2026 (UTC)", 1100),
    "signed long ago": (f"{ALICE}10:00, 4 November 2019 (UTC)", 1110),
    "a reply below": (
        f"{ALICE}10:00, 4 November 2026 (UTC)\n*: Hi! [[User:Bob|Bob]] 10:00, 1 November 2026 (UTC)",
        1100,
    ),
    "a remark before": ("* From 1 November 2026 on! [[User:Alice]] 10:00, 4 November 2026 (UTC)", 1100),
    "in a table": (
        "{|\n! Name !! Signed\n|-\n| [[User:Alice]] || 10:00, 4 November 2026 (UTC)\n|}",
        1100,
    ),
    "an impossible date": (f"{ALICE}10:00, 31 November 2026 (UTC)", 1000),
    "a template for those who forgot": ("* Me! {{unsigned|Alice|10:00, 4 November 2026 (UTC)}}", 1000),
    "a name without a link": ("* Alice", 1000),
}
"""The line, which is put onto the list on the 10th by Alice, and what counts."""


@pytest.mark.parametrize("case", sorted(CASES))
def test_lines_as_people_write_them(bot: LocalBot, case: str) -> None:
    line, counts = CASES[case]
    bot.declare(FROM_SIGN_UP, sign_up=HEADING)
    bot.wiki.tell(*edits("Alice"))
    page(bot, "11-10", bot.wiki.text(PAGE) + f"\n{line}\n", who="Alice")
    assert bytes_of(bot)["Alice"] == counts
    bot.store = Store()
    assert bytes_of(bot)["Alice"] == counts


def test_the_clock_is_that_of_the_wikis_signatures(bot: LocalBot) -> None:
    line = "* [[User:Alice]] 13:30, 6 November 2026 (CET)"
    bot.declare(FROM_SIGN_UP, sign_up=f"{HEADING}\n{line}\n")
    bot.wiki.tell(*edits("Alice"))
    assert bytes_of(bot) == {"Alice": 1000}
    site = replace(bot.real.site, timezone="Europe/Oslo")
    bot.real = _Elsewhere(bot.real, site)  # type: ignore[assignment]
    bot.change("13:30", "12:59")
    assert bytes_of(bot) == {"Alice": 1100}


SUBPAGE = f"{PAGE}/Participants"


def test_a_list_on_a_subpage_and_one_that_moved_there(bot: LocalBot) -> None:
    bot.declare(FROM_SIGN_UP, sign_up=f"{HEADING}\n* [[User:Carol]]\n", at="2026-11-04T00:00:00Z")
    bot.wiki.tell(*edits("Bob", "Carol"))
    page(bot, "11-08", "* [[User:Carol]]\n* [[User:Bob]]\n", title=SUBPAGE)
    page(bot, "11-08", bot.wiki.text(PAGE).replace("* [[User:Carol]]", "{{/Participants}}"))
    assert bytes_of(bot) == {"Bob": 1000, "Carol": 1100}


def test_a_sign_up_page_that_was_moved_and_an_archive(bot: LocalBot) -> None:
    bot.declare("participants: {page: [/Sign-up, /Archive], from_signup: true}", sign_up="")
    bot.wiki.tell(*edits("Bob", "Carol"))
    page(bot, "11-04", "* [[User:Carol]]\n", title=f"{PAGE}/First")
    page(bot, "11-08", "* [[User:Carol]]\n* [[User:Bob]]\n", title=f"{PAGE}/First")
    bot.wiki.tell(do("move", "Olga", "11-09", title=f"{PAGE}/First", to=f"{PAGE}/Sign-up"))
    page(bot, "11-13", "* [[User:Bob]]\n", title=f"{PAGE}/Sign-up")
    page(bot, "11-13", "* [[User:Carol]]\n", title=f"{PAGE}/Archive")
    assert bytes_of(bot) == {"Bob": 1000, "Carol": 1100}


def test_a_heading_that_was_another_one(bot: LocalBot) -> None:
    bot.declare(FROM_SIGN_UP, sign_up=f"{HEADING}\n{BOB}\n", at="2026-11-04T00:00:00Z")
    bot.wiki.tell(*edits("Bob"))
    page(
        bot,
        "11-13",
        bot.wiki.text(PAGE)
        .replace(HEADING, "== Who is in ==")
        .replace("{from_signup", "{section: Who is in, from_signup"),
    )
    assert bytes_of(bot) == {"Bob": 1100}


def test_who_is_named_by_the_organizers_takes_part_from_the_beginning(bot: LocalBot) -> None:
    later = f"{HEADING}\n{ALICE}10:00, 8 November 2026 (UTC)\n{BOB} 10:00, 8 November 2026 (UTC)\n"
    people = (
        "participants: {section: Participants, users: [Bob], teams: {Red: [Alice, Dan]}, from_signup: true}"
    )
    bot.declare(people, sign_up=later)
    bot.wiki.tell(*edits("Alice", "Bob", "Dan"))
    assert bytes_of(bot) == {"Alice": 1000, "Bob": 1110, "Dan": 1110}


def test_an_edit_with_the_hashtag_counts_by_itself(bot: LocalBot) -> None:
    later = f"{HEADING}\n{ALICE}10:00, 8 November 2026 (UTC)\n"
    bot.declare('participants: {section: Participants, hashtag: "#wip", from_signup: true}', sign_up=later)
    bot.wiki.tell(*edits("Alice", "Bob"), add("Alice", "A", 1, "11-03", summary="#wip"))
    assert bytes_of(bot) == {"Alice": 1001}


def test_signing_at_another_time_counts_again_at_once(bot: LocalBot) -> None:
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    bot.declare(FROM_SIGN_UP, sign_up=f"{HEADING}\n{ALICE}10:00, 8 November 2026 (UTC)\n")
    bot.wiki.tell(*edits("Alice"))
    assert bytes_of(bot) == {"Alice": 1000}
    bot.change("8 November", "4 November")
    assert bytes_of(bot) == {"Alice": 1100}
    bot.change("{from_signup: true}", "{section: Participants}")
    assert bytes_of(bot) == {"Alice": 1110}


def test_the_page_says_so(bot: LocalBot) -> None:
    bot.declare(
        FROM_SIGN_UP,
        "publish: {details: true}",
        sign_up=f"{HEADING}\n{ALICE}10:00, 8 November 2026 (UTC)\n",
    )
    bot.count(*edits("Alice"))
    shown = bot.wiki.text(PAGE)
    assert "What you do from then on counts." in shown
    assert "You made it before you signed up." in shown
    assert "Not counted, because it was made before its author signed up:" in shown
