"""The command `scripts/bench`."""

import argparse
import sys
from collections.abc import Sequence

from . import measures
from .data import DataMissing


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 fine, 2 the data is missing."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except DataMissing as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bench",
        description="How fast the bot is, on real wiki data; CAMPAIGNBOT_DATA may name its folder.",
    )
    commands = parser.add_subparsers(required=True, metavar="what")
    measures.add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
