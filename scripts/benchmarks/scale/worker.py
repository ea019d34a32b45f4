"""One update of a synthetic campaign, in a process of its own: what it took is printed as JSON."""

import argparse
import cProfile
import json
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.cli.main import collect_rarely
from bot.operations.context import WikiContext
from bot.operations.report import Report
from bot.operations.settings import Settings, WikiSettings
from bot.operations.update import update
from bot.store.store import Store

from ..processes import BenchProblem
from .arithmetic import FIRST_UPDATE, SECOND_UPDATE
from .pages import CAMPAIGN, FolderWiki, StoredPages
from .source import SyntheticSource
from .world import World

MOMENTS = {"first": FIRST_UPDATE, "update": SECOND_UPDATE}


def main(arguments: Sequence[str] | None = None) -> None:
    """Do one step of a campaign, which leaves its pages and its store in a folder."""
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=MOMENTS)
    parser.add_argument("--users", type=int, required=True)
    parser.add_argument("--edits", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--profile", type=Path)
    options = parser.parse_args(arguments)
    world = World(options.users, options.edits)
    collect_rarely()  # As the commands do.
    print(json.dumps(step(world, options.folder, MOMENTS[options.step], options.profile)))


def step(world: World, folder: Path, moment: datetime, profile: Path | None) -> dict[str, Any]:
    """Bring the campaign up to date. Raises BenchProblem where the numbers are not those of the world."""
    pages = StoredPages(folder / "pages")
    if moment == FIRST_UPDATE:
        pages.prepare(world)
    begun, busy = time.perf_counter(), time.process_time()
    store = Store(f"sqlite:///{folder / 'store.sqlite'}")
    clock: Callable[[], datetime] = lambda: moment + timedelta(seconds=time.perf_counter() - begun)  # noqa: E731
    source, wiki = SyntheticSource(world, pages, clock), FolderWiki(pages, moment)
    here = WikiSettings("synthetic")
    settings = Settings(folder / "bot.yaml", (here,), "")
    with cProfile.Profile() if profile else nullcontext() as watch:
        turns = _turns(WikiContext(wiki, source, store, clock, settings, here))
    seconds, processor = time.perf_counter() - begun, time.process_time() - busy
    if profile and watch:
        watch.dump_stats(profile)
    _check(turns[0], world.totals(moment))
    return {
        "seconds": seconds,
        "processor": processor,
        "turns": turns[1],
        "source": dict(source.rows),
        "store": dict(store.read),
        "saved": len(wiki.saved),
        "size": (folder / "store.sqlite").stat().st_size,
    }


def _turns(context: WikiContext) -> tuple[Report, int]:
    title = context.site.title(CAMPAIGN)
    assert title
    turns = 1
    while (report := update(title, context)).unfinished:
        turns += 1
    return report, turns


def _check(report: Report, expected: tuple[int, int]) -> None:
    """The numbers that are on the page are those of the world."""
    if report.view is None or report.failures:
        raise BenchProblem(f"Nothing was counted, or not saved: {report.problems or report.failures}")
    measures = report.view.standings.totals.measures
    found = measures["articles_created"].known, measures["bytes_added"].known
    if found != expected:
        raise BenchProblem(f"Articles and bytes are {found}, and should be {expected}.")


if __name__ == "__main__":
    main()
