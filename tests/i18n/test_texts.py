"""One language: words and numbers together."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from bot.features.outputs.registry import OUTPUTS
from bot.i18n import catalogue
from bot.i18n.texts import Markup, Texts, UnknownMessage
from bot.messages import Message, Verbatim, message
from tests.render.samples import full
from tests.render.structure import structure

EN, NB, AR = Texts.of("en"), Texts.of("nb"), Texts.of("ar")


@pytest.fixture
def only_english(monkeypatch: pytest.MonkeyPatch) -> str:
    """A message that no other language has."""
    english = {**catalogue.messages("en"), "new-one": "$1 {{PLURAL:$1|byte|bytes}} on $2"}
    others = {code: catalogue.messages(code) for code in catalogue.codes()}
    monkeypatch.setattr(catalogue, "messages", lambda code: english if code == "en" else others[code])
    return "new-one"


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("en", "en"),
        ("en-gb", "en"),
        ("nb", "nb"),
        ("no", "nb"),
        ("nn", "nb"),
        ("arz", "ar"),
        ("fr", "en"),
        ("AR", "ar"),
        ("zh-hans", "en"),
        ("se-no", "nb"),
    ],
)
def test_a_language_without_texts_speaks_the_nearest_that_has_some(asked: str, spoken: str) -> None:
    assert Texts.of(asked).code == spoken


def test_words_and_numbers_fall_back_to_the_same_language() -> None:
    french = Texts.of("fr")
    assert french("total-bytes_added", 1234567) == "1,234,567 bytes added"
    assert french.points(Decimal("1234.5")) == "1,234.5"


def test_a_single_missing_message_falls_back_with_its_numbers_and_dates(only_english: str) -> None:
    assert NB(only_english, 1234, date(2026, 11, 22)) == "1,234 bytes on 22 November 2026"
    assert NB("total-bytes_added", 1234) == "1\xa0234 byte lagt til"


def test_a_message_within_another_takes_all_of_it_to_the_language_that_has_both(only_english: str) -> None:
    inner = message(only_english, 1234, "x")
    assert NB.render(message("on-line", 1000, inner)) == EN("on-line", 1000, inner)
    assert NB.render(message("on-line", 1000, [inner, "y"])).startswith("Line 1,000: ")
    assert NB("on-line", 1000, "x") == "Linje 1\xa0000: x"


def test_a_language_of_the_chain_helps_out_before_english(monkeypatch: pytest.MonkeyPatch) -> None:
    real = {code: catalogue.messages(code) for code in catalogue.codes()}
    files = {**real, "nn": {"total": "Sum"}}
    monkeypatch.setattr(catalogue, "messages", lambda code: files[code])
    nynorsk = Texts("nn", NB.formats, NB)
    assert nynorsk("total") == "Sum"
    assert nynorsk("total-bytes_added", 1234) == "1\xa0234 byte lagt til"


@pytest.mark.parametrize("language", sorted(catalogue.codes() - {"en"}))
@pytest.mark.parametrize("part", [0, 1])
def test_half_a_language_leaves_nothing_unsaid(
    language: str, part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A translator needs not have got to a new message, whichever it is."""
    real = {code: catalogue.messages(code) for code in catalogue.codes()}
    half = {key: text for place, (key, text) in enumerate(real[language].items()) if place % 2 == part}
    monkeypatch.setattr(catalogue, "messages", lambda code: half if code == language else real[code])
    shown = [output.render(full(language)) for output in OUTPUTS.values()]
    assert all(structure(text).foreign == () for text in shown)
    assert all(text.count("<div") == text.count("</div>") for text in shown)


def test_a_language_is_known_when_it_or_a_close_one_has_texts() -> None:
    assert [code for code in ("en", "en-gb", "nn", "arz", "fr", "xx") if Texts.known(code)] == [
        "en",
        "en-gb",
        "nn",
        "arz",
    ]


def test_a_key_that_nobody_wrote_is_a_mistake() -> None:
    with pytest.raises(UnknownMessage):
        EN("no-such-key")
    assert "no-such-key" not in AR
    assert "total" in AR


