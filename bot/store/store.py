"""What is remembered between runs. A cache: deleting it changes nothing that people see."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from bot.counting.stored_results import GrandTotals, ReadInVain
from bot.messages import Message
from bot.operations.ports import Check, MemoryUnavailable
from bot.safety.approval import TrustRecord
from bot.safety.bounds import Bounds, Full, Save, Turning
from bot.store import approvals, campaigns, saves
from bot.store.address import account_of
from bot.store.database import Database
from bot.store.errors import Damaged, StoreError
from bot.store.guarding import guarded
from bot.store.migrations import migrate
from bot.store.results import StoredResults
from bot.store.totals import grand_totals
from bot.store.values import dumps
from bot.store.wiki_cache import StoredWikiCache
from bot.store.wiki_numbers import WikiNumbers

__all__ = ["IN_MEMORY", "Store", "StoreError", "account_of"]

IN_MEMORY = "sqlite:///:memory:"


def _ready(address: str) -> Database:
    """A database that is as it should be. Raises Damaged where it was not, and is put aside now."""
    database = Database(address)
    try:
        database.place.begin()
        database.try_out()
        migrate(database)
        database.place.sign()
    except BaseException:
        database.engine.dispose()
        raise
    return database


@guarded
class Store:
    """A SQL database by its address: see ``store`` in ``config/bot.yaml``, and ``operations.ports.Memory``.

    Raises StoreError where it can never be used, and MemoryUnavailable where it can't be now. ``read``
    counts the rows that were fetched, by table. A damaged file is put aside, and a new one begun: ``tell`` is
    told of that where it is found while the store is opened.
    """

    def __init__(
        self, address: str = IN_MEMORY, tell: Callable[[Message], None] = lambda _message: None
    ) -> None:
        self._address = address
        self._tell = tell
        self._begin(self._opened())

    @property
    def _database(self) -> Database:
        """The present one. Raises MemoryUnavailable."""
        if self._present.place.gone:
            self._present.engine.dispose()
            try:
                self._begin(self._opened())
            except StoreError as problem:
                raise MemoryUnavailable(problem.message) from problem
        return self._present

    def _begin(self, database: Database) -> None:
        self._present = database
        self._wikis = WikiNumbers(database)
        self._campaigns: dict[tuple[str, int], int] = {}

    def _opened(self) -> Database:
        try:
            return _ready(self._address)
        except Damaged as damaged:
            self._tell(damaged.message)
            return _ready(self._address)

    @property
    def read(self) -> Counter[str]:
        """How many rows were fetched so far, by table."""
        return self._database.read

    def good_version(self, wiki: str, pageid: int) -> int | None:
        """The revision of the campaign page whose declaration last had no problems."""
        row = campaigns.known(self._database, self._wiki(wiki), pageid)
        return None if row is None else row.good_revid

    def remember_good(self, wiki: str, pageid: int, revid: int) -> None:
        """Keep that revision in mind."""
        campaigns.put(self._database, self._campaign(wiki, pageid), good_revid=revid)

    def trust_record(self, wiki: str, pageid: int) -> TrustRecord | None:
        """Which of the campaign page's settings were found to be trusted."""
        row = campaigns.known(self._database, self._wiki(wiki), pageid)
        return None if row is None else approvals.judgement(self._database, row.id)

    def remember_trust_record(self, wiki: str, pageid: int, trust_record: TrustRecord) -> None:
        """Keep that in mind."""
        approvals.put_judgement(self._database, self._campaign(wiki, pageid), trust_record)

    def community(self, wiki: str) -> str:
        """The text in which the wiki's community last set something, "" for none."""
        return approvals.community(self._database, self._wiki(wiki))

    def remember_community(self, wiki: str, text: str) -> None:
        """Keep it in mind."""
        approvals.put_community(self._database, self._wiki(wiki), text)

    def passed(self, wiki: str, pageid: int) -> ReadInVain | None:
        """The versions of the campaign page that were read in vain, None where none are remembered."""
        return campaigns.passed_of(campaigns.known(self._database, self._wiki(wiki), pageid))

    def remember_passed(self, wiki: str, pageid: int, passed: ReadInVain) -> None:
        """Keep these in mind instead of others."""
        campaigns.put_passed(self._database, self._campaign(wiki, pageid), passed)

    def last_check(self, wiki: str, pageid: int) -> Check | None:
        """How the campaign was left the last time, None for never."""
        return campaigns.check_of(campaigns.known(self._database, self._wiki(wiki), pageid))

    def remember_check(self, wiki: str, pageid: int, check: Check) -> None:
        """Note that the campaign is up to date."""
        campaigns.put_check(self._database, self._campaign(wiki, pageid), check)

    def claim(self, wiki: str, pageid: int, owner: str, now: datetime, until: datetime) -> bool:
        """Take a campaign's turn for a process, or keep it; False while another one has it."""
        return campaigns.claim(self._database, self._campaign(wiki, pageid), owner, now, until)

    def holder(self, wiki: str, pageid: int) -> str | None:
        """The process that has a campaign's turn or left it behind; None for nobody."""
        row = campaigns.known(self._database, self._wiki(wiki), pageid)
        return None if row is None else row.lease_owner

    def release(self, wiki: str, pageid: int, owner: str) -> None:
        """Give the turn back."""
        campaigns.release(self._database, self._campaign(wiki, pageid), owner)

    def guard(self, wiki: str, pageid: int) -> Any:
        """What a campaign's outputs were last made from: a JSON value, None where there is none."""
        row = campaigns.known(self._database, self._wiki(wiki), pageid)
        return json.loads(row.guard) if row is not None and row.guard else None

    def put_guard(self, wiki: str, pageid: int, value: Any) -> None:
        """Note that."""
        campaigns.put(self._database, self._campaign(wiki, pageid), guard=dumps(value))

    def take_place(self, wiki: str, save: Save, bounds: Bounds, *, main: bool) -> tuple[int, Save] | Full:
        """Note a save, with the number to give its place back by; or tell why it has to wait."""
        return saves.take_place(self._database, self._wiki(wiki), save, bounds, main)

    def give_back(self, place: int) -> None:
        """Nothing was saved after all."""
        saves.give_back(self._database, place)

    def saves(self, wiki: str, save: Save) -> Sequence[Save]:
        """The saves that this one's room depends on."""
        return saves.known(self._database, self._wiki(wiki), save)

    def put_stops(self, wiki: str, campaign: int, stops: frozenset[str], now: datetime) -> Turning:
        """Note what stops a campaign's saves now, and tell what is new about it."""
        return saves.put_stops(self._database, self._wiki(wiki), campaign, stops, now)

    def wiki_cache(self, wiki: str) -> StoredWikiCache:
        """What is remembered of one wiki."""
        return StoredWikiCache(self._database, self._wiki(wiki))

    def results(self, wiki: str, pageid: int) -> StoredResults:
        """What one campaign's counting has come to."""
        return StoredResults(self._database, self._wikis, self._wiki(wiki), self._campaign(wiki, pageid))

    def grand_totals(self) -> GrandTotals:
        """Sums over all campaigns of all wikis."""
        with self._database.reading() as connection:
            return grand_totals(connection)

    def doubt(self) -> None:
        """After a failure that nobody foresaw: see whether what is remembered is damaged.

        Raises MemoryUnavailable where it is; then it has been put aside.
        """
        self._database.place.doubt(None)

    def close(self) -> None:
        """Let the database go."""
        self._present.engine.dispose()

    def _wiki(self, address: str) -> int:
        return self._wikis.number(address)

    def _campaign(self, address: str, pageid: int) -> int:
        found = self._campaigns.get((address, pageid))
        if found is None:
            found = campaigns.campaign_id(self._database, self._wiki(address), pageid)
            self._campaigns[address, pageid] = found
        return found
