"""Words are counted as ICU's break iterator finds them; scripts without spaces by characters."""

import re
import unicodedata

import icu
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.wikitext.scanner.wordcount import UNIT, whole_words, word_units
from tests.measures.soup import article

# Languages of real articles that are written with spaces. ICU parts Korean digits and letters by a rule of
# its own, which Unicode's default rules do not have.
# fmt: off
SPACED = (
    "af", "ar", "az", "bg", "bn", "cs", "de", "el", "en", "es", "fa", "fi", "fr", "gl", "he", "hi",
    "hu", "hy", "id", "it", "ka", "kk", "ml", "mr", "pa", "pl", "ro", "ru", "sv", "ta", "te", "tr",
    "uk", "ur", "vi",
)
CHARACTERS = (
    *"abcXYZéßñ019_", *"'’\".,;:·‧-–—", *" \t\n\u00a0\u202f", *"\u0301\u200d\u00ad\u200f", *"אבג״׳",
    *"абв", *"ابت",
    *"कखग", "ि", "्", *"৯০", *"½²&@#%", "😀", "👍🏽", "𐐔", "𝒜", "Ⅷ", "ª",
)
# fmt: on
LETTER_OR_DIGIT = icu.UnicodeSet("[[:WB=ALetter:][:WB=Hebrew_Letter:][:WB=Numeric:]]")


def by_icu(text: str, language: str) -> int:
    """The parts between word boundaries that hold a letter or a digit."""
    if language not in ("fi", "sv"):
        # ICU 77 lets a colon hold letters together in every language, ICU 72 in these two alone.
        text = re.sub("[:︓﹕：]", " ", text)
    iterator = icu.BreakIterator.createWordInstance(icu.Locale(language))
    units = icu.UnicodeString(text)
    iterator.setText(units)
    start, words = 0, 0
    for end in iterator:
        part = str(units[start:end])
        words += any(map(LETTER_OR_DIGIT.contains, part))
        start = end
    return words


@settings(max_examples=500)
@given(st.lists(st.sampled_from(CHARACTERS), max_size=30).map("".join), st.sampled_from(["en", "sv", "fi"]))
def test_words_are_those_of_icu(text: str, language: str) -> None:
    # ICU takes @ for a letter where an address may be written, which Unicode's default rules do not.
    text = text.replace("@", " ")
    assert whole_words(word_units(text, language)) == by_icu(text, language)


@pytest.mark.parametrize("language", SPACED)
def test_words_of_real_texts_are_those_of_icu(language: str) -> None:
    text = without_other_scripts(article(language)).replace("@", " ")
    assert whole_words(word_units(text, language)) == by_icu(text, language)


def without_other_scripts(text: str) -> str:
    return re.sub(
        r"[\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\ud7ff\uff66-\uffdc]", " ", text
    )


@pytest.mark.parametrize(
    ("text", "language", "units"),
    [
        ("柏林市", "zh", 2 * UNIT),
        ("柏林市", "en", 2 * UNIT),
        ("柏林", "ja", UNIT),
        ("ベルリン", "ja", 2 * UNIT),
        ("ーｰﾍ", "ja", 3 * UNIT // 2),
        ("ไทย", "th", 3 * UNIT // 4),
        ("ก็", "th", 2 * UNIT // 4),
        ("ພາສາ", "lo", UNIT),
        ("ភាសាខ្មែរ", "km", 9 * UNIT // 5),
        ("မြန်မာ", "my", 6 * UNIT // 5),
        ("བོད་ཡིག", "bo", 6 * UNIT // 5),
        ("〇々", "zh", 4 * UNIT // 3),
        ("𠀀", "zh", 2 * UNIT // 3),
        ("。、「」・", "ja", 0),
        ("๑๒ ৯", "th", 2 * UNIT),
    ],
)
def test_scripts_without_spaces_are_counted_in_characters(text: str, language: str, units: int) -> None:
    assert word_units(text, language) == units


@given(st.text(), st.text())
def test_words_of_two_lines_are_those_of_each(one: str, other: str) -> None:
    assert word_units(f"{one}\n\n{other}", "en") == word_units(one, "en") + word_units(other, "en")


def test_only_whole_words_count() -> None:
    assert [whole_words(units) for units in (0, UNIT - 1, UNIT, 2 * UNIT - 1, -UNIT)] == [0, 0, 1, 1, -1]


def test_characters_that_are_not_of_this_version_of_unicode_do_no_harm() -> None:
    assert word_units("".join(map(chr, range(0x110000))), "en") > 0
    assert unicodedata.category("\U0010fffe") == "Cn"
