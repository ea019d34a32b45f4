"""`scripts/bench measures`: measuring texts, against parsing each of them and stripping its markup.

Both read the same texts in one process. Ours has all measures on, and nothing remembered at the start.
"""

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import mwparserfromhell

from bot.features.measures.cache import PassageCache
from bot.features.measures.meter import Meter
from bot.features.measures.registry import TEXT_MEASURES
from bot.wikitext.scanner.syntax import Syntax

from .data import DataMissing, data_file, siteinfo, texts

HISTORY = ("history", "enwiki-rio-grande-2002-2007.xml.bz2")
ARTICLES = ("articles", "minidumps")
ELSEWHERE = "enwiki"
RUNS = 5

Text = tuple[str, str]
"""The wiki's name, and the wikitext."""


@dataclass(frozen=True)
class Result:
    """How long it took, in seconds of the processor: the median of the runs."""

    ours: float
    library: float
    size: int

    @property
    def ratio(self) -> float:
        """How many times as fast ours is."""
        return self.library / self.ours


def add_to(commands: Any) -> None:
    """Add the subcommand to a parser."""
    parser = commands.add_parser(
        "measures",
        help="measure texts, against mwparserfromhell's parse and strip_code on each of them",
        description="The Rio Grande history revision by revision, and 190 articles one by one.",
    )
    parser.add_argument("--json", action="store_true", help="print the ratios as JSON")
    parser.add_argument(
        "--runs", type=int, default=RUNS, help=f"how often; the median counts (default: {RUNS})"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Measure and print. Raises DataMissing."""
    sets = {"history": history(), "articles": articles()}
    results = {name: measured(found, options.runs) for name, found in sets.items()}
    if options.json:
        print(json.dumps({name: {"ratio": round(result.ratio, 2)} for name, result in results.items()}))
    else:
        _print(results)


def history() -> list[Text]:
    """An article in all its revisions. Raises DataMissing."""
    return [("enwiki", text) for text in texts(data_file(*HISTORY))]


def articles() -> list[Text]:
    """Articles in many languages. Raises DataMissing."""
    dumps = sorted(data_file(*ARTICLES).glob("*.xml.bz2"))
    return [(f"{dump.name.partition('.')[0]}wiki", text) for dump in dumps for text in texts(dump)]


def measured(found: Sequence[Text], runs: int) -> Result:
    """Measure both ways in turn; what other processes do in between is not counted."""
    times = [(_seconds(_ours(found)), _seconds(_library(found))) for _ in range(runs)]
    ours, library = (statistics.median(column) for column in zip(*times, strict=True))
    return Result(ours, library, sum(len(text.encode()) for _, text in found))


def _ours(found: Sequence[Text]) -> Callable[[], None]:
    """All measures, as a fresh process would take them; what a wiki says of itself has been read before."""
    meters = {wiki: Meter(TEXT_MEASURES, _syntax(wiki), PassageCache()) for wiki, _ in found}

    def work() -> None:
        for wiki, text in found:
            meters[wiki].amounts(text)

    return work


def _library(found: Sequence[Text]) -> Callable[[], None]:
    def work() -> None:
        for _, text in found:
            mwparserfromhell.parse(text).strip_code()

    return work


def _syntax(wiki: str) -> Syntax:
    # A wiki whose words are not in the data is read with those of the English one.
    query = siteinfo(wiki) or siteinfo(ELSEWHERE)
    if query is None:
        raise DataMissing(f"The data has no siteinfo of {ELSEWHERE}.")
    return Syntax.from_siteinfo(query)


def _seconds(work: Callable[[], None]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def _print(results: dict[str, Result]) -> None:
    print(f"{'':10}{'ours':>12}{'parse + strip':>16}{'ratio':>8}")
    for name, result in results.items():
        ours, library = (result.size / seconds / 1e6 for seconds in (result.ours, result.library))
        print(f"{name:10}{ours:7.1f} MB/s{library:11.1f} MB/s{result.ratio:8.1f}")
