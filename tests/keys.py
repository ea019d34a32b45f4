"""Keys of one wiki's pages, accounts and people, for tests."""

from __future__ import annotations

from collections.abc import Iterable

from bot.counting.membership import Participant
from bot.mediawiki.keys import AccountKey, PageKey
from bot.mediawiki.models import Account

WIKI = "test.example"


def page_key(pageid: int, wiki: str = WIKI) -> PageKey:
    return PageKey(wiki, pageid)


def pages_of(*pageids: int) -> list[PageKey]:
    return [PageKey(WIKI, pageid) for pageid in pageids]


def account_key(userid: int, wiki: str = WIKI) -> AccountKey:
    return AccountKey(wiki, userid)


def accounts_of(*userids: int) -> list[AccountKey]:
    return [AccountKey(WIKI, userid) for userid in userids]


def participant(account: Account) -> Participant:
    """The person with this account and no other."""
    return Participant(account.name, (account_key(account.userid),))


def participants(accounts: Iterable[Account]) -> tuple[Participant, ...]:
    return tuple(map(participant, accounts))
