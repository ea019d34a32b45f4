"""``sections_added``: headings, as a reader sees them in the running text."""

from __future__ import annotations

import re

from bot.core.measures.measure import Numbers
from bot.core.measures.scan import Scan
from bot.core.measures.syntax import Syntax

HEADING = re.compile(r"^=.+=[ \t]*$", re.MULTILINE)
"""Matches a heading's line in a text without comments and templates (Preprocessor_Hash, "line-end")."""


def headings(scan: Scan, _: Syntax) -> int:
    """The headings of any level."""
    return len(HEADING.findall(scan.text)) if "\n=" in scan.text else 0


SECTIONS = Numbers("sections_added", headings)
