"""What a wiki says about itself (siteinfo), and its titles and user names as MediaWiki reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from bot.mediawiki import page_urls, siteinfo
from bot.mediawiki.titles import (
    LONGEST,
    collapsed,
    decoded_link,
    first_upper,
    folded,
    is_ip,
    is_legal,
    remembering,
)

SPECIAL, MAIN, TALK = -1, 0, 1
USER, USER_TALK, PROJECT, FILE, TEMPLATE, CATEGORY = 2, 3, 4, 6, 10, 14
SAMPLE = "X"
"""A title by which addresses are compared."""
REMEMBERED = 65_536
"""Titles that are read once."""


@dataclass(frozen=True, slots=True)
class Title:
    """A page's name: its namespace number and its name there, with spaces, normalised as MediaWiki does."""

    namespace: int
    name: str


@dataclass(frozen=True, slots=True)
class Namespace:
    """One namespace of a wiki. ``names`` holds its local name, canonical name and aliases."""

    number: int
    name: str
    names: tuple[str, ...]
    content: bool
    first_letter: bool


@dataclass(frozen=True, eq=False)
class Site:
    """A wiki's own facts, from ``action=query&meta=siteinfo``; another object is another wiki.

    ``interwiki`` holds all prefixes in lower case: among them those that lead back to this wiki
    (``local_interwiki``) and those that put a language link beside the page (``language_links``);
    ``interwiki_urls`` is where they lead, with ``$1`` for the title.
    ``variant_path`` is the article path with a language variant in it (``/$2/$1``), empty where the wiki
    has no variants. ``dotted_i``: the upper case of ``i`` is ``İ``. ``first_letters`` are those of
    ``SAMPLES`` as names begin with them here; those that nobody told are missing. ``edits`` is how many there
    were when the bot began, None where nobody knows: it changes with every edit, so no key is made from it.
    ``private``: only people with an account may read it.
    """

    dbname: str
    language: str
    timezone: str
    rtl: bool
    server: str
    article_path: str
    script: str
    namespaces: Mapping[int, Namespace]
    interwiki: frozenset[str]
    contributions_pages: tuple[str, ...]
    local_interwiki: frozenset[str] = frozenset()
    language_links: frozenset[str] = frozenset()
    variant_path: str = ""
    dotted_i: bool = False
    first_letters: Mapping[str, str] = field(default_factory=dict)
    edits: int | None = field(default=None, compare=False)
    interwiki_urls: Mapping[str, str] = field(default_factory=dict, compare=False)
    private: bool = field(default=False, compare=False)

    @classmethod
    def from_siteinfo(cls, query: Mapping[str, Any]) -> Site:
        """Read the ``query`` part of a siteinfo answer (formatversion 2 or 1).

        It needs ``siprop=general|namespaces|namespacealiases|interwikimap|specialpagealiases``.
        KeyError where ``general`` or ``namespaces`` is missing; the others count as empty.
        """
        spaces = siteinfo.namespaces(query).items()
        return cls(
            **siteinfo.general_facts(query["general"]),
            **siteinfo.interwiki_prefixes(query),
            namespaces={number: Namespace(number, *facts) for number, facts in spaces},
            contributions_pages=siteinfo.special_page_names(query, "Contributions"),
            first_letters=siteinfo.first_letters(query),
            edits=siteinfo.edits(query),
            private=siteinfo.is_private(query),
        )

    @cached_property
    def article_namespaces(self) -> frozenset[int]:
        """The numbers of the namespaces whose pages the wiki counts as content."""
        return frozenset(space.number for space in self.namespaces.values() if space.content)

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        spaces = self.namespaces.values()
        return {folded(name): space.number for space in spaces for name in space.names if name}

    def namespace_number(self, name: str) -> int | None:
        """The namespace with this name or alias in any case; None where there is none ("" is none, too)."""
        return self._numbers.get(folded(name))

    def title(self, text: str, namespace: int = 0) -> Title | None:
        """The title that ``[[text]]`` would lead to, None where MediaWiki allows no such title here.

        ``namespace`` is the one of a text without a prefix. Titles on other wikis (``de:Foo``) are None, and
        so are links within a page (``#section``). The rules are those of MediaWikiTitleCodec.
        """
        decoded = decoded_link(text)
        return None if decoded is None else self.plain_title(decoded, namespace)

    def plain_title(self, text: str, namespace: int = 0) -> Title | None:
        """As :meth:`title`, of a text that is not encoded: percent-encoding and entities are refused."""
        return self._known_titles(text, namespace)

    @cached_property
    def _known_titles(self) -> Callable[[str, int], Title | None]:
        """The same names are read again and again: on the same page, and at each update."""
        return remembering(self._read_title, REMEMBERED)

    def _read_title(self, text: str, namespace: int) -> Title | None:
        page, _, fragment = collapsed(text).partition("#")
        split = self._split_prefix(page, namespace) if len(page) <= LONGEST else None
        if split is None:
            return None
        number, name = split
        name = name.rstrip(" ")
        if "\ufffd" in fragment or not is_legal(name, limit=512 if number == SPECIAL else 255):
            return None
        if self.namespaces[number].first_letter:
            name = self.first_upper(name)
        return Title(number, name) if name and not name.startswith(":") else None

    def _split_prefix(self, text: str, namespace: int) -> tuple[int, str] | None:
        """Namespace number and the rest; None for another wiki's page and for ``Talk:File:x``."""
        if text.startswith(":"):
            namespace, text = MAIN, text[1:].strip(" ")
        prefix, rest = _cut(text)
        if not prefix:
            return namespace, text
        while self.namespace_number(prefix) is None and folded(prefix) in self.local_interwiki:
            text = rest
            prefix, rest = _cut(text)
        number = self.namespace_number(prefix)
        if number is not None:
            return None if number == TALK and self._has_prefix(rest) else (number, rest)
        return None if folded(prefix) in self.interwiki else (namespace, text)

    def _has_prefix(self, text: str) -> bool:
        prefix, _ = _cut(text)
        return bool(self.namespace_number(prefix)) or folded(prefix) in self.interwiki

    def first_upper(self, text: str) -> str:
        """``text`` with its first letter as names begin on this wiki."""
        return first_upper(text, dotted_i=self.dotted_i, told=self.first_letters)

    def full_title(self, title: Title) -> str:
        """The title with its local namespace name, as the wiki writes it: ``Bruker:Alice``."""
        prefix = self.namespaces[title.namespace].name
        return f"{prefix}:{title.name}" if prefix else title.name

    def user_name(self, text: str) -> str | None:
        """The account's name as MediaWiki writes it; None for what can be no account: an IP address, ``a#b``.

        ``text`` is a bare name or whatever :meth:`linked_user` understands.
        """
        title = self.title(text)
        if title and title.namespace in (USER, USER_TALK, SPECIAL):
            return self.linked_user(text)
        # A bare name is taken as a whole: a subpage or a section means that something else was meant.
        if any(mark in (decoded_link(text) or "") for mark in "/#"):
            return None
        title = self.title(text, USER)
        return self._account(title.name) if title and title.namespace == USER else None

    def linked_user(self, target: str) -> str | None:
        """Whose page ``[[target]]`` leads to: a user or user talk page, one below it, or contributions.

        None where it leads elsewhere, and for IP addresses.
        """
        title = self.title(target)
        if title is None:
            return None
        page, _, rest = title.name.partition("/")
        if title.namespace in (USER, USER_TALK):
            return self._account(page)
        if title.namespace == SPECIAL and folded(page) in map(folded, self.contributions_pages):
            return self.user_name(rest)
        return None

    def _account(self, name: str) -> str | None:
        name = self.first_upper(name.strip(" "))
        # UserNameUtils::isValid: a name that would be read as another title is nobody's.
        again = self.plain_title(name)
        return name if again == Title(MAIN, name) and not is_ip(name) else None

    def address_title(self, url: str) -> str | None:
        """The full title of the page whose address was copied from a browser; None for another wiki's.

        Understood are the article path, ``index.php/Title`` and ``?title=``, on the desktop and the mobile
        host; ``http`` and ``https`` are one.
        """
        paths = [path for path in (self.article_path, self.variant_path) if path]
        text = page_urls.title_text(url, self.server, self.script, paths)
        title = None if text is None else self.plain_title(text)
        return self.full_title(title) if title else None

    @cached_property
    def host(self) -> str:
        """The host of its addresses, with the port where there is one."""
        return urlsplit(self.server).netloc

    @cached_property
    def address(self) -> str:
        """The address of a page with ``$1`` for the title."""
        return f"{self.server}{self.article_path}"

    def prefixes_of(self, other: Site) -> tuple[str, ...]:
        """The interwiki prefixes that lead from here to another wiki, the best known first.

        That is the first label of its host (``no`` of ``no.wikipedia.org``), which its language links have;
        then those of language links, and the shortest of them.
        """
        usual = other.host.partition(".")[0]
        found = [
            prefix
            for prefix, url in self.interwiki_urls.items()
            if other.address_title(url.replace("$1", SAMPLE)) == SAMPLE
        ]
        return tuple(sorted(found, key=lambda p: (p != usual, p not in self.language_links, len(p), p)))


def _cut(text: str) -> tuple[str, str]:
    """What stands before and behind the first colon that has something before it, else ``("", text)``."""
    colon = text.find(":", 1)
    return ("", text) if colon < 0 else (text[:colon].rstrip(" "), text[colon + 1 :].strip(" "))
