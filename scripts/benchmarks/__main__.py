"""The command `scripts/bench`."""

import argparse
import sys
from collections.abc import Sequence

from scripts.wiki.problems import SetupProblem, WikiProblem

from . import measures, scale, wiki
from .data import DataMissing
from .processes import BenchProblem


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 fine, 1 failed, 2 data or 3 a program is missing."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except DataMissing as problem:
        print(problem, file=sys.stderr)
        return 2
    except (BenchProblem, WikiProblem) as problem:
        print(problem, file=sys.stderr)
        return 1
    except SetupProblem as problem:
        print(problem, file=sys.stderr)
        return 3
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench",
        description="How fast the bot is and what it asks of a wiki. Results: docs/performance.md. "
        "CAMPAIGNBOT_DATA may name the folder of the real wiki data.",
    )
    commands = parser.add_subparsers(required=True, metavar="what")
    for what in (measures, wiki, scale):
        what.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
