"""The message files: what a language says is as English says it, and translators are told what each is."""

from __future__ import annotations

import re

import pytest

from bot.i18n import catalogue
from bot.i18n.languages import locale_of
from bot.i18n.sections import known_headings, participants_headings
from bot.i18n.template import PLURAL, parameters
from bot.i18n.texts import Texts

LANGUAGES = sorted(catalogue.codes())
ENGLISH = catalogue.messages("en")
UNKIND = re.compile(r"\b(invalid|illegal|error|null|ugyldig|ulovlig|feil|غير صالح|خطأ|خاطئ)\b", re.IGNORECASE)


def plurals(text: str) -> set[int]:
    return {int(number) for number, _ in PLURAL.findall(text)}


def test_english_norwegian_and_arabic_are_there() -> None:
    assert {"en", "nb", "ar"} <= catalogue.codes()


def test_every_message_is_explained_to_translators_and_nothing_else() -> None:
    explained = catalogue.messages(catalogue.DOCUMENTATION).keys()
    assert (sorted(ENGLISH.keys() - explained), sorted(explained - ENGLISH.keys())) == ([], [])


# English has every message; what another language lacks is said in the next one of its chain.


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_language_says_what_english_does_not(code: str) -> None:
    assert sorted(catalogue.messages(code).keys() - ENGLISH.keys()) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_messages_use_the_same_parameters_in_every_language(code: str) -> None:
    for key, text in catalogue.messages(code).items():
        assert parameters(text) == parameters(ENGLISH[key]), key


@pytest.mark.parametrize("code", LANGUAGES)
def test_plurals_go_by_numbers_and_have_a_form_for_every_number(code: str) -> None:
    kinds = {Texts.of(code).formats.category(number) for number in range(1000)}
    for key, text in catalogue.messages(code).items():
        assert plurals(text) <= plurals(ENGLISH[key]), key
        for forms in (match[1].split("|") for match in PLURAL.findall(text)):
            assert 1 <= sum(not re.match(r"\d+=", form) for form in forms) <= len(kinds), key


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_numbers_and_dates(code: str) -> None:
    assert locale_of(code).decimal_formats


def test_translators_are_told_about_every_message_and_parameter() -> None:
    documented = catalogue.messages(catalogue.DOCUMENTATION)
    told = {key: documented.get(key, "") for key in ENGLISH}
    assert [key for key, text in told.items() if len(text) < 15] == []
    # What the code gives and English leaves out is explained, too: another language may need it.
    silent = [key for key, text in told.items() if not parameters(ENGLISH[key]) <= parameters(text)]
    assert silent == []
    compared = {other for text in told.values() for other in re.findall(r"\{\{msg\|([^}|]*)", text)}
    assert sorted(compared - ENGLISH.keys()) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_message_is_unkind(code: str) -> None:
    assert {key: text for key, text in catalogue.messages(code).items() if UNKIND.search(text)} == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_backticks_come_in_pairs_and_plural_is_the_only_markup(code: str) -> None:
    for key, text in catalogue.messages(code).items():
        assert text.count("`") % 2 == 0, key
        assert text == text.strip(), key
        if key.startswith("summary-"):
            continue  # The summary of an edit links to the campaign.
        bare = re.sub(r"`[^`]*`", "", PLURAL.sub("", text))
        assert not re.search(r"^[*#:;|!'-]|\{\{|\}\}|\[\[|''|<|~~|__", bare.removeprefix("#")), key


@pytest.mark.parametrize("code", sorted({*known_headings(), *LANGUAGES}))
def test_the_usual_headings_of_sign_up_lists_are_known(code: str) -> None:
    headings = participants_headings([code])
    assert len(headings) > 1
    assert all(heading == heading.strip() and heading for heading in headings)


@pytest.mark.parametrize(
    ("code", "heading"),
    [
        ("de", "Teilnehmer"),
        ("de-at", "Teilnehmer"),
        ("no", "Deltakere"),
        ("pt-br", "Participantes"),
        ("zh-hant", "參與者"),
        ("sr-el", "Učesnici"),
        ("fa", "شرکت‌کنندگان"),
    ],
)
def test_a_wikis_headings_need_no_translation_of_the_bot(code: str, heading: str) -> None:
    assert heading in participants_headings([code])


def test_the_first_languages_headings_come_first() -> None:
    found = participants_headings(["xx", "nb", "en"])
    assert found[0] == "Deltakere"
    assert "Participants" in found
    assert len(set(found)) == len(found)
