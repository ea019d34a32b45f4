"""What a walk over wikitext has found so far."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.wikitext.scanner.reference_templates import Role, names_reused, note_of
from bot.wikitext.scanner.syntax import LinkKind, Syntax

NESTED = "\0"
"""Stands for a template within another construct, so that a name made by a template is known to be none."""

Mark = tuple[int, int, int, int, int, int, int, int]
Part = tuple[tuple[tuple[str, ...], ...], tuple[int, int, int, int]]


class Collector:
    """Lists that grow while a text is read, and can be cut back when a part has to be read again."""

    __slots__ = ("categories", "cited", "files", "links", "notes", "recited", "reuses", "syntax", "templates")

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self.links: list[str] = []
        self.files: list[str] = []
        self.categories: list[str] = []
        self.templates: list[str] = []
        self.notes = 0
        self.reuses = 0
        self.cited = 0
        self.recited = 0

    def mark(self) -> Mark:
        """Where it stands now."""
        lists = len(self.links), len(self.files), len(self.categories), len(self.templates)
        return (*lists, *self._numbers())

    def _numbers(self) -> tuple[int, int, int, int]:
        return self.notes, self.reuses, self.cited, self.recited

    def back_to(self, mark: Mark) -> None:
        """Forget what was found since ``mark``."""
        lists = (self.links, self.files, self.categories, self.templates)
        for found, length in zip(lists, mark[:4], strict=True):
            del found[length:]
        self.notes, self.reuses, self.cited, self.recited = mark[4:]

    def since(self, mark: Mark) -> Part:
        """What was found since ``mark``."""
        lists = (self.links, self.files, self.categories, self.templates)
        found = tuple(tuple(one[length:]) for one, length in zip(lists, mark[:4], strict=True))
        notes, reuses, cited, recited = mark[4:]
        numbers = self.notes - notes, self.reuses - reuses, self.cited - cited, self.recited - recited
        return found, numbers

    def add(self, part: Part) -> None:
        """Find the same once more."""
        found, (notes, reuses, cited, recited) = part
        lists = (self.links, self.files, self.categories, self.templates)
        for one, more in zip(lists, found, strict=True):
            one.extend(more)
        self.notes += notes
        self.reuses += reuses
        self.cited += cited
        self.recited += recited

    def link(self, target: str, label: str | None) -> str:
        """Note a link; returns what it shows in the running text. None: it has no label.

        With an empty label it is none: ``[[Texas|]]`` is made into a link when it is saved, or never. An
        address leads to no page of the wiki: ``[[https://example.org label]]`` is an external link.
        """
        if _ADDRESS.match(target):
            shown = target.partition(" ")[2]
            return f"{shown}|{label}" if label else shown
        kind = self.syntax.link_kind(target.partition(":")[0]) if ":" in target else LinkKind.TEXT
        if label == "" and kind != LinkKind.FILE:
            return target
        if kind == LinkKind.TEXT:
            self.links.append(target)
            return label or target
        if kind == LinkKind.CATEGORY:
            self.categories.append(target)
        elif kind != LinkKind.BESIDE:
            self.files.append(target)
            return (label or target) if kind == LinkKind.MEDIA else ""
        return ""

    def template(self, raw: str, *, noted: bool, since: Mark | None = None) -> None:
        """Note a template by what is between its braces; ``since``: where it began, if it holds others."""
        name = raw.partition("|")[0].strip()
        if name.startswith("#"):
            self._function(name, raw, since, noted=noted)
        else:
            self.templates.append(name)
            # What cites within a note is part of that note.
            if not noted and (role := self.syntax.reference_role(name)):
                self._reference(role, raw, since)
        if "." in raw and self.syntax.file_name.search(raw):
            self.files.extend(self._values(raw))

    def file_lines(self, text: str) -> None:
        """Note the files of a gallery, one on each line."""
        # A function's line has its bar from a template, too: `{{!}}`.
        lines = text.replace(NESTED, "|").split("\n")
        names = (line.partition("|")[0].strip() for line in lines)
        self.files.extend(filter(self._may_be_file, names))

    def note(self, *, content: bool, named: bool) -> None:
        """Note a note: one with content, or one that re-uses another by name; else it is a mistake."""
        if content:
            self.notes += 1
        elif named:
            self.reuses += 1

    def _reference(self, role: Role, raw: str, since: Mark | None) -> None:
        if role is Role.CITES:
            self.cited += 1
        elif role is Role.REUSES:
            self.recited += names_reused(raw)
        else:
            if since is not None:
                self.cited, self.recited = since[6:]
            content, named = note_of(raw)
            self.cited += content
            self.recited += named and not content

    def _function(self, name: str, raw: str, since: Mark | None, *, noted: bool) -> None:
        """``{{#tag:ref|…}}`` and ``{{#tag:gallery|…}}`` are tags of that name; others are nothing here."""
        word, _, tag = name[1:].partition(":")
        if word.strip().lower() not in self.syntax.words.tag_functions:
            return
        content, _, attributes = raw.partition("|")[2].partition("|")
        match tag.strip().lower():
            case "gallery" | "imagemap":
                self.file_lines(content)
            case "ref":
                self.note(content=bool(content.strip()), named="name" in attributes)
                if since is not None and not noted:
                    self.cited, self.recited = since[6:]

    def _values(self, raw: str) -> Iterator[str]:
        for part in raw.split("|")[1:]:
            name, equals, value = part.partition("=")
            value = (value if equals else name).strip()
            if self._may_be_file(value):
                yield value

    def _may_be_file(self, value: str) -> bool:
        end = self.syntax.file_name.fullmatch(value, max(0, value.rfind(".")))
        return end is not None and not _NO_NAME.intersection(value)


_ADDRESS = re.compile(r"(?:https?|ftps?)://", re.IGNORECASE)
_NO_NAME = frozenset("\0\n/<>[]{}#")
