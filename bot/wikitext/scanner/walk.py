"""A walk over wikitext, from mark to mark, as MediaWiki's preprocessor and parser would read it.

Braces and brackets are matched as in Preprocessor_Hash::buildDomTreeArrayFromText: only the innermost open
ones can be closed, as many as there are, and what is never closed is plain text. The content of extension
tags is closed off from what is around it. Tables are matched in what is left (Parser::handleTables).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import ClassVar

from bot.wikitext.braces import VARIANT, begins_variant, heading_end
from bot.wikitext.scanner.collector import NESTED, Collector, Mark, Part
from bot.wikitext.scanner.elements import take_tag
from bot.wikitext.scanner.syntax import LinkKind
from bot.wikitext.scanner.tables import WIKI, Tables
from bot.wikitext.scanner.tokens import TOKEN

Inners = dict[tuple[int, int, bool], tuple[str, Part]]
"""What parts hold that are closed off, by where they begin and end and whether they are a note's."""
Handler = Callable[["Walk", re.Match[str]], int]
Literals = Mapping[int, int]
"""Where something begins that is never closed, and how many braces or brackets there are plain text."""
_HEADING = "\n=="
"""What begins a heading, on whose line a template or a link does not end that began before it."""


class _Brace:
    """A run of braces or brackets that is open: how many are left, and what had been found when it began.

    ``link``: where in ``out`` the first link in it stands; None: it holds none.
    """

    __slots__ = ("bracket", "count", "held", "link", "odd", "out", "since", "start")

    def __init__(self, bracket: str, count: int, start: int, out: int, since: Mark) -> None:
        self.bracket = bracket
        self.count = count
        self.held = False
        self.link: int | None = None
        self.odd = count % 2 == 1
        self.start = start
        self.out = out
        self.since = since


