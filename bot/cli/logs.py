"""The log: what a person may see of it, at whatever verbosity."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType

from bot.wikitext.secrets import Secrets

SECRETS = Secrets()
"""Of this process: what it has read or been told, and must not show."""
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
CHATTY = ("sqlalchemy", "oauthlib", "requests_oauthlib", "asyncio")
"""Libraries of which nobody wants to hear more than warnings: they tell each statement and each signature."""


class _Discreet(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return SECRETS.hide(super().format(record))


def set_up(verbose: int) -> None:
    """Log to the standard error: warnings, or with ``-vv`` everything, but never a secret."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Discreet(FORMAT))
    logging.basicConfig(level=logging.DEBUG if verbose > 1 else logging.WARNING, handlers=[handler])
    logging.captureWarnings(True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _tell_crash


def _tell_crash(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A traceback, as Python prints it, but for the secrets in it."""
    told = "".join(traceback.format_exception(kind, error, trace))
    print(SECRETS.hide(told), end="", file=sys.stderr)
