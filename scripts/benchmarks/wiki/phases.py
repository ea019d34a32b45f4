"""A first update, one that finds nothing new, and one that finds a single edit: with and without a scope."""

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from scripts.wiki import instance as instances
from scripts.wiki import mediawiki, paths, server, storyteller
from scripts.wiki.instance import Instance

from .api_log import ApiLog
from .campaign import Campaign, Cost
from .story import Size, Story

PHASES = ("first", "nothing_new", "one_edit")
CHAPTER = 500
"""How many actions are told at once."""


@dataclass(frozen=True)
class Costs:
    """What the phases of one campaign took: plain, and with a category as its scope."""

    plain: Mapping[str, Cost]
    scoped: Mapping[str, Cost]

    @property
    def category_extra(self) -> int:
        """How many requests more the scope costs, in the phase where it costs the most."""
        return max(self.scoped[phase].requests - self.plain[phase].requests for phase in PHASES)

    @property
    def category_extra_seconds(self) -> float:
        """The same in seconds."""
        return max(self.scoped[phase].seconds - self.plain[phase].seconds for phase in PHASES)

    def all(self) -> Iterator[tuple[str, Cost]]:
        """Every update by its name."""
        yield from self.plain.items()
        yield from ((f"{phase}, category", cost) for phase, cost in self.scoped.items())


def measure(size: Size) -> Costs:
    """Tell a new wiki the past of a campaign, and update it. Raises SetupProblem and WikiProblem."""
    story = Story(size, datetime.now(UTC))
    with _wiki() as instance:
        plain, scoped = Campaign(instance, "Plain"), Campaign(instance, "Scoped")
        _tell(instance, story)
        plain.declare(story, scope=False)
        scoped.declare(story, scope=True)
        ApiLog(instance).begin()
        found: dict[str, tuple[Cost, Cost]] = {}
        for phase in PHASES:
            if phase == "one_edit":
                storyteller.tell(instance, [story.one_more(datetime.now(UTC))])
            _say(f"{phase.replace('_', ' ')} ...")
            found[phase] = plain.update(), scoped.update()
    return Costs(
        {phase: cost for phase, (cost, _) in found.items()},
        {phase: cost for phase, (_, cost) in found.items()},
    )


@contextmanager
def _wiki() -> Iterator[Instance]:
    program = mediawiki.find()
    folder = paths.cache_folder() / "wikis" / "bench"
    if before := instances.open_existing(program, folder):
        server.stop(before)
    instance = instances.create(program, folder)
    server.start(instance)
    try:
        yield instance
    finally:
        server.stop(instance)
        shutil.rmtree(folder, ignore_errors=True)


def _tell(instance: Instance, story: Story) -> None:
    actions = story.told()
    done = 0
    while chapter := list(islice(actions, CHAPTER)):
        # A patroller comes after somebody, so a chapter may end anywhere.
        storyteller.tell(instance, chapter)
        done += len(chapter)
        _say(f"{done} edits told ...")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
