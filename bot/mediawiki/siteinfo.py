"""The parts of a siteinfo answer (``action=query&meta=siteinfo``) that a ``Site`` is made of.

Both versions of the format are read: version 2 with ``true`` and ``name``, version 1 with ``""`` and ``*``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypedDict

from bot.mediawiki.titles import SAMPLES, collapsed, folded

# The languages whose class in MediaWiki makes İ of i: LanguageTr, LanguageAz, LanguageKaa.
_DOTTED_I = frozenset({"tr", "az", "kaa"})


class GeneralFacts(TypedDict):
    """What ``siprop=general`` tells."""

    dbname: str
    language: str
    timezone: str
    rtl: bool
    server: str
    article_path: str
    script: str
    variant_path: str
    dotted_i: bool


class Prefixes(TypedDict):
    """What ``siprop=interwikimap`` tells, prefixes in lower case."""

    interwiki: frozenset[str]
    local_interwiki: frozenset[str]
    language_links: frozenset[str]
    interwiki_urls: Mapping[str, str]


OBJECTS = frozenset({"general", "namespaces", "languagevariants", "statistics"})
"""The parts that are no lists."""
NEW = frozenset({"doubleunderscores", "statistics", "usergroups"})
"""Parts without which a wiki can be known: older versions of MediaWiki have no ``doubleunderscores``."""


def lacking(query: Mapping[str, Any], props: Iterable[str]) -> str | None:
    """The first of these parts (``siprop``) that a siteinfo answer does not have, or not in its shape."""
    for name in props:
        part = query.get(name)
        # PHP writes a list where an object would be empty.
        good = isinstance(part, dict) or (part == [] and name == "languagevariants")
        if name not in OBJECTS:
            good = isinstance(part, list) and all(isinstance(row, str | dict) for row in part)
        if not good and (name in query or name not in NEW):
            return name
    return None


def general_facts(general: Mapping[str, Any]) -> GeneralFacts:
    """Read the ``general`` part. A wiki that names no time zone is taken to keep UTC."""
    language = str(general["lang"])
    # A language without a class of its own is treated as the first it falls back to that has one: gag as tr.
    classes = {language, *(fallback["code"] for fallback in general.get("fallback", ()))}
    return GeneralFacts(
        dbname=str(general["wikiid"]),
        language=language,
        timezone=str(general.get("timezone") or "UTC"),
        rtl=_flag(general, "rtl"),
        server=str(general["server"]),
        article_path=str(general["articlepath"]),
        script=str(general["script"]),
        variant_path=str(general.get("variantarticlepath") or ""),
        dotted_i=not classes.isdisjoint(_DOTTED_I),
    )


def namespaces(query: Mapping[str, Any]) -> dict[int, tuple[str, tuple[str, ...], bool, bool]]:
    """By number: the local name, all names, whether it is content, whether names begin in upper case.

    A name that several namespaces claim belongs to the one MediaWiki gives it to: canonical names come before
    aliases, and aliases before local names (Language::getNsIndex).
    """
    owners = _owners(query)
    result = {}
    for item in query["namespaces"].values():
        number, name = int(item["id"]), _name(item)
        mine = tuple(n for n, owner in owners.values() if owner == number)
        first_letter = item.get("case", query["general"].get("case", "first-letter")) == "first-letter"
        result[number] = (name, mine or (name,), _flag(item, "content"), first_letter)
    return result


def _owners(query: Mapping[str, Any]) -> dict[str, tuple[str, int]]:
    owners: dict[str, tuple[str, int]] = {}
    for name, number in _claims(query):
        if name:
            owners.setdefault(folded(name), (collapsed(name), number))
    return owners


def _claims(query: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    items = query["namespaces"].values()
    yield from ((item.get("canonical", ""), int(item["id"])) for item in items)
    yield from ((_name(item, "alias"), int(item["id"])) for item in query.get("namespacealiases", ()))
    yield from ((_name(item), int(item["id"])) for item in items)


def interwiki_prefixes(query: Mapping[str, Any]) -> Prefixes:
    """The interwiki prefixes, those that lead to this very wiki, and those that make language links."""
    items = {str(item["prefix"]).lower(): item for item in query.get("interwikimap", ())}
    general = query["general"]
    here = _without_scheme(general["server"] + general["articlepath"])
    return Prefixes(
        interwiki=frozenset(items),
        # Some wikis have prefixes that lead home without being flagged, such as `wikipedia` on enwiki.
        local_interwiki=frozenset(
            prefix
            for prefix, item in items.items()
            if _flag(item, "localinterwiki") or _without_scheme(str(item.get("url", ""))) == here
        ),
        language_links=frozenset(prefix for prefix, item in items.items() if "language" in item),
        interwiki_urls={prefix: str(item.get("url", "")) for prefix, item in items.items()},
    )


def edits(query: Mapping[str, Any]) -> int | None:
    """How many edits the wiki has had (``siprop=statistics``); None where it does not tell."""
    told = query.get("statistics")
    count = told.get("edits") if isinstance(told, Mapping) else None
    return count if isinstance(count, int) else None


def is_private(query: Mapping[str, Any]) -> bool:
    """Whether people without an account may not read the wiki (``siprop=usergroups``)."""
    groups = query.get("usergroups") or ()
    everybody = next((group for group in groups if group.get("name") == "*"), None)
    return everybody is not None and "read" not in everybody.get("rights", ())


NAMES_OF_LETTERS = tuple(f"User:{letter}x" for letter in SAMPLES)
"""Titles to ask for with the siteinfo: names of users begin with a capital on every wiki."""


def first_letters(query: Mapping[str, Any]) -> Mapping[str, str]:
    """How the wiki writes each of ``SAMPLES`` at the beginning of a name, by what it made of those titles."""
    found = {letter: letter for letter in SAMPLES} if "normalized" in query else {}
    for row in query.get("normalized", ()):
        if row["from"] in NAMES_OF_LETTERS:
            letter = row["from"].partition(":")[2].removesuffix("x")
            found[letter] = row["to"].partition(":")[2].removesuffix("x")
    return found


def special_page_names(query: Mapping[str, Any], realname: str) -> tuple[str, ...]:
    """All names of a special page, with spaces, its canonical one among them."""
    names = [
        alias
        for item in query.get("specialpagealiases", ())
        if item["realname"] == realname
        for alias in item["aliases"]
    ]
    return tuple(dict.fromkeys(collapsed(name) for name in (*names, realname)))


def _flag(item: Mapping[str, Any], key: str) -> bool:
    return item.get(key, False) is not False


def _name(item: Mapping[str, Any], key: str = "name") -> str:
    return str(item.get(key, item.get("*", "")))


def _without_scheme(url: str) -> str:
    return url.partition("//")[2]
