"""Totals over all campaigns, out of a store that is filled for the purpose."""

from __future__ import annotations

import argparse
import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

from sqlalchemy import Table, create_engine, insert

from bot.counting.stored_results import GrandTotals
from bot.store.schema import CURRENT, campaigns, entries, evaluated, members, metadata, places, version, wikis
from bot.store.store import Store

from ..processes import BenchProblem
from .arithmetic import START

WIKIS = 5
SHARED = 500
"""How many pages of another campaign on the same wiki a campaign counts, too; and how many of its people."""
MICROSECONDS = int(START.timestamp()) * 1_000_000
Row = tuple[int | str | None, ...]


@dataclass(frozen=True)
class Season:
    """So many campaigns with so many people and pages each.

    Every page has a revision, every fifth a second one by somebody else, and some a single reverted one.
    """

    campaigns: int
    members: int
    pages: int

    def expected(self) -> GrandTotals:
        """What the totals are."""
        firsts = [page for page in range(self.pages) if not undone(page)]
        seconds = range(0, self.pages, 5)
        changes = [_change(page) for page in firsts] + [SECOND] * len(seconds)
        created = sum(page % 2 == 0 for page in firsts)
        improved = len({page for page in firsts if page % 2} | set(seconds))
        here = GrandTotals(
            1, self.members, self.members, len(changes), created, improved, len(firsts),
            sum(changes), sum(change for change in changes if change > 0), sum(map(abs, changes)), 0,
        )  # fmt: skip
        return GrandTotals(**{name: value * self.campaigns for name, value in asdict(here).items()})

    def rows(self) -> Iterator[tuple[Table, str, Iterable[Row]]]:
        """The rows of each table, in the order of its key, behind the names of their columns."""
        numbers = range(self.campaigns)
        yield wikis, "id address tick", ((n + 1, f"w{n}.example.org", 1) for n in range(WIKIS))
        columns = "id wiki pageid seen_revid resting key tick"
        yield campaigns, columns, ((n + 1, n % WIKIS + 1, n + 1, 1, 0, "counted", 1) for n in numbers)
        columns = "campaign userid name place revisions articles measures parts"
        yield members, columns, chain.from_iterable(map(self._members, numbers))
        columns = "campaign pageid in_scope factor watched lastrevid last_time last_revid"
        yield places, columns, chain.from_iterable(map(self._places, numbers))
        columns = "campaign pageid userid revisions created improved draft measures parts"
        yield entries, columns, chain.from_iterable(map(self._entries, numbers))
        columns = "campaign pageid revid userid timestamp sizediff reason"
        yield evaluated, columns, chain.from_iterable(map(self._evaluated, numbers))

    def _owners(self, number: int, shared: int, own: int) -> Iterator[tuple[int, int]]:
        """Whose pages and people a campaign counts, and how many: another's first ones, and all its own."""
        if number >= WIKIS:
            yield number - WIKIS, shared
        yield number, own

    def _members(self, number: int) -> Iterator[Row]:
        for owner, count in self._owners(number, min(SHARED + 1, self.members), self.members):
            for userid in range(owner * self.members + 1, owner * self.members + count + 1):
                yield number + 1, userid, f"Person {userid}", userid, 15, 15, MEASURES, "75 15"

    def _pages(self, number: int) -> Iterator[tuple[int, int, int]]:
        """The first participant, the number and the id of each page that a campaign counts."""
        for owner, count in self._owners(number, min(SHARED, self.pages), self.pages):
            for page in range(count):
                yield owner * self.members + 1, page, owner * self.pages + page + 1

    def _places(self, number: int) -> Iterator[Row]:
        for _, page, pageid in self._pages(number):
            lastrevid, when = 2 * pageid + 1, MICROSECONDS + page
            yield number + 1, pageid, 1, "1", int(undone(page)), lastrevid, when, 2 * pageid

    def _entries(self, number: int) -> Iterator[Row]:
        for first, page, pageid in self._pages(number):
            found = [] if undone(page) else [(first + page % self.members, page % 2 == 0)]
            if page % 5 == 0:
                found.append((first + (page + 1) % self.members, False))
            for userid, new in sorted(found):
                yield number + 1, pageid, userid, 1, int(new), int(not new), 0, MEASURES, "10 1"

    def _evaluated(self, number: int) -> Iterator[Row]:
        for first, page, pageid in self._pages(number):
            userid, reason = first + page % self.members, "reverted" if undone(page) else None
            yield number + 1, pageid, 2 * pageid, userid, MICROSECONDS + page, _change(page), reason
            if page % 5 == 0:
                userid = first + (page + 1) % self.members
                yield number + 1, pageid, 2 * pageid + 1, userid, MICROSECONDS + page, SECOND, None


MEASURES = json.dumps({"edits": 1, "articles_created": 1, "articles_improved": 0, "bytes_added": 1000})
SECOND = -50
"""The bytes of a page's second revision."""
WHOLE = Season(campaigns=400, members=1_000, pages=15_000)
"""400,000 people and 6,000,000 pages."""


def undone(page: int) -> bool:
    """Whether the only revision of that page of a campaign was reverted."""
    return page % 17 == 3 and page % 5 != 0


def _change(page: int) -> int:
    return 1000 + page % 500


def fill(path: Path, season: Season) -> None:
    """Make a store, and write the rows of its tables; the indexes are made when all are there."""
    engine = create_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    with engine.begin() as begun:
        begun.execute(insert(version).values(number=CURRENT))
    with closing(sqlite3.connect(path)) as connection:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-65536"):
            connection.execute(f"PRAGMA {pragma}")
        for table, columns, rows in season.rows():
            for index in table.indexes:
                index.drop(engine)
            _insert(connection, table, columns.split(), rows)
            for index in table.indexes:
                index.create(engine)
    engine.dispose()


def _insert(connection: sqlite3.Connection, table: Table, names: Sequence[str], rows: Iterable[Row]) -> None:
    """A column that is not named, and has to be, is noticed by the database."""
    marks = ", ".join("?" * len(names))
    with connection:
        connection.executemany(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})", rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill a store, or take the totals from it and print how long it took, as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=("fill", "totals"))
    parser.add_argument("--store", type=Path, required=True)
    options = parser.parse_args(arguments)
    begun = time.perf_counter()
    if options.step == "fill":
        fill(options.store, WHOLE)
    else:
        check(Store(f"sqlite:///{options.store}").grand_totals(), WHOLE.expected())
    size = options.store.stat().st_size
    print(json.dumps({"seconds": time.perf_counter() - begun, "bytes": size}))


def check(found: GrandTotals, expected: GrandTotals) -> None:
    """Raises BenchProblem where the totals are wrong."""
    if found != expected:
        raise BenchProblem(f"The totals are {found}, and should be {expected}.")


if __name__ == "__main__":
    main()
