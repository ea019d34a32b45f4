"""The house is as docs/architecture.md says: who imports whom, what is pure, and what rooms there are."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
DOCUMENT = REPOSITORY / "docs" / "architecture.md"

LEVELS = (
    {"messages"},
    {"safety", "lenient_yaml", "i18n"},
    {"mediawiki"},
    {"wikitext"},
    {"declaration.schema"},
    {"features", "features.measures"},
    {"features.adjustments", "features.conditions", "features.participants", "features.scoring"},
    {"declaration"},
    {"counting"},
    {"render"},
    {"features.outputs"},
    {"operations"},
    {"sources", "wiki", "store"},
    {"cli"},
    {"__main__"},
)
"""The rooms of the house, the lowest first; a room may import those of the levels below its own.

Each list of ``features`` is a room by itself, and so is what the language is made of.
"""

NOTHING_BUT = {
    "render": {
        "counting",
        "declaration",
        "declaration.schema",
        "features.conditions",
        "features.adjustments",
        "features.scoring",
        "features.measures",
        "features.participants",
        "i18n",
        "mediawiki",
        "messages",
        "wikitext",
    },
    "sources": {"mediawiki", "messages", "operations", "safety", "wikitext"},
    "wiki": {"mediawiki", "messages", "operations", "wikitext"},
    "store": {"counting", "mediawiki", "messages", "operations", "safety", "wikitext"},
}
"""Rooms that may import less than their level allows."""

PROTOCOLS = {"bot.operations.ports", "bot.operations.waiting"}
"""All that the rooms of the real world may know of what is done with them."""

ONLY_BY = {"sources": {"cli"}, "wiki": {"cli"}, "store": {"cli"}}
"""Rooms that only some others may import: the real world is built in one place."""

LIBRARIES = {
    "pywikibot": {"bot.wiki", "bot.sources.api"},
    "requests": {"bot.wiki"},
    "sqlalchemy": {"bot.store"},
    "schedule": {"bot.operations.schedule"},
    "pymysql": {"bot.sources.replicas"},
}
"""Libraries that touch the world, and the only packages that may import them."""

PURE = (
    "messages",
    "safety",
    "lenient_yaml",
    "i18n",
    "mediawiki",
    "wikitext",
    "features.conditions",
    "features.measures",
    "features.adjustments",
    "features.scoring",
    "features.participants",
    "features.outputs",
    "declaration",
    "declaration.schema",
    "counting",
    "render",
)
# fmt: off
WORLDLY_MODULES = frozenset({
    "asyncio", "fcntl", "glob", "http", "importlib", "io", "locale", "logging", "multiprocessing", "os",
    "pathlib", "pywikibot", "random", "requests", "schedule", "secrets", "select", "selectors", "shutil",
    "signal", "socket", "sqlalchemy", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time",
    "urllib.request", "urllib3", "uuid",
})
WORLDLY_NAMES = frozenset({"open", "input", "print", "exec", "eval", "breakpoint", "__import__"})
WORLDLY_METHODS = frozenset({
    "now", "utcnow", "today", "monotonic", "perf_counter", "environ", "getenv", "urlopen", "argv", "stdin",
    "stdout", "stderr", "read_text", "write_text", "read_bytes", "write_bytes", "iterdir", "mkdir", "unlink",
})
# fmt: on
OWN_FILES = {
    "bot.i18n.catalogue": {"importlib.resources", "read_text", "iterdir"},
    "bot.i18n.months": {"importlib.resources", "read_text"},
    "bot.i18n.sections": {"importlib.resources", "read_text"},
}
"""What a module may do all the same: the texts are read from the package's own files."""


