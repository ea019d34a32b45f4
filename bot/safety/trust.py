"""Who may declare: what a wiki's operator, and its community, ask of an account.

Rule: docs/organizers.md, "Who may change the settings".
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

DEFAULT_GROUPS = frozenset({"autoconfirmed", "confirmed", "sysop"})
ANYONE = "anyone"
_TEMPORARY = re.compile(r"~\d{4}-\d|\*Unregistered ")
"""How names of temporary accounts begin: on Wikimedia's wikis, and by MediaWiki 1.39's own pattern."""
_KEYS = frozenset({"groups", "users", "edits", "days"})
MOST = 10**6
"""No account needs more edits, or to be more days old."""


@dataclass(frozen=True, slots=True)
class Rights:
    """An account as it is now. ``registered`` None: so long ago that the wiki has not noted when.

    ``groups`` are those it is in by itself, too, as ``autoconfirmed``. ``blocked``: on the whole wiki.
    """

    name: str
    groups: frozenset[str] = frozenset()
    registered: datetime | None = None
    edits: int = 0
    blocked: bool = False

    @property
    def temporary(self) -> bool:
        """Whether it stands for a person without an account."""
        return "temp" in self.groups or bool(_TEMPORARY.match(self.name))

    @property
    def usable(self) -> bool:
        """Whether it can be trusted with anything."""
        return not self.blocked and not self.temporary


@dataclass(frozen=True, slots=True)
class Trust:
    """One setting of ``trust:``: accounts in one of ``groups`` with so many edits and days, and ``users``.

    ``anyone``: everybody, and nothing is asked of the wiki.
    """

    groups: frozenset[str] = DEFAULT_GROUPS
    users: frozenset[str] = frozenset()
    edits: int = 0
    days: int = 0
    anyone: bool = False

    def includes(self, rights: Rights, now: datetime) -> bool:
        """Whether this setting lets the account declare; blocked and temporary ones are never let."""
        if self.anyone:
            return True
        if rights.name in self.users:
            return True
        registered = rights.registered
        old = not self.days or registered is None or now - registered >= timedelta(days=self.days)
        return old and rights.edits >= self.edits and not self.groups.isdisjoint(rights.groups)


def may_declare(rights: Rights, trust: Collection[Trust], now: datetime) -> bool:
    """Whether every one of these settings lets the account declare."""
    return rights.usable and all(one.includes(rights, now) for one in trust)


def is_anyone(trust: Collection[Trust]) -> bool:
    """Whether nothing has to be known of anybody."""
    return all(one.anyone for one in trust)


def read_trust(value: Any) -> Trust | None:
    """A setting as it stands in a configuration; None for what is none.

    ``anyone``, the name of a group, a list of groups, or a mapping. Where ``users`` are named without
    ``groups``, they alone are meant.
    """
    if value == ANYONE:
        return Trust(anyone=True)
    if isinstance(value, str | list):
        value = {"groups": value}
    if not isinstance(value, dict) or not value or not _KEYS.issuperset(value):
        return None
    default = frozenset[str]() if "users" in value else DEFAULT_GROUPS
    groups = _names(value["groups"]) if "groups" in value else default
    users = _names(value["users"]) if "users" in value else frozenset[str]()
    edits, days = (_number(value.get(key, 0)) for key in ("edits", "days"))
    if groups is None or users is None or edits is None or days is None or not groups | users:
        return None
    return Trust(groups, users, edits, days)


def _names(value: Any) -> frozenset[str] | None:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        return None
    return frozenset(name.strip() for name in names)


def _number(value: Any) -> int | None:
    return value if type(value) is int and 0 <= value <= MOST else None
