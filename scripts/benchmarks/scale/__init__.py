"""`scripts/bench scale`: how time and memory grow, with campaigns that exist nowhere and need no wiki."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..processes import python
from ..tables import print_table

SIZES = {"small": (1_000, 100_000), "large": (20_000, 1_000_000)}
"""How many participants made how many edits."""
PARTS = (*SIZES, "totals")
OF_PEOPLE = frozenset({"Accounts", "Texts", "members", "coverage"})
"""What is read for each participant listed; everything else is history."""


@dataclass(frozen=True)
class Step:
    """What one update took.

    ``processor`` are seconds of the processor, ``peak`` is memory in MiB. ``source`` and ``store`` are rows
    by question to the wiki and by table.
    """

    seconds: float
    processor: float
    peak: float
    turns: int
    source: Mapping[str, int]
    store: Mapping[str, int]
    saved: int
    size: int

    @property
    def rows(self) -> int:
        """The rows of history that were read, from the source and the store."""
        read = (*self.source.items(), *self.store.items())
        return sum(count for name, count in read if name not in OF_PEOPLE)


Size = Mapping[str, Step]
"""The steps of one campaign: ``first`` and ``update``."""


def add_to(commands: Any) -> None:
    """Add the subcommand to a parser."""
    parser = commands.add_parser(
        "scale",
        help="time, memory and rows of updates of huge made-up campaigns; needs no wiki",
        description="Counts 100,000 edits of 1,000 participants and 1,000,000 of 20,000: all of them, then "
        "100 new ones in a new process on the same store. Then takes the totals over all campaigns from a "
        "store of 400,000 participants and 6,000,000 pages. Takes several minutes, and 3 GB of disk for as "
        "long.",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--only", choices=PARTS, help="one part of it")
    parser.add_argument("--profile", type=Path, metavar="FOLDER", help="write profiles of the updates there")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> None:
    """Measure and print. Raises BenchProblem."""
    parts = [options.only] if options.only else PARTS
    if options.profile:
        options.profile.mkdir(parents=True, exist_ok=True)
    sizes = {name: _measured(name, options.profile) for name in SIZES if name in parts}
    totals = _totals() if "totals" in parts else None
    if options.json:
        found: dict[str, Any] = {name: as_json(size) for name, size in sizes.items()}
        print(json.dumps(found | ({"totals": totals} if totals else {})))
        return
    if sizes:
        _print(sizes)
    if totals:
        print(f"\ntotals of all campaigns: {totals['seconds']} s, {totals['peak_mib']} MiB")


def as_json(size: Size) -> dict[str, float]:
    """The figures of one campaign."""
    return {
        "first_s": round(size["first"].seconds, 2),
        "update_s": round(size["update"].seconds, 2),
        "peak_mib": round(size["update"].peak, 1),
        "rows": size["update"].rows,
    }


def _measured(name: str, profile: Path | None) -> Size:
    users, edits = SIZES[name]
    with tempfile.TemporaryDirectory(prefix="campaignbot-bench-") as folder:
        arguments = ["--users", str(users), "--edits", str(edits), "--folder", folder]
        found = {}
        for step in ("first", "update"):
            _say(f"{users:,} participants, {edits:,} edits: {step} ...")
            watched = ["--profile", str(profile.resolve() / f"{name}-{step}.prof")] if profile else []
            found[step] = _step(step, *arguments, *watched)
    return found


def _step(*arguments: str) -> Step:
    ended = python("-m", "scripts.benchmarks.scale.worker", *arguments).succeeded()
    said = json.loads(ended.output)
    return Step(peak=ended.peak, **said)


def _totals() -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="campaignbot-bench-") as folder:
        command = ("-m", "scripts.benchmarks.scale.totals")
        store = ("--store", str(Path(folder) / "store.sqlite"))
        _say("totals: making a store of 400,000 participants and 6,000,000 pages ...")
        python(*command, "fill", *store).succeeded()
        _say("totals ...")
        ended = python(*command, "totals", *store).succeeded()
    return {"seconds": round(json.loads(ended.output)["seconds"], 2), "peak_mib": round(ended.peak, 1)}


def _print(sizes: Mapping[str, Size]) -> None:
    print()
    print_table(list(_rows(sizes)))
    print()
    print_table(list(_rows_read(sizes)))
    print(f"\nRows of history are all of these but {', '.join(sorted(OF_PEOPLE))}.")


def _rows(sizes: Mapping[str, Size]) -> Iterator[tuple[str, ...]]:
    yield (
        "",
        "participants",
        "edits",
        "turns",
        "seconds",
        "of CPU",
        "peak MiB",
        "rows of history",
        "saves",
        "store MiB",
    )
    for name, size in sizes.items():
        for label, step in size.items():
            users, edits = SIZES[name]
            yield (
                f"{name}, {label}",
                *(f"{number:,}" for number in (users, edits, step.turns)),
                f"{step.seconds:.2f}",
                f"{step.processor:.2f}",
                f"{step.peak:.0f}",
                *(f"{number:,}" for number in (step.rows, step.saved)),
                f"{step.size / 2**20:.0f}",
            )
    if len(sizes) == len(SIZES):
        yield from _growth(sizes["small"], sizes["large"])


def _growth(small: Size, large: Size) -> Iterator[tuple[str, ...]]:
    """How many times as much the larger one takes."""
    users, edits = (f"× {more / less:.0f}" for less, more in zip(*SIZES.values(), strict=True))
    for label in small:
        one, other = small[label], large[label]
        pairs = (
            (one.turns, other.turns),
            (one.seconds, other.seconds),
            (one.processor, other.processor),
            (one.peak, other.peak),
            (one.rows, other.rows),
            (one.saved, other.saved),
            (one.size, other.size),
        )
        yield f"growth, {label}", users, edits, *(f"× {more / max(less, 1e-9):.2f}" for less, more in pairs)


def _rows_read(sizes: Mapping[str, Size]) -> Iterator[tuple[str, ...]]:
    """What the updates with new edits read, by question and by table."""
    yield "rows read by an update", *sizes
    steps = [size["update"] for size in sizes.values()]
    for kind, read in (("wiki", "source"), ("store", "store")):
        names = sorted({name for step in steps for name, count in getattr(step, read).items() if count})
        for name in names:
            yield f"{kind}: {name}", *(f"{getattr(step, read).get(name, 0):,}" for step in steps)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
