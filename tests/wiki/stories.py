"""Short ways to tell the wiki a story, and to read what the bot made of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from bot.counting.eligibility import Eligibility
from bot.counting.standings import Amount, Row
from bot.mediawiki.outcomes import NotSaved
from bot.operations.report import Report
from scripts.wiki.storyteller import Action, Result


class Work(NamedTuple):
    """What one participant did in all, as the tables show it; None where all of it is unknown."""

    edits: int
    created: int | None
    improved: int | None
    bytes: int | None


def on(when: str) -> str:
    """A moment of 2026, UTC: ``11-02`` (at noon) or ``11-02 18:30:05``."""
    day, _, clock = when.partition(" ")
    return f"2026-{day}T{clock or '12:00:00'}Z"


def write(who: str, title: str, text: str | int, at: str = "", **more: Any) -> Action:
    """Save a page with this text; a number is so many bytes. ``at`` as for :func:`on`."""
    content = "x" * text if isinstance(text, int) else text
    return _timed({"do": "edit", "as": who, "title": title, "text": content, **more}, at)


def add(who: str, title: str, text: str | int, at: str = "", **more: Any) -> Action:
    """Add text, or so many bytes, to the end of a page."""
    content = "y" * text if isinstance(text, int) else text
    return _timed({"do": "edit", "as": who, "title": title, "append": content, **more}, at)


def do(action: str, who: str = "Admin", at: str = "", /, **more: Any) -> Action:
    """Any other action of scripts/wiki/php/story/README.md."""
    return _timed({"do": action, "as": who, **more}, at)


def dump(title: str, *revisions: tuple[str, str, str]) -> str:
    """An XML dump of one page: author, time and text of each revision."""
    inner = "".join(
        f"<revision><timestamp>{when}</timestamp><contributor><username>{who}</username></contributor>\n"
        f"<model>wikitext</model><format>text/x-wiki</format><text>{text}</text></revision>"
        for who, when, text in revisions
    )
    return f"<mediawiki><page><title>{title}</title><ns>0</ns>{inner}</page></mediawiki>"


def load(xml: str) -> Action:
    """Load a dump as ``importDump.php`` does, which leaves no entry in the log."""
    return {"do": "import", "xml": xml}


def _timed(action: Action, at: str) -> Action:
    if not at:
        return action
    return {**action, "at": at if at.startswith("+") else on(at)}


def rows(report: Report) -> Mapping[str, Row]:
    """The participants' lines by name, in rank order."""
    assert report.view is not None, (report.refusal, report.problems)
    return {row.participant.name: row for row in report.view.standings.rows}


def work(report: Report) -> Mapping[str, Work]:
    """What everybody did who has a counted revision."""
    return {
        name: Work(*(_number(row.measures[measure]) for measure in MEASURES))  # type: ignore[arg-type]
        for name, row in rows(report).items()
        if row.articles
    }


MEASURES = ("edits", "articles_created", "articles_improved", "bytes_added")


def _number(amount: Amount) -> int | None:
    return None if amount.unknown and not amount.known else amount.known


def totals(report: Report) -> Work:
    """The campaign's sums."""
    assert report.view is not None
    measures = report.view.standings.totals.measures
    return Work(*(_number(measures[measure]) for measure in MEASURES))  # type: ignore[arg-type]


NOT_SEEN = "not seen"


def reasons(report: Report, *edits: Result) -> list[str]:
    """For each edit ``counts``, why it does not, or that the bot has not seen it at all."""
    found = {one.revision.revid: one.reason for one in evaluated(report)}
    return [_reason(found, edit["revid"]) for edit in edits]


def evaluated(report: Report) -> list[Eligibility]:
    """The participants' edits that are there."""
    assert report.count is not None
    breakdowns = report.count.breakdowns
    return [seen.evaluated for seen in breakdowns.results.seen(list(breakdowns.accounts)) if not seen.gone]


def _reason(found: Mapping[int, Any], revid: int) -> str:
    if revid not in found:
        return NOT_SEEN
    reason = found[revid]
    return "counts" if reason is None else str(reason.value)


def told(report: Report) -> list[tuple[str, tuple[object, ...], int | None]]:
    """The notices: key, parameters and line."""
    return [(one.message.key, one.message.params, one.line) for one in report.notices]


def outcomes(report: Report) -> list[object]:
    """How each page's save ended: kind of outcome, or failure; the campaign's page comes first."""
    found = [page.outcome for page in report.pages]
    return [one.failure if isinstance(one, NotSaved) else type(one) for one in found]


def noon(days: int) -> str:
    """Noon, so many days from now: for stories that go on at the present time."""
    return (datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%dT12:00:00Z")
