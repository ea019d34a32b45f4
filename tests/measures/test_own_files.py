"""``own_files_added``, by who uploaded the files that came and went."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.features.measures.measure import Known
from bot.features.measures.own_files import OWN_FILES

UPLOADERS = {"Mine": "Evan", "Too": "Evan", "Hers": "Xia", "None": False, "Hidden": None}


@pytest.mark.parametrize(
    ("gained", "lost", "facts", "user", "number"),
    [
        (["Mine", "Too", "Hers", "None"], [], UPLOADERS, "Evan", 2),
        (["Mine"], ["Too"], UPLOADERS, "Evan", 0),
        ([], ["Mine", "Hers"], UPLOADERS, "Evan", -1),
        (["Mine", "Hidden"], [], UPLOADERS, "Evan", None),
        (["Mine"], ["Hidden"], UPLOADERS, "Evan", None),
        (["Mine"], [], UPLOADERS, None, None),
        (["Mine"], [], None, "Evan", None),
        ([], [], {}, "Evan", 0),
    ],
)
def test_own_files_are_those_that_one_uploaded_first(
    gained: list[str], lost: list[str], facts: Mapping[str, Any] | None, user: str | None, number: int | None
) -> None:
    assert OWN_FILES.value([gained, lost], Known(facts=facts, user=user)) == number
