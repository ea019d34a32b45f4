"""No reader is forgotten: a new function that takes a text is tried, or it is said why it need not be."""

from tests.linear.listed import BOT, NOT_READ, READS_NO_PAGES, TRIED_BY, functions, modules
from tests.linear.readers import READERS


def test_every_function_that_takes_a_text_is_tried_or_excepted_with_a_reason() -> None:
    known = {*(name.partition(" ")[0] for name in READERS), *TRIED_BY, *NOT_READ}
    assert set(functions()) - known == set()


PURE = ("mediawiki", "wikitext", "lenient_yaml", "declaration", "features/measures", "counting", "safety")


def test_of_every_module_it_is_said_whether_it_reads_pages() -> None:
    there = {
        ".".join(path.relative_to(BOT).with_suffix("").parts)
        for room in PURE
        for path in (BOT / room).rglob("*.py")
        if path.stem != "__init__"
    }
    assert there - modules().keys() == set(READS_NO_PAGES.split())


def test_what_is_listed_is_there() -> None:
    there = set(functions())
    assert {*TRIED_BY, *NOT_READ} - there == set()
    assert set(TRIED_BY.values()) <= READERS.keys()
