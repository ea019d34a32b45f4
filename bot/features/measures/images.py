"""``images_added``: the files that a text uses, each once, as far as they exist."""

from __future__ import annotations

from collections.abc import Mapping

from bot.features.measures.measure import Known, Things
from bot.wikitext.scanner.scan import Scan
from bot.wikitext.scanner.syntax import Syntax


def named_files(scan: Scan, syntax: Syntax) -> tuple[str, ...]:
    """Names of files without the namespace: linked, in a gallery, or a template's value that looks so."""
    return tuple(name for name in map(syntax.file, scan.files) if name is not None)


def _existing(files: Mapping[str, int], known: Known) -> int | None:
    if known.existing_files is None:
        return None
    existing = frozenset(known.existing_files)
    return sum(name in existing for name in files)


IMAGES = Things("images_added", named_files, _existing)
