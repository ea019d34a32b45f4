"""The table of who takes part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counting.people import GlobalAccounts, PersonFacts, is_newcomer, person_facts
from bot.counting.phase import Phase
from bot.counting.standings import WikiRow
from bot.declaration.campaign import Newcomers
from bot.features.outputs.participants import PARTICIPANTS, participants_pages, render
from bot.mediawiki.keys import AccountKey
from bot.mediawiki.models import AccountDetails, GlobalDetails
from bot.mediawiki.site import Title
from bot.render.as_json import document
from bot.render.people import PEOPLE
from bot.render.table import LONGEST
from bot.render.view import View
from tests.keys import account_key
from tests.render.samples import FREE_TEXT, NASTY_NAMES, SITE, accounts, busy, campaign, full, view
from tests.render.structure import structure

HERE = {"participants": Title(4, "WiP")}
OLD, NEW = PersonFacts(datetime(2020, 1, 1, tzinfo=UTC)), PersonFacts(datetime(2026, 11, 3, tzinfo=UTC))
UNKNOWN = PersonFacts()


def crowd(count: int, publish: object = HERE) -> View:
    """So many people, of whom nobody has done anything yet."""
    return view(accounts([f"P{n:05}" for n in range(count)]), publish=publish)


def known(made: View, *facts: PersonFacts) -> View:
    """With this known of the people, in the order of their userids."""
    return replace(made, data={**made.data, PEOPLE: {account_key(n): one for n, one in enumerate(facts, 1)}})


def names(wikitext: str) -> list[str]:
    return re.findall(r"\n! [^|]*\|<bdi>\[\[User:([^|]*)\|", wikitext)


def row_of(wikitext: str, name: str) -> str:
    return next(row for row in wikitext.split("\n|-\n") if f"[[User:{name}|" in row)


def test_newcomers_stand_first_then_whoever_is_not_known_then_all_others_by_name() -> None:
    made = view(accounts(["Eve", "Dan", "Çelik", "Bob", "Alice"]), publish=HERE)
    assert names(render(known(made, OLD, NEW, OLD, NEW, UNKNOWN))) == ["Bob", "Dan", "Alice", "Çelik", "Eve"]


def test_who_has_done_nothing_yet_is_there_with_a_dash() -> None:
    row = row_of(render(busy(["Alice", "Bob"], publish=HERE)), "Bob")
    assert (
        row.endswith("||data-sort-value=0|[[Special:Contributions/Bob|–]]") or "Contributions/Bob|–]]" in row
    )


def test_the_number_of_edits_leads_to_them() -> None:
    assert "[[Special:Contributions/Alice|1]]" in row_of(
        render(busy(["Alice", "Bob"], publish=HERE)), "Alice"
    )


def test_a_newcomer_has_the_day_on_which_the_account_was_made_and_others_none() -> None:
    made = known(view(accounts(["Alice", "Bob", "Eve"]), publish=HERE), OLD, NEW, UNKNOWN)
    shown = render(made)
    assert "3\N{NO-BREAK SPACE}Nov\N{NO-BREAK SPACE}2026" in row_of(shown, "Bob")
    assert "2020" not in shown
    assert "|?|" in row_of(shown, "Eve")
    assert "“?”" in shown.rpartition("|}")[2]


def test_when_somebody_signed_up_is_shown_in_the_campaigns_own_time() -> None:
    late = PersonFacts(OLD.registered, datetime(2026, 11, 4, 23, 30, tzinfo=UTC))
    row = row_of(render(known(view(accounts(["Alice"]), publish=HERE), late)), "Alice")
    assert "data-sort-value=20261105003000|5\N{NO-BREAK SPACE}Nov\N{NO-BREAK SPACE}2026" in row


def test_where_nobody_is_known_to_have_signed_up_there_is_no_column_for_it() -> None:
    assert "Signed up" not in render(known(view(accounts(["Alice"]), publish=HERE), OLD))


def test_no_cell_is_empty() -> None:
    """Or the sign for the next one would be read together with that of its attributes."""
    assert "|||" not in render(full(publish=HERE))


def test_a_blocked_account_is_marked() -> None:
    made = view(accounts(["Alice", "Bob"]), publish=HERE)
    shown = render(known(made, replace(OLD, blocked=True), replace(OLD, blocked=False)))
    assert "<small>(blocked)</small>" in row_of(shown, "Alice")
    assert "blocked" not in row_of(shown, "Bob")


def test_teams_have_a_column_where_there_are_any() -> None:
    people = accounts(["Alice", "Bob"])
    assert "Team" not in render(view(people, publish=HERE))
    shown = render(view(people, publish=HERE, teams={"Red": ("Alice",)}))
    assert "<bdi>Red</bdi>" in row_of(shown, "Alice")
    assert 'text-align:start"|–' in row_of(shown, "Bob")


def test_wikis_have_a_column_where_there_are_several() -> None:
    made = view(accounts(["Alice", "Bob"]), publish=HERE)
    assert "Wikis" not in render(made)
    first, *others = made.standings.rows
    there = AccountKey("nn.example.org", 9)
    person = replace(first.participant, accounts=(*first.participant.accounts, there))
    worked = tuple(WikiRow(key.wiki, 1, 1, {}) for key in person.accounts)
    for active, told in ((worked, f"<bdi>{SITE.host}</bdi>, <bdi>nn.example.org</bdi>"), ((), "|–")):
        rows = (replace(first, participant=person, wikis=active), *others)
        shown = render(replace(made, standings=replace(made.standings, rows=rows)))
        assert told in row_of(shown, "Alice")


@pytest.mark.parametrize("phase", list(Phase))
def test_nobody_is_no_table(phase: Phase) -> None:
    assert "{|" not in render(view(publish=HERE, phase=phase))


def test_a_table_goes_on_at_further_pages() -> None:
    assert len(participants_pages(crowd(LONGEST))) == 1
    pages = participants_pages(crowd(5000))
    assert len(pages) == 6
    assert sum(len(names(page)) for page in pages) == 5000
    assert max(len(page.encode()) for page in pages) < 700_000
    assert "[[:Project:WiP/Participants 2|" in pages[0]
    assert PARTICIPANTS.title
    assert PARTICIPANTS.title(2, crowd(1, publish={"participants": Title(4, "WiP/People")})) == (
        "Project:WiP/People/2"
    )


def test_time_alone_changes_nothing() -> None:
    made = full(publish=HERE)
    later = replace(made, phase=Phase.FINAL, changed=datetime(2027, 1, 1, tzinfo=UTC))
    assert render(made) == render(later)


@pytest.mark.parametrize("language", ["en", "nb", "ar"])
@pytest.mark.parametrize("name", NASTY_NAMES)
def test_no_name_breaks_the_table(name: str, language: str) -> None:
    found = structure(render(view(accounts(["Alice", name]), language=language, publish=HERE)))
    assert (found.shape, found.foreign) == ((2, 4 + 2, 6), ())


@given(st.sampled_from(FREE_TEXT), st.sampled_from(FREE_TEXT))
def test_no_name_of_a_team_or_a_campaign_breaks_the_table(team: str, name: str) -> None:
    made = view(accounts(["Alice", "Bob"]), name=name, publish=HERE, teams={team: ("Alice",)})
    found = structure(render(made))
    assert (found.shape, found.foreign) == ((2, 5 + 2, 8), ())


@pytest.mark.parametrize(
    ("registered", "before", "newcomer"),
    [
        ("2026-10-17T22:59:59+00:00", 14, False),
        ("2026-10-17T23:00:00+00:00", 14, True),
        ("2026-10-31T22:59:59+00:00", 0, False),
        ("2026-10-31T23:00:00+00:00", 0, True),
        ("2026-11-30T22:59:59+00:00", 14, True),
        ("2026-11-30T23:00:00+00:00", 14, False),
        (None, 14, None),
    ],
)
def test_a_newcomer_has_an_account_since_shortly_before_the_start(
    registered: str | None, before: int, newcomer: bool | None
) -> None:
    declared = replace(campaign(), newcomers=Newcomers(before))
    facts = PersonFacts(datetime.fromisoformat(registered) if registered else None)
    assert is_newcomer(facts, declared) is newcomer


def test_the_first_of_a_persons_accounts_tells() -> None:
    (row,) = view(accounts(["Alice"])).standings.rows
    there = AccountKey("nn.example.org", 9)
    person = replace(row.participant, accounts=(account_key(1), there))
    new, old = datetime(2026, 11, 3, tzinfo=UTC), datetime(2026, 11, 3, tzinfo=UTC) - timedelta(days=900)
    details = {account_key(1): AccountDetails(new), there: AccountDetails(old, True)}
    assert person_facts(person, details, {account_key(1): new}) == PersonFacts(old, new, True)
    assert person_facts(person, {**details, there: AccountDetails(None)}, {}) == PersonFacts(
        None, None, False, there_by=new
    )
    assert person_facts(person, {}, {}) == PersonFacts(None, None, None)


@pytest.mark.parametrize(
    ("local", "unified", "expected"),
    [
        # Made elsewhere long ago; made here first, and unified later; nobody knows when it was unified.
        (
            AccountDetails(NEW.registered),
            GlobalDetails(OLD.registered),
            (OLD.registered, False, False, False),
        ),
        (
            AccountDetails(OLD.registered),
            GlobalDetails(NEW.registered),
            (OLD.registered, False, False, False),
        ),
        (AccountDetails(NEW.registered), GlobalDetails(None), (NEW.registered, True, False, False)),
        # Of its own age the wiki knows nothing: only an old unified account tells that it is old.
        (AccountDetails(None), GlobalDetails(OLD.registered), (None, False, False, False)),
        (AccountDetails(None), GlobalDetails(NEW.registered), (None, None, False, False)),
        # Locked is blocked, and nothing is known of an account without an answer.
        (AccountDetails(NEW.registered), GlobalDetails(None, True), (NEW.registered, True, True, True)),
        (AccountDetails(NEW.registered, True), GlobalDetails(), (NEW.registered, True, True, False)),
        (AccountDetails(NEW.registered, True), None, (NEW.registered, True, True, None)),
        (None, GlobalDetails(OLD.registered, True), (OLD.registered, False, True, True)),
        (None, GlobalDetails(OLD.registered), (OLD.registered, False, None, False)),
    ],
)
def test_a_unified_account_tells_with_the_wikis_own(
    local: AccountDetails | None, unified: GlobalDetails | None, expected: tuple[object, ...]
) -> None:
    (row,) = view(accounts(["Alice"])).standings.rows
    key = row.participant.account_key
    everywhere = GlobalAccounts({key: unified} if unified else {})
    facts = person_facts(row.participant, {key: local} if local else {}, {}, everywhere)
    newcomer = is_newcomer(facts, campaign())
    assert (facts.registered, newcomer, facts.blocked, facts.locked) == expected
    assert not facts.pending
    assert person_facts(row.participant, {}, {}, GlobalAccounts(pending=frozenset({key}))).pending


def test_a_locked_account_is_marked_as_that() -> None:
    locked = PersonFacts(NEW.registered, blocked=True, locked=True)
    made = known(view(accounts(["Alice", "Bob"]), publish=HERE), locked, replace(locked, locked=None))
    assert "(locked on all wikis)" in row_of(render(made), "Alice")
    assert "(blocked)" not in row_of(render(made), "Alice")
    assert "(blocked)" in row_of(render(made), "Bob")
    rows = document(made, datetime(2026, 11, 20, tzinfo=UTC))["rows"]
    assert {row["user"]: (row["blocked"], row["locked"]) for row in rows} == {
        "Alice": (True, True),
        "Bob": (True, None),
    }


def test_json_says_who_is_behind_each_row_where_the_table_is_published() -> None:
    made = known(view(accounts(["Alice", "Bob"]), publish=HERE, teams={"Red": ("Bob",)}), OLD, NEW)
    alice, bob = people(made)
    assert alice == [None, "2020-01-01T00:00:00Z", False, None, None]
    assert bob == [None, "2026-11-03T00:00:00Z", True, None, "Red"]
    row = document(replace(made, data={}), OLD.registered or datetime.min)["rows"][0]
    assert "newcomer" not in row


def people(made: View) -> Sequence[list[object]]:
    keys = ("signed_up", "registered", "newcomer", "blocked", "team")
    rows = document(made, datetime(2026, 11, 20, tzinfo=UTC))["rows"]
    return [[row[key] for key in keys] for row in sorted(rows, key=lambda row: str(row["user"]))]
