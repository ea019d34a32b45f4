"""Every case of tests/cases/measures gives what it says. See the README.md there."""

from collections import Counter

import pytest

from bot.features.measures.meter import Meter
from bot.features.measures.registry import TEXT_MEASURES, columns_read
from tests.measures.case_files import Case, cases
from tests.measures.changes import change, files_of
from tests.measures.wikis import syntax

NAMES = columns_read()


@pytest.mark.parametrize("case", cases(), ids=str)
def test_an_edit_adds_what_the_case_says(case: Case) -> None:
    meter = Meter(TEXT_MEASURES, syntax(case.wiki))
    before = None if case.before is None else meter.amounts(case.before)
    after = meter.amounts(case.after)
    files = case.files
    if files is None:
        files = files_of(after) | files_of(before)
    changes = change(meter, before, after, existing_files=files, templates=case.templates)
    assert {name: number for name, number in changes.items() if number} == case.expect


def test_cases_can_be_told_apart() -> None:
    twice = [name for name, times in Counter(map(str, cases())).items() if times > 1]
    assert not twice


def test_cases_expect_measures_that_exist() -> None:
    assert {name for case in cases() for name in case.expect} == set(NAMES)


def test_there_are_enough_cases() -> None:
    assert len(cases()) >= 120
