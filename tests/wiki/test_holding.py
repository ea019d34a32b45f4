"""What would shrink without a reason waits until everything was read again; ordinary changes do not."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.cli.run import _Journal
from bot.cli.update import _code
from bot.i18n.texts import Texts
from bot.mediawiki.outcomes import Failure, Saved, Unchanged
from bot.operations.report import Report
from bot.operations.update import update_all
from bot.store.store import Store
from scripts.wiki.storyteller import Action

from ..faults.proxy import Asked, Fault, FaultProxy, asks, changed
from .bot import PAGE, LocalBot
from .stories import add, do, noon, outcomes, write
from .support import LocalWiki

PEOPLE = [f"Writer {letter}" for letter in "ABCDEFGHIJKLMNOP"]
CATEGORY = "participants: {category: Writers}"
OLGAS = "organizers: [Olga]"
FEW = asks(list="categorymembers")


def singly(asked: Asked) -> bool:
    """Pages are asked for by their ids, and for their categories."""
    return "pageids" in asked.params and asks(prop="categories")(asked)


@pytest.fixture
def proxy(wiki: LocalWiki) -> Iterator[FaultProxy]:
    with FaultProxy(wiki.url) as it:
        yield it


@pytest.fixture
def bot(wiki: LocalWiki, proxy: FaultProxy) -> LocalBot:
    """A campaign of sixteen, who are in a category and wrote an article each; it is published."""
    made = LocalBot(wiki, api=proxy.api)
    made.settings = replace(made.settings, full_reading=timedelta(days=1))
    wiki.tell(
        *(in_category(name) for name in PEOPLE),
        *(write(name, f"By {name}", 100, "11-02") for name in PEOPLE),
        do("user", "Admin", "10-01", name="Olga"),
    )
    made.declare(CATEGORY, OLGAS)
    made.update()
    assert board(wiki) == PEOPLE
    made.now += timedelta(minutes=30)
    return made


def in_category(name: str, text: str = "[[Category:Writers]]", **more: Any) -> Action:
    return {"do": "edit", "as": name, "title": f"User:{name}", "text": text, **more}


def board(wiki: LocalWiki) -> list[str]:
    """Who is on the leaderboard."""
    text = wiki.text(PAGE).partition("<!-- campaignbot:leaderboard -->")[2].partition("<!-- /campaignbot")[0]
    return [name for name in PEOPLE if f"|{name}]]" in text]


def only(names: Sequence[str]) -> Fault:
    """The category is answered with these members alone: well-formed, and too short."""

    def cut(value: Any) -> None:
        members = value["query"]["categorymembers"]
        value["query"]["categorymembers"] = [one for one in members if one["title"][5:] in names]

    return changed(cut)


def outside(names: Sequence[str]) -> Fault:
    """Pages that are asked for by id say of all but these that they are in no category."""

    def cut(value: Any) -> None:
        for one in value["query"]["pages"]:
            if one["title"][5:] not in names:
                one.pop("categories", None)

    return changed(cut)


def answer_only(proxy: FaultProxy, names: Sequence[str]) -> None:
    """The next answer is too short in itself: the members that are missing, asked for by id, say the same."""
    proxy.spoil(FEW, only(names), times=1)
    proxy.spoil(singly, outside(names), times=1)


def leave(wiki: LocalWiki, names: Sequence[str]) -> None:
    """These take themselves out of the category, which no list and no log tells of."""
    wiki.tell(*(in_category(name, "me") for name in names))


# --- a wrong answer


def test_members_that_are_there_when_asked_for_by_id_are_not_missed(
    bot: LocalBot, wiki: LocalWiki, proxy: FaultProxy
) -> None:
    proxy.spoil(FEW, only(PEOPLE[:3]), times=1)
    report = bot.update()
    assert (outcomes(report), report.held) == ([Unchanged], False)
    assert board(wiki) == PEOPLE


def test_one_short_answer_is_never_published(bot: LocalBot, wiki: LocalWiki, proxy: FaultProxy) -> None:
    answer_only(proxy, PEOPLE[:3])
    report = bot.update()
    assert outcomes(report) == [Failure.HELD_BACK]
    assert report.held
    assert board(wiki) == PEOPLE
    check = bot.store.last_check(bot.context.address, report.pages[0].page.pageid)
    assert check is not None
    assert check.again == bot.now
    assert check.urgent
    assert outcomes(bot.update()) == [Unchanged]
    check = bot.store.last_check(bot.context.address, report.pages[0].page.pageid)
    assert check is not None
    assert check.again is None
    assert len(wiki.history(PAGE)) == 2


def test_the_reading_that_decides_reads_everything_again(
    bot: LocalBot, wiki: LocalWiki, proxy: FaultProxy
) -> None:
    leave(wiki, PEOPLE[3:])
    assert outcomes(bot.update()) == [Failure.HELD_BACK]
    proxy.forget()
    assert outcomes(bot.update()) == [Saved]
    read = [asked.params for asked in proxy.asked if "usercontribs" in asked.modules()]
    assert any(params["ucstart"].startswith("2026-11-01") for params in read)
    assert board(wiki) == PEOPLE[:3]


def test_without_its_store_it_is_held_back_too(bot: LocalBot, wiki: LocalWiki, proxy: FaultProxy) -> None:
    answer_only(proxy, PEOPLE[:3])
    bot.store = Store()
    assert outcomes(bot.update()) == [Failure.HELD_BACK]
    bot.store = Store()
    assert outcomes(bot.update()) == [Unchanged]
    assert board(wiki) == PEOPLE


def test_update_at_a_terminal_reads_again_in_the_same_run(
    bot: LocalBot, wiki: LocalWiki, proxy: FaultProxy
) -> None:
    answer_only(proxy, PEOPLE[:3])
    report = update_all(bot.title(), bot.context)
    assert (outcomes(report), _code(report)) == ([Unchanged], 0)
    leave(wiki, PEOPLE[3:])
    report = update_all(bot.title(), bot.context, dry=True)
    assert ([page.outcome for page in report.pages], _code(report)) == ([None], 0)
    assert board(wiki) == PEOPLE
    report = update_all(bot.title(), bot.context)
    assert (outcomes(report), _code(report)) == ([Saved], 0)
    assert board(wiki) == PEOPLE[:3]


def test_answers_that_do_not_agree_are_told_once_and_on_the_page(
    bot: LocalBot, wiki: LocalWiki, proxy: FaultProxy, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="campaignbot")
    journal = _Journal(Texts.of("en"))

    def turn() -> Report:
        bot.now += timedelta(minutes=30)
        report = bot.update()
        journal.tell(bot.context, report)
        return report

    for some in (PEOPLE[:3], PEOPLE[3:6], PEOPLE[6:9], PEOPLE[9:12]):
        answer_only(proxy, some)
    assert outcomes(turn()) == [Failure.HELD_BACK]
    report = turn()
    assert outcomes(report) == [Failure.UNSURE, Saved]
    assert _code(report) == 1
    assert "not the newest ones" in wiki.html(PAGE)
    assert board(wiki) == PEOPLE
    assert outcomes(turn()) == [Failure.UNSURE, Unchanged]
    assert outcomes(turn()) == [Failure.UNSURE, Unchanged]
    warned = [one for one in caplog.records if one.levelno == logging.WARNING]
    assert ["leaderboard: 16 → 3" in one.getMessage() for one in warned] == [True]
    assert outcomes(turn()) == [Saved]
    assert "not the newest ones" not in wiki.html(PAGE)
    assert "is brought up to date again" in caplog.text
    assert outcomes(turn()) == [Unchanged]


def test_an_answer_that_is_empty_is_never_published(bot: LocalBot, proxy: FaultProxy) -> None:
    answer_only(proxy, [])
    assert outcomes(bot.update()) == [Failure.HELD_BACK]
    assert outcomes(bot.update()) == [Unchanged]


def test_what_is_held_back_comes_with_nothing_else_of_that_reading(
    bot: LocalBot, wiki: LocalWiki, proxy: FaultProxy
) -> None:
    bot.change(CATEGORY, f"{CATEGORY}\npublish: {{articles: /Articles}}")
    assert outcomes(bot.update()) == [Saved, Saved]
    wiki.tell(write("Writer A", "New", 100, "11-19"))
    answer_only(proxy, PEOPLE[:3])
    bot.now += timedelta(minutes=30)
    assert outcomes(bot.update()) == [Failure.HELD_BACK, Failure.HELD_BACK]
    assert outcomes(bot.update()) == [Saved, Saved]
    assert "[[New]]" in wiki.text(f"{PAGE}/Articles")


# --- ordinary changes


SIGNED = "== Participants ==\n" + "".join(f"* [[User:{name}]]\n" for name in PEOPLE)


@pytest.fixture
def listed(bot: LocalBot, wiki: LocalWiki) -> LocalBot:
    """The same with the participants on a page of their own, and details."""
    wiki.tell(write("Olga", "Project:People", SIGNED))
    bot.change(CATEGORY, "participants: {page: Project:People}\npublish: {details: /Details}")
    assert set(outcomes(bot.update())) == {Saved}
    bot.now += timedelta(minutes=30)
    return bot


def halved() -> str:
    return "== Participants ==\n" + "".join(f"* [[User:{name}]]\n" for name in PEOPLE[:3])


def all_saved(report: Report) -> bool:
    return set(outcomes(report)) <= {Saved, Unchanged} and Saved in outcomes(report)


def test_an_organizer_takes_people_off_the_list(listed: LocalBot, wiki: LocalWiki) -> None:
    wiki.tell(write("Olga", "Project:People", halved()))
    assert all_saved(listed.update())
    assert board(wiki) == PEOPLE[:3]


def test_an_organizer_takes_people_off_the_campaigns_own_list(bot: LocalBot, wiki: LocalWiki) -> None:
    text = wiki.text(PAGE)
    wiki.tell(write("Olga", PAGE, text.replace(CATEGORY + "\n", "").rstrip() + "\n\n" + SIGNED))
    assert all_saved(bot.update())
    text = wiki.text(PAGE)
    assert SIGNED.strip() in text
    wiki.tell(write("Olga", PAGE, text.replace(SIGNED.strip(), halved().strip())))
    assert all_saved(bot.update())
    assert board(wiki) == PEOPLE[:3]


@pytest.mark.parametrize(
    "settings",
    [
        "participants: {users: [Writer A]}",
        "publish: {leaderboard: /Board}",
        "language: nb",
        "end: 2026-11-03",
        "articles: {titles: [By Writer A]}",
        "adjustments: [{user: Writer A, suspend: 2026-11-01, reason: x}]",
        "points: {bytes_added: 1}",
    ],
)
def test_an_organizer_changes_the_settings(settings: str, bot: LocalBot) -> None:
    key = settings.partition(":")[0]
    if key == "end":
        bot.change("end: 2026-11-30", settings)
    elif key == "participants":
        bot.change(CATEGORY, settings)
    else:
        bot.change(CATEGORY, f"{CATEGORY}\n{settings}")
    report = bot.update()
    assert all_saved(report)
    assert report.waiting is None


def test_a_campaign_goes_through_its_seasons(bot: LocalBot) -> None:
    bot.change("start: 2026-11-01", "start: 2026-11-25")
    assert all_saved(bot.update())
    for day in (25, 29):
        bot.now = bot.now.replace(day=day)
        assert Failure.HELD_BACK not in outcomes(bot.update())
    for day in (2, 9):
        bot.now = bot.now.replace(month=12, day=day)
        assert Failure.HELD_BACK not in outcomes(bot.update())


def test_settings_with_a_problem_and_their_mending(bot: LocalBot, wiki: LocalWiki) -> None:
    whole = wiki.text(PAGE)
    odd = "".join(f"nmae{number}: {'x' * 99}\n" for number in range(30))
    bot.change("name:", f"{odd}name:")
    assert all_saved(bot.update())
    assert len(wiki.text(PAGE)) > 2 * len(whole)
    assert wiki.text(PAGE).count(odd) == 1
    bot.change(odd, "")
    assert all_saved(bot.update())
    assert wiki.text(PAGE) == whole


def test_a_list_of_articles_that_becomes_shorter(bot: LocalBot, wiki: LocalWiki) -> None:
    def worklist(names: Sequence[str]) -> None:
        wiki.tell(write("Olga", "Project:List", "".join(f"* [[By {name}]]\n" for name in names)))

    worklist(PEOPLE)
    bot.change(CATEGORY, f"{CATEGORY}\narticles: {{listed_on: Project:List}}")
    assert all_saved(bot.update())
    worklist(PEOPLE[:2])
    assert all_saved(bot.update())
    assert wiki.text(PAGE).count("[[By Writer") == 2


def test_articles_that_are_deleted_are_explained_by_the_log(wiki: LocalWiki) -> None:
    bot = LocalBot(wiki)
    # The log is read in the order of time, so this goes on at the present.
    bot.now = datetime.now(UTC)
    wiki.tell(*({**write(name, f"On {name}", 100), "at": noon(-5)} for name in PEOPLE))
    bot.declare(f"participants: {PEOPLE}", at=noon(-20), start=noon(-10)[:10], end=noon(10)[:10])
    bot.update()
    assert wiki.text(PAGE).count("[[On Writer") == 16
    wiki.tell(*(do("delete", title=f"On {name}") for name in PEOPLE[2:]))
    assert all_saved(bot.update())
    assert wiki.text(PAGE).count("[[On Writer") == 2


def test_articles_that_leave_the_scope_without_a_trace_are_read_again_first(
    bot: LocalBot, wiki: LocalWiki
) -> None:
    wiki.tell(*(add("Eve", f"By {name}", "[[Category:Physics]]", "11-03") for name in PEOPLE))
    bot.change(CATEGORY, f"{CATEGORY}\narticles: {{category: Physics}}")
    assert all_saved(bot.update())
    wiki.tell(*(write("Eve", f"By {name}", 100, "11-20 12:10:00") for name in PEOPLE[2:]))
    bot.now += timedelta(minutes=30)
    assert outcomes(bot.update()) == [Failure.HELD_BACK]
    assert outcomes(bot.update()) == [Saved]
    assert wiki.text(PAGE).count("[[By Writer") == 2


def test_what_somebody_wrote_into_a_block_is_replaced_at_once(bot: LocalBot, wiki: LocalWiki) -> None:
    whole = wiki.text(PAGE)
    mark = "<!-- campaignbot:leaderboard -->\n"
    junk = "".join(f"* [[User:Sock {number}|Sock {number}]] was here\n" for number in range(300))
    wiki.tell(write("Mallory", PAGE, whole.replace(mark, mark + junk)))
    assert outcomes(bot.update()) == [Saved]
    assert wiki.text(PAGE) == whole


def test_what_may_shrink_and_could_not_be_saved_may_later(listed: LocalBot, wiki: LocalWiki) -> None:
    wiki.tell(write("Olga", "Project:People", halved()), do("protect", title=PAGE))
    assert Failure.PROTECTED in outcomes(listed.update())
    assert Failure.PROTECTED in outcomes(listed.update())
    wiki.tell(do("protect", title=PAGE, level=""))
    assert all_saved(listed.update())
    assert board(wiki) == PEOPLE[:3]


def test_an_update_with_nothing_new_asks_for_no_log_and_notes_nothing(
    bot: LocalBot, proxy: FaultProxy
) -> None:
    bot.update()
    proxy.forget()
    pageid = bot.real.session.query({"titles": PAGE})["query"]["pages"][0]["pageid"]
    guard = bot.store.guard(bot.context.address, pageid)
    assert guard["written"]["leaderboard"][1] == 16
    proxy.forget()
    assert outcomes(bot.update()) == [Unchanged]
    assert len(proxy.asked) <= 5
    assert bot.store.guard(bot.context.address, pageid) == guard
