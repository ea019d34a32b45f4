"""What a person sees in a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from bot.cli.logs import SECRETS
from bot.i18n.texts import Texts
from bot.messages import Message

LANGUAGE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def terminal_language() -> str:
    """The language of the person at the terminal, as the environment names it; else English.

    The locale itself need not be installed: only its name is wanted.
    """
    named = next((os.environ[name] for name in LANGUAGE_VARIABLES if os.environ.get(name)), "")
    code = named.partition(".")[0].replace("_", "-")
    return code if Texts.known(code) else "en"


class Screen:
    """Prints results to the standard output; what goes wrong and what goes on to the standard error."""

    def __init__(self) -> None:
        self.texts = Texts.of(terminal_language())
        # Piped output is never cut to the width of a terminal that is not there.
        width = None if sys.stdout.isatty() else 200
        self.out = Console(highlight=False, soft_wrap=True, width=width)
        self.err = Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, message: Message) -> None:
        """One line of result."""
        self.line(self.texts.render(message))

    def line(self, text: str = "", style: str | None = None) -> None:
        """One line as it is."""
        self.out.print(text, markup=False, style=style)

    def complain(self, message: Message) -> None:
        """One line about what went wrong, without secrets that got into it."""
        self.err.print(SECRETS.hide(self.texts.render(message)), markup=False)

    @contextmanager
    def working(self, message: Message) -> Iterator[None]:
        """Show on a terminal that something is going on; say nothing in a log."""
        if not self.err.is_terminal:
            yield
            return
        with self.err.status(self.texts.render(message)):
            yield
