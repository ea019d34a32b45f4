"""Where a local wiki keeps its pages: in SQLite files, or in a MariaDB server of its own."""

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Protocol

from . import mariadb, replicas

BEGINNING = "20010115120000"
DATED = {
    "revision": "rev_timestamp",
    "logging": "log_timestamp",
    "page": "page_touched",
    "user": "user_registration",
}
"""The main page and the accounts have to be older than any story, however long ago that plays."""


class Storage(Protocol):
    """One kind of database. ``folder`` is always the wiki's folder."""

    def installer(self, folder: Path) -> list[str]:
        """The arguments for MediaWiki's installer; what it needs is ready then."""

    def finish(self, folder: Path) -> None:
        """Date back what the installer made, and leave nothing but what a copy needs."""

    def restore(self, pristine: Path, folder: Path) -> None:
        """Make the wiki's data like those of a finished one, while its web server may run."""

    def start(self, folder: Path) -> None:
        """Make the database ready for requests; ``database_server(folder).stop()`` ends that."""


class _Sqlite:
    """Files in ``data/``."""

    files = ("wiki.sqlite", "wiki_jobqueue.sqlite")

    def installer(self, folder: Path) -> list[str]:
        data = str(folder / "data")
        return ["--dbtype", "sqlite", "--dbpath", data, "--dbname", "wiki"]

    def finish(self, folder: Path) -> None:
        with closing(sqlite3.connect(folder / "data" / self.files[0])) as connection, connection:
            for statement in _dating_back():
                connection.execute(statement)
        for file in (folder / "data").iterdir():
            if file.name not in self.files:
                shutil.rmtree(file) if file.is_dir() else file.unlink()

    def restore(self, pristine: Path, folder: Path) -> None:
        for name in self.files:
            new, live = pristine / "data" / name, folder / "data" / name
            if live.exists():
                # Through SQLite, for a request may still be closing the file.
                with closing(sqlite3.connect(new)) as beginning, closing(sqlite3.connect(live)) as present:
                    present.execute("PRAGMA synchronous = OFF")
                    beginning.backup(present)
            else:
                shutil.copyfile(new, live)

    def start(self, folder: Path) -> None:
        pass


class _MariaDB:
    """A server in ``mariadb/`` with the database ``wiki``, and views of it as the Wiki Replicas have them."""

    def installer(self, folder: Path) -> list[str]:
        server = database_server(folder)
        server.start()
        account = ["--dbuser", mariadb.USER, "--dbpass", mariadb.PASSWORD]
        place = ["--dbserver", f"{mariadb.HOST}:{server.port}", "--dbname", "wiki"]
        return ["--dbtype", "mysql", *place, *account]

    def finish(self, folder: Path) -> None:
        server = database_server(folder)
        server.execute(";\n".join(["USE wiki", *_dating_back(), *replicas.statements()]))
        server.stop()
        shutil.rmtree(folder / "data")

    def restore(self, pristine: Path, folder: Path) -> None:
        server = database_server(folder)
        running = server.stop(kill=True)
        shutil.rmtree(server.data, ignore_errors=True)
        shutil.copytree(database_server(pristine).data, server.data)
        if running:
            server.start()

    def start(self, folder: Path) -> None:
        server = database_server(folder)
        server.start()
        replicas.write_credentials(folder / replicas.CREDENTIALS)


KINDS: Mapping[str, Storage] = {"sqlite": _Sqlite(), "mariadb": _MariaDB()}


def database_server(folder: Path) -> mariadb.Server:
    """The server of a wiki on MariaDB; of another wiki one that never runs."""
    return mariadb.Server(folder / "mariadb")


def forget_cached(folder: Path) -> None:
    """Empty the cache of objects, which is SQLite whatever the wiki itself uses."""
    # Refused as long as MediaWiki has not made the table.
    with (
        suppress(sqlite3.OperationalError),
        closing(sqlite3.connect(folder / "data" / "wikicache.sqlite")) as cache,
        cache,
    ):
        cache.execute("DELETE FROM objectcache")


def _dating_back() -> list[str]:
    dated = [f"UPDATE {table} SET {column} = '{BEGINNING}'" for table, column in DATED.items()]
    return [*dated, "DELETE FROM recentchanges"]
