"""Names in the order of a language."""

from __future__ import annotations

import pytest

from bot.i18n.collation import collate


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Åse", "bob", "Çelik", "Ole", "Øystein", "Zed"]),
        ("nb", ["bob", "Çelik", "Ole", "Zed", "Øystein", "Åse"]),
        ("no", ["bob", "Çelik", "Ole", "Zed", "Øystein", "Åse"]),
        ("ar", ["أحمد", "ليلى", "Alice"]),
        ("xx", ["Alice", "bob", "Çelik"]),
    ],
)
def test_names_stand_in_the_order_of_the_language(language: str, names: list[str]) -> None:
    names_anyhow = [*names[1::2], *names[::2]]
    assert sorted(names_anyhow, key=collate(language)) == names
