"""One's own text pays once: which revisions end in a text that their author had saved before.

Rule: docs/counting.md, "Standing".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.mediawiki.models import Revision


def by_author(revisions: Iterable[Revision]) -> Collection[Sequence[Revision]]:
    """Each account's revisions of each page, in the order given."""
    found: dict[tuple[int, int], list[Revision]] = defaultdict(list)
    for revision in revisions:
        found[revision.userid, revision.pageid].append(revision)
    return found.values()


def all_saved_again(revisions: Iterable[Revision], texts: Mapping[int, str]) -> frozenset[int]:
    """Those that pay nothing among the revisions of all accounts and pages that count otherwise.

    ``texts`` are the sha1 of some of them, by revid.
    """
    visible = (revision for revision in revisions if revision.visible)
    return frozenset[int]().union(*(saved_again(theirs, texts) for theirs in by_author(visible)))


def saved_again(revisions: Sequence[Revision], texts: Mapping[int, str]) -> frozenset[int]:
    """One account's revisions of a page that pay nothing, because they end in a text that it saved before.

    ``revisions`` are those that count otherwise, oldest first; ``texts`` are the sha1 of some of them, by
    revid. A revision with the text of an earlier one does not count, nor does what lies between the two.
    """
    if len(revisions) < 2:
        return frozenset()
    counting: list[int] = []
    places: dict[str, int] = {}
    again: set[int] = set()
    for revision in revisions:
        text = texts.get(revision.revid)
        if text is not None and text in places:
            between = counting[places[text] + 1 :]
            again.update((*between, revision.revid))
            del counting[places[text] + 1 :]
            for revid in between:
                places.pop(texts.get(revid, ""), None)
        else:
            if text is not None:
                places[text] = len(counting)
            counting.append(revision.revid)
    return frozenset(again)


def of_one_size(revisions: Sequence[Revision]) -> frozenset[int]:
    """Those of one account's revisions of a page that may have the same text: their sizes are the same."""
    if len(revisions) < 2:
        return frozenset()
    sizes = Counter(revision.size for revision in revisions if revision.size)
    return frozenset(r.revid for r in revisions if r.size and sizes[r.size] > 1)