@dataclass(frozen=True)
class Module:
    """One module of the bot, as it is written."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def room(self) -> str:
        return room_of(self.name)

    @property
    def package(self) -> str:
        return self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]

    def _above(self, level: int) -> str:
        """The package that so many dots at the beginning of an import mean."""
        parts = self.package.split(".")
        return ".".join(parts[: len(parts) - level + 1])

    @cached_property
    def imports(self) -> tuple[str, ...]:
        """Everything imported, by its full name; also by importlib."""
        return tuple(self._imports())

    def _imports(self) -> Iterator[str]:
        for node in ast.walk(self.tree):
            match node:
                case ast.Import(names):
                    yield from (alias.name for alias in names)
                case ast.ImportFrom(_, names, 0) if node.module:
                    yield from (_module_named(node.module, alias.name) for alias in names)
                case ast.ImportFrom(_, names, level):
                    base = self._above(level or 1)
                    inner = f"{base}.{node.module}" if node.module else base
                    yield from (_module_named(inner, alias.name) for alias in names)
                case ast.Call(func, [ast.Constant(str(name)), *_]) if _called(func) in {
                    "import_module",
                    "__import__",
                }:
                    yield name


def room_of(name: str) -> str:
    """The room of a module by its full name, empty for the house itself."""
    parts = name.split(".")
    if parts[1:2] == ["features"] or parts[1:3] == ["declaration", "schema"]:
        return ".".join(parts[1:3])
    return "".join(parts[1:2])


def _called(function: ast.expr) -> str:
    match function:
        case ast.Name(name):
            return name
        case ast.Attribute(_, name):
            return name
    return ""


def _module_named(base: str, name: str) -> str:
    """``from bot.mediawiki import site`` imports a module, ``from …site import Site`` does not."""
    inner = REPOSITORY.joinpath(*base.split("."), name)
    return f"{base}.{name}" if inner.is_dir() or inner.with_suffix(".py").exists() else base


@cache
def modules() -> tuple[Module, ...]:
    found = []
    for path in sorted((REPOSITORY / "bot").rglob("*.py")):
        name = ".".join(path.relative_to(REPOSITORY).with_suffix("").parts).removesuffix(".__init__")
        found.append(Module(name, path, ast.parse(path.read_text(encoding="utf-8"))))
    return tuple(found)


def rooms_imported() -> Iterator[tuple[Module, str]]:
    for module in modules():
        for name in module.imports:
            if name.startswith("bot.") and room_of(name) != module.room:
                yield module, room_of(name)


def level(room: str) -> int:
    return next((number for number, rooms in enumerate(LEVELS) if room in rooms), -1)


def test_every_room_has_a_level() -> None:
    unknown = {module.room for module in modules() if module.room and level(module.room) < 0}
    assert not unknown, f"say in LEVELS here, and in docs/architecture.md, where these belong: {unknown}"


def test_imports_lead_down() -> None:
    wrong = {
        f"{module.name} imports bot.{room}"
        for module, room in rooms_imported()
        if level(room) >= level(module.room)
    }
    assert not wrong


def test_rooms_that_may_import_little_import_no_more() -> None:
    wrong = {
        f"{module.name} imports bot.{room}"
        for module, room in rooms_imported()
        if module.room in NOTHING_BUT and room not in NOTHING_BUT[module.room]
    }
    assert not wrong


def test_the_real_world_knows_no_more_of_the_operations_than_their_protocols() -> None:
    wrong = {
        f"{module.name} imports {name}"
        for module in modules()
        if module.room in ONLY_BY
        for name in module.imports
        if room_of(name) == "operations" and name not in PROTOCOLS
    }
    assert not wrong


def test_the_real_world_is_built_in_cli_alone() -> None:
    wrong = {
        f"{module.name} imports bot.{room}"
        for module, room in rooms_imported()
        if room in ONLY_BY and module.room not in ONLY_BY[room]
    }
    assert not wrong


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_that_touches_the_world_has_one_door(library: str) -> None:
    wrong = {
        module.name
        for module in modules()
        for name in module.imports
        if name.split(".")[0] == library and not _within(module.name, LIBRARIES[library])
    }
    assert not wrong


def _within(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


@pytest.mark.parametrize("room", PURE)
def test_what_is_pure_does_no_io_and_asks_no_clock(room: str) -> None:
    wrong = {
        f"{module.name}: {deed}"
        for module in modules()
        if module.room == room
        for deed in _worldly(module)
        if deed not in OWN_FILES.get(module.name, ())
    }
    assert not wrong


def _worldly(module: Module) -> Iterator[str]:
    for name in module.imports:
        if name in WORLDLY_MODULES or name.split(".")[0] in WORLDLY_MODULES:
            yield name
    for node in ast.walk(module.tree):
        match node:
            case ast.Call(ast.Name(name)) if name in WORLDLY_NAMES:
                yield name
            case ast.Attribute(_, name) if name in WORLDLY_METHODS:
                yield name


def test_a_deed_of_the_world_is_seen() -> None:
    text = "import os\nfrom datetime import datetime\ndatetime.now()\nopen('x')\n"
    module = Module("bot.counting.example", REPOSITORY / "bot" / "counting" / "example.py", ast.parse(text))
    assert set(_worldly(module)) == {"os", "now", "open"}


def test_all_kinds_of_imports_are_seen() -> None:
    text = (
        "import bot.wiki\nfrom bot import store\nfrom bot.mediawiki import site\n"
        "from bot.mediawiki.site import Site\n"
        "from . import rows\nfrom .api_query import ApiQuery\nfrom ...cli import wiring\n"
        "import importlib\nimportlib.import_module('pywikibot')\n"
    )
    path = REPOSITORY / "bot" / "sources" / "api" / "example.py"
    found = list(Module("bot.sources.api.example", path, ast.parse(text)).imports)
    assert found == [
        "bot.wiki",
        "bot.store",
        "bot.mediawiki.site",
        "bot.mediawiki.site",
        "bot.sources.api.rows",
        "bot.sources.api.api_query",
        "bot.cli.wiring",
        "importlib",
        "pywikibot",
    ]


def section(heading: str) -> str:
    text = DOCUMENT.read_text(encoding="utf-8")
    return text.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def rooms_in_the_document() -> set[str]:
    """The paths of the tree: indentation says what is in which folder."""
    lines = section("The rooms").split("```")[1].strip("\n").splitlines()
    paths: set[str] = set()
    folders: list[tuple[int, str]] = []
    for line in lines:
        match = re.match(r"( *)(\S+)  +\S", line) or re.match(r"( *)(\S+/)$", line)
        assert match, f"a line of the tree names a folder and says what belongs there: {line!r}"
        indentation, name = len(match[1]), match[2]
        folders = [(depth, folder) for depth, folder in folders if depth < indentation]
        path = "".join(folder for _, folder in folders) + name
        if name.endswith("/"):
            folders.append((indentation, name))
        paths.add(path)
    return paths


def rooms_of_the_house() -> set[str]:
    packages = {module.path.parent for module in modules() if module.path.name == "__init__.py"}
    return {f"{path.relative_to(REPOSITORY).as_posix()}/" for path in packages} | {"bot/messages.py"}


def test_the_document_names_every_room_and_no_other() -> None:
    assert rooms_in_the_document() == rooms_of_the_house()


def test_the_document_shows_the_imports_as_they_are() -> None:
    from tests.diagram import with_drawing

    text = DOCUMENT.read_text(encoding="utf-8")
    assert text == with_drawing(text), "python -m tests.diagram draws the imports anew"


def test_no_room_holds_more_than_a_quarter_of_the_lines() -> None:
    lines: dict[str, int] = {}
    for module in modules():
        room = module.room.partition(".")[0] if not module.room.startswith("features") else module.room
        lines[room] = lines.get(room, 0) + len(module.path.read_text(encoding="utf-8").splitlines())
    large = {room: count for room, count in lines.items() if count > sum(lines.values()) / 4}
    assert not large


def test_the_document_names_every_law_of_imports() -> None:
    words = set(re.findall(r"[a-z_0-9]+", section("Who may import whom")))
    rooms = {room.rpartition(".")[2] for rooms in LEVELS for room in rooms} - {"__main__"}
    assert rooms | {"pywikibot"} <= words


def test_no_package_holds_logic_of_its_own() -> None:
    wrong = {
        module.name
        for module in modules()
        if module.path.name == "__init__.py" and module.name not in {"bot", "bot.operations.counting"}
        if any(not isinstance(node, ast.Expr) for node in module.tree.body)
    }
    assert not wrong


def test_no_class_name_stands_for_two_classes() -> None:
    names = [
        node.name for module in modules() for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)
    ]
    assert not {name for name in names if names.count(name) > 1}
