"""`scripts/bench wiki`: what updates cost on a real wiki, counted by the bot and by the wiki itself."""

import argparse
import json
from collections.abc import Iterator
from math import ceil
from typing import Any

from ..processes import BenchProblem
from ..tables import print_table
from .campaign import disagreement
from .phases import PHASES, Costs, measure
from .story import DEPTH, Size

SMALL, LARGE = Size(20, 600, 200), Size(200, 6000, 2000)
PROMISED = {"first": 13, "nothing_new": 5, "one_edit": 9, "category_extra": 4}
"""Requests at the small size, log-in and site facts apart."""


def add_to(commands: Any) -> None:
    """Add the subcommand to a parser."""
    parser = commands.add_parser(
        "wiki",
        help="requests, seconds and memory of updates on a real MediaWiki on this machine",
        description="A first update, one that finds nothing new and one that finds a single edit, of a "
        "campaign with points for articles, bytes, words and references; the same with a category as its "
        "scope. 20 participants with 600 edits of 200 articles, and ten times as many. Log-in and site facts "
        "are counted apart. Fails where the bot does not count as many requests as the wiki saw.",
    )
    parser.add_argument("--json", action="store_true", help="print JSON, of the smaller campaign alone")
    parser.add_argument("--small", action="store_true", help="the smaller campaign alone")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Measure and print. Raises BenchProblem, SetupProblem and WikiProblem."""
    if options.json:
        costs = measure(SMALL)
        print(json.dumps(as_json(costs)))
        check(costs)
        return
    for size in (SMALL,) if options.small else (SMALL, LARGE):
        costs = measure(size)
        _print(size, costs)
        check(costs)


def as_json(costs: Costs) -> dict[str, float]:
    """Requests by phase, and seconds."""
    requests = {phase: costs.plain[phase].requests for phase in PHASES}
    seconds = {f"{phase}_s": round(costs.plain[phase].seconds, 2) for phase in PHASES}
    return {
        **requests,
        "category_extra": costs.category_extra,
        **seconds,
        "category_extra_s": round(costs.category_extra_seconds, 2),
    }


def check(costs: Costs) -> None:
    """Raises BenchProblem where the bot's own count is not the wiki's."""
    wrong = [f"{name}: {disagreement(cost)}" for name, cost in costs.all() if not cost.honest]
    if wrong:
        raise BenchProblem("The counts differ.\n" + "\n".join(wrong))


def promised(size: Size, costs: Costs) -> dict[str, int]:
    """How many requests an update may take: by name for the smaller size, else by docs/performance.md."""
    known, extra = dict(PROMISED), PROMISED["category_extra"]
    if size != SMALL:
        people, edits, pages = ceil(size.people / 500), ceil(size.edits / 5000), ceil(size.articles / 500)
        extra = pages + DEPTH
        known = {
            "first": 8 + people + edits + ceil(size.texts / 500) + pages,
            "nothing_new": 4 + 2 * people + 1,
        }
    scoped = {f"{phase}, category": costs.plain[phase].requests + extra for phase in PHASES}
    return known | scoped


def _print(size: Size, costs: Costs) -> None:
    print(f"\n{size.people} participants, {size.edits:,} edits of {size.articles:,} articles")
    print_table(list(_rows(size, costs)))


def _rows(size: Size, costs: Costs) -> Iterator[tuple[str, ...]]:
    may = promised(size, costs)
    yield "", "requests", "promised", "by the wiki's log", "log-in, site", "its log", "seconds", "peak MiB"
    for name, cost in costs.all():
        limit = may.get(name)
        yield (
            name.replace("_", " "),
            f"{cost.requests}" + ("!" if limit is not None and cost.requests > limit else ""),
            "" if limit is None else f"≤ {limit}",
            str(cost.seen_requests),
            str(cost.site),
            str(cost.seen_site),
            f"{cost.seconds:.1f}",
            f"{cost.peak:.0f}",
        )
