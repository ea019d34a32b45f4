"""The names of time zones, as the IANA database has them and as people write them."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from bot.declaration.schema.suggest import nearest


@cache
def _zones() -> dict[str, str]:
    """The names of all time zones, by themselves in lower case."""
    return {
        name.lower(): name
        for name in sorted(available_timezones())
        if not name.startswith(("posix", "right"))
    }


def zone_named(name: str) -> str | None:
    """The time zone's proper name, None where there is no such zone."""
    return _zones().get(name.strip().lower().replace(" ", "_"))


def zone_near(name: str) -> str | None:
    """The time zone that was meant: by its city, or by a name spelled nearly alike."""
    word = name.strip().lower().replace(" ", "_")
    if not word.isascii() or any(char.isdigit() for char in word):
        return None
    by_city = [
        zone
        for key, zone in _zones().items()
        if "/" in key and key.rpartition("/")[2] == word.rpartition("/")[2]
    ]
    if by_city:
        return by_city[0]
    near = nearest(word, [key.rpartition("/")[2] for key in _zones()], 0.8) or nearest(word, _zones(), 0.7)
    return near and (_zones().get(near) or zone_near(near))
