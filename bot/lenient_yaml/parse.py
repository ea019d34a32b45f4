"""A declaration's text becomes a tree: YAML without anything that runs or multiplies.

Every scalar stays the text that was written. Anchors, aliases, tags and deep nesting are refused. What
stands within curly brackets without a colon belongs to the value before it, which has a comma in it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

import yaml

from bot.lenient_yaml.line_scanner import quoted
from bot.lenient_yaml.nodes import Items, KeyValue, MappingNode, Node, Scalar, Span
from bot.lenient_yaml.scanner import MAX_DEPTH, Refused, YamlEvents
from bot.messages import Remark, message

MAX_COMMAS = 100
"""So many commas are taken for parts of a value, and so many missing spaces are told."""
_SWALLOWED = re.compile(r" +(#\S.*)")
_REMARK = re.compile(r"\s#\s.*")
_TIGHT_KEY = re.compile(r"([a-z_]+):(\S.*)", re.DOTALL)
_COLON = re.compile(r"\s*+:")
_THOUSANDS = re.compile(r"\d,\d")


class Tree:
    """Reads one text; ``known`` are the language's keys. ``problems`` and ``notices`` are what it tells."""

    def __init__(self, lines: Sequence[str], known: Collection[str]) -> None:
        self._lines = lines
        self._text = "\n".join(lines)
        self._known = known
        self.problems: list[Remark] = []
        self.notices: list[Remark] = []
        self._commas = 0
        self.fetched = 0
        """How many marks and values YAML has looked at."""

    def read(self) -> Node | None:
        """The tree; None where nothing but remarks was written. Raises :class:`yaml.MarkedYAMLError`."""
        events = YamlEvents(self._text)
        try:
            return self._root(events)
        finally:
            self.fetched = events.fetched

    def _root(self, events: Iterator[Any]) -> Node | None:
        next(events)
        root, documents = None, 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1 or event.version or event.tags:
                    raise Refused("document", event.start_mark)
                root = self._node(next(events), events, 1)
        return root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        self._refuse(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(event, events, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self._settings(event, events, depth)
        return self._scalar(event)

    @staticmethod
    def _refuse(event: Any, depth: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise Refused("alias", event.start_mark)
        if event.anchor is not None or event.tag is not None:
            raise Refused("anchor" if event.anchor is not None else "tag", event.start_mark)
        if depth > MAX_DEPTH:
            raise Refused("depth", event.start_mark)

    def _span(self, start: Any, end: Any) -> Span:
        text = self._lines[start.line] if start.line < len(self._lines) else ""
        return Span(
            line=min(start.line + 1, len(self._lines)),
            last_line=min(end.line + 1, len(self._lines)),
            text=text,
            start=start.column,
            end=end.column if end.line == start.line else len(text),
        )

    def _items(self, start: Any, events: Iterator[Any], depth: int) -> Items:
        items = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            item = self._node(event, events, depth + 1)
            if start.flow_style and isinstance(item, Scalar):
                item = replace(item, in_list=True)
            items.append(item)
        return Items(tuple(items), self._span(start.start_mark, event.end_mark), bool(start.flow_style))

    def _settings(self, start: Any, events: Iterator[Any], depth: int) -> MappingNode:
        entries: list[KeyValue] = []
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, events, depth)
            value = self._node(next(events), events, depth + 1)
            if start.flow_style and not self._has_colon(key):
                self._without_colon(key, entries)
            else:
                entries.append(KeyValue(key, value))
        return MappingNode(
            tuple(entries), self._span(start.start_mark, event.end_mark), bool(start.flow_style)
        )

    def _key(self, event: Any, events: Iterator[Any], depth: int) -> Scalar:
        key = self._node(event, events, depth + 1)
        if isinstance(key, Scalar):
            return key
        return Scalar(key.span.source, key.span)

    def _scalar(self, event: Any) -> Scalar:
        span = self._span(event.start_mark, event.end_mark)
        if event.style is not None:
            return Scalar(event.value, span, plain=False)
        end = event.end_mark
        behind = self._lines[end.line] if end.line < len(self._lines) else ""
        match = _SWALLOWED.match(behind, end.column)
        if not match:
            return Scalar(event.value, span)
        swallowed = _REMARK.sub("", match[1]).rstrip()
        start = match.start(1)
        if not event.value:
            span = replace(span, start=start, end=start)
        return Scalar(event.value, span, swallowed=swallowed, swallowed_end=start + len(swallowed))

    def _has_colon(self, key: Scalar) -> bool:
        # The key's own line is enough: where its colon stands on the next, YAML would not take it for a key.
        return _COLON.match(key.span.text, key.span.end) is not None

    def _without_colon(self, key: Scalar, entries: list[KeyValue]) -> None:
        tight = _TIGHT_KEY.fullmatch(key.text) if key.plain else None
        if tight and tight[1] in self._known:
            self._split_key(key, tight, entries)
        elif entries and isinstance(entries[-1].value, Scalar) and self._commas < MAX_COMMAS:
            self._commas += 1
            entries[-1] = self._with_comma(entries[-1], key)
        else:
            entries.append(KeyValue(key, Scalar("", replace(key.span, start=key.span.end))))

    def _split_key(self, key: Scalar, tight: re.Match[str], entries: list[KeyValue]) -> None:
        """``{points:1}`` is read as ``{points: 1}``."""
        span = key.span
        middle = min(span.start + len(tight[1]), span.end)
        written = span.rewritten(f"{tight[1]}: {tight[2]}")
        if len(self.notices) < MAX_COMMAS:
            self.notices.append(Remark(message("declaration-colon-space", written, 1), span.line))
        entries.append(
            KeyValue(
                Scalar(tight[1], replace(span, end=middle)), Scalar(tight[2], replace(span, start=middle + 1))
            )
        )

    def _with_comma(self, entry: KeyValue, rest: Scalar) -> KeyValue:
        """``{category: Physicists, women}`` is one value with a comma in it, which needs quotes."""
        value = entry.value
        assert isinstance(value, Scalar)
        same_line = value.span.line == rest.span.last_line
        span = replace(
            value.span, last_line=rest.span.last_line, end=rest.span.end if same_line else value.span.end
        )
        text = span.source if same_line and value.plain else f"{value.text}, {rest.text}"
        if same_line and value.plain and _THOUSANDS.search(text) and not re.search(r"[^\d,.\s-]", text):
            return KeyValue(entry.key, replace(value, text=text, span=span))
        # A third comma: the line to write has all of them in it.
        self.problems = [problem for problem in self.problems if problem.line != span.line]
        self.problems.append(
            Remark(message("declaration-comma-inside", span.rewritten(quoted(text))), span.line)
        )
        return KeyValue(entry.key, replace(value, text=text, span=span, plain=False))