def test_arabic_is_written_from_right_to_left() -> None:
    assert [texts.rtl for texts in (EN, NB, AR)] == [False, False, True]


@pytest.mark.parametrize(("texts", "shown"), [(EN, "128.5"), (NB, "128,5"), (AR, "128.5")])
def test_points_have_one_decimal(texts: Texts, shown: str) -> None:
    assert texts.points(Decimal("128.5")) == shown
    assert EN.points(Decimal(20)) == "20.0"
    assert EN.points(Decimal("0.25")) == "0.3"


def test_numbers() -> None:
    assert EN.number(24310) == "24,310"
    assert NB.number(24310) == "24\xa0310"
    assert NB.number(-5) == "−5"
    assert AR.number(-1234) == "\u200e-1,234"
    assert EN.number(Decimal("0.0001250")) == "0.000125"
    assert EN.number(Decimal("1E+3")) == "1,000"
    assert [EN.signed(number) for number in (7, 0, -7)] == ["+7", "0", "-7"]


def test_dates_and_times() -> None:
    moment = datetime(2026, 11, 22, 5, 34)
    assert EN.datetime(moment) == "22 November 2026, 05:34"
    assert NB.datetime(moment) == "22. november 2026, 05:34"
    assert AR.datetime(moment) == "22 نوفمبر 2026، 05:34"
    assert EN.date(moment.date(), "medium") == "22 Nov 2026"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), "1–30 November 2026"),
        (date(2026, 11, 1), date(2026, 11, 1), "1 November 2026"),
        (date(2026, 11, 1), date(2026, 12, 3), "1 November – 3 December 2026"),
        (date(2026, 12, 1), date(2027, 1, 3), "1 December 2026 – 3 January 2027"),
    ],
)
def test_an_interval_says_once_what_both_days_share(first: date, last: date, shown: str) -> None:
    assert EN.interval(first, last).replace("\u2009", " ") == shown


def test_norwegian_and_arabic_intervals() -> None:
    november = (date(2026, 11, 1), date(2026, 11, 30))
    assert NB.interval(*november) == "1.–30. november 2026"
    assert AR.interval(*november) == "1–30 نوفمبر 2026"


def test_lists() -> None:
    assert EN.list(["a", "b", "c"]) == "a, b and c"
    assert NB.list(["a", "b", "c"]) == "a, b og c"
    assert AR.list(["a", "b"]) == "a وb"
    assert EN.list(["a", "b", "c"], "or") == "a, b or c"
    assert EN.list([]) == ""


def test_only_raw_text_is_escaped() -> None:
    params = ("x", message("caption-articles", "y"), Verbatim("z"), Markup("<b>"))
    said = [EN.render(Message("why-sign-up", (param,)), escape=str.upper) for param in params]
    assert [text.rpartition(". ")[2] for text in said] == ["X", "Articles: Y", "Z", "<b>"]


def test_numbers_can_be_dressed_up() -> None:
    assert EN("total-edits", 1200, figures=lambda shown: f"*{shown}*") == "*1,200* edits"


def test_a_sequence_is_a_list_and_plural_counts_it() -> None:
    assert EN("when-titled", ["A"]) == "it is this one: A"
    assert EN("when-titled", ["A", "B"]) == "it is one of these: A and B"


def test_a_decimal_without_decimals_is_as_plural_as_a_whole_number() -> None:
    assert EN("rule-edits", Decimal("1.0"), Decimal(1)) == "1 point for each edit"
    assert EN("rule-edits", Decimal("0.5"), Decimal(2)) == "0.5 points for each 2 edits"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "لا مشاركين بعد"),
        (1, "مشارك واحد"),
        (2, "مشاركان"),
        (3, "3 مشاركين"),
        (11, "11 مشاركًا"),
        (100, "100 مشارك"),
        (103, "103 مشاركين"),
    ],
)
def test_arabic_has_six_plural_forms(number: int, said: str) -> None:
    assert AR("total-participants", number) == said
