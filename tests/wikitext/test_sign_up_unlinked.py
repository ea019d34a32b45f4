"""Tables of plain names, and templates that say who forgot to sign."""

from __future__ import annotations

import pytest

from bot.wikitext.signups import sign_ups

from ..data import small_site

SITE = small_site()
DATE = "12:00, 3 November 2026 (UTC)"
UNSIGNED = [
    ("* Me too {{unsigned|Pia|DATE}}", "Pia"),
    ("* Ask [[User:Org]], I join {{Unsigned|1=Pia|2=DATE}}", "Pia"),
    ("* Hi {{unsigned2|DATE|Pia}}", "Pia"),
    ("* Hi {{subst:unsigned|Pia|DATE}}", "Pia"),
    ("* Jeg er med {{usignert|Pia|DATE}}", "Pia"),
    ("* Je participe {{Non signé|Pia|DATE}}", "Pia"),
    ("* Ich auch {{nicht signiert|Pia|DATE}}", "Pia"),
    ("* Участвую {{без подписи|Pia|DATE}}", "Pia"),
    ("* Me {{unsigned|1.2.3.4|DATE}}", ""),
    ("* [[User:Q]] DATE\n** Good! {{unsigned|Pia|DATE}}", "Q"),
    ("* {{unsigned}} [[User:Q]]", "Q"),
    ("* <s>Me {{unsigned|Pia|DATE}}</s>", ""),
]
TABLES = [
    ("{|\n! Nr !! Name\n|-\n| 1 || Pia\n|-\n| 2 || Q\n|}", "Pia Q"),
    ("{|\n|-\n| Pia || Oslo\n|-\n| Q || Bergen\n|}", "Pia Q"),
    ("{|\n! Mentor !! Name\n|-\n| Anna || Pia\n|}", "Pia"),
    ("{|\n|-\n| 1\n| Pia\n| 12\n|-\n| 2\n|\n|\n|}", "Pia"),
    ("{|\n|-\n| Pia\n|-\n| [[User:Q]]\n|}", "Pia"),
    ("{|\n! Nr !! Artikel\n|-\n| 1 || [[Ada]]\n|}", ""),
    ("== Withdrawn ==\n{|\n|-\n| Pia\n|}", ""),
    ("{|\n|-\n| '''Pia'''\n|}", "Pia"),
    ("{|\n! Date !! Name\n|-\n| 3 November || Pia\n|-\n| 4 November || Q\n|}", "Pia Q"),
    ("{|\n! # !! Artikel !! Benutzer\n|-\n| 1 || Ada || Pia\n|}", "Pia"),
    ("{|\n! 記事 !! 利用者\n|-\n| Ada || Pia\n|}", "Pia"),
]
LINES = [
    ("* [[User:A|A]] • [[User talk:A|talk]]", "A"),
    ("'''Team Red:''' [[User:A]], [[User:B]]\n\n'''Blue''': [[User:C]]", "A B C"),
    ("'''Organizers:''' [[User:A]], [[User:B]]", ""),
    ("'''Note:''' ask [[User:A]]", ""),
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_names_side_by_side_on_a_line(text: str, expected: str) -> None:
    assert list(sign_ups(text, SITE, None, (), {"u"}).names) == expected.split()


@pytest.mark.parametrize(("text", "expected"), UNSIGNED)
def test_whose_line_a_template_says_it_is_signs_up(text: str, expected: str) -> None:
    found = sign_ups(text.replace("DATE", DATE), SITE, None, (), {"u"})
    assert list(found.names) == expected.split()


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_cells_of_plain_names_are_read_as_lines_of_them(text: str, expected: str) -> None:
    found = sign_ups(text, SITE, None, (), {"u"})
    assert [line.text for line in found.plain] == expected.split()
