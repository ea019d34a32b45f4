"""The tables of the store.

Times are microseconds since 1970, UTC. ``wiki`` and ``campaign`` are ids of ``wikis`` and ``campaigns``.
``tick`` is the wiki's count when a row last changed in a way that counting depends on; see
``change_counter.py``.
Whoever changes a table raises ``CURRENT`` and adds a step in ``migrations.py``.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, SmallInteger, String, Table, Text
from sqlalchemy.dialects.mysql import MEDIUMTEXT

CURRENT = 10
metadata = MetaData()

Long = Text().with_variant(MEDIUMTEXT(), "mysql")
TITLE = 512
"""A title has at most 255 bytes; its namespace's name stands before it. Indexes take 768 characters."""


def _table(name: str, *contents: Any) -> Table:
    """Titles and names differ by case and accents, on MariaDB too; a composite key is the table's order."""
    return Table(
        name,
        metadata,
        *contents,
        sqlite_with_rowid=name in ("wikis", "campaigns", "saves"),
        mysql_engine="InnoDB",
        mysql_charset="utf8mb4",
        mysql_collate="utf8mb4_nopad_bin",
    )


def _key(name: str, kind: Any = BigInteger) -> Column[Any]:
    return Column(name, kind, primary_key=True, autoincrement=False)


def _id() -> Column[Any]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def _some(name: str, kind: Any = BigInteger) -> Column[Any]:
    return Column(name, kind, nullable=False)


def _maybe(name: str, kind: Any = BigInteger) -> Column[Any]:
    return Column(name, kind, nullable=True)


def _tick() -> Column[Any]:
    return Column("tick", BigInteger, nullable=False, server_default="0")


version = Table("version", metadata, _key("number", Integer))

wikis = _table(
    "wikis",
    _id(),
    Column("address", String(255), nullable=False, unique=True),
    _maybe("log_since"),
    _maybe("log_until"),
    _tick(),
    _maybe("community", Long),
)
"""``community``: what the wiki's community has set, as it wrote it."""

revisions = _table(
    "revisions",
    _key("wiki", Integer),
    _key("revid"),
    _some("pageid"),
    _some("parentid"),
    _some("userid"),
    _some("timestamp"),
    _maybe("size"),
    _maybe("sizediff"),
    _some("tags", Text),
    _some("hidden", SmallInteger),
    _maybe("sha1", String(40)),
    _maybe("redirect", SmallInteger),
    _some("gone", SmallInteger),
    _tick(),
    _maybe("hashtags", Text),
    Index("revisions_page", "wiki", "pageid"),
    Index("revisions_user", "wiki", "userid", "timestamp", "pageid", "gone"),
    Index("revisions_tick", "wiki", "tick"),
)
"""``hidden`` and ``gone`` are told in ``values.py``. ``redirect`` is whether its text is one.
``hashtags`` are those of its summary.
"""

pages = _table(
    "pages",
    _key("wiki", Integer),
    _key("pageid"),
    _some("seen", SmallInteger),
    _some("namespace", Integer),
    _some("title", String(TITLE)),
    _some("redirect", SmallInteger),
    _some("lastrevid"),
    _some("gone", SmallInteger),
    _maybe("history_revid"),
    _tick(),
    Index("pages_title", "wiki", "title"),
    Index("pages_tick", "wiki", "tick"),
)
"""``seen`` 0: nobody has looked at the page itself. ``history_revid``: up to where its history is known."""

moves = _table(
    "moves",
    _key("wiki", Integer),
    _key("pageid"),
    _key("timestamp"),
    _key("source", Integer),
    _key("target", Integer),
)

history_changes = _table(
    "history_changes",
    _key("wiki", Integer),
    _key("pageid"),
    _key("timestamp"),
    _key("kind", String(16)),
    _maybe("source"),
    _maybe("revisions"),
)

coverage = _table(
    "coverage",
    _key("wiki", Integer),
    _key("userid"),
    _key("namespace", Integer),
    _some("since"),
    _some("until"),
    _some("read"),
)

namespaces = _table("namespaces", _key("wiki", Integer), _key("namespace", Integer))
"""Those of which any account's edits are remembered."""

category_parents = _table(
    "category_parents", _key("wiki", Integer), _key("category", String(TITLE)), _some("parents", Long)
)

