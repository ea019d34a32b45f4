"""The cases of tests/cases/measures: what an edit adds, written down as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[1] / "cases" / "measures"
KEYS = {"name", "wiki", "before", "after", "files", "templates", "expect"}


@dataclass(frozen=True)
class Case:
    """One edit. ``before`` None: the page is new. ``files`` None: all that are named exist."""

    name: str
    file: str
    wiki: str
    before: str | None
    after: str
    files: frozenset[str] | None
    templates: frozenset[str]
    expect: dict[str, int]

    def __str__(self) -> str:
        return f"{self.file}: {self.name}"


@cache
def cases() -> tuple[Case, ...]:
    """All cases of all files."""
    return tuple(
        _case(item, path.stem)
        for path in sorted(FOLDER.glob("*.yaml"))
        for item in yaml.safe_load(path.read_text(encoding="utf-8"))
    )


def _case(item: dict[str, Any], file: str) -> Case:
    unknown = set(item) - KEYS
    assert not unknown, f"{file}: {item.get('name')}: unknown {unknown}"
    files = item.get("files")
    return Case(
        name=item["name"],
        file=file,
        wiki=item.get("wiki", "en"),
        before=item.get("before"),
        after=item["after"],
        files=None if files is None else frozenset(files),
        templates=frozenset(item.get("templates", ())),
        expect=item["expect"],
    )
