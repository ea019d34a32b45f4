"""Members of teams, and whose first edit makes a participant."""

from __future__ import annotations

from datetime import timedelta

from bot.counting.membership import admitted, first_edits, in_order, members_of, participants_of
from bot.mediawiki.models import Account, Revision
from tests.counting.facts import START
from tests.keys import account_key, accounts_of

ALICE, BOB, ROBOT = Account(1, "Alice"), Account(2, "Bob"), Account(3, "Robot", bot=True)


def edit(revid: int, userid: int, day: int = 0) -> Revision:
    return Revision(revid, 0, 1, userid, START + timedelta(days=day), 10, 10)


def test_a_team_has_those_of_its_members_who_take_part() -> None:
    named = {"Alice": [account_key(1)], "Bob": [account_key(2)], "Nobody": []}
    teams = {"Red": ("Alice", "Nobody"), "Blue": ("Bob",)}
    assert members_of(teams, named, accounts_of(1)) == {"Red": accounts_of(1), "Blue": []}


def test_accounts_of_one_name_on_several_wikis_are_one_persons() -> None:
    here, there = account_key(1), account_key(7, "other.example")
    accounts = {
        here: "Alice",
        account_key(2): "Bob",
        there: "Alice",
        account_key(1, "other.example"): "Carol",
    }
    alice, bob, carol = participants_of(accounts)
    assert (alice.name, alice.accounts, alice.account_key) == ("Alice", (here, there), here)
    assert (bob.name, carol.accounts) == ("Bob", (account_key(1, "other.example"),))


def test_two_accounts_of_one_name_on_one_wiki_are_two_peoples() -> None:
    """So it may be told where one was just renamed and another took the name."""
    assert len(participants_of({account_key(1): "Alice", account_key(2): "Alice"})) == 2


def test_the_first_edit_of_each_account_is_told_and_none_of_others() -> None:
    edits = [edit(1, 0), edit(2, 2), edit(3, 1, 1), edit(4, 2, 2)]
    assert [userid for userid, _ in first_edits(edits, lambda _: True)] == [2, 1]
    assert first_edits(edits, lambda one: one.revid > 3) == [(2, (START + timedelta(days=2)).isoformat())]


def test_newcomers_stand_in_the_order_of_their_first_edits_on_all_pages() -> None:
    pages = ([(1, "2026-11-03"), (3, "2026-11-02")], [(1, "2026-11-01"), (2, "2026-11-04")])
    assert in_order(pages, ()) == [1, 3, 2]
    assert in_order(pages, {3}) == [1, 2]


def test_bots_and_those_who_are_excluded_are_not_admitted() -> None:
    accounts = {one.userid: one for one in (ALICE, BOB, ROBOT)}
    assert admitted([3, 2, 9, 1], accounts, {2}) == [ALICE]
