"""Texts that YAML tears apart: at the end of the line, or where a ``#`` stands."""

from __future__ import annotations

from dataclasses import replace

from bot.declaration.schema.reader import Reader
from bot.lenient_yaml.line_scanner import quoted
from bot.lenient_yaml.nodes import Scalar


def is_torn(node: Scalar, text: str) -> bool:
    """Whether a text goes on in the next line, and was not meant to be folded."""
    folded = not node.plain and node.span.text[node.span.start : node.span.start + 1] in ("|", ">")
    return "\n" in text or (node.span.last_line != node.span.line and not folded)


def tell_torn(node: Scalar, reader: Reader) -> None:
    """Tell that a text goes on in the next line."""
    below = "".join(reader.findings.lines[node.span.line : node.span.line + 1]).strip()
    if node.plain and below.startswith("- "):
        # YAML takes an item that stands further right for more of the one above.
        next_line = replace(node.span, line=node.span.line + 1)
        reader.problem(next_line, "declaration-item-column", below)
    else:
        reader.wrong(node, "declaration-several-lines", reader.key)


def tell_swallowed(node: Scalar, may_hold_hash: bool, reader: Reader) -> None:
    """Tell that a ``#`` took the rest of a text with it. ``may_hold_hash``: it may belong to the text."""
    behind = replace(node.span, end=node.swallowed_end)
    if may_hold_hash:
        fixed = behind.rewritten(quoted(f"{node.text} {node.swallowed}".strip()))
        reader.wrong(node, "declaration-swallowed", node.swallowed, fixed)
    else:
        fixed = behind.rewritten(f"{node.text} # {node.swallowed.lstrip('#')}")
        reader.wrong(node, "declaration-swallowed-name", node.swallowed, fixed)
