"""What is the same in campaigns of all sizes: what becomes of a page, and the new edits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha1

START = datetime(2026, 11, 1, tzinfo=UTC)
FIRST_UPDATE = datetime(2026, 11, 21, 12, tzinfo=UTC)
NEW_FROM, SECOND_UPDATE = FIRST_UPDATE + timedelta(hours=1), FIRST_UPDATE + timedelta(hours=2)
SPAN = 20 * 86400
"""Seconds from the start in which the edits are made, all but the new ones."""
PASSES = 5
SHIFTS = (0, 0, 11, 0, 23)
"""By how much the people of each pass are shifted against the pages."""
EARLIEST_REVERTED = PASSES - 2
"""The first pass of which edits are undone."""
NEW = 100
NEW_EVERY = timedelta(seconds=10)

NEW_REVID = 1_000_000_000
NEW_PAGEID = 900_000_000


def title(pageid: int) -> str:
    """A page's title."""
    return f"Article number {pageid}"


def new_revid(number: int) -> int:
    """The id of a new edit."""
    return NEW_REVID + 2 * number


def new_page(number: int) -> int:
    """The page of a new edit."""
    return NEW_PAGEID + number if number % 10 == 9 else 1 + 131 * number


def new_author(number: int) -> int:
    """Who makes a new edit."""
    return 1 + 9 * number


def new_change(number: int) -> int:
    """By how many bytes a new edit changes its page."""
    return 500 + 7 * number


def reverted(pageid: int, turn: int) -> bool:
    """Whether a page's edit of that pass is undone."""
    if turn == PASSES - 1:
        return pageid * 7919 % 1000 < 300
    return turn == EARLIEST_REVERTED and pageid % 200 == 7


def new_time(number: int) -> datetime:
    """When a new edit is made."""
    return NEW_FROM + number * NEW_EVERY


def old_size(pageid: int) -> int:
    """How long a page was before the campaign, in bytes."""
    return 3000 + pageid * 37 % 2000


def change(pageid: int, turn: int) -> int:
    """By how many bytes a page's edit of that pass changes it."""
    if turn == 0 and pageid % 2:
        return 2000 + pageid * 37 % 2000
    return (pageid * 31 + turn * 97) % 1000 - 100


def text_sha1(pageid: int, text: int) -> str:
    """Of the text that a page has since its edit of that pass; -1: from the beginning."""
    return sha1(f"{pageid} {text}".encode()).hexdigest()
