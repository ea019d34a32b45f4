"""No name and no account of anybody who takes part is left, whatever is made of a campaign without names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.counting.fingerprint import numbers_fingerprint
from bot.counting.phase import Phase
from bot.declaration.campaign import Adjustment
from bot.features.adjustments.points import GivePoints
from bot.features.outputs.registry import OUTPUTS
from bot.i18n.catalogue import DOCUMENTATION, messages
from bot.i18n.template import parameters
from bot.messages import Message, Remark, Somebody, message
from bot.operations.counting.counted import Counted
from bot.operations.names_off import as_shown
from bot.operations.output_plan import output_plan
from bot.render import terminal
from bot.render.as_json import document, numbers
from bot.render.unnamed import unnamed, without_people
from bot.render.view import View, Waiting
from tests.render.samples import FREE_TEXT, campaign, full

NAMES = ("Zaphod", "Ö-Xanthippe", "Трурль", "O'Qwerty", "Bob B", "~2026-99887-76", "ZZ#1\u05d0", "Qux y")
ORGANIZERS = ("Trillian",)
BOT = Path(__file__).resolve().parents[2] / "bot"
NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
WAITING = Waiting(12, NOW, "Zaphod", 10, ORGANIZERS)
DECIDED = (Adjustment("Zaphod", "helped Bob B", GivePoints(Decimal(5))),)
"""Before another cause than the settings turned names off."""
TEAMS = {"Red": NAMES[:3], "Blue": NAMES[3:5], "Alone": NAMES[-1:]}


def remarks() -> tuple[Remark, ...]:
    """Every message that there is about something, of somebody; and some that name nobody as such."""
    told = []
    for key, words in messages("en").items():
        if key.startswith(("notice-", "declaration-", "page-block-")):
            params = tuple(Somebody(NAMES[number % 8]) for number in range(max(parameters(words), default=0)))
            told.append(Remark(Message(key, params), 3, f"users: [{NAMES[0]}, {NAMES[4]}]"))
            told.append(Remark(Message(key, params)))
    hidden = (message("notice-no-page", f"User:{NAMES[0]}/List"), message("notice-no-page", NAMES[2]))
    return (*told, *map(Remark, hidden), Remark(message("notice-apart", Somebody("Nobody knows"))))


def made(language: str = "en", phase: Phase = Phase.ACTIVE, **changes: object) -> View:
    """A campaign that declares everything, with names that stand out; ``changes`` as for ``full``."""
    given = {"organizers": ORGANIZERS, "teams": TEAMS, "adjustments": DECIDED, **changes}
    view = full(language, NAMES, phase=phase, waiting=WAITING, **given)
    people = replace(view.campaign.participants, excluded=(NAMES[-1],))
    campaign = replace(view.campaign, names=False, participants=people)
    return replace(view, campaign=campaign, problems=remarks(), notices=remarks())


def nobody_in(text: str) -> None:
    assert [name for name in NAMES if name in text] == []
    assert "campaignbot-user-" not in text
    assert "Nobody knows" not in text


def values_in(value: object) -> Iterator[tuple[str, object]]:
    """All texts and numbers of a value, however deep, each with the name of its field."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            yield from (*values_in(key), *values_in(one))
    elif is_dataclass(value):
        for field in fields(value):
            found = getattr(value, field.name)
            yield from values_in(found)
            yield field.name, found
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for one in value:
            yield from values_in(one)
    else:
        yield "", value


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("language", ["en", "nb", "ar"])
@pytest.mark.parametrize("phase", Phase)
def test_no_output_names_anybody(name: str, language: str, phase: Phase) -> None:
    # Not even those that are refused, if anything should publish them all the same.
    view = unnamed(made(language, phase))
    nothing = dict.fromkeys(OUTPUTS[name].data, ()) if OUTPUTS[name].needs_names else {}
    nobody_in(OUTPUTS[name].render(replace(view, data={**view.data, **nothing})))


@pytest.mark.parametrize(("names", "asked"), [(True, True), (False, True), (False, False)])
@pytest.mark.parametrize("phase", Phase)
def test_no_page_is_planned_for_anybody(phase: Phase, names: bool, asked: bool) -> None:
    publish = dict.fromkeys(OUTPUTS, campaign().page)
    view = made(phase=phase, publish=publish)
    shown = as_shown(replace(view.campaign, names=names), Counted((), (), unnamed=asked))
    assert set(shown.publish) == {name for name, output in OUTPUTS.items() if not output.needs_names}
    assert not shown.names
    plan = output_plan(unnamed(replace(view, campaign=shown)), ())
    assert set(plan.texts) == shown.publish.keys() - {"status"}
    for text in plan.texts.values():
        nobody_in(text)


@pytest.mark.parametrize("phase", Phase)
def test_json_names_nobody(phase: Phase) -> None:
    found = document(unnamed(made(phase=phase)), NOW)
    nobody_in(json.dumps(found, ensure_ascii=False))
    assert found["campaign"]["names"] is False
    assert (found["rows"], found["adjustments"]) == ([], [])
    assert [team["members"] for team in found["teams"]] == [[], [], []]
    assert found["totals"] == numbers(made(phase=phase).standings)["totals"]


def test_a_terminal_shows_what_all_have_done_and_nobody() -> None:
    screen = Console(file=StringIO(), width=300)
    view = unnamed(made())
    screen.print(terminal.standings(view))
    screen.print(terminal.remarks(view.problems, view.notices, view.texts))
    screen.print(terminal.waits(view.waiting, view.texts))
    shown = screen.file.getvalue()  # type: ignore[attr-defined]
    nobody_in(shown)
    assert "Red" in shown
    assert "not named here" in shown
    assert view.texts.number(view.standings.totals.measures["bytes_added"].known) in shown


