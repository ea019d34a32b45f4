"""Clock times as people write them (``18.00``, ``18h00``, ``6 pm``), and time zones by their distance."""

from __future__ import annotations

import re
from datetime import time, timedelta

_SPOKEN = re.compile(
    r"(?P<hour>\d{1,2})"
    r"(?:(?P<mark>[:.h]| ?uhr ?| ?klo ?)(?P<minute>\d{2})?(?::(?P<second>\d{2})(?:\.0+)?)?)?"
    r" ?(?P<half>[ap]\.? ?m\.?)?"
    r"(?: ?(?:uhr|hrs?|h))?",
    re.IGNORECASE,
)
_DISTANCE = r"(?P<sign>[+−-]) ?(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?"
_OFFSET = re.compile(rf"(?:UTC|GMT)? ?{_DISTANCE}", re.IGNORECASE)
_UTC = frozenset({"z", "utc", "gmt"})
_HOURS_AHEAD = {
    "wet": 0, "west": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "eet": 2, "eest": 3, "bst": 1, "msk": 3,
    "trt": 3, "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9,
    "hst": -10, "brt": -3, "art": -3, "clt": -4, "cot": -5, "pet": -5, "wat": 1, "cat": 2, "sast": 2,
    "eat": 3, "pkt": 5, "ict": 7, "wib": 7, "hkt": 8, "sgt": 8, "myt": 8, "pht": 8, "wita": 8, "awst": 8,
    "jst": 9, "kst": 9, "wit": 9, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
}  # fmt: skip
"""Zones by the letters that people use for them; those that mean several (CST, IST) are not among them."""
_NAMED = {
    "midnight": time(), "minuit": time(), "mitternacht": time(), "medianoche": time(), "mezzanotte": time(),
    "meia-noite": time(), "midnatt": time(), "middernacht": time(), "północ": time(), "полночь": time(),
    "північ": time(), "gece yarısı": time(), "noon": time(12), "midday": time(12), "midi": time(12),
    "mittag": time(12), "mediodía": time(12), "mezzogiorno": time(12), "meio-dia": time(12),
    "полдень": time(12), "опівдні": time(12),
}  # fmt: skip
_END_OF_DAY = re.compile(r"24(?:[:.h ]{1,2}00(?::00)?)? ?(?:uhr|hrs?|h)?", re.IGNORECASE)
_PLACES = {
    -600: "Pacific/Honolulu", -540: "America/Anchorage", -480: "America/Los_Angeles", -420: "America/Denver",
    -360: "America/Mexico_City", -300: "America/New_York", -240: "America/Santiago", -210: "America/St_Johns",
    -180: "America/Sao_Paulo", 0: "Europe/London", 60: "Europe/Paris", 120: "Europe/Kyiv",
    180: "Africa/Nairobi", 210: "Asia/Tehran", 240: "Asia/Dubai", 270: "Asia/Kabul", 300: "Asia/Karachi",
    330: "Asia/Kolkata", 345: "Asia/Kathmandu", 360: "Asia/Dhaka", 390: "Asia/Yangon", 420: "Asia/Jakarta",
    480: "Asia/Manila", 540: "Asia/Tokyo", 570: "Australia/Darwin", 600: "Australia/Sydney",
    720: "Pacific/Auckland",
}  # fmt: skip
"""A place whose clocks are so many minutes ahead of UTC, in winter at least: one that many people know."""


def spoken(text: str) -> time | None:
    """The time of day that ``18h00``, ``18.00``, ``6 pm`` or ``18 Uhr`` means; None where it is none."""
    if (named := _NAMED.get(text.strip().lower())) is not None:
        return named
    match = _SPOKEN.fullmatch(text.strip())
    if match is None or not (match["mark"] or match["half"] or text.strip() != match["hour"]):
        return None
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower().startswith("p") else 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def offset(text: str) -> timedelta | None:
    """How far ``UTC+1``, ``+05:30``, ``GMT`` or ``Z`` is ahead of UTC; None for anything else."""
    text = text.strip()
    if text.lower() in _UTC:
        return timedelta(0)
    if (hours := _HOURS_AHEAD.get(text.lower())) is not None:
        return timedelta(hours=hours)
    match = _OFFSET.fullmatch(text)
    if match is None:
        return None
    minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
    if minutes > 14 * 60 or int(match["minutes"] or 0) > 59:
        return None
    return timedelta(minutes=minutes if match["sign"] == "+" else -minutes)


def is_end_of_day(text: str) -> bool:
    """Whether it is ``24:00``, in one of the ways in which people write it."""
    return text.strip() != "24" and _END_OF_DAY.fullmatch(text.strip()) is not None


def place_at(ahead: timedelta) -> str:
    """The name of a time zone that is so far ahead of UTC; by its number where no place is known."""
    minutes = int(ahead.total_seconds()) // 60
    return _PLACES.get(minutes) or fixed(ahead) or "UTC"


def fixed(ahead: timedelta) -> str | None:
    """The zone that is so many whole hours ahead all year; None for parts of an hour.

    In the names of these zones the sign is the other way round: ``Etc/GMT-1`` is ahead of UTC.
    """
    minutes = int(ahead.total_seconds()) // 60
    if minutes % 60 or not -12 <= minutes // 60 <= 14:
        return None
    return f"Etc/GMT{-(minutes // 60):+d}" if minutes else "UTC"
