"""What of a passage's text a reader reads as running text: no headings, addresses, or inline markup."""

from __future__ import annotations

import re

from bot.mediawiki.titles import decoded_entities
from bot.wikitext.scanner.collector import NESTED
from bot.wikitext.scanner.syntax import Syntax
from bot.wikitext.scanner.tables import WIKI

HEADING = re.compile(r"^=.+=[ \t]*$", re.MULTILINE)
"""Matches a heading's line in a text without comments and templates (Preprocessor_Hash, "line-end")."""
_PROTOCOL = r"(?:(?:https?|s?ftps?|ircs?|git|ssh|svn|gopher|telnet|nntp|mms):)?//|mailto:|news:|tel:"
_EXTERNAL_LINK = re.compile(rf"\[(?:{_PROTOCOL})[^\s\[\]<>\"]*+([^\[\]\n]*+)\]", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:https?|ftps?|ircs?)://[^\s\[\]<>\"|]*+", re.IGNORECASE)
_TABLE_LINE = re.compile(r"^[ \t]*+(?:\||:*+[ \t]*+\{\|).*", re.MULTILINE)
_TABLE_HEADER_LINE = re.compile(r"^[ \t]*+!.*", re.MULTILINE)
_QUOTES = re.compile(r"''+")
_RULE = re.compile(r"\s*+[a-z][a-z-]*+\s*+:([^;]*+)")
_VARIANTS = re.compile(r"-\{([^{}]*+)\}-")


def readable(text: str, syntax: Syntax) -> str:
    """The running text of ``Scan.text``. Each step is taken only where its mark is to be seen at all."""
    if "\n=" in text:
        text = HEADING.sub("", text)
    if "\n" in text and "|" in text:
        text = _without_table_lines(text)
    if "//" in text or ":" in text:
        text = _ADDRESS.sub("", _EXTERNAL_LINK.sub(r"\1", text))
    if syntax.words.variants and "-{" in text:
        text = _VARIANTS.sub(_first_variant, text)
    if "__" in text or "＿＿" in text:
        text = syntax.behaviours.sub("", text)
    if "''" in text:
        text = _QUOTES.sub("", text)
    return decoded_entities(text.replace(NESTED, " "))


def _without_table_lines(text: str) -> str:
    """Outside a table that is closed, the lines of rows and cells belong to one that was never closed."""
    if WIKI in text:
        text = _TABLE_HEADER_LINE.sub("", text)
    return _TABLE_LINE.sub("", text)


def _first_variant(match: re.Match[str]) -> str:
    """What a reader sees of ``-{…}-``: the first of the variants, or nothing where it only states a rule."""
    flags, bar, rules = match[1].rpartition("|")
    if bar and not {"H", "T", "-"}.isdisjoint(flag.strip() for flag in flags.split(";")):
        return ""
    rule = _RULE.match(rules)
    return rule[1] if rule else rules
