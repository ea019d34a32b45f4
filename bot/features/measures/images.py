"""``images_added``: the files that a text uses, each once, as far as they exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from bot.features.measures.content import Things, come_and_gone
from bot.features.measures.measure import Known, Lookup, TextMeasure
from bot.mediawiki.queries import Asking, ExistingFiles
from bot.mediawiki.site import FILE, Site, Title
from bot.wikitext.scanner.scan import Scan
from bot.wikitext.scanner.syntax import Syntax


def named_files(scan: Scan, syntax: Syntax) -> tuple[str, ...]:
    """Names of files without the namespace: linked, in a gallery, or a template's value that looks so."""
    return tuple(name for name in map(syntax.file, scan.files) if name is not None)


def changed_files(change: tuple[Sequence[str], Sequence[str]]) -> Iterable[str]:
    """The files that came and those that went."""
    return chain.from_iterable(change)


def _exist(names: Sequence[str], site: Site) -> Asking[Mapping[str, bool]]:
    """Whether they exist: here, or in the shared repository."""
    titles = {site.full_title(Title(FILE, name)): name for name in names}
    if not titles:
        return {}
    question = ExistingFiles(tuple(titles))
    there = (yield (question,))[question]
    return {name: title in there for title, name in titles.items()}


def _existing(change: tuple[Sequence[str], Sequence[str]], known: Known) -> int | None:
    if known.facts is None:
        return None
    gained, lost = change
    return sum(bool(known.facts[name]) for name in gained) - sum(bool(known.facts[name]) for name in lost)


FILES = Things("files", named_files, come_and_gone, apart=True)
IMAGES = TextMeasure(
    "images_added",
    FILES,
    _existing,
    Lookup("files", changed_files, _exist, (ExistingFiles,)),
    synonyms=("images",),
)
