"""The marks at which a walk over wikitext stops: everything between two of them is plain text.

One pattern finds the next mark; all its alternatives begin with a letter of its own, so that the search
jumps there. Whole links and templates that hold nothing else are one mark: they are the most by far.
Quantifiers are possessive, so that nothing is tried twice and the time is linear in the text.
"""

from __future__ import annotations

import re
from functools import cache

# The group that matched last says which mark it is: HANDLERS in the module walk stand in this order.
TOKEN = re.compile(
    r"\[\[([^\[\]{}<>|\n]++)(?:\|([^\[\]{}<]*+))?\]\]"
    r"|\{\{([^\[\]{}<]++)\}\}"
    r"|<(/?[A-Za-z][A-Za-z0-9-]*+)"
    r"|\{(\{++)"
    r"|\}(\}++|(?=-))"
    r"|\[(\[++)"
    r"|\](\]++)"
    r"|\n(?:[ \t]*+(?:(:*+[ \t]*+\{\|)|(\|\}))|=(=))"
    r"|-(\{)(?!\{)"
)

HTML_TAG_END = re.compile(r"[^<>]*+>")
BRACKETS = re.compile(r"\{\{|\}\}|\[\[|\]\]|-\{|\}-")
"""Matches what an HTML tag's attributes seldom have: marks that pair with others."""
NAME_ATTRIBUTE = re.compile(r"""(?:^|[\s"'])name\s*=\s*(?:"\s*[^"\s]|'\s*[^'\s]|[^\s"'/>])""", re.IGNORECASE)
"""Matches the attribute of a note that gives it a name, in any quoting."""

MARKUP = re.compile(r"[\[\]{}|<>=]|''+|__+|//+")
"""What must not be taken for markup any more in text that was behind ``<nowiki>``."""


@cache
def closing_tag(name: str) -> re.Pattern[str]:
    """Matches the closing tag of an extension's element."""
    return re.compile(rf"</{re.escape(name)}\s*+>", re.IGNORECASE)