class Walk:
    """A walk over ``text[start:end]``. What is running text goes to ``out``, the rest to ``found``.

    ``noted``: the text is a note's. ``unclosed`` collects the extension tags that are closed nowhere behind.
    """

    def __init__(  # noqa: PLR0913 - a walk within a walk takes over what that one knows, each by its name
        self,
        text: str,
        start: int,
        end: int,
        found: Collector,
        *,
        noted: bool = False,
        literals: Literals | None = None,
        unclosed: set[str] | None = None,
        inners: Inners | None = None,
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.found = found
        self.noted = noted
        self.out: list[str] = []
        self.unclosed: set[str] = set() if unclosed is None else unclosed
        self.tag_end = start
        self.inners: Inners = {} if inners is None else inners
        self._literals: Literals = literals or {}
        self._braces: list[_Brace] = []
        self._tables = Tables()
        self._heading = (0, 0)
        self._refused = False

    @property
    def closed(self) -> bool:
        """Whether nothing is open, so that what follows cannot change how this is read."""
        return not (self._braces or self._tables or self.unclosed)

    @property
    def in_braces(self) -> bool:
        """Whether braces or brackets are open."""
        return bool(self._braces)

    @property
    def in_template(self) -> bool:
        """Whether braces are open, and no link within them."""
        return bool(self._braces) and self._braces[-1].bracket == "{"

    def run(self) -> None:
        """Walk to the end."""
        text, end, out, search, handlers = self.text, self.end, self.out, TOKEN.search, self._HANDLERS
        position = self.start
        while match := search(text, position, end):
            start = match.start()
            if start > position:
                out.append(text[position:start])
            position = handlers[match.lastindex or 0](self, match)
        out.append(text[position:end])

    def run_to_blank_line(self, first: int) -> int | None:
        """Walk to the first blank line from ``first`` on at which nothing is open, and tell where it begins.

        None where there is none. What is found on the way is of no use: plain text is not collected.
        """
        text, end = self.text, self.end
        position = self.start
        while True:
            match = TOKEN.search(text, position, end)
            stop = match.start() if match else end
            if not (self._braces or self._tables):
                blank = text.find("\n\n", max(position, first), stop + 1)
                if blank >= 0:
                    return blank
            if match is None:
                return None
            position = self._HANDLERS[match.lastindex or 0](self, match)

    def leftovers(self) -> dict[int, int]:
        """What was never closed. While braces are left, nothing is known of tables: they were in the way."""
        braces = {brace.start: brace.count for brace in self._braces}
        return braces or dict.fromkeys(self._tables.starts(), 1)

    def literals(self) -> dict[int, int]:
        """What is plain text in a second walk. A link is one even where the preprocessor does not close it.

        Parser::handleInternalLinks finds it behind the preprocessor: in that walk it begins again.
        """
        links = (brace.start for brace in self._braces if brace.bracket == "[" and self._refused)
        return {**self.leftovers(), **dict.fromkeys(links, 0)}

    def inner(self, start: int, end: int, *, noted: bool = False) -> str:
        """Walk over a part that is closed off, and return its running text."""
        key = (start, end, noted or self.noted)
        if known := self.inners.get(key):
            self.found.add(known[1])
            return known[0]
        mark = self.found.mark()
        text = walked(self.text, start, end, self.found, noted=key[2])[0]
        self.inners[key] = text, self.found.since(mark)
        return text

    def open_table(self, mark: str, start: int) -> None:
        """A table begins at ``start``."""
        self.out.append("\n")
        if start not in self._literals:
            self._tables.open(mark, start, len(self._braces), len(self.out))
        if mark == WIKI:
            self.out.append(mark)

    def close_table(self, mark: str) -> bool:
        """A table ends and is taken out; false where none does."""
        out = self._tables.close(mark, len(self._braces))
        if out is not None:
            del self.out[out:]
            if self.in_template:
                self.out.append(NESTED)
        return out is not None

    # Each of the following takes in one mark, and returns where the walk goes on.

    def _link(self, match: re.Match[str]) -> int:
        target, label = match.group(1, 2)
        if self._braces:
            if label and _HEADING in label:
                return self._open_run(match.start(), 2)
            self._holds_link(len(self.out))
        if ":" in target or label == "":
            self.out.append(self.found.link(target, label))
        else:
            self.found.links.append(target)
            self.out.append(label or target)
        return match.end()

    def _template(self, match: re.Match[str]) -> int:
        if _HEADING in match[3]:
            return self._open_run(match.start(), 2)
        self.found.template(match[3], noted=self.noted)
        self._gap()
        return match.end()

    def _gap(self) -> None:
        self.out.append(NESTED if self._braces else " ")

    def _open(self, match: re.Match[str]) -> int:
        return self._open_run(match.start(), match.end() - match.start())

    def _open_run(self, start: int, length: int) -> int:
        count = length - self._literals.get(start, 0)
        if count >= 2:
            self._push(self.text[start], count, start)
        return start + length

    def _push(self, bracket: str, count: int, start: int) -> None:
        self._braces.append(_Brace(bracket, count, start, len(self.out), self.found.mark()))

    def _variant(self, match: re.Match[str]) -> int:
        self.out.append(match[0])
        if match.start() not in self._literals:
            self._push(VARIANT, 2, match.start())
        return match.end()

    def _heading_line(self, match: re.Match[str]) -> int:
        self.out.append(match[0])
        if self._braces:
            self._heading = match.start(), heading_end(self.text, match.end())
        return match.end()

    def _close(self, match: re.Match[str]) -> int:
        position, end = match.span()
        bracket, most = ("{", 3) if self.text[position] == "}" else ("[", 2)
        while self._closes(bracket, position):
            count = min(end - position, self._braces[-1].count, most)
            if count < 2:
                break
            position += count
            self._take_out(count)
        if position < end and bracket == "[":
            self._refused = True
        if position < end and self._closes(VARIANT, end) and self.text.startswith("-", end, self.end):
            self._braces.pop()
            self.out.append("}-")
            return end + 1
        if match[0] == "}":
            self.out.append("}")
        elif position < end and self.in_template:
            self.out.append(NESTED)
        return end

    def _closes(self, bracket: str, position: int) -> bool:
        """Whether a closing bracket belongs to the innermost run that is open; see `wikitext/braces.py`."""
        if not self._braces or self._braces[-1].bracket != bracket:
            return False
        start, end = self._heading
        hidden = self._braces[-1].start < start < position < end
        return not hidden or (bracket == "[" and bool(self._literals))

    def _take_out(self, count: int) -> None:
        """``count`` of the innermost open braces or brackets are closed."""
        brace = self._braces[-1]
        self._tables.leave(len(self._braces) - 1)
        brace.count -= count
        if brace.count < 2:
            self._braces.pop()
        if brace.bracket == "[":
            self._holds_link(brace.out)
            self._take_link(brace)
            return
        if count == 2:
            self.found.template(self._between(brace), noted=self.noted, since=brace.since)
        brace.link = None
        del self.out[brace.out :]
        self._gap()
        if brace.count == 1 and brace.start not in self._literals and begins_variant(self.text, brace.start):
            self._push(VARIANT, 1, brace.start)

    def _between(self, brace: _Brace) -> str:
        """What stands between the braces of a template. With a link in its name it has none."""
        raw = "".join(self.out[brace.out :])
        if brace.link is not None and "|" not in "".join(self.out[brace.out : brace.link]):
            return NESTED + raw
        return raw

    def _holds_link(self, place: int) -> None:
        if self._braces and self._braces[-1].link is None:
            self._braces[-1].link = place

    def _take_link(self, brace: _Brace) -> None:
        if brace.held:
            return
        start = self.out[brace.out].partition("|")[0] if len(self.out) > brace.out else ""
        kind = self.found.syntax.link_kind(start.partition(":")[0]) if ":" in start else LinkKind.TEXT
        holds_links = self.found.mark()[:3] != brace.since[:3]
        if kind != LinkKind.FILE and holds_links:
            brace.held = True  # Only a file's caption can hold links: MediaWiki shows this as it stands.
            return
        target, bar, label = "".join(self.out[brace.out :]).partition("|")
        if "\n" in target or brace.odd:
            brace.out = len(self.out)  # Should the same run be closed again, this is not read again.
            return
        del self.out[brace.out :]
        if NESTED not in target:
            shown = self.found.link(target, label if bar else None)
            self.out.append(shown or (NESTED if self.in_template else ""))
        elif kind == LinkKind.TEXT:
            self.out.append(label)
            brace.out = len(self.out)

    def _table(self, match: re.Match[str]) -> int:
        self.open_table(WIKI, match.start())
        return match.end()

    def _table_end(self, match: re.Match[str]) -> int:
        end = match.end()
        if self._braces and self.text.startswith("}", end):
            self.out.append("\n|")
            return end - 1  # In `|}}` within braces, these are closed first.
        if not self.close_table(WIKI):
            self.out.append("\n|")
        return end

    def _tag(self, match: re.Match[str]) -> int:
        return take_tag(self, match)

    _WHOLE: ClassVar = (_link, _link, _link, _template, _tag)
    _PARTS: ClassVar = (_open, _close, _open, _close, _table, _table_end, _heading_line, _variant)
    _HANDLERS: ClassVar[tuple[Handler, ...]] = _WHOLE + _PARTS
    """By the number of the pattern's group that matched last; there is no group 0."""


def walked(text: str, start: int, end: int, found: Collector, *, noted: bool = False) -> tuple[str, bool]:
    """Walk over a part of a text; returns its running text and whether nothing was left open."""
    mark = found.mark()
    walk = Walk(text, start, end, found, noted=noted)
    walk.run()
    closed = walk.closed
    if walk.in_braces:
        # What is never closed was no markup, so all that came behind is read again without it.
        found.back_to(mark)
        walk = Walk(text, start, end, found, noted=noted, literals=walk.literals(), inners=walk.inners)
        walk.run()
    return "".join(walk.out), closed
