"""The bot's account on one wiki: logging in as user-config.py says, staying so, and what it may ask for.

Rules: https://www.mediawiki.org/wiki/API:Login, for bot passwords (``login``) and others (``clientlogin``).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from time import monotonic
from typing import Any

from bot.messages import message
from bot.operations.ports import WikiUnavailable
from bot.wiki import pywikibot_library
from bot.wiki.answers import info_of, inner, one_line
from bot.wiki.door import Door, Whole

log = logging.getLogger(__name__)

HIGH, LOW = 500, 50
"""How many values one parameter may have, with the right ``apihighlimits`` and without."""
DOUBT_SECONDS = 3600
"""How long a right is not believed in that the wiki says there is, and does not grant."""
THROTTLED_SECONDS = 300
"""How long a wiki that wants no more tries of logging in is left alone: MediaWiki's own time."""


class BotAccount:
    """Who the bot is on a wiki. ``name`` is None while it reads without an account."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self.name: str | None = None
        self.kept = False
        """Whether everything is to be done with the account."""
        self._high = False
        self._refusals = 0
        self._doubted_until = 0.0
        if door.place.username:
            self._load_cookies(door.place.username)

    @property
    def expected(self) -> str | None:
        """The account that user-config.py names for this wiki."""
        return self._door.place.username

    @property
    def batch(self) -> int:
        """How many titles, ids or users one request may name."""
        return HIGH if self.name and self._high else LOW

    def refused_batch(self) -> None:
        """A request was too large for the wiki: from now on they are small, until it grants more."""
        self._high = False
        self._refusals += 1
        if self._refusals > 1:
            # It had said that the right was back: before that is believed again, time has to pass.
            self._doubted_until = monotonic() + DOUBT_SECONDS

    def params(self) -> dict[str, str]:
        """What is added to a query, so that its answer tells who the wiki takes the bot for."""
        if not self.expected:
            return {}
        return {"meta": "userinfo"} | ({} if self.batch == HIGH else {"uiprop": "rights"})

    def is_another(self, answer: Mapping[str, Any]) -> bool:
        """Take notice of whom the wiki takes the bot for; whether it was somebody else before."""
        before = self.name
        userinfo = inner(answer, "query", "userinfo")
        if isinstance(userinfo, dict):
            self._note(userinfo)
        return before is not None and self.name is None

    def _note(self, userinfo: Mapping[str, Any]) -> None:
        known = userinfo.get("name") == self.expected and "anon" not in userinfo
        self.name = self.expected if known else None
        rights = userinfo.get("rights")
        if isinstance(rights, list) and monotonic() >= self._doubted_until:
            self._high = "apihighlimits" in rights

    # --- logging in

    def log_in(self) -> None:
        """Log in, where a saved cookie or OAuth has not done so already.

        Raises WikiUnavailable where there is no account, or the wiki refuses it.
        """
        self.kept = True
        if not self.expected:
            site = self._door.place.site
            raise self._failed(f"usernames['{site.family.name}']['{site.code}'] is not in user-config.py")
        if not self._identified():
            self._log_in()
            if not self._identified():
                raise self._failed(f"the wiki does not take the bot for {self.expected}")
            self._save_cookies()

    def _identified(self) -> bool:
        """Ask the wiki whether it is the bot's account that it sees."""
        self.name = None
        self.is_another(self._ask({"action": "query", "meta": "userinfo", "uiprop": "rights"}, _tells_who))
        return self.name is not None

    def _ask(self, params: Mapping[str, str], whole: Whole) -> Mapping[str, Any]:
        answer = self._door.ask({**params, "format": "json", "formatversion": "2"}, None, whole)
        if error := answer.get("error"):
            if self._door.rest is not None:
                raise self._door.resting(self._door.rest)
            if error["code"] != "readapidenied":
                raise self._failed(f"{error['code']}: {info_of(error)}")
        return answer

    def _log_in(self) -> None:
        if self._door.place.oauth:
            raise self._failed(f"OAuth is not for {self.expected}")
        name, password = self._credentials()
        told = self._ask({"action": "query", "meta": "tokens", "type": "login"}, _has_token)
        token = str(inner(told, "query", "tokens", "logintoken") or "")
        if "@" in name:
            params = {"action": "login", "lgname": name, "lgpassword": password, "lgtoken": token}
        else:
            # The address is demanded, and never gone to.
            more = {"loginreturnurl": "https://example.com", "rememberMe": "1"}
            who = {"username": name, "password": password}
            params = {"action": "clientlogin", **who, **more, "logintoken": token}
        action = params["action"]
        told = self._ask(params, lambda answer: isinstance(answer.get(action), dict))
        self._granted(told.get(action) or {})

    def _granted(self, told: Mapping[str, Any]) -> None:
        """Raise WikiUnavailable unless the wiki's answer to logging in is a yes."""
        result = str(told.get("result") or told.get("status") or "")
        if result in ("Success", "PASS"):
            return
        reason = one_line(told.get("reason") or told.get("message") or "")
        failed = self._failed(": ".join(filter(None, (result, reason))))
        if result == "Throttled" or told.get("messagecode") == "login-throttled":
            wait = told.get("wait")
            self._door.leave_alone(float(wait) if isinstance(wait, int) else THROTTLED_SECONDS)
            failed.rest = self._door.rest
        raise failed

    def _credentials(self) -> tuple[str, str]:
        """The name to log in with and the password, as pywikibot reads them."""
        pywikibot = pywikibot_library.load()
        unreadable = (pywikibot.exceptions.Error, ValueError, OSError, TypeError)
        try:
            manager = pywikibot.login.LoginManager(site=self._door.place.site, user=self.expected)
        except unreadable as error:
            raise self._failed(one_line(error)) from error
        if not manager.password:
            raise self._failed(f"there is no password for {self.expected} beside user-config.py")
        return str(manager.login_name), str(manager.password)

    def _failed(self, detail: str) -> WikiUnavailable:
        return WikiUnavailable(message("wiki-no-login", self._door.address, detail))

    # --- saved logins

    def _load_cookies(self, name: str) -> None:
        with suppress(OSError, ValueError):
            pywikibot_library.load().comms.http.cookie_jar.load(name, ignore_discard=True)

    def _save_cookies(self) -> None:
        jar = pywikibot_library.load().comms.http.cookie_jar
        try:
            with suppress(FileExistsError):
                # Another process made the file in the same moment: now it is there.
                jar.save(ignore_discard=True)
                return
            jar.save(ignore_discard=True)
        except (OSError, ValueError) as error:
            log.info("the login on %s could not be kept: %s", self._door.address, error)


def _tells_who(answer: Mapping[str, Any]) -> bool:
    return isinstance(inner(answer, "query", "userinfo", "name"), str)


def _has_token(answer: Mapping[str, Any]) -> bool:
    return isinstance(inner(answer, "query", "tokens", "logintoken"), str)
