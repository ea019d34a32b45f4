"""What SQLite is to expect of the tables, so that it always looks things up by the right index.

Without figures it takes a wiki to be as small as a page. These stand for a few campaigns of some size: rows
in all, and then how many have the same first column of the index, the same two, and so on
(https://sqlite.org/optoverview.html, "Manual Control Of Query Plans Using SQLITE_STAT Tables").
MariaDB counts for itself.
"""

from __future__ import annotations

from sqlalchemy import Connection

FIGURES = {
    "wikis": {"sqlite_autoindex_wikis_1": "10 1"},
    "revisions": {
        "revisions": "3000000 1000000 1",
        "revisions_page": "3000000 1000000 5",
        "revisions_user": "3000000 1000000 50 1 1 1",
        "revisions_tick": "3000000 1000000 500",
    },
    "pages": {
        "pages": "1000000 300000 1",
        "pages_title": "1000000 300000 1",
        "pages_tick": "1000000 300000 500",
    },
    "moves": {"moves": "10000 3000 1 1 1 1"},
    "history_changes": {"history_changes": "10000 3000 1 1 1"},
    "coverage": {"coverage": "100000 30000 1 1"},
    "namespaces": {"namespaces": "30 3 1"},
    "category_parents": {"category_parents": "100000 30000 1"},
    "derived": {"derived": "1000000 300000 1 1"},
    "campaigns": {"campaigns_page": "1000 300 1"},
    "approvals": {"approvals": "1000 1"},
    "campaign_wikis": {"campaign_wikis": "1000 1 1"},
    "members": {"members": "1000000 20000 10000 1"},
    "groups": {"groups": "1000 10 1"},
    "places": {
        "places": "1000000 50000 25000 1",
        "places_watched": "1000000 50000 20000 1 1",
        "places_last": "1000000 50000 1 1",
    },
    "entries": {"entries": "1000000 50000 25000 2 1", "entries_user": "1000000 50000 25000 5"},
    "judged": {"judged": "2000000 100000 50000 3 1", "judged_user": "2000000 100000 50000 10 2"},
    "todo": {"todo": "1000000 50000 25000 1"},
    "notes": {"notes": "1000 5 1"},
    "saves": {"saves_at": "10000 3000 1"},
    "stops": {"stops": "100 30 1 1"},
}


def tell(connection: Connection) -> None:
    """Put the figures where SQLite looks for them."""
    connection.exec_driver_sql("ANALYZE version")  # This makes the table for them.
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    rows = [(table, index, stat) for table, indexes in FIGURES.items() for index, stat in indexes.items()]
    connection.exec_driver_sql("INSERT INTO sqlite_stat1 VALUES (?, ?, ?)", rows)
    connection.exec_driver_sql("ANALYZE sqlite_schema")  # This reads them.
