"""The standings and problems in a terminal."""

from __future__ import annotations

import io

from rich.console import Console, RenderableType

from bot.i18n.texts import Texts
from bot.messages import Remark, message
from bot.render.terminal import remarks, standings

from .samples import accounts, busy, contribution, full, revision, view


def printed(renderable: RenderableType) -> str:
    out = io.StringIO()
    Console(file=out, width=100).print(renderable)
    return out.getvalue()


def cells(shown: str, name: str) -> list[str]:
    line = next(line for line in shown.splitlines() if f" {name} " in line)
    return [cell.strip() for cell in line.strip("│ ").split("│")]


def test_the_table_has_the_same_numbers_as_the_page() -> None:
    shown = printed(standings(busy()))
    assert "Women in Physics 2026 · 1–30 November 2026" in shown
    assert cells(shown, "Alice") == ["1", "Alice", "30.0", "1", "0", "24,310"]
    assert cells(shown, "أحمد")[0] == "–"
    assert cells(shown, "Total (1 article)")[1:] == ["", "1", "1", "63,030"]


def test_what_cannot_be_known_is_marked_and_explained() -> None:
    (alice,) = people = accounts(["Alice"])
    shown = printed(standings(view(people, [contribution(alice, "A", [revision(1, 1, size=None)])])))
    assert cells(shown, "Alice")[-1] == "?"
    assert "“?” means" in shown


def test_a_campaign_without_points_has_no_column_for_them() -> None:
    assert "Points" not in printed(standings(busy(rules=())))


def test_nobody_yet_is_an_invitation() -> None:
    assert "You could be the first!" in printed(standings(view()))


def test_names_are_neither_markup_nor_commands_for_the_terminal() -> None:
    shown = printed(standings(busy(["[bold]x[/bold]", "\x1b[31mred", "Last"])))
    assert "[bold]x[/bold]" in shown
    assert "\x1b" not in shown


def test_problems_and_notices_with_their_lines() -> None:
    shown = printed(
        remarks(
            [Remark(message("when-new"), 4, "  kind: new")],
            [Remark(message("articles-all"))],
            Texts.of("en"),
        )
    )
    assert shown.splitlines() == [
        "The campaign’s settings have one problem.",
        "  Line 4: it was created during the campaign",
        "    kind: new",
        "Worth a look:",
        "  Every article counts.",
    ]


def test_nothing_to_tell_prints_nothing() -> None:
    assert printed(remarks([], [], Texts.of("en"))).strip() == ""


def test_teams_are_a_table_of_their_own() -> None:
    shown = printed(standings(full()))
    assert cells(shown, "Red") == ["1", "Red", "176.5", "43", "2", "4", "77,339", "Alice, Мария and O'Neil"]
    assert cells(shown, "Late")[0] == "–"
    assert "Teams" not in printed(standings(busy()))


def test_what_organizers_decided_stands_below_the_table() -> None:
    shown = printed(standings(full()))
    assert "Alice: -5 points for Lise Meitner: copied text, see talk page · +1.25 points" in shown