def test_nothing_of_a_view_is_left_but_what_the_settings_say() -> None:
    view = unnamed(made())
    parts = [getattr(view, field.name) for field in fields(view) if field.name != "texts"]
    for name, value in values_in(parts):
        nobody_in(str(value))
        if name in ("userid", "account_key", "accounts"):
            assert not value
    assert view.data, "the articles are still there"


def test_data_without_a_way_to_take_names_out_is_not_there() -> None:
    view = made()
    assert {data for data in view.data if data.unnamed is None} & unnamed(view).data.keys() == set()
    published = {data for output in OUTPUTS.values() if not output.needs_names for data in output.data}
    assert published <= unnamed(view).data.keys()


def test_the_short_name_of_the_numbers_does_not_tell_who_they_are_of() -> None:
    one, other = made(), made()
    renamed = [
        replace(row, participant=replace(row.participant, name="Else")) for row in other.standings.rows
    ]
    other = replace(other, standings=replace(other.standings, rows=tuple(renamed)))
    assert numbers_fingerprint(one.standings) != numbers_fingerprint(other.standings)
    assert numbers_fingerprint(without_people(one.standings)) == numbers_fingerprint(
        without_people(other.standings)
    )


def test_who_writes_of_somebody_says_so() -> None:
    """What translators are told of a message says whether it has the name of somebody in it."""
    told = messages(DOCUMENTATION)
    keys = {key for key, words in told.items() if "user name" in words or "list of participants. $1" in words}
    keys = {key for key in keys if key.startswith(("notice-", "declaration-"))}
    assert "notice-apart" in keys
    modules = [path.read_text(encoding="utf-8") for path in BOT.rglob("*.py")]
    for key in keys:
        assert any("Somebody(" in code for code in modules if f'"{key}"' in code), key


# --- what is said instead


def said(*told: Remark) -> tuple[Remark, ...]:
    return unnamed(replace(made(), notices=told)).notices


def test_a_remark_that_names_somebody_keeps_its_line_and_loses_its_words() -> None:
    told = Remark(message("notice-no-account", Somebody("Zaphood")), 4, "- Zaphood")
    assert said(told) == (Remark(message("remark-unnamed"), 4),)


def test_remarks_without_a_line_are_counted() -> None:
    told = [Remark(message("notice-apart", Somebody(name))) for name in ("A", "B", "C")]
    assert said(*told) == (Remark(message("notice-unnamed", 3)),)


def test_a_remark_about_something_else_stays_without_its_quote() -> None:
    told = Remark(message("notice-no-category", "Category:Physics"), 7, "category: Physics # ask Zaphod")
    assert said(told) == (Remark(told.message, 7),)


def test_an_organizer_whom_nobody_has_is_told() -> None:
    told = Remark(message("notice-no-account", Somebody("Trillian")), 4)
    assert said(told) == (told,)


def test_the_title_of_the_campaigns_page_is_no_name() -> None:
    told = Remark(message("page-block-removed", "goals", "Project:WiP", "a", "b"))
    assert said(told) == (told,)
    view = made()
    alice = replace(view.campaign, page=replace(view.campaign.page, namespace=2, name="Zaphod/Campaign"))
    told = Remark(message("page-block-removed", "goals", "User:Zaphod/Campaign", "a", "b"))
    assert unnamed(replace(view, campaign=alice, notices=(told,))).notices == (told,)


@pytest.mark.parametrize("name", ["Al", "No", "The"])
def test_a_name_that_is_part_of_a_word_is_none(name: str) -> None:
    told = Remark(message("notice-no-category", "Category:Also Nothing There"))
    assert unnamed(replace(made(), notices=(told,)), [name]).notices == (told,)


def test_twice_is_as_good_as_once() -> None:
    once = unnamed(made())
    assert unnamed(once) == once


@pytest.mark.parametrize("words", FREE_TEXT)
def test_any_name_can_be_looked_for(words: str) -> None:
    told = Remark(message("notice-no-page", words))
    assert unnamed(replace(made(), notices=(told,)), [words]).notices == (
        Remark(message("notice-unnamed", 1)),
    )


def test_who_changed_the_settings_is_not_said_and_who_can_approve_them_is() -> None:
    waiting = unnamed(made()).waiting
    assert waiting == replace(WAITING, author=None)
    assert "Trillian" in OUTPUTS["status"].render(unnamed(made()))


def test_the_box_says_that_nobody_is_named_and_what_stays() -> None:
    box = OUTPUTS["status"].render(unnamed(made()))
    assert "is not named here" in box
    assert "stays there" in box
    view = made()
    nobody = replace(view.campaign, participants=replace(view.campaign.participants, sources=(), teams={}))
    assert "stays there" not in OUTPUTS["status"].render(unnamed(replace(view, campaign=nobody)))
    assert "is not named here" not in OUTPUTS["status"].render(full())


def test_articles_are_there_without_links_to_single_changes() -> None:
    shown = OUTPUTS["articles"].render(unnamed(made()))
    assert "[[Lise Meitner]]" in shown
    assert "Special:Diff" not in shown
    assert "Special:Diff" in OUTPUTS["articles"].render(full())


def test_a_draft_is_still_marked() -> None:
    view = made()
    [latest] = OUTPUTS["articles"].data
    drafts = tuple(tuple(replace(one, draft=True) for one in article) for article in view.of(latest))
    shown = OUTPUTS["articles"].render(unnamed(replace(view, data={**view.data, latest: drafts})))
    assert "from a draft" in shown
