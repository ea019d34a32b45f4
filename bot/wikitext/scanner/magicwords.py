"""The words that a wiki's parser knows by itself, in its own language, out of siteinfo's ``magicwords``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

# fmt: off
FILE_EXTENSIONS = (
    "jpg", "jpeg", "jpe", "jps", "png", "apng", "gif", "svg", "webp", "tif", "tiff", "xcf", "bmp", "pdf",
    "djvu", "stl", "ogg", "oga", "ogv", "opus", "webm", "wav", "flac", "mp3", "mid", "midi", "mp4",
    "mpg", "mpeg",
)
# fmt: on
"""What files are called on Wikimedia's wikis (``$wgFileExtensions``), where siteinfo does not say."""

_UNDERSCORES = ("__", "＿＿")


class MagicWords(NamedTuple):
    """Words as they are written; the names of functions and variables in lower case."""

    redirects: tuple[str, ...]
    behaviours: tuple[str, ...]
    functions: frozenset[str]
    variables: frozenset[str]
    tag_functions: frozenset[str]
    extension_tags: frozenset[str]
    file_extensions: tuple[str, ...]
    variants: bool


def magic_words(query: Mapping[str, Any]) -> MagicWords:
    """Read the ``query`` part of a siteinfo answer; what it does not tell has MediaWiki's English words.

    Used are ``siprop=general|magicwords|functionhooks|variables|extensiontags|languagevariants`` and
    ``fileextensions``.
    """
    aliases = {str(word["name"]): tuple(map(str, word["aliases"])) for word in query.get("magicwords", ())}
    everything = [alias for names in aliases.values() for alias in names]
    extensions = tuple(str(item["ext"]) for item in query.get("fileextensions", ()))
    return MagicWords(
        redirects=_unique((*aliases.get("redirect", ()), "#REDIRECT")),
        behaviours=_unique(alias for alias in everything if _is_behaviour(alias)),
        functions=frozenset(_names(query.get("functionhooks", ()), aliases))
        | {"defaultsort", "displaytitle"},
        variables=frozenset(_names(query.get("variables", ()), aliases)) | {"!", "=", "pagename"},
        tag_functions=frozenset({"tag", *(alias.lower() for alias in aliases.get("tag", ()))}),
        extension_tags=frozenset(str(tag).strip("<>").lower() for tag in query.get("extensiontags", ())),
        file_extensions=_unique((*extensions, *FILE_EXTENSIONS)),
        variants=_has_variants(query),
    )


@cache
def redirect_start(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match the start of a page that is a redirect, by the wiki's own words for it: ``#REDIRECT``.

    Source: WikitextContentHandler::extractRedirectTargetAndText.
    """
    alternatives = "|".join(map(re.escape, words))
    return re.compile(rf"\s*+(?:{alternatives})\s*+:?\s*+\[\[[^\]\n]*+\]\]", re.IGNORECASE)


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _is_behaviour(alias: str) -> bool:
    return len(alias) > 4 and any(alias.startswith(mark) and alias.endswith(mark) for mark in _UNDERSCORES)


def _has_variants(query: Mapping[str, Any]) -> bool:
    language = str(query["general"]["lang"])
    # English has Pig Latin for developers, which is off on every real wiki.
    return language != "en" and language in query.get("languagevariants", ())


def _names(keys: Iterable[str], aliases: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The names under which these functions or variables are called: ``SORTIERUNG:`` as ``sortierung``."""
    for key in keys:
        for alias in (key, *aliases.get(key, ())):
            yield alias.strip("#:").lower()
