"""Amounts and changes: what is asked of a meter."""

import pytest

from bot.features.measures.cache import PassageCache
from bot.features.measures.content import Numbers
from bot.features.measures.measure import TextMeasure
from bot.features.measures.meter import Amounts, Meter, PassageReading
from bot.features.measures.references import REFERENCES
from bot.features.measures.registry import TEXT_MEASURES
from bot.features.measures.words import WORDS
from bot.wikitext.scanner.scan import Scan
from bot.wikitext.scanner.syntax import Syntax
from tests.measures.changes import change
from tests.measures.wikis import syntax

METER = Meter(TEXT_MEASURES, syntax("en"))
TEXT = "A [[river]].<ref>Smith</ref> [[File:B.jpg]] {{fact}} {{Fact|x}}"


def test_a_measure_that_needs_to_be_told_something_is_left_out_until_it_is() -> None:
    amounts = METER.amounts(TEXT)
    assert not {"images_added", "templates_removed"} & set(change(METER, None, amounts))
    assert change(METER, None, amounts, existing_files=())["images_added"] == 0
    assert change(METER, None, amounts, templates=())["templates_removed"] == 0


def test_a_text_tells_its_files_and_templates() -> None:
    amounts = METER.amounts(TEXT)
    assert amounts.totals["files"] == {"B.jpg": 1}
    assert amounts.totals["templates"] == {"Fact": 2}


def test_a_page_that_is_not_there_holds_nothing() -> None:
    amounts = METER.amounts(TEXT)
    assert change(METER, None, amounts) == change(METER, METER.amounts(""), amounts)
    assert change(METER, amounts, None) == {name: -n for name, n in change(METER, None, amounts).items()}


def test_only_what_is_asked_for_is_measured() -> None:
    amounts = Meter([REFERENCES], syntax("en")).amounts(TEXT)
    assert amounts == Amounts({"references_added": 1})
    assert Meter([], syntax("en")).amounts(TEXT) == Amounts({})


def test_a_passage_is_read_once() -> None:
    read: list[str] = []

    def reading(scan: Scan, _: Syntax) -> int:
        read.append(scan.text)
        return 1

    cache: PassageCache[PassageReading] = PassageCache()
    meter = Meter([TextMeasure("passages", Numbers("passages", reading))], syntax("en"), cache)
    for text in ("one\n\ntwo {{a\n\nb}}", "one\n\nthree\n\ntwo {{a\n\nb}}", "three\n\none"):
        meter.amounts(text)
    assert sorted(text.strip() for text in read) == ["one", "three", "two"]


def test_a_cache_forgets_what_was_not_asked_for_longest() -> None:
    cache: PassageCache[int] = PassageCache(2000)
    for number in range(20):
        cache.put(str(number), number)
        assert cache.get("0") == 0
    assert cache.get("1") is None
    assert cache.get("19") == 19
    assert len(cache) < 12


def test_measures_have_names_of_their_own() -> None:
    names = [measure.name for measure in TEXT_MEASURES]
    assert len(set(names)) == len(names)
    assert names[0] == WORDS.name == "words_added"


@pytest.mark.parametrize("text", ["\r\n", "\ud800", "\ufeff", "\u2028", "a\x00b", "\U0010ffff"])
def test_odd_characters_do_no_harm(text: str) -> None:
    assert change(METER, METER.amounts(text), METER.amounts(text * 3)) is not None
