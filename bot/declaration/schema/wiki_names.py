"""The name of a wiki: its host, or the address of any of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.declaration.schema.context import Context, NamedWiki
from bot.declaration.schema.reader import Reader, clipped
from bot.declaration.schema.shapes import Words
from bot.declaration.schema.suggest import nearest
from bot.lenient_yaml.nodes import Scalar
from bot.messages import Code

LONGEST = 255


def host_of(text: str) -> str:
    """The host that was written, with its port where it has one, in lower case; empty where there is none.

    A host is written by itself or as an address, and that of the mobile site means the same wiki.
    """
    text = text.strip().lower()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").netloc
    except ValueError:  # an unclosed bracket
        return ""
    labels = [label for label in host.rpartition("@")[2].rstrip(".").split(".") if label != "m"]
    return ".".join(labels).removeprefix("www.")


def named_wiki(text: str, context: Context) -> NamedWiki | None:
    """The wiki of this host; None where the bot knows no such wiki."""
    host = host_of(text) if len(text) <= LONGEST else ""
    if not host:
        return None
    if host == host_of(context.site.host):
        return NamedWiki(context.address, context.site.host, lambda: context.site)
    return context.wiki_named(host)


@dataclass(frozen=True)
class WikiName(Words[NamedWiki]):
    """A wiki that the bot can read."""

    wants = "declaration-wants-wiki"
    may_hold_hash = False

    def from_text(self, text: str, node: Scalar, reader: Reader) -> NamedWiki | None:
        """The wiki, or the known ones that may be meant."""
        found = named_wiki(text, reader.context)
        if found is None:
            self._tell_unknown(text, node, reader)
        elif found.private and not reader.context.site.private:
            reader.wrong(node, "declaration-wiki-private", found.host)
        else:
            return found
        return None

    def _tell_unknown(self, text: str, node: Scalar, reader: Reader) -> None:
        known = tuple(dict.fromkeys((reader.context.site.host, *reader.context.hosts)))
        if near := nearest(host_of(text), known):
            reader.wrong(node, "declaration-wiki-near", clipped(text), near)
        else:
            reader.wrong(node, "declaration-wiki-unknown", clipped(text), tuple(map(Code, known)))
