"""Pywikibot, imported once, quiet, and without asking for a user-config.py that reading does not need."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PATIENCE = 2
"""How many times a request that failed on the way is sent again within one turn."""
PAUSE_SECONDS = 3


def load() -> Any:
    """The pywikibot package, ready to use. Its messages go to the log ``pywiki``, not to the terminal."""
    if "pywikibot" in sys.modules:
        return sys.modules["pywikibot"]
    folder = Path(os.environ.get("PYWIKIBOT_DIR", ""))
    if not (folder / "user-config.py").is_file():
        os.environ.setdefault("PYWIKIBOT_NO_USER_CONFIG", "2")
    arguments, sys.argv = sys.argv, sys.argv[:1]  # pywikibot would read our -v as its own
    try:
        pywikibot = importlib.import_module("pywikibot")
        importlib.import_module("pywikibot.bot").init_handlers()
    finally:
        sys.argv = arguments
    _be_prompt(pywikibot.config)
    logger = logging.getLogger("pywiki")
    logger.handlers.clear()
    logger.propagate = True
    # Its warnings are about requests whose outcome we tell ourselves; -vv shows everything.
    logger.setLevel(logging.DEBUG if logging.getLogger().isEnabledFor(logging.DEBUG) else logging.CRITICAL)
    return pywikibot


def _be_prompt(config: Any) -> None:
    """Pywikibot would wait for a dead wiki for half an hour, while other campaigns stand in line."""
    config.max_retries = min(config.max_retries, PATIENCE)
    config.retry_wait = min(config.retry_wait, PAUSE_SECONDS)


def open_site(address: str) -> Any:
    """The pywikibot site for a Wikimedia host name or the address of an ``api.php``.

    Raises pywikibot's own errors for a wiki that it cannot make out.
    """
    pywikibot = load()
    if "://" not in address:
        return pywikibot.Site(url=f"https://{address}/wiki/")
    code = family_of(address, pywikibot.config)
    return pywikibot.Site(code, code)


def family_of(address: str, config: Any) -> str:
    """The family whose address is on the same host; a new one is named after the host."""
    host = urlsplit(address).netloc
    for name, place in config.family_files.items():
        if "://" in place and urlsplit(place).netloc == host:
            return str(name)
    name = "".join(letter for letter in host.lower() if letter.isalnum())
    config.family_files[name] = address
    return name
