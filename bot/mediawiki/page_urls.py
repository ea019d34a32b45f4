"""Which page of a wiki an address means, as a person copies it from a browser."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

_DEFAULT_PORTS = (80, 443)
_LONGEST = 8000
_LONGEST_HOST = 255
_HOST = re.compile(r"(?:[a-z]++:)?//([^/?#]*+)", re.IGNORECASE)


def title_text(url: str, server: str, script: str, paths: Iterable[str]) -> str | None:
    """The title in the address, decoded but not normalised; None where there is none, or on another server.

    ``server`` may be without scheme (``//en.wikipedia.org``); ``paths`` are article paths with ``$1`` for the
    title and perhaps ``$2`` for a language variant.
    """
    url = url.strip()
    if len(url) > _LONGEST or not (host := _HOST.match(url)) or len(host[1]) > _LONGEST_HOST:
        return None
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https", "") or not parts.netloc:
            return None
        if _host(parts) != _host(urlsplit(server)):
            return None
        return _title_in(parts, script, paths)
    except ValueError:  # a port that is no number, an unclosed IPv6 host, bytes that are not UTF-8
        return None


def _host(parts: SplitResult) -> tuple[str, int | None]:
    """Host and port, such that the desktop and the mobile site are the same: ``en.m.wikipedia.org``."""
    labels = [label for label in (parts.hostname or "").split(".") if label != "m"]
    host = ".".join(labels).removeprefix("www.")
    return host, None if parts.port in _DEFAULT_PORTS else parts.port


def _title_in(parts: SplitResult, script: str, paths: Iterable[str]) -> str | None:
    entrances = (script, script.rpartition("/")[0] + "/", "/", "")
    if parts.path in entrances:
        titles = parse_qs(parts.query, errors="strict").get("title")
        return titles[-1] if titles else None
    for path in (*paths, script + "/$1"):
        if "?" not in path and (match := re.fullmatch(_pattern(path), parts.path)):
            return unquote(match["title"], errors="strict")
    return None


def _pattern(article_path: str) -> str:
    pattern = re.escape(article_path)
    return pattern.replace(r"\$1", "(?P<title>.+)").replace(r"\$2", "[a-z-]+")
