"""What counting depends on in the code, and the versions that stand for it.

A store keeps what was counted and measured, under these versions. So whoever changes how something is counted
or measured raises one; whoever only writes the same in another way records that. The test beside this tells
which code it is about by a hash of its syntax: comments, docstrings, annotations, imports and layout are left
out, and so is in which of the modules something stands, and in which order.
"""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.operations.counting import measuring, settings_key

REPOSITORY = Path(__file__).resolve().parents[2]
FILE = Path(__file__).with_name("versions.json")
LEFT_OUT = ("annotation", "returns", "type_comment", "type_params", "kind", "ctx")
"""Fields of the syntax that change nothing that is computed."""


@dataclass(frozen=True)
class Guarded:
    """A version, and the code for which it stands: paths, where ``*`` is any name, without those excepted."""

    module: str
    version: int
    rooms: tuple[str, ...]
    without: tuple[str, ...] = ()

    def paths(self) -> list[Path]:
        """The modules. ValueError where something that is named is not there (any more)."""
        found: set[Path] = set()
        for room in (*self.rooms, *self.without):
            named = set(REPOSITORY.glob(room))
            if not named:
                raise ValueError(f"tests/counting/versions.py names {room}, which is not there")
            found = found - named if room in self.without else found | named
        return sorted(found)

    def hash(self) -> str:
        """What stands for the code."""
        return hashed(path.read_text(encoding="utf-8") for path in self.paths())


TEXTS = ("bot/features/measures/*.py", "bot/wikitext/scanner/*.py", "bot/operations/counting/measuring.py")
DECIDING = (
    "page_counting",
    "scope_lookup",
    "categories",
    "derived_facts",
    "open_participation",
    "resolved_adjustments",
    "named_articles",
    "due_pages",
    "wholes",
)
"""Of the modules that count pages those that decide something; the others read, remember, and tell."""

GUARDED = {
    "counting": Guarded(
        settings_key.__name__,
        settings_key.VERSION,
        (
            "bot/counting/*.py",
            "bot/features/*/*.py",
            *TEXTS,
            *(f"bot/operations/counting/{name}.py" for name in DECIDING),
        ),
        without=(
            "bot/features/outputs/*.py",
            "bot/counting/due.py",
            "bot/counting/phase.py",
            "bot/counting/summing_up.py",
        ),
    ),
    "measuring": Guarded(measuring.__name__, measuring.VERSION, TEXTS),
}
"""By name. What is measured in texts is counted, too: where it changes, both versions are raised."""


def hashed(sources: Iterable[str]) -> str:
    """A hash of what the sources define, whichever of them defines it."""
    defined = sorted(text for source in sources for text in _defined(ast.parse(source)))
    return hashlib.sha256("\n".join(defined).encode()).hexdigest()[:16]


def _defined(tree: ast.Module) -> Iterator[str]:
    for statement in tree.body:
        if not isinstance(statement, ast.Import | ast.ImportFrom) and not _is_version(statement):
            yield _plain(statement)


def _is_version(statement: ast.stmt) -> bool:
    names = statement.targets if isinstance(statement, ast.Assign) else []
    return any(isinstance(name, ast.Name) and name.id == "VERSION" for name in names)


def _plain(node: Any) -> str:
    """A piece of syntax as a text that is the same in every version of Python."""
    if isinstance(node, list):
        return f"[{','.join(text for one in node if (text := _plain(one)))}]"
    if not isinstance(node, ast.AST):
        return repr(node)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return ""  # A docstring, or `...`.
    parts = ((name, getattr(node, name, None)) for name in node._fields if name not in LEFT_OUT)
    told = [f"{name}={_plain(value)}" for name, value in parts if value not in (None, [])]
    if isinstance(node, ast.Constant) and node.value is None:
        told = ["value=None"]
    return f"{type(node).__name__}({','.join(told)})"


def recorded() -> dict[str, dict[str, Any]]:
    """Version and hash of each, as they were recorded."""
    found: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def record() -> None:
    """Record them as they are now."""
    now = {name: {"hash": one.hash(), "version": one.version} for name, one in GUARDED.items()}
    FILE.write_text(json.dumps(now, indent="\t", sort_keys=True) + "\n", encoding="utf-8")
