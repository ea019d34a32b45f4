"""Fixtures: a store on each kind of database. MariaDB is a real server that belongs to the session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from bot.store.schema import metadata, version
from bot.store.store import Store
from scripts.wiki import mariadb
from scripts.wiki.problems import SetupProblem, WikiProblem

KINDS = ("sqlite", "mariadb")


@pytest.fixture(scope="session")
def server() -> Iterator[mariadb.Server]:
    """A MariaDB server, started when a test first asks for it."""
    try:
        mariadb.remove_left_behind()
        with mariadb.temporary("store") as running:
            yield running
    except (SetupProblem, WikiProblem) as problem:
        pytest.fail(f"No MariaDB to test on. {problem}", pytrace=False)


@pytest.fixture(scope="session")
def mariadb_address(server: mariadb.Server) -> str:
    """The address of a database that all tests share, one after another."""
    server.database("store")
    return server.url("store")


def emptied(address: str) -> str:
    """The database of that address with empty tables, if it has any."""
    Store(address).close()
    engine = create_engine(address)
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            if table is not version:
                connection.execute(table.delete())
    engine.dispose()
    return address


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store is."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.sqlite"
    return emptied(request.getfixturevalue("mariadb_address"))


@pytest.fixture(params=KINDS)
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a database without any table is."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/bare.sqlite"
    running: mariadb.Server = request.getfixturevalue("server")
    running.database("bare")
    return running.url("bare")


Opener = Callable[[], Store]


@pytest.fixture
def opened(address: str) -> Iterator[Opener]:
    """Opens the same store again and again, as several processes do."""
    stores: list[Store] = []

    def open_store() -> Store:
        stores.append(Store(address))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Opener) -> Store:
    """An empty store."""
    return opened()
