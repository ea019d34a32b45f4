"""An event as settings name it: by its number, its page, or an address copied from a browser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from bot.declaration.schema.names import unlinked
from bot.declaration.schema.reader import Reader, clipped
from bot.declaration.schema.shapes import Schema, Words
from bot.lenient_yaml.characters import ascii_digits
from bot.lenient_yaml.nodes import Scalar
from bot.mediawiki import page_urls
from bot.mediawiki.registrations import HERE, EventPlaces, EventRef
from bot.mediawiki.site import SPECIAL, Site

LARGEST = 10**9
_NUMBER = re.compile(r"#?(\d{1,10})")
_ADDRESS = re.compile(r"(?:https?:)?//.+", re.IGNORECASE)
_SPECIAL = re.compile(r"[^:/]+:[^:/]+/(\d{1,10})")
"""A special page about one event: ``Special:EventDetails/1234``, in whatever language."""
_IMPOSSIBLE = re.compile(r"[\[\]{}|<>#\x00-\x1f]")
_LONGEST = 255


@dataclass(frozen=True, slots=True)
class DeclaredEvent:
    """An event, and the line on which it was named."""

    ref: EventRef
    line: int


class EventAt(Words[DeclaredEvent]):
    """An event that is kept at a place that the operator knows."""

    wants = "declaration-wants-event"

    def from_text(self, text: str, node: Scalar, reader: Reader) -> DeclaredEvent | None:
        """Which one is meant; nothing is asked for that."""
        plain = unlinked(text)
        if _ADDRESS.fullmatch(plain):
            ref = self._at_address(plain, node, reader)
        else:
            usual = reader.context.events.usual
            ref = None if usual is None else _named(plain, usual, reader.context.site)
            if usual is None:
                reader.wrong(node, "declaration-not-on-this-wiki", reader.key)
            elif ref is None:
                reader.wants(self.wants, node)
        return DeclaredEvent(ref, node.span.line) if ref else None

    def _at_address(self, text: str, node: Scalar, reader: Reader) -> EventRef | None:
        site, places = reader.context.site, reader.context.events
        here = site.address_title(text)
        if here is not None and (place := _own(site, places)) is not None:
            ref = _named(here, place, site)
        else:
            parts = _parts(text)
            known = places.known.get(event_host(parts.netloc)) if parts else None
            if parts is None or known is None:
                reader.wrong(node, "declaration-event-elsewhere", clipped(text))
                return None
            title = page_urls.title_text(text, f"//{parts.netloc}", "/w/index.php", ("/wiki/$1", "/$1"))
            ref = _named(title or "", known, site)
        if ref is None:
            reader.wants(self.wants, node)
        return ref

    def schema(self) -> Schema:
        """A number or a text."""
        return {"type": ["integer", "string"], "minimum": 1, "maximum": LARGEST, "minLength": 1}


def event_host(netloc: str) -> str:
    """A host as it is looked up: the mobile site is the same wiki as the other."""
    labels = [label for label in netloc.lower().split(".") if label != "m"]
    return ".".join(labels).removeprefix("www.")


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts if parts.netloc and "@" not in parts.netloc else None


def _own(site: Site, places: EventPlaces) -> str | None:
    """Where this wiki keeps events of its own, None where the operator named another place and not this."""
    return HERE if places.usual == HERE else places.known.get(event_host(urlsplit(site.server).netloc))


def _named(text: str, place: str, site: Site) -> EventRef | None:
    """The event that a number or a title means; None where that is neither."""
    text = " ".join(text.replace("_", " ").split()).removeprefix(":").strip()
    number = _NUMBER.fullmatch(ascii_digits(text))
    if number is None and (special := _SPECIAL.fullmatch(text)):
        number = special if site.namespace_number(text.partition(":")[0]) == SPECIAL else None
    if number is not None:
        return EventRef(place, int(number[1])) if 0 < int(number[1]) <= LARGEST else None
    if ":" not in text.strip(":") or _IMPOSSIBLE.search(text) or len(text.encode()) > _LONGEST:
        return None
    if site.namespace_number(text.partition(":")[0]) == SPECIAL:
        return None
    return EventRef(place, page=text)
