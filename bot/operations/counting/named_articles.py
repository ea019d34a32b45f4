"""Articles that the settings name by their titles, wherever they were moved since.

A title is the article that bore it when it was first looked up. Where a move left no redirect, the wiki's log
tells where the article went; each title is looked up there once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.mediawiki.queries import MovedTo, Pages, PagesOf
from bot.operations.counting.pending_notes import PendingNotes
from bot.operations.ports import Source

NOTE = "articles"
MOST = 20
"""So many titles are looked up in the log in one update: each is a request."""
LISTED = 100
"""Of more titles without a page only the first are looked up: others are red links of a worklist."""
STEPS = 5
"""So often may an article have been moved in a row."""


class NamedArticles:
    """What titles meant, remembered in a campaign's notes: page ids, 0 for none that the log tells of."""

    def __init__(self, notes: PendingNotes, source: Source) -> None:
        self._notes = notes
        self._source = source
        self._known: Mapping[str, int] = notes.get(NOTE) or {}
        self._now: dict[str, int] = {}

    def pageids(self, titles: Iterable[str]) -> Mapping[str, int]:
        """The articles of these full titles, without those that are none. Raises WikiUnavailable."""
        wanted = tuple(dict.fromkeys(titles))
        if not wanted:
            return {}
        known = self._known
        question = PagesOf(wanted)
        pages = self._source.ask(question)[question]
        found = {title: page.pageid for title, page in pages.items() if page is not None}
        before = {title: pageid for title, pageid in known.items() if title in wanted and pageid}
        kept = self._kept(before, found)
        gone = before.keys() - kept.keys() - found.keys()
        known = {title: pageid for title, pageid in known.items() if title not in gone}
        found |= kept
        left = [title for title in wanted if title not in found and title not in known]
        looked_up = self._looked_up(left[:LISTED][:MOST])
        together = {**known, **looked_up, **found}
        self._now |= {title: together[title] for title in wanted if title in together}
        self._notes.put(NOTE, self._now)
        return {title: pageid for title in wanted if (pageid := together.get(title))}

    def _kept(self, known: Mapping[str, int], found: Mapping[str, int]) -> Mapping[str, int]:
        """Titles that lead elsewhere now, or nowhere: the former page is meant while it is an article.

        One that is a redirect leads on, for whoever knows nothing of it as well.
        """
        other = {title: pageid for title, pageid in known.items() if found.get(title) != pageid}
        if not other:
            return {}
        question = Pages(tuple(sorted(set(other.values()))))
        there = self._source.ask(question)[question]
        return {title: p for title, p in other.items() if p in there and not there[p].page.redirect}

    def _looked_up(self, titles: Sequence[str]) -> Mapping[str, int]:
        """Where the log says that the pages of these titles went, 0 where it tells of none."""
        found = dict.fromkeys(titles, 0)
        ways = {title: title for title in titles}
        for _ in range(STEPS):
            ways = self._moved(ways)
            if not ways:
                break
            question = PagesOf(tuple(dict.fromkeys(ways.values())))
            pages = self._source.ask(question)[question]
            found |= {title: page.pageid for title, way in ways.items() if (page := pages[way])}
            ways = {title: way for title, way in ways.items() if pages[way] is None}
        return found

    def _moved(self, ways: Mapping[str, str]) -> dict[str, str]:
        questions = {title: MovedTo(way) for title, way in ways.items()}
        answers = self._source.ask(*questions.values())
        return {title: to for title, question in questions.items() if (to := answers[question])}
