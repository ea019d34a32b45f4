"""The message files: every language says the same things, and translators are told what each is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.counting.eligibility import Reason
from bot.counting.phase import Phase
from bot.features.measures.registry import AVAILABLE
from bot.features.outputs.registry import OUTPUTS
from bot.i18n import catalogue
from bot.i18n.languages import locale_of
from bot.i18n.sections import known_headings, participants_headings
from bot.i18n.template import PLURAL, parameters

BOT = Path(__file__).resolve().parents[2] / "bot"
LANGUAGES = sorted(catalogue.codes())
ENGLISH = catalogue.messages("en")
UNKIND = re.compile(r"\b(invalid|illegal|error|null|ugyldig|ulovlig|feil|غير صالح|خطأ|خاطئ)\b", re.IGNORECASE)


def plurals(text: str) -> set[int]:
    return {int(number) for number, _ in PLURAL.findall(text)}


def test_english_norwegian_and_arabic_are_there() -> None:
    assert {"en", "nb", "ar"} <= catalogue.codes()


@pytest.mark.parametrize("code", [*LANGUAGES, catalogue.DOCUMENTATION])
def test_every_language_has_the_same_messages(code: str) -> None:
    here = set(catalogue.messages(code))
    assert (sorted(set(ENGLISH) - here), sorted(here - set(ENGLISH))) == ([], [])


@pytest.mark.parametrize("code", LANGUAGES)
def test_messages_use_the_same_parameters_and_plurals_in_every_language(code: str) -> None:
    for key, text in catalogue.messages(code).items():
        assert parameters(text) == parameters(ENGLISH[key]), key
        assert plurals(text) == plurals(ENGLISH[key]), key


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_numbers_and_dates(code: str) -> None:
    assert locale_of(code).decimal_formats


def test_translators_are_told_about_every_message_and_parameter() -> None:
    documented = catalogue.messages(catalogue.DOCUMENTATION)
    told = {key: documented.get(key, "") for key in ENGLISH}
    assert [key for key, text in told.items() if len(text) < 15] == []
    silent = [key for key, text in told.items() if not parameters(ENGLISH[key]) <= parameters(text)]
    assert silent == []


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


def test_there_is_a_message_for_everything_that_is_named_after_a_value() -> None:
    wanted = [f"reason-{reason.value}" for reason in Reason]
    wanted += [f"{what}-{measure}" for measure in AVAILABLE for what in ("measure", "total", "rule")]
    wanted += [output.heading for output in OUTPUTS.values()]
    wanted += [f"phase-{phase.value}" for phase in Phase if phase is not Phase.ACTIVE]
    assert [key for key in wanted if key not in ENGLISH] == []


def test_every_message_that_is_named_in_the_code_is_there() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in BOT.rglob("*.py"))
    named = set(re.findall(r"""\b(?:message|texts|words|_texts)\(\s*["']([a-z]+(?:-[a-z]+)+)["']""", code))
    assert len(named) > 100
    assert sorted(named - set(ENGLISH)) == []


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
