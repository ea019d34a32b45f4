"""``templates_removed``: how many fewer uses there are of the templates that a rule names."""

from __future__ import annotations

from collections.abc import Mapping

from bot.features.measures.measure import Known, Things
from bot.wikitext.scanner.scan import Scan
from bot.wikitext.scanner.syntax import Syntax


def used_templates(scan: Scan, syntax: Syntax) -> tuple[str, ...]:
    """Names of templates as :attr:`Syntax.template` gives them, one for each use."""
    return tuple(name for name in map(syntax.template, scan.templates) if name is not None)


def _uses(used: Mapping[str, int], known: Known) -> int | None:
    if known.templates is None:
        return None
    # Fewer uses are more removals.
    return -sum(used.get(name, 0) for name in frozenset(known.templates))


TEMPLATES = Things("templates_removed", used_templates, _uses)
