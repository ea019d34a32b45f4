"""Settings that wait for approval, as people read it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.i18n.texts import Texts
from bot.render.problems import Running, render_problems
from bot.render.view import LastGood, Waiting
from bot.render.waiting import NAMED, plain_waiting, waiting_box

from .samples import FREE_TEXT
from .structure import structure

EN = Texts.of("en")
GOOD = LastGood(1234, datetime(2026, 11, 1, 9, tzinfo=UTC))
SINCE = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
WAITING = Waiting(1300, SINCE, "192.0.2.7", 1234, ("Alice", "Bob"))


def test_the_box_tells_whose_change_waits_who_approves_it_and_what_runs() -> None:
    shown = waiting_box(WAITING, EN, timezone="Europe/Oslo", last_good=GOOD).split("\n")
    assert "<div>'''A change of the settings waits for approval.'''</div>" in shown
    change = "([[Special:Diff/1234/1300|see the change]])"
    assert f"* Last changed by <bdi>192.0.2.7</bdi> on 21 November 2026 {change}." in shown
    assert any("[[User talk:Alice|Alice]]</bdi> or <bdi>[[User talk:Bob|Bob]]" in line for line in shown)
    assert shown[-2].endswith("settings of [[Special:PermanentLink/1234|1 November 2026]].")


def test_where_nothing_runs_yet_nothing_is_counted() -> None:
    shown = waiting_box(Waiting(1300, SINCE, "Newbie"), EN)
    assert "'''These settings wait for approval.'''" in shown
    assert "[[Special:Diff/1300|see the change]]" in shown
    assert "somebody who may change the settings saves a change in them" in shown
    assert "Until then, nothing is counted." in shown


def test_other_organizers_are_approved_by_organizers_alone() -> None:
    shown = waiting_box(Waiting(1300, SINCE, "Tess", 1234, ("Alice",), organizers=True), EN)
    assert 'can change <code dir="ltr">organizers</code>' in shown
    assert "saves a change" not in shown
    nobody = waiting_box(Waiting(1300, SINCE, "Tess", 1234, (), organizers=True), EN)
    assert "Nobody is left who could approve that." in nobody


def test_a_hidden_author_is_not_named_and_many_people_are_not_listed() -> None:
    shown = waiting_box(Waiting(1300, SINCE, None, 1234, tuple(f"U{n}" for n in range(99))), EN)
    assert "Last changed on 20 November 2026" in shown
    assert shown.count("User talk:") == NAMED


@pytest.mark.parametrize("raw", FREE_TEXT)
def test_no_name_becomes_markup(raw: str) -> None:
    found = structure(waiting_box(Waiting(1300, SINCE, raw, 1234), EN, last_good=GOOD))
    assert found.foreign == ()
    assert found.links == ("Special:Diff/1234/1300", "Special:PermanentLink/1234")


def test_it_stands_above_the_notices_and_alone() -> None:
    alone = render_problems([], [], EN, Running(GOOD), WAITING)
    assert alone.count("waits for approval") == 1
    assert "problem" not in alone


@pytest.mark.parametrize("language", ["en", "nb", "ar"])
def test_a_terminal_says_the_same(language: str) -> None:
    assert plain_waiting(None, EN) == []
    said = plain_waiting(WAITING, Texts.of(language))
    assert len(said) == 3
    assert "192.0.2.7" in said[1]
    assert "Alice" in said[2]
