"""What another process and the wiki's people do in the middle of an update: nothing of it is missed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.mediawiki.outcomes import Unchanged
from bot.mediawiki.queries import Answers, Question
from bot.operations.context import WikiContext
from bot.operations.ports import Source
from bot.operations.report import Report
from bot.store.wiki_cache import StoredWikiCache

from .bot import PAGE, LocalBot
from .stories import do, noon, rows, write
from .support import LocalWiki

OTHER = "Project:Other"
ASKS = 4
"""How often a first update asks its source."""


class Worker(LocalBot):
    """A bot in the middle of whose work something happens: just as it has got so many answers of its source.

    ``answers`` 0: before it asks for the first time.
    """

    answers = -1
    meanwhile: Callable[[], None] | None = None
    name = "one"

    @property
    def context(self) -> WikiContext:
        context = super().context
        return replace(context, source=Interrupted(context.source, self), worker=self.name)

    def answered(self, times: int) -> None:
        """Let it happen, once."""
        self.answers -= times
        if self.answers == 0 and self.meanwhile:
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile()


@dataclass(frozen=True)
class Interrupted:
    """The source of a worker."""

    source: Source
    worker: Worker

    def ask(self, *questions: Question[Any]) -> Answers:
        self.worker.answered(0)
        answers = self.source.ask(*questions)
        self.worker.answered(1)
        return answers


@pytest.fixture
def workers(wiki: LocalWiki, monkeypatch: pytest.MonkeyPatch) -> tuple[Worker, Worker]:
    """Two workers with one store, and two campaigns in which nobody takes part in both."""
    for overlap in (
        "log_events.OVERLAP",
        "edit_reader.AGAIN",
    ):  # With them, these tests would go on for minutes.
        monkeypatch.setattr(f"bot.operations.counting.{overlap}", timedelta(0))
    one, other = Worker(wiki), Worker(wiki)
    other.store, other.name = one.store, "other"
    for bot in (one, other):
        bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
        bot.now = datetime.now(UTC)
    wiki.tell(*({**write("Alice", title, 100), "at": noon(-5)} for title in ("Kept", "Deleted", "Hidden")))
    wiki.tell({**write("Bob", "Bob's", 100), "at": noon(-5)})
    dates = {"start": noon(-10)[:10], "end": noon(10)[:10], "at": noon(-20), "sign_up": ""}
    one.declare("participants: [Alice]", title=PAGE, **dates)
    one.declare("participants: [Bob]", title=OTHER, **dates)
    return one, other


def next_second() -> None:
    """Wait for it: the wiki's times are whole seconds."""
    time.sleep(1.01 - time.time() % 1)


def something(wiki: LocalWiki) -> None:
    """Alice's work changes, in a second of its own."""
    hidden = wiki.history("Hidden")[0]["revid"]
    next_second()
    wiki.tell(do("delete", title="Deleted"), do("hide", revids=[hidden], what=["user"]))
    next_second()


def articles(report: Report) -> int:
    return sum(row.articles for row in rows(report).values())


def all_is_well(one: Worker, other: Worker, left: int) -> None:
    """Both campaigns come to what a bot comes to that knows nothing; so many of Alice's articles count."""
    assert articles(one.update()) == left
    assert articles(other.update(OTHER)) == 1
    fresh = Worker(one.wiki)
    fresh.now = one.now
    for title in (PAGE, OTHER):
        assert all(isinstance(page.outcome, Unchanged) for page in fresh.update(title, dry=True).pages)


@pytest.mark.parametrize("answers", range(1, ASKS + 1))
def test_another_worker_reads_the_log_further(workers: tuple[Worker, Worker], answers: int) -> None:
    one, other = workers

    def meanwhile() -> None:
        something(one.wiki)
        other.update(OTHER)

    one.answers, one.meanwhile = answers, meanwhile
    one.update()
    assert one.meanwhile is None
    all_is_well(one, other, 1)


@pytest.mark.parametrize("answers", [0, 1])
def test_another_worker_reads_the_log_first(workers: tuple[Worker, Worker], answers: int) -> None:
    one, other = workers

    def meanwhile() -> None:
        one.update()
        something(one.wiki)

    other.answers, other.meanwhile = answers, meanwhile
    other.update(OTHER)
    assert other.meanwhile is None
    all_is_well(one, other, 1)


@pytest.mark.parametrize("looks", [1, 2])
def test_another_worker_is_done_between_two_looks_into_the_store(
    workers: tuple[Worker, Worker], looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = workers
    left, log = [looks], StoredWikiCache.log

    def looked(wiki_cache: StoredWikiCache) -> Any:
        found = log(wiki_cache)
        left[0] -= 1
        if left[0] == 0:
            other.update(OTHER)
        return found

    monkeypatch.setattr(StoredWikiCache, "log", looked)
    one.update()
    assert left[0] <= 0
    all_is_well(one, other, 3)
