"""A wiki that keeps registrations for events, read by its REST API and its pages, without an account.

It is left alone and given up by itself: what goes wrong here stops nothing that is asked of the wiki's own
API, be it the same wiki.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from bot.mediawiki.costs import Costs
from bot.operations.waiting import Patience
from bot.wiki import answers, pywikibot_library
from bot.wiki.door import Door
from bot.wiki.traffic import TrafficMeter

SECONDS = 20.0
"""How long an answer is waited for: a list of twenty people takes a wiki less than one."""
REST, PAGE = "rest", "page"
"""The kinds as which requests are counted."""


def place_of(address: str) -> str:
    """The address of ``index.php`` on a wiki named by its host or its ``api.php``; nothing is asked.

    Raises ValueError where the address is none.
    """
    return f"{_folder(pywikibot_library.find(address).api)}index.php"


def _folder(api: str) -> str:
    return api[: api.rindex("/") + 1]


class EventWiki:
    """One such wiki. ``contact`` is how the operator can be reached."""

    def __init__(self, address: str, patience: Patience, contact: str | None = None) -> None:
        self._meter = TrafficMeter()
        self.door = Door(address, patience, self._meter, contact)
        self._folder = _folder(self.door.place.api)

    def costs(self) -> Costs:
        """What was sent and received up to now."""
        return self._meter.costs()

    def rest(self, path: str, params: Mapping[str, str]) -> tuple[int, Any]:
        """The status and the JSON of one answer; an error of the REST API is one. Raises WikiUnavailable."""
        query = f"?{urlencode(params)}" if params else ""
        return self.door.get(f"{self._folder}rest.php/{path}{query}", REST, answers.read_rest, SECONDS)

    def page(self, title: str) -> tuple[int, str]:
        """The status and the HTML of a page, as anybody sees it. Raises WikiUnavailable."""
        address = f"{self._folder}index.php?title={quote(title.replace(' ', '_'))}"
        return self.door.get(address, PAGE, answers.read_page, SECONDS)
