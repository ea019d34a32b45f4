"""What pages and accounts are known by where several wikis meet.

Within one wiki (its sources of facts, its cache, the evaluation of its pages) ids are enough, as its API and
its tables have them. Whatever leaves that carries its wiki.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class PageKey(NamedTuple):
    """A page of a wiki. ``wiki`` is its address in the operator's configuration."""

    wiki: str
    pageid: int


class AccountKey(NamedTuple):
    """An account on a wiki. ``wiki`` is its address in the operator's configuration."""

    wiki: str
    userid: int


def page_keys(wiki: str, pageids: Iterable[int]) -> list[PageKey]:
    """The keys of one wiki's pages, in their order."""
    return [PageKey(wiki, pageid) for pageid in pageids]


def account_keys(wiki: str, userids: Iterable[int]) -> list[AccountKey]:
    """The keys of one wiki's accounts, in their order."""
    return [AccountKey(wiki, userid) for userid in userids]
