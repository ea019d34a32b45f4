"""Pywikibot, imported once, quiet, and without asking for a user-config.py that reading does not need."""

from __future__ import annotations

import importlib
import logging
import os
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from bot import __version__
from bot.messages import Verbatim, message
from bot.operations.ports import ConfigurationUnreadable
from bot.wiki.answers import one_line

TRIES = 2
"""How many times a request that failed on the way is sent again at most."""
PAUSE_SECONDS = 3.0


def load() -> Any:
    """The pywikibot package, ready to use. Its messages go to the log ``pywiki``, not to the terminal."""
    if "pywikibot" in sys.modules:
        return sys.modules["pywikibot"]
    folder = Path(os.environ.get("PYWIKIBOT_DIR", ""))
    if not (folder / "user-config.py").is_file():
        os.environ.setdefault("PYWIKIBOT_NO_USER_CONFIG", "2")
    arguments, sys.argv = sys.argv, sys.argv[:1]  # pywikibot would read our -v as its own
    try:
        pywikibot = _imported(folder / "user-config.py")
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


def _imported(config: Path) -> Any:
    """Pywikibot, which carries out user-config.py on the way. Raises ConfigurationUnreadable."""
    try:
        return importlib.import_module("pywikibot")
    except Exception as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if _is_at(frame, config)]
        line = error.lineno if isinstance(error, SyntaxError) else next(reversed(lines), None)
        if line is None:
            raise  # It has nothing to do with the file.
        reason = f"{type(error).__name__}: {error.msg if isinstance(error, SyntaxError) else error}"
        told = message("account-config-broken", str(config), Verbatim(str(line)), one_line(reason))
        raise ConfigurationUnreadable(told) from None


def _is_at(frame: traceback.FrameSummary, config: Path) -> bool:
    return Path(frame.filename).name == config.name


def _be_prompt(config: Any) -> None:
    """Pywikibot would wait for a dead wiki for half an hour, while other campaigns stand in line."""
    config.max_retries = min(config.max_retries, TRIES)
    config.retry_wait = min(config.retry_wait, PAUSE_SECONDS)


@dataclass(frozen=True)
class KnownWiki:
    """Where a wiki is, and which of the operator's accounts is for it.

    ``api`` is the address of its ``api.php``; ``site`` is its name in pywikibot, and asks nothing.
    """

    api: str
    site: Any
    verified: bool = True
    """Whether its certificate is looked at."""

    @property
    def username(self) -> str | None:
        """The account in user-config.py, None where there is none."""
        name = self.site.username()
        return str(name) if name else None

    @property
    def oauth(self) -> bool:
        """Whether user-config.py has OAuth's four words for it."""
        words = load().comms.http.get_authentication(self.api)
        return words is not None and len(words) == 4


def find(address: str) -> KnownWiki:
    """The place of a wiki by its host name or the address of its ``api.php``; nothing is asked of it.

    Raises ValueError where the address is none.
    """
    pywikibot = load()
    named = "://" in address
    parts = urlsplit(address if named else f"https://{address}/")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(address)
    family, code = _family(parts.netloc, address, pywikibot)
    # What the operator wrote counts; a host name alone leaves it to pywikibot to know the rest.
    api = _api(parts) if named else family.base_url(code, family.apipath(code))
    user = _username(family.name, code, pywikibot.config)
    site = pywikibot.site.BaseSite(code, family, user)
    return KnownWiki(api, site, bool(family.verify_SSL_certificate(code)))


def _api(parts: SplitResult) -> str:
    """The address of an ``api.php``, for whoever wrote that of its folder or of the host, too."""
    path = parts.path.rstrip("/") or "/w"
    if path.endswith("/index.php"):
        path = path.removesuffix("/index.php")
    path = path if path.endswith(".php") else f"{path}/api.php"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _family(host: str, address: str, pywikibot: Any) -> tuple[Any, str]:
    """The family and code of the wiki on this host; a family is made of one that nobody knows."""
    load_family = pywikibot.family.Family.load
    own = _own_family(host, address, pywikibot.config)
    if own is None:
        for name in pywikibot.config.family_files:
            family = load_family(name)
            for code in family.codes:
                if family.hostname(code) == host:
                    return family, code
        own = family_of(address, pywikibot.config)
    return load_family(own), own


def _own_family(host: str, address: str, config: Any) -> str | None:
    """The name of the operator's own family with this address, else of one on the same host."""
    places = {name: place for name, place in config.family_files.items() if "://" in place}
    same = [name for name, place in places.items() if place == address]
    return next(iter(same + [name for name, place in places.items() if urlsplit(place).netloc == host]), None)


def family_of(address: str, config: Any) -> str:
    """The family whose address is on the same host; a new one is named after the host."""
    host = urlsplit(address).netloc if "://" in address else address
    if name := _own_family(host, address, config):
        return name
    name = "".join(letter for letter in host.lower() if letter.isascii() and letter.isalnum()) or "wiki"
    config.family_files[name] = address if "://" in address else f"https://{address}/w/api.php"
    return name


def _username(family: str, code: str, config: Any) -> str | None:
    names = {**config.usernames.get("*", {}), **config.usernames.get(family, {})}
    name = names.get(code) or names.get("*")
    return str(name) if name else None


def agent(contact: str | None) -> str:
    """How the bot introduces itself: its name, how its operator can be reached, and pywikibot's name.

    Rule: https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy
    """
    who = f" ({quote(contact, safe=SAFE)})" if contact else ""
    return f"CampaignBot/{__version__}{who} pywikibot/{load().__version__}"


SAFE = " !#$%&'*+,-./:;=?@[]^_`|~"
"""What stands in a header as it is, beside letters and digits of ASCII."""
