"""What a local wiki itself says about the requests that reached its API: MediaWiki's log channel ``api``."""

import re
import urllib.parse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.wiki.instance import Instance

Parameters = Mapping[str, str]
LOGIN = frozenset({"login", "clientlogin"})
FACTS = frozenset({"siteinfo", "userinfo", "allmessages", "languageinfo"})
"""What ``meta`` names when a request asks about the wiki or the account that is logged in."""
CONTENT = ("list", "prop", "generator", "pageids", "revids")


@dataclass(frozen=True)
class ApiLog:
    """The log of one wiki."""

    instance: Instance

    def begin(self) -> None:
        """Have the wiki write it."""
        self.instance.configure(wgDebugLogGroups={"api": str(self.instance.folder / "api.log")})

    def clear(self) -> None:
        """Forget the requests so far."""
        (self.instance.folder / "api.log").unlink(missing_ok=True)

    def requests(self) -> list[Parameters]:
        """The parameters of each request; long values are cut."""
        try:
            text = (self.instance.folder / "api.log").read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return []
        return [dict(_parameters(line)) for line in text.splitlines() if " API " in line]


def _parameters(line: str) -> Iterator[tuple[str, str]]:
    for name, value in re.findall(r" (\w+)=(\S*)", line.partition(" API ")[2]):
        if name != "T":
            yield name, urllib.parse.unquote(value)


def split(requests: Sequence[Parameters]) -> tuple[list[Parameters], list[Parameters]]:
    """Those that log in or ask for facts about the wiki, and all others.

    Tokens that are asked for before the account is logged in are for logging in.
    """
    logins = [number for number, request in enumerate(requests) if request.get("action") in LOGIN]
    last = max(logins, default=-1)
    site: list[Parameters] = []
    others: list[Parameters] = []
    for number, request in enumerate(requests):
        token = number < last and request.get("meta") == "tokens"
        (site if token or _about_the_site(request) else others).append(request)
    return site, others


def _about_the_site(request: Parameters) -> bool:
    if request.get("action") != "query":
        return request.get("action") in {*LOGIN, "paraminfo"}
    # Titles alone are asked how the wiki writes their first letters.
    if any(request.get(name) for name in CONTENT):
        return False
    asked = set(request.get("meta", "").split("|"))
    # A token may come along with the facts.
    return not asked.isdisjoint(FACTS) and asked <= FACTS | {"tokens"}


def kinds(requests: Sequence[Parameters]) -> Counter[str]:
    """How many of each kind, named as the bot names them."""
    return Counter(_kind(request) for request in requests)


def _kind(request: Parameters) -> str:
    if request.get("action") != "query":
        return request.get("action", "?")
    names = [request[name] for name in ("generator", "list", "prop", "meta") if request.get(name)]
    return "+".join(names) or "query"
