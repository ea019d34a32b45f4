"""Names without links in tables, and lines that a template signs for somebody: docs/organizers.md."""

from __future__ import annotations

import pytest

from bot.wikitext.signups import SignedUp, sign_ups
from tests.data import small_site

SITE = small_site()


def read(text: str) -> SignedUp:
    return sign_ups(f"== Participants ==\n{text}\n", SITE, None, ("Participants",), ("u",))


def named(text: str) -> list[tuple[str, bool]]:
    """The first reading of each plain line, and whether it is told when nobody is meant."""
    found = read(text)
    assert not found.names
    return [(line.readings[0][0], line.certain) for line in found.plain]


TWO = [("Pia", True), ("Ola Nordmann", True)]


@pytest.mark.parametrize(
    "table",
    [
        "{|\n! Name\n|-\n| Pia\n|-\n| Ola Nordmann\n|}",
        "{| class=wikitable\n! Name !! Town\n|-\n| Pia || Oslo\n|-\n| Ola Nordmann || Bergen\n|}",
        "{|\n! # !! User !! Date\n|-\n| 1 || Pia || 1 Nov\n|-\n| 2 || Ola Nordmann || 2 Nov\n|}",
        "{|\n|-\n| Pia\n|-\n| Ola Nordmann\n|}",
        "{|\n| 1. || Pia\n|-\n| 2. || Ola Nordmann\n|}",
        "{|\n! Town !! '''Brukernavn:'''\n|-\n| Oslo || Pia\n|-\n| Bergen || Ola Nordmann\n|}",
        "{|\n!Nr.\n!参加者\n|-\n|1\n|Pia\n|-\n|2\n|Ola Nordmann\n|}",
        '{|\n! Name\n|-\n| style="x" | Pia\n|-\n| Ola Nordmann\n|-\n|\n|}',
    ],
)
def test_a_table_of_names_without_links(table: str) -> None:
    assert named(table) == TWO


@pytest.mark.parametrize(
    "table",
    [
        "{|\n! Day !! Event\n|-\n| Monday || Kick-off\n|-\n| Friday || Prizes\n|}",
        "{|\n! Town !! Library\n|-\n| Oslo || Deichman\n|}",
    ],
)
def test_what_may_be_a_timetable_is_told_of_nobody(table: str) -> None:
    assert not any(certain for _, certain in named(table))


def test_a_table_that_links_somebody_is_read_by_its_links() -> None:
    found = read("{|\n! Name\n|-\n| [[User:Pia]]\n|-\n| Ola Nordmann\n|}")
    assert found.names == ("Pia",)
    assert [line.readings[0][0] for line in found.plain] == ["Ola Nordmann"]


@pytest.mark.parametrize(
    "line",
    [
        "* I want to join {{unsigned|Pia|12:00, 1 November 2026 (UTC)}}",
        "* I want to join {{subst:unsigned|Pia|12:00, 1 November 2026 (UTC)}}",
        "* {{Unsigned|1=Pia|2=1 November}}",
        "# me {{unsigned2|12:00, 1 November 2026 (UTC)|Pia}}",
        "* Ich auch {{Nicht signiert|Pia|1. November}}",
        "* moi aussi {{non signé|Pia|1 novembre}}",
        "* и я {{неподписано|Pia}}",
        "* {{u|Pia}}",
        "* {{msg:u|Pia}}",
    ],
)
def test_a_template_that_signs_for_somebody(line: str) -> None:
    assert read(line).names == ("Pia",)
