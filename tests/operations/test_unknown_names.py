"""Names that nobody has are asked for again, a few of them at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.operations.counting.unknown_names import AGAIN, UnknownNames
from bot.operations.ports import CampaignResults
from bot.store.store import Store

NOW = datetime(2026, 11, 20, tzinfo=UTC)
NAMES = [f"Nobody {number}" for number in range(3 * AGAIN)]


def results() -> CampaignResults:
    return Store().results("a.example", 1)


def at(results: CampaignResults, turn: int) -> UnknownNames:
    return UnknownNames(results, NOW + timedelta(minutes=30 * turn))


def asked(results: CampaignResults, names: list[str], turn: int) -> set[str]:
    """One update; the names that were asked for."""
    unknown_names = at(results, turn)
    asleep = unknown_names.asleep(names)
    awake = [name for name in names if name not in asleep]
    unknown_names.asked(awake)
    unknown_names.nobody(names)
    unknown_names.keep()
    return set(awake)


def test_a_few_names_are_asked_for_at_every_update() -> None:
    names, memory = NAMES[:AGAIN], results()
    assert all(asked(memory, names, turn) == set(names) for turn in range(3))
    assert memory.note("strangers") is None


def test_of_many_names_each_has_its_turn() -> None:
    memory = results()
    assert asked(memory, NAMES, 0) == set(NAMES)
    turns = [asked(memory, NAMES, turn) for turn in range(1, 4)]
    assert [len(turn) for turn in turns] == [AGAIN] * 3
    assert set.union(*turns) == set(NAMES)


def test_new_names_are_asked_for_at_once() -> None:
    memory = results()
    asked(memory, NAMES, 0)
    assert "Somebody" in asked(memory, [*NAMES, "Somebody"], 1)


def test_a_turn_that_ended_early_goes_on_with_those_who_were_not_looked_for() -> None:
    memory = results()
    first = at(memory, 0)
    first.asked(NAMES[:AGAIN])
    first.nobody(NAMES)
    first.keep(unfinished=True)
    assert at(memory, 1).oldest_first(NAMES)[: 2 * AGAIN] == NAMES[AGAIN:]


def test_names_that_are_not_there_any_more_are_forgotten() -> None:
    memory = results()
    asked(memory, NAMES, 0)
    asked(memory, NAMES[:10], 1)
    assert memory.note("strangers") == {}
