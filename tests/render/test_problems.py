"""Problems and notices, as an organizer reads them on the page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.i18n import catalogue
from bot.i18n.texts import Texts
from bot.messages import Remark, message
from bot.render.problems import QUOTE, Running, plain_remark, render_problems
from bot.render.view import LastGood

from .samples import FREE_TEXT
from .structure import structure

EN = Texts.of("en")
GOOD = LastGood(1234, datetime(2026, 11, 20, 9, tzinfo=UTC))


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A problem as the declaration tells it."""
    extra = {"no-key": "`$1` is not a setting. Did you mean `$2`?"}
    real = catalogue.messages
    monkeypatch.setattr(catalogue, "messages", lambda code: {**real(code), **extra})


def remark(key: str = "nmae", line: int | None = 4, quote: str = "") -> Remark:
    return Remark(message("no-key", key, "name"), line, quote)


def test_a_problem_is_told_with_its_line() -> None:
    shown = render_problems([remark()], [], EN, Running(GOOD))
    said = '* Line 4: <code dir="ltr">nmae</code> is not a setting. Did you mean <code dir="ltr">name</code>?'
    assert said in shown.split("\n")


def test_the_older_settings_that_run_meanwhile_are_linked() -> None:
    shown = render_problems(
        [remark(), remark()], [], EN, Running(GOOD, counting=True, timezone="Europe/Oslo")
    )
    assert "'''The campaign’s settings have 2 problems.''' Until they are mended, the bot keeps" in shown
    assert "by the settings of [[Special:PermanentLink/1234|20 November 2026]]" in shown
    assert "([[Special:Diff/1234/cur|see the change]])" in shown


def test_where_nothing_runs_nothing_is_counted() -> None:
    shown = render_problems([remark()], [], EN)
    assert "have one problem.''' Nothing is counted until it is mended." in shown


def test_a_problem_of_the_page_does_not_stop_the_counting() -> None:
    shown = render_problems([remark(line=None)], [], EN, Running(counting=True))
    assert "'''One thing on this page needs mending.'''" in shown
    assert "Nothing is counted" not in shown
    assert "Line" not in shown


def test_notices_have_a_box_of_their_own() -> None:
    shown = render_problems([], [remark()], EN)
    assert "'''Worth a look:'''" in shown
    assert "problem" not in shown


def test_nothing_to_tell_is_nothing() -> None:
    assert render_problems([], [], EN) == ""


def test_the_line_is_quoted_where_the_message_does_not_show_it() -> None:
    assert '<br><code dir="ltr">nmae: x</code>' in render_problems([remark(quote="  nmae: x")], [], EN)
    assert "<br>" not in render_problems([remark("nmae: x", quote="  nmae: x")], [], EN)
    assert "<br>" not in render_problems([remark(quote="   ")], [], EN)


def test_a_very_long_line_is_quoted_in_part() -> None:
    shown = render_problems([remark(quote="x" * 5000)], [], EN)
    assert f"{'x' * (QUOTE - 1)}…</code>" in shown


@pytest.mark.parametrize("raw", FREE_TEXT)
def test_nothing_that_an_organizer_wrote_becomes_markup(raw: str) -> None:
    found = structure(render_problems([remark(raw, quote=f"a {raw}")], [remark(raw)], EN, Running(GOOD)))
    assert found.foreign == ()
    assert found.links == ("Special:PermanentLink/1234", "Special:Diff/1234/cur")
    assert found.tags["li"] == 2


def test_plain_text_for_terminals_has_no_controls() -> None:
    assert plain_remark(remark("\x1b[31mred\u202e"), EN) == (
        "Line 4: `[31mred` is not a setting. Did you mean `name`?"
    )


def test_arabic_problems_keep_their_code_left_to_right() -> None:
    shown = render_problems([remark()], [], Texts.of("ar"))
    assert shown.startswith('<div class="mw-content-rtl" dir="rtl" lang="ar">')
    assert "السطر 4: <code dir=" in shown
