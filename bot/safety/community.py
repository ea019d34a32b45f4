"""What a wiki's community asks of the bot: the JSON of ``User:<the bot>/config.json``.

It sets bounds within the operator's and never beyond: docs/maintainers.md, "What a community can set". A
mistake in it leaves the operator's settings as they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from bot.messages import Message, message
from bot.safety.trust import Trust, read_trust

PAGE = "config.json"
MODEL = "json"
"""The content model that only the bot itself and administrators can edit there."""
LONGEST = 7 * 24 * 60
"""Minutes between two looks: a page of the wiki can make the bot slow, but not forget its campaigns."""
MOST_BYTES = 64 * 1024
NO = ("false", "no", "off", "0", 0)
"""Whoever writes so wants the bot to stop, though it is no truth value in JSON."""
SAVES = ("saves_per_hour", "campaign_saves_per_hour")
COUNTS = {"saves_per_hour": 2, "campaign_saves_per_hour": 2, "pages_per_day": 0, "messages_per_hour": 0}
"""The bounds that can be set, each with the least that it can be; ``enabled: false`` is for less."""


@dataclass(frozen=True, slots=True)
class Community:
    """What the community has set; None: nothing, so that the operator's holds."""

    enabled: bool = True
    trust: Trust | None = None
    interval: timedelta | None = None
    saves_per_hour: int | None = None
    campaign_saves_per_hour: int | None = None
    pages_per_day: int | None = None
    messages_per_hour: int | None = None

    def trusted_with(self, operator: Trust) -> tuple[Trust, ...]:
        """What is asked of those who declare: the operator's and the community's, all of it."""
        return (operator, self.trust) if self.trust else (operator,)

    def slowed(self, operator: timedelta) -> timedelta:
        """How often to look: never more often than the operator says."""
        return max(operator, self.interval) if self.interval else operator

    def bounded(self, operator: Mapping[str, int]) -> dict[str, int]:
        """The operator's bounds by their names, each as low as the community's where it has set one."""
        found = {}
        for name, most in operator.items():
            own = getattr(self, name) if name in COUNTS else None
            found[name] = most if own is None else min(most, own)
        return found


NOTHING_SET = Community()


def read_community(text: str) -> Community | Message:
    """Read the page's text; a message where it can't be used, which is then ignored as a whole."""
    if not text.strip():
        return NOTHING_SET
    if len(text.encode(errors="surrogatepass")) > MOST_BYTES:
        return message("community-too-large", MOST_BYTES // 1024)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return message("community-no-json")
    if not isinstance(data, dict):
        return message("community-no-json")
    found = NOTHING_SET
    for key, value in data.items():
        one = _with(found, key, value)
        if isinstance(one, Message):
            return one
        found = one
    return found


def _with(found: Community, key: str, value: Any) -> Community | Message:
    """The same with one setting more."""
    if key == "enabled" and isinstance(value, bool):
        return replace(found, enabled=value)
    if (key == "enabled" and value in NO) or (key in SAVES and value == 0 and value is not False):
        return replace(found, enabled=False)
    if key == "trust" and (trust := read_trust(value)):
        return replace(found, trust=trust)
    if key == "interval_minutes" and _is_number(value, LONGEST):
        return replace(found, interval=timedelta(minutes=value))
    if key in COUNTS and type(value) is int and value >= COUNTS[key]:
        counts: dict[str, Any] = {key: value}
        return replace(found, **counts)
    if key in ("enabled", "trust", "interval_minutes", *COUNTS):
        return message("community-bad-value", key)
    return message("community-unknown", json.dumps(key[:100]))


def _is_number(value: Any, most: int) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value <= most
