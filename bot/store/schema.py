"""The tables of the store.

Raise ``CURRENT`` with every change: a store of another version is made anew, being a cache.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Integer, MetaData, String, Table, Text

metadata = MetaData()

version = Table("version", metadata, Column("number", Integer, primary_key=True))

campaigns = Table(
    "campaigns",
    metadata,
    Column("wiki", String(255), primary_key=True),
    Column("pageid", BigInteger, primary_key=True, autoincrement=False),
    Column("good_revid", BigInteger, nullable=True),
    Column("checked", BigInteger, nullable=True, comment="microseconds since 1970, UTC"),
    Column("seen_revid", BigInteger, nullable=False, default=0),
    Column("resting", Boolean, nullable=False, default=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("wiki", String(255), primary_key=True),
    Column("campaign", BigInteger, primary_key=True, autoincrement=False, comment="pageid of the campaign"),
    Column("revid", BigInteger, primary_key=True, autoincrement=False),
    Column("userid", BigInteger, nullable=False, index=True),
    Column("parentid", BigInteger, nullable=False),
    Column("pageid", BigInteger, nullable=False),
    Column("namespace", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("timestamp", BigInteger, nullable=False, comment="microseconds since 1970, UTC"),
    Column("size", BigInteger, nullable=True),
    Column("sizediff", BigInteger, nullable=True),
    Column("tags", Text, nullable=False),
    Column("reason", String(32), nullable=True, comment="why it does not count; NULL: it counts"),
)

CURRENT = 1