derived = _table(
    "derived",
    _key("wiki", Integer),
    _key("revid"),
    _key("kind", String(191)),
    _some("value", Long),
)

campaigns = _table(
    "campaigns",
    _id(),
    _some("wiki", Integer),
    _some("pageid"),
    _maybe("good_revid"),
    _maybe("checked"),
    Column("seen_revid", BigInteger, nullable=False, server_default="0"),
    Column("resting", SmallInteger, nullable=False, server_default="0"),
    _maybe("key", Text),
    _maybe("lease_owner", String(255)),
    _maybe("lease_until"),
    _maybe("facts_of"),
    _maybe("again"),
    Column("urgent", SmallInteger, nullable=False, server_default="0"),
    _maybe("guard", Long),
    _maybe("passed", Text),
    Index("campaigns_page", "wiki", "pageid", unique=True),
)
"""``passed``: the versions that were read in vain, as JSON. ``key`` NULL: never counted.

``facts_of``: the facts that the present turn reads are as of that time or later. ``again`` and
``urgent``: see ``operations.ports.Check``. ``guard``: what the outputs were made from
(``operations.holding``), as JSON.
"""

campaign_wikis = _table("campaign_wikis", _key("campaign", Integer), _key("wiki", Integer), _tick())
"""The wikis on which a campaign is counted. ``tick``: up to where changes have come into ``todo``."""

approvals = _table("approvals", _key("campaign", Integer), _some("judgement", Long))
"""Which settings of the campaign's page are trusted: ``approvals.py``."""
saves = _table(
    "saves",
    _id(),
    _some("wiki", Integer),
    _some("campaign"),
    _some("at"),
    _some("title", String(TITLE)),
    _some("made", SmallInteger),
    _some("first", SmallInteger),
    Index("saves_at", "wiki", "at"),
)
"""What was saved in the last day. ``campaign`` is a pageid here; see ``bot.safety.bounds.Save``."""

stops = _table("stops", _key("wiki", Integer), _key("campaign"), _key("what", String(32)), _some("at"))
"""What stops which campaign's saves, as the operator was told."""

members = _table(
    "members",
    _key("campaign", Integer),
    _key("wiki", Integer),
    _key("userid"),
    _some("name", String(255)),
    _some("place", Integer),
    _some("revisions"),
    _some("articles"),
    _some("measures", Long),
    _some("parts", Long),
)

groups = _table(
    "groups",
    _key("campaign", Integer),
    _key("name", String(TITLE)),
    _some("revisions"),
    _some("articles"),
    _some("measures", Long),
    _some("parts", Long),
)

places = _table(
    "places",
    _key("campaign", Integer),
    _key("wiki", Integer),
    _key("pageid"),
    _some("in_scope", SmallInteger),
    _some("factor", String(64)),
    _some("watched", SmallInteger),
    _maybe("lastrevid"),
    _maybe("last_time"),
    _maybe("last_revid"),
    Index("places_watched", "campaign", "watched", "last_time", "last_revid"),
    Index("places_last", "campaign", "last_time", "last_revid"),
)
"""``lastrevid`` is a watched page's newest revision when counted, ``last_…`` its newest counted one."""

entries = _table(
    "entries",
    _key("campaign", Integer),
    _key("wiki", Integer),
    _key("pageid"),
    _key("userid"),
    _some("revisions"),
    _maybe("created", SmallInteger),
    _maybe("improved", SmallInteger),
    _some("draft", SmallInteger),
    _some("measures", Long),
    _some("parts", Long),
    Index("entries_user", "campaign", "wiki", "userid"),
)

evaluated = _table(
    "judged",
    _key("campaign", Integer),
    _key("wiki", Integer),
    _key("pageid"),
    _key("revid"),
    _some("userid"),
    _some("timestamp"),
    _maybe("sizediff"),
    _maybe("reason", String(32)),
    Index("judged_user", "campaign", "wiki", "userid", "pageid"),
)
"""``sizediff`` as it was counted: better known than the wiki tells. ``reason`` NULL: it counts."""

todo = _table(
    "todo", _key("campaign", Integer), _key("wiki", Integer), _key("pageid"), _some("depth", SmallInteger)
)

notes = _table("notes", _key("campaign", Integer), _key("name", String(255)), _some("value", Long))

RESULTS = (members, groups, places, entries, evaluated, todo, notes)
"""What is begun anew together with a campaign's counting."""
