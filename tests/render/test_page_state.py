"""The bot's own notes in the status block."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.render.page_state import PageState, read, write

CHANGED = datetime(2026, 11, 22, 5, 34, tzinfo=UTC)


@pytest.mark.parametrize(
    ("marks", "line"),
    [
        (PageState("3f2a"), "<!-- numbers: 3f2a -->"),
        (PageState("3f2a", CHANGED), "<!-- numbers: 3f2a changed: 2026-11-22T05:34:00Z -->"),
        (PageState("3f2a", None, "77"), "<!-- numbers: 3f2a final: 77 -->"),
        (
            PageState("3f2a", CHANGED, "77", frozenset(), CHANGED),
            "<!-- numbers: 3f2a changed: 2026-11-22T05:34:00Z final: 77 at: 2026-11-22T05:34:00Z -->",
        ),
        (PageState("3f2a", counted=12), "<!-- numbers: 3f2a counted: 12 -->"),
        (
            PageState("3f2a", None, None, frozenset({"status"}), None, 3),
            "<!-- numbers: 3f2a counted: 3 placed: status -->",
        ),
        (
            PageState("3f2a", CHANGED, "77", frozenset({"status", "articles"})),
            "<!-- numbers: 3f2a changed: 2026-11-22T05:34:00Z final: 77 placed: articles status -->",
        ),
    ],
)
def test_what_is_written_is_read_again(marks: PageState, line: str) -> None:
    assert write(marks) == line
    assert read(f"\n{line}\n<div>anything</div>") == marks


def test_times_are_written_in_utc() -> None:
    oslo = CHANGED.astimezone(timezone(timedelta(hours=1)))
    assert "05:34:00Z" in write(PageState("1", oslo))


@pytest.mark.parametrize(
    "block",
    [
        "",
        "<div>no notes</div>",
        "<div></div>\n<!-- numbers: 3f2a -->",
        "<!-- numbers: -->",
        "<!-- numbers: 3f2a changed: yesterday -->",
        "<!-- numbers: 3f2a changed: 2026-13-45T99:99:99Z -->",
        "<!-- numbers: a b -->",
    ],
)
def test_a_block_without_notes_at_its_top_has_none(block: str) -> None:
    assert read(block) is None


def test_a_hash_that_could_end_the_comment_is_refused() -> None:
    with pytest.raises(ValueError, match="no hash"):
        write(PageState("-->"))
