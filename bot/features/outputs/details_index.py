"""An index of names above the details: by the alphabet, where the details stand in the order of ranks.

The first page leads to everybody as long as they are not too many; else each page leads to those on it, and
the leaderboard to all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.counting.membership import Participant
from bot.features.outputs.participant_details import ParticipantDetails, size
from bot.i18n.collation import collate
from bot.mediawiki.keys import AccountKey
from bot.render.look import opening, part_anchor
from bot.render.view import View
from bot.render.wikitext import bdi, page_link, say, text

FEW = 10
"""So many people are found without an index."""
MOST = 1000
"""So many people are listed on the first page."""
SHARE = 4
"""The index has at most one part in so many of the first page."""
COLUMNS = "columns:11em;column-gap:1.5em;margin-top:0"
"""A list of wikitext cannot have a style, and would begin lower in the first column."""


@dataclass(frozen=True)
class DetailsIndex:
    """The index of some details: of ``people``, of whom no page has a longer title than ``last``.

    ``whole``: it stands on the first page, and has everybody.
    """

    view: View
    people: Mapping[AccountKey, Participant]
    last: str
    whole: bool

    @classmethod
    def of(cls, found: Iterable[ParticipantDetails], last: str, limit_bytes: int, view: View) -> DetailsIndex:
        """That of these people, on pages of no more bytes."""
        people = {one.participant.account_key: one.participant for one in found}
        everybody = cls(view, people, last, whole=len(people) <= MOST)
        small = everybody.room(1) * SHARE <= limit_bytes
        return everybody if small else cls(view, people, last, whole=False)

    @property
    def wanted(self) -> bool:
        """Whether there are so many people that anybody has to be looked for."""
        return len(self.people) > FEW

    def room(self, page: int) -> int:
        """Bytes that have to be left for it on a page (from 1), beside those for the people there."""
        if not self.wanted or (self.whole and page > 1):
            return 0
        listed = sum(size(self._entry(one, self.last)) + 1 for one in self.people) if self.whole else 0
        return size(self._framed([])) + listed

    def room_for(self, account: AccountKey) -> int:
        """Bytes that somebody takes on the page with their part."""
        return 0 if self.whole or not self.wanted else size(self._entry(account)) + 1

    def on_pages(self, begun: Mapping[AccountKey, int], titles: Sequence[str]) -> list[str]:
        """The index of each page, empty where there is none.

        ``begun`` is the page (from 1) on which a part begins; ``titles`` are those of the pages, all empty
        where nothing can lead to them.
        """
        order = collate(self.view.texts.code)
        entries: list[list[str]] = [[] for _ in titles]
        for one in sorted(self.people, key=lambda one: order(self.people[one].name)):
            page = 1 if self.whole else begun[one]
            elsewhere = titles[begun[one] - 1] if begun[one] != page else ""
            entries[page - 1].append(self._entry(one, elsewhere))
        return [self._framed(some) if some and self.wanted else "" for some in entries]

    def _framed(self, entries: Sequence[str]) -> str:
        texts = self.view.texts
        title = say(texts, "details-index" if self.whole else "details-index-here", len(self.people))
        return opening(title, f'<ul style="{COLUMNS}">\n' + "\n".join(entries) + "\n</ul>")

    def _entry(self, account: AccountKey, title: str = "") -> str:
        name, anchor = self.people[account].name, part_anchor(account, self.view.wiki)
        link = page_link(title, name, anchor) if title else bdi(f"[[#{anchor}|{text(name)}]]")
        return f"<li>{link}</li>"
