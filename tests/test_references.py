"""What code and documents refer to is there: documents and their sections, files, names of the code."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from pkgutil import resolve_name

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]
FOLDERS = ("bot", "scripts", "tests", "config", "docs")
CODE = sorted(path for folder in ("bot", "scripts", "tests") for path in (REPOSITORY / folder).rglob("*.py"))
DOCUMENTS = sorted((*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")))
DOCUMENT = re.compile(r"(?<![\w/.:-])((?:[\w.-]+/)*[\w-]+\.md)\b")
SECTION = re.compile(DOCUMENT.pattern + r'((?:(?:,| and) "[^"]+")+)')
FILE = re.compile(r"(?<![\w/.:<{*$-])((?:[\w-]+/)+[\w-]+\.(?:py|sh|php|json|yaml))\b")
ROLE = re.compile(r":(?:func|class|mod|meth|data|attr):`~?([\w.]+)`")
REFERRING = [path for path in CODE if ROLE.search(path.read_text(encoding="utf-8"))]
EXAMPLES = frozenset({"i18n/xx.json"})
"""Files that somebody may make."""


@cache
def files() -> tuple[str, ...]:
    """All files of the repository by their paths, as ``/bot/messages.py``."""
    found = [path for folder in FOLDERS for path in (REPOSITORY / folder).rglob("*") if path.is_file()]
    return tuple("/" + str(path.relative_to(REPOSITORY)) for path in (*found, *REPOSITORY.glob("*")))


def docstrings(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield text


def told(path: Path) -> str:
    """What a file tells people, its lines joined: all of a document; of code, docstrings and comments."""
    text = path.read_text(encoding="utf-8")
    if not (DOCUMENT.search(text) or FILE.search(text)):
        return ""  # Most code refers to nothing.
    if path.suffix == ".py":
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        comments = [token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT]
        text = "\n".join((*docstrings(ast.parse(text)), *comments))
    return re.sub(r"\s+", " ", text)


def document(name: str, path: Path) -> Path | None:
    """The document that is meant: beside the file, or where documents stand."""
    folders = (path.parent, REPOSITORY, REPOSITORY / "docs", REPOSITORY / "scripts" / "wiki")
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def sections(path: Path) -> frozenset[str]:
    """What a document is divided into: its headings, and what its paragraphs begin with in bold."""
    text = path.read_text(encoding="utf-8")
    bold = re.findall(r"^(?:\d+\. |- )?\*\*(.+?)[.:]?\*\*", text, re.MULTILINE)
    return frozenset((*re.findall(r"^#+ (.*?)\s*$", text, re.MULTILINE), *bold))


@cache
def references() -> tuple[tuple[Path, str], ...]:
    return tuple((path, told(path)) for path in (*CODE, *DOCUMENTS))


def test_documents_that_are_named_are_there() -> None:
    named = [(path, name) for path, text in references() for name in DOCUMENT.findall(text)]
    assert len(named) > 40
    assert [f"{path.name}: {name}" for path, name in named if document(name, path) is None] == []


def test_sections_that_are_named_are_there() -> None:
    named = [
        (path, name, title)
        for path, text in references()
        for name, titles in SECTION.findall(text)
        for title in re.findall(r'"([^"]+)"', titles)
    ]
    assert len(named) > 25
    missing = []
    for path, name, title in named:
        where = document(name, path)
        if where is None or title not in sections(where):
            missing.append(f"{path.relative_to(REPOSITORY)}: {name}, {title!r}")
    assert missing == []


def test_files_that_are_named_are_there() -> None:
    named = [(path, name) for path, text in references() for name in FILE.findall(text)]
    assert len(named) > 40
    missing = {
        f"{path.relative_to(REPOSITORY)}: {name}"
        for path, name in named
        if name not in EXAMPLES and not any(there.endswith(f"/{name}") for there in files())
    }
    assert sorted(missing) == []


def known_names(tree: ast.Module) -> set[str]:
    """Whatever a module defines, takes from elsewhere or uses."""
    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.Name(id=name) | ast.Attribute(attr=name):
                found.add(name)
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                found |= {alias.asname or alias.name for alias in names}
    return found


@pytest.mark.parametrize("path", REFERRING, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_names_of_the_code_that_are_referred_to_are_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    here = known_names(ast.parse(text))
    for name in ROLE.findall(text):
        if "." in name and not name[0].isupper():
            assert resolve_name(name) is not None
        else:
            assert set(name.split(".")) <= here, name
