"""Which date on a list is whose: that of the signature behind the name."""

from __future__ import annotations

import pytest

from bot.wikitext.signups import SignedUp, sign_ups
from tests.data import small_site

ONE, TWO = "10:00, 4 November 2026 (UTC)", "11:00, 5 November 2026 (UTC)"
ALICE, BOB = "[[User:Alice|Alice]] ([[User talk:Alice|talk]])", "[[User:Bob]]"


def read(text: str) -> SignedUp:
    return sign_ups(text, small_site(), None, (), {"u"})


# The day is where a date begins for the reader, whatever stands before it.
@pytest.mark.parametrize(
    ("text", "dated"),
    [
        (f"* {ALICE} {ONE}", [("Alice", ONE)]),
        (f"* {ALICE} {ONE}\n* {ALICE} {TWO}", [("Alice", ONE), ("Alice", TWO)]),
        (f"* {ALICE}", []),
        (f"* {ALICE} {ONE}, {BOB} {TWO}", [("Alice", ONE), ("Bob", TWO)]),
        (f"* {ALICE} and {BOB} {ONE}", [("Alice", ONE), ("Bob", ONE)]),
        (f"* {ALICE}, {BOB}", []),
        (f"* {BOB} asked me, so here I am. {ALICE} {ONE}", [("Alice", ONE)]),
        (f"* {ALICE} {ONE} – welcome! {BOB} {TWO}", [("Alice", ONE)]),
        (f"* {ALICE} {ONE}\n*: Welcome! {BOB} {TWO}", [("Alice", ONE)]),
        (f"* <s>{ALICE} {ONE}</s>", []),
        (f"* {{{{u|Alice}}}} {ONE}", [("Alice", ONE)]),
        (f"* Me! {{{{unsigned|Alice|{ONE}}}}}", []),
        (f"* Me! {{{{unsigned|Alice}}}} {ONE}", [("Alice", ONE)]),
        (f"{{|\n|-\n| {ALICE} || {ONE}\n|-\n| {BOB} || {TWO}\n|}}", [("Alice", ONE), ("Bob", TWO)]),
        (f"{{|\n|-\n| {ALICE} {ONE} || {TWO}\n|}}", [("Alice", ONE)]),
        (f"I take part. {ALICE} {ONE}", [("Alice", ONE)]),
        (f"Organizers: {ALICE} {ONE}", []),
    ],
)
def test_each_name_has_the_date_behind_it(text: str, dated: list[tuple[str, str]]) -> None:
    assert list(read(text).dated) == dated


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"* [[Special:Contributions/127.0.0.1|127.0.0.1]] ([[User talk:127.0.0.1|talk]]) {ONE}", 1),
        (f"* {ALICE} {ONE}", 0),
        (f"* Ask [[User:127.0.0.1]] and {ALICE} {ONE}", 0),
        ("* [[User:127.0.0.1]]", 0),
        (f"* {ALICE} {ONE}\n*: Hello [[User:127.0.0.1]] {ONE}", 0),
    ],
)
def test_lines_that_are_signed_without_an_account_are_counted(text: str, number: int) -> None:
    assert read(text).addresses == number
