"""The box that says what a campaign is, what it has come to, and how it is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html import unescape

import pytest

from bot.counting.phase import Phase
from bot.declaration.campaign import Participants, Rule
from bot.features.outputs.registry import STATUS
from bot.features.outputs.status import checked_message
from bot.features.participants.lists import SignUp
from bot.mediawiki.site import Title
from bot.messages import Remark, message
from bot.render.view import LastGood, View
from tests.declaration.people import who
from tests.render.samples import FREE_TEXT, accounts, busy, contribution, revision, view
from tests.render.structure import structure

render = STATUS.render


def test_name_dates_and_what_all_have_done_come_first() -> None:
    lines = render(busy()).split("\n")
    assert lines[2] == (
        "<div style=\"font-size:120%\"><bdi>'''Women in Physics 2026'''</bdi> · 1–30 November 2026</div>"
    )
    assert lines[3] == (
        "<div>'''8''' participants · '''1''' article ('''1''' created and '''1''' improved) · "
        "'''63,030''' bytes added</div>"
    )


def test_when_the_numbers_changed_and_how_often_they_are_checked() -> None:
    shown = render(busy())
    assert (
        "Numbers last changed 22 November 2026, 05:34 (Europe/Oslo) · checked about every 30 minutes" in shown
    )
    assert "7 edits in 1 article counted" in shown


def test_what_cannot_be_known_is_said() -> None:
    (alice,) = people = accounts(["Alice"])
    shown = render(view(people, [contribution(alice, "A", [revision(1, 1, size=None)])]))
    assert "the bytes of one contribution cannot be known and are left out" in shown
    assert "cannot be known" not in render(busy())


@pytest.mark.parametrize(
    ("every", "said"),
    [
        (timedelta(minutes=1), "checked about every minute"),
        (timedelta(minutes=30), "checked about every 30 minutes"),
        (timedelta(minutes=90), "checked about every 90 minutes"),
        (timedelta(hours=1), "checked about every hour"),
        (timedelta(hours=6), "checked about every 6 hours"),
        (timedelta(days=1), "checked about once a day"),
        (timedelta(days=2), "checked about every 2 days"),
        (timedelta(seconds=5), "checked about every minute"),
    ],
)
def test_how_often_in_round_words(every: timedelta, said: str) -> None:
    assert busy().texts.render(checked_message(every)) == f"{said} while the bot is running"


BEHIND = "The copy of the wiki that the bot reads is more than 3 hours behind: the newest edits come later."


def test_a_copy_of_the_wiki_that_is_hours_behind_is_told() -> None:
    assert BEHIND in render(busy(lag=timedelta(hours=3, minutes=59, seconds=59)))
    assert "is more than an hour behind" in render(busy(lag=timedelta(hours=1)))
    assert "behind" not in render(busy(lag=timedelta(minutes=59)))
    assert "behind" not in render(busy())


def test_the_lag_is_told_in_whole_hours_so_that_no_minute_changes_the_page() -> None:
    assert render(busy(lag=timedelta(hours=3))) == render(busy(lag=timedelta(hours=3, minutes=40)))


@pytest.mark.parametrize("phase", [Phase.UPCOMING, Phase.FINAL])
def test_a_lag_matters_only_while_something_is_counted(phase: Phase) -> None:
    assert "behind" not in render(busy(phase=phase, lag=timedelta(hours=3)))


def test_how_points_are_counted_and_why_an_edit_is_missing_open_with_a_click() -> None:
    shown = render(busy())
    assert shown.count('class="mw-collapsible mw-collapsed"') == 2
    assert "* 10 points for each article created\n" in shown
    assert "* It is very new: the next check will find it." in shown
    assert "* You made it outside the time of the campaign: 1–30 November 2026 (Europe/Oslo).\n" in shown


def test_the_organizers_are_the_people_to_ask_and_the_help_page_explains() -> None:
    shown = render(busy(help_page="Help:CampaignBot"))
    asked = "Ask <bdi>[[User talk:Alice|Alice]]</bdi> or <bdi>[[User talk:Bob B|Bob B]]</bdi>."
    assert asked in shown
    assert "Every number is explained on <bdi>[[:Help:CampaignBot]]</bdi>." in shown
    assert "Questions?" not in render(busy(organizers=()))


# --- the seasons

TILDES = '<code dir="ltr">&#126;&#126;&#126;&#126;</code>'


def test_before_the_start_it_says_when_counting_begins_and_how_to_sign_up() -> None:
    shown = render(view(accounts(["Alice"]), phase=Phase.UPCOMING, checked_every=timedelta(minutes=30)))
    assert (
        f"'''Counting begins on 1 November 2026.''' To take part, put your signature ({TILDES}) in the list"
        in shown
    )
    assert "'''1''' participant<" in shown
    assert "This page is checked about once a day while the bot is running." in shown
    assert "Numbers last changed" not in shown
    assert "Why is my edit not here?" not in shown


def test_as_long_as_one_can_join_it_says_how_with_a_link_to_the_list() -> None:
    usual = SignUp(default=True)
    shown = busy(participants=who((usual,)))
    shown = replace(shown, headings={usual: "📝 Teilnehmer (12):"})
    link = "<bdi>[[#📝 Teilnehmer (12):|📝 Teilnehmer (12):]]</bdi>"
    assert f"{unescape(TILDES)}) here: {link}." in unescape(render(shown))
    assert "put your signature" not in render(replace(shown, phase=Phase.CHECKING))
    assert "put your signature" not in render(replace(shown, phase=Phase.FINAL))


def test_a_running_campaign_without_edits_invites() -> None:
    assert "the first edit could be yours" in render(view(accounts(["Alice"])))
    assert "put your signature" in render(view())


def test_after_the_end_the_results_are_checked_until_a_day() -> None:
    shown = render(busy(phase=Phase.CHECKING))
    assert "The results are still being checked, and become final on 4 December 2026." in shown
    assert "* You were not among the participants.\n" in shown


def test_then_they_are_final_and_nobody_checks_any_more() -> None:
    shown = render(busy(phase=Phase.FINAL))
    assert "these are the final results" in shown
    assert "checked about" not in shown


def test_times_of_day_are_shown_where_an_organizer_gave_them() -> None:
    times = {
        "start": datetime(2026, 11, 1, 17, tzinfo=UTC),
        "end": datetime(2026, 11, 30, 11, tzinfo=UTC),
    }
    assert "</bdi> · 1 November 2026, 18:00 – 30 November 2026, 12:00<" in render(busy(**times))  # type: ignore[arg-type]
    upcoming = render(view(phase=Phase.UPCOMING, **times))  # type: ignore[arg-type]
    assert "Counting begins on 1 November 2026, 18:00." in upcoming


def test_an_end_at_midnight_is_the_day_before_also_where_only_the_start_has_a_time() -> None:
    shown = render(busy(start=datetime(2026, 11, 1, 17, tzinfo=UTC)))
    assert "1 November 2026, 18:00 – 30 November 2026<" in shown


# --- signing up


@pytest.mark.parametrize(
    ("participants", "said"),
    [
        (
            who((SignUp(default=True),)),
            "in the list of participants on this page",
        ),
        (
            who((SignUp(heading="Who comes"),)),
            f"put your signature ({TILDES}) here: <bdi>[[#Who comes|Who comes]]</bdi>.",
        ),
        (
            who((SignUp(Title(4, "WiP/Sign-up"), "Who"), SignUp(Title(4, "Club")))),
            "here: <bdi>[[:Project:WiP/Sign-up#Who|Who]]</bdi> or <bdi>[[:Project:Club]]</bdi>.",
        ),
        (
            who(categories=(Title(14, "WiP members"),)),
            "Everybody in <bdi>[[:Category:WiP members]]</bdi> takes part.",
        ),
        (who(anyone=True), "No need to sign up"),
        (who(users=("Alice",)), "To take part, ask the organizers."),
    ],
)
def test_how_to_sign_up_is_what_the_campaign_declares(participants: Participants, said: str) -> None:
    shown = view(phase=Phase.UPCOMING, participants=participants)
    assert said in render(shown)


def test_a_status_on_another_page_links_to_the_sign_up_list() -> None:
    shown = render(view(phase=Phase.UPCOMING, publish={"status": Title(4, "WiP/Status")}))
    assert f"put your signature ({TILDES}) here: <bdi>[[:Project:WiP]]</bdi>." in shown


# --- problems below the box


def test_problems_and_notices_follow_the_box() -> None:
    notice = Remark(message("articles-all"))
    good = LastGood(77, datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
    shown = render(busy(problems=(Remark(message("when-new"), 4),), notices=(notice,), last_good=good))
    assert shown.index("Questions?") < shown.index("have one problem") < shown.index("Worth a look")
    assert "[[Special:PermanentLink/77|21 November 2026]] ([[Special:Diff/77/cur|see the change]])" in shown


def test_without_problems_there_is_one_box() -> None:
    assert render(busy()).count("border-inline-start") == 1


@pytest.mark.parametrize("name", FREE_TEXT)
def test_no_campaign_name_breaks_the_box(name: str) -> None:
    def counted(made: View) -> tuple[object, ...]:
        found = structure(render(made))
        return found.foreign, found.tags, found.links

    assert counted(busy(name=name)) == counted(busy())


def test_points_are_whole_where_they_are_whole() -> None:
    shown = render(busy(rules=(Rule("edits", Decimal("0.5")), Rule("articles_created", Decimal("3.0")))))
    assert "* 0.5 points for each edit\n* 3 points for each article created\n" in shown
