"""How a replica's tables are made, which differs from wiki to wiki while MediaWiki changes them.

The links tables named a page by its title and now name it by a number of ``linktarget``
(https://www.mediawiki.org/wiki/Manual:Linktarget_table), each since another release; meanwhile a table may
have both. The checksum of a revision is to leave its table for those of its slots.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.mediawiki.site import CATEGORY
from bot.sources.replicas.connection import Connection

TABLES = ("categorylinks", "pagelinks", "templatelinks", "revision")


@dataclass(frozen=True, slots=True)
class Links:
    """What a links table points to: a ``join`` (maybe empty), and the expressions for namespace and title."""

    join: str
    namespace: str
    title: str


@dataclass(frozen=True, slots=True)
class Schema:
    """What was found out about the tables."""

    categories: Links
    links: Links
    templates: Links
    sha1: bool
    """Whether ``revision`` has the checksum."""


class Schemas:
    """Asks about the tables when that is first needed, and remembers it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._schema: Schema | None = None

    @property
    def schema(self) -> Schema:
        """How the tables are made. Raises WikiUnavailable."""
        if self._schema is None:
            self._schema = self._read()
        return self._schema

    def forget(self) -> None:
        """Ask again the next time: the tables are not as they were."""
        self._schema = None

    def _read(self) -> Schema:
        sql = (
            "SELECT table_name, column_name, is_nullable FROM information_schema.columns"
            " WHERE table_schema = %(database)s AND table_name IN %(tables)s"
        )
        database = self._connection.access.database
        rows = self._connection.rows("schema", sql, {"database": database, "tables": TABLES})
        columns: dict[str, dict[str, bool]] = {table: {} for table in TABLES}
        for table, column, nullable in rows:
            columns[_text(table)][_text(column)] = _text(nullable) == "YES"
        return Schema(
            categories=_links("cl", "cl_to", str(CATEGORY), columns["categorylinks"]),
            links=_links("pl", "pl_title", "pl_namespace", columns["pagelinks"]),
            templates=_links("tl", "tl_title", "tl_namespace", columns["templatelinks"]),
            sha1="rev_sha1" in columns["revision"],
        )


def _links(letters: str, title: str, namespace: str, columns: Mapping[str, bool]) -> Links:
    """By number where there is no title any more; where there are both, when every row has its number."""
    number = f"{letters}_target_id"
    if number in columns and (title not in columns or not columns[number]):
        return Links(f"JOIN linktarget ON lt_id = {number}", "lt_namespace", "lt_title")
    return Links("", namespace, title)


def _text(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value
