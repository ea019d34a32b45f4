"""Commands, exit codes, and what a person sees in a terminal.

Exit codes: 0 fine, 1 problems in a campaign, 2 usage or configuration, 3 the wiki or the store could not be
reached or refused.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence

from bot.cli import check, explain, install, logs, new, run, update
from bot.cli.screen import Screen
from bot.cli.stopping import listening
from bot.cli.wiring import Usage
from bot.i18n.texts import Texts
from bot.operations.ports import ConfigurationUnreadable, Stopped, Unavailable
from bot.operations.settings import SettingsProblem
from bot.store.errors import StoreError

YOUNG_OBJECTS = 50_000
"""New objects before Python looks for cycles among them; its own 700 are soon there where people are many."""
FINE, PROBLEMS, USAGE, UNAVAILABLE = 0, 1, 2, 3
COMMANDS = (check, update, run, explain, new, install)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; the result is the exit code."""
    os.umask(0o077)  # What is written is nobody else's concern: cookies, above all.
    collect_rarely()
    screen = Screen()
    parser = _parser(screen)
    options = parser.parse_args(arguments)
    logs.set_up(options.verbose)
    try:
        with listening() as options.stop:
            return int(options.command(options, screen))
    except (SettingsProblem, ConfigurationUnreadable, StoreError, Usage) as problem:
        screen.complain(problem.message)
        return USAGE
    except Unavailable as unavailable:
        screen.complain(unavailable.message)
        return UNAVAILABLE
    except (Stopped, KeyboardInterrupt):
        return FINE


def collect_rarely() -> None:
    """Leave alone what is loaded by now, and look at the rest less often: values make no cycles.

    It took a tenth of the time of a large update to look for them.
    """
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)


def _parser(screen: Screen) -> argparse.ArgumentParser:
    texts = screen.texts
    parser = argparse.ArgumentParser(
        prog="campaignbot" if not sys.argv[0].endswith("__main__.py") else "python -m bot",
        description=texts("cli-help"),
        epilog=texts("cli-help-end"),
        parents=[_common(texts, None, 0)],
    )
    # What stands before the command is not to be overridden by what does not stand behind it.
    common = _common(texts, argparse.SUPPRESS, argparse.SUPPRESS)
    commands = parser.add_subparsers(required=True, metavar=texts("cli-help-command"))
    for module in COMMANDS:
        module.add(commands, common, texts)
    return parser


def _common(texts: Texts, config: str | None, verbose: int | str) -> argparse.ArgumentParser:
    """The options of every command, understood before it and behind it."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--config", metavar="FILE", default=config, help=texts("cli-help-config"))
    parser.add_argument("-v", "--verbose", action="count", default=verbose, help=texts("cli-help-verbose"))
    return parser
