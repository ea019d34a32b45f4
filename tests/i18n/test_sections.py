"""Headings of lists of participants are known in the languages of the largest wikis."""

from __future__ import annotations

import pytest

from bot.i18n.sections import participants_headings
from bot.wikitext.signups import sign_ups

from ..data import small_site

LARGEST = (
    "en ceb de fr sv nl ru es it pl arz zh ja uk vi war ar pt fa ca id sr ko no ce tr fi cs hu tt ro "
    "sh zh-min-nan eu ms eo he hy da bg cy sk azb uz et simple kk be min el hr lt gl az ur sl ka nn "
    "hi th ta bn la mk zh-yue"
)


@pytest.mark.parametrize("language", LARGEST.split())
def test_a_list_is_found_by_its_heading_in_the_wikis_language(language: str) -> None:
    assert participants_headings([language])
    usual = participants_headings([language, "en"])
    page = f"== {usual[0]} ==\n* [[User:Alice]]\n"
    assert sign_ups(page, small_site(), None, usual, ()).names == ("Alice",)


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("de", "Teilnehmer"),
        ("de", "📝 '''Teilnehmende''' (12):"),
        ("de-at", "Teilnehmerinnen und Teilnehmer"),
        ("fr", "Participantes et participants"),
        ("pt-br", "Inscrições"),
        ("zh-hant", "參加者"),
        ("be-tarask", "Удзельнікі"),
        ("bs", "Učesnici"),
    ],
)
def test_other_usual_headings_are_known_too(language: str, heading: str) -> None:
    page = f"== {heading} ==\n* [[User:Alice]]\n"
    assert sign_ups(page, small_site(), None, participants_headings([language]), ()).names == ("Alice",)
