"""What a wiki says of itself (siteinfo), read with the suspicion that something else may have answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.wikitext.scanner.reference_templates import ReferenceTemplates, default_reference_templates
from bot.wikitext.scanner.syntax import Syntax

ASKED = "|".join(
    (
        "general",
        "namespaces",
        "namespacealiases",
        "specialpagealiases",
        "interwikimap",
        "magicwords",
        "extensiontags",
        "fileextensions",
        "languagevariants",
        "variables",
        "functionhooks",
        "doubleunderscores",
        "statistics",
        "usergroups",
    )
)
NAMED = ("wikiid", "lang", "server", "articlepath", "script")
"""What every wiki's ``general`` part has a text for."""
EVERYWHERE = frozenset(range(-2, 16))
"""The namespaces that every MediaWiki has."""


class OddFacts(Exception):
    """They are none that a wiki gives."""


def syntax_of(facts: Mapping[str, Any], references: ReferenceTemplates) -> Syntax:
    """The words of a wiki's wikitext, out of the ``query`` part of its answer. Raises OddFacts."""
    try:
        _look_at(facts)
        usual = default_reference_templates(facts["general"]["lang"])
        return Syntax.from_siteinfo(facts, usual | references)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise OddFacts(f"{type(error).__name__}: {error}") from error


def _look_at(facts: Mapping[str, Any]) -> None:
    """Raise ValueError, or what comes of odd types, unless the least is there that a wiki is known by."""
    for name in NAMED:
        value = facts["general"][name]
        if not isinstance(value, str) or not value:
            raise ValueError(f"{name}: {value!r}")
    if "$1" not in facts["general"]["articlepath"]:
        raise ValueError(f"articlepath: {facts['general']['articlepath']!r}")
    spaces = {int(space["id"]): space["name"] for space in facts["namespaces"].values()}
    if missing := EVERYWHERE - spaces.keys():
        raise ValueError(f"no namespace {min(missing)}")
    for number, name in spaces.items():
        if not isinstance(name, str) or bool(name) != bool(number):
            raise ValueError(f"namespace {number}: {name!r}")
