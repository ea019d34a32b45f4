"""The numbers that wikis have in the tables, for their addresses and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from sqlalchemy import select

from bot.mediawiki.keys import AccountKey, PageKey
from bot.store.database import Database
from bot.store.schema import wikis

Ids: TypeAlias = dict[int, list[int]]
"""Ids of pages or accounts, each once, by the number of their wiki."""
Pairs: TypeAlias = set[tuple[int, int]]
"""The same, each with the number of its wiki."""


class WikiNumbers:
    """Those that were asked for once are known. Numbers do not change."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._numbers: dict[str, int] = {}
        self._addresses: dict[int, str] = {}

    def number(self, address: str) -> int:
        """The number of a wiki; it is given one where it has none, so not in the midst of a transaction."""
        if address not in self._numbers:
            number = self._database.number_of(wikis, address=address)
            self._numbers[address], self._addresses[number] = number, address
        return self._numbers[address]

    def address(self, number: int) -> str:
        """The address of a wiki; where nobody asked for its number, not in the midst of a transaction."""
        if number not in self._addresses:
            with self._database.reading() as connection:
                query = select(wikis.c.address).where(wikis.c.id == number)
                self._addresses[number] = connection.execute(query).scalar_one()
        return self._addresses[number]

    def ids(self, keys: Iterable[PageKey | AccountKey]) -> Ids:
        """The ids of these keys by the numbers of their wikis; see :meth:`number`."""
        found: dict[str, dict[int, None]] = {}
        for address, one in keys:
            found.setdefault(address, {})[one] = None
        return {self.number(address): list(ids) for address, ids in found.items()}

    def page(self, wiki: int, pageid: int) -> PageKey:
        """The key of a page of the wiki with this number."""
        return PageKey(self.address(wiki), pageid)

    def account(self, wiki: int, userid: int) -> AccountKey:
        """The key of an account on the wiki with this number."""
        return AccountKey(self.address(wiki), userid)


def ids_of(pairs: Iterable[tuple[int, int]]) -> Ids:
    """The ids of pairs, by the numbers of their wikis."""
    found: dict[int, dict[int, None]] = {}
    for wiki, one in pairs:
        found.setdefault(wiki, {})[one] = None
    return {wiki: list(ids) for wiki, ids in found.items()}
