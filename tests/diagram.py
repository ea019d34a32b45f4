"""Draws the imports between the rooms, as docs/architecture.md shows them.

``python -m tests.diagram`` writes the drawing into the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.test_architecture import LEVELS, level, modules, rooms_imported

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "architecture.md"
BEGIN, END = "<!-- diagram -->\n", "<!-- /diagram -->\n"


def drawing() -> str:
    """The rooms, and an arrow for each import that does not follow from other arrows."""
    arrows = needed(imports())
    lines = [
        f"    {_shown(room)} --> {' & '.join(map(_shown, arrows[room]))}"
        for room in sorted(arrows, key=_order)
        if arrows[room]
    ]
    return "\n".join(["```mermaid", "flowchart TD", *lines, "```", ""])


def imports() -> Mapping[str, frozenset[str]]:
    """The rooms that each room imports."""
    found: dict[str, set[str]] = {room: set() for rooms in LEVELS for room in _drawn(rooms)}
    for module, room in rooms_imported():
        if module.room and room and module.room in found and room in found:
            found[module.room].add(room)
    return {room: frozenset(others) for room, others in found.items()}


def needed(arrows: Mapping[str, frozenset[str]]) -> Mapping[str, tuple[str, ...]]:
    """The arrows without those that a longer way shows, too."""
    return {
        room: tuple(sorted((one for one in others if not _by_others(one, others, arrows)), key=_order))
        for room, others in arrows.items()
    }


def _by_others(room: str, others: Iterable[str], arrows: Mapping[str, frozenset[str]]) -> bool:
    return any(room in _reached(other, arrows) for other in others if other != room)


def _reached(room: str, arrows: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Every room that a way leads to, also where it leads in a circle."""
    found: set[str] = set()
    waiting = [room]
    while waiting:
        further = arrows[waiting.pop()] - found
        found |= further
        waiting += further
    return frozenset(found)


def _drawn(rooms: Iterable[str]) -> frozenset[str]:
    """The rooms with files in them: ``features`` is only the folder of its lists."""
    there = {module.room for module in modules()}
    return frozenset(rooms) & there - {"__main__", "features"}


def _order(room: str) -> tuple[int, str]:
    return -level(room), room


def _shown(room: str) -> str:
    """A name that Mermaid takes."""
    return f'{room.replace(".", "_")}["{room}"]' if "." in room else room


def with_drawing(text: str) -> str:
    """The document with the drawing in its place."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + drawing() + END + after


if __name__ == "__main__":
    DOCUMENT.write_text(with_drawing(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
