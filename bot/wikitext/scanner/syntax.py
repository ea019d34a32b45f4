"""What a wiki's own words mean in wikitext: everything about a wiki that measures need to read its pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Any

from bot.mediawiki.site import CATEGORY, FILE, MAIN, TEMPLATE, Site
from bot.mediawiki.titles import folded, remembering
from bot.wikitext.scanner.magicwords import MagicWords, magic_words, redirect_start
from bot.wikitext.scanner.reference_templates import ReferenceTemplates, Role, default_reference_templates
from bot.wikitext.scanner.tags import Tag, tag_table
from bot.wikitext.user_mentions import unmodified

_MEDIA = -2
_REMEMBERED = 1 << 16
# A title that MediaWiki takes as it stands, but for the case of its first letter.
_PLAIN = re.compile(r"[^\W_](?:[^\W_]++|[,.()'’–-]| (?! ))*+")


class LinkKind(IntEnum):
    """What ``[[prefix:…]]`` is, by its prefix."""

    TEXT = 0
    FILE = 1
    MEDIA = 2
    CATEGORY = 3
    BESIDE = 4
    """A link to the page in another language, shown beside the page."""


@dataclass(frozen=True)
class Syntax:
    """The words of one wiki. ``references``: the templates that make a reference themselves."""

    site: Site
    words: MagicWords
    references: ReferenceTemplates

    @classmethod
    def from_siteinfo(
        cls, query: Mapping[str, Any], reference_templates: ReferenceTemplates | None = None
    ) -> Syntax:
        """Read the ``query`` part of a siteinfo answer; None: the wiki language's usual reference templates.

        It needs what :meth:`Site.from_siteinfo` and :func:`magic_words` name. KeyError where ``general`` or
        ``namespaces`` is missing; the others count as empty.
        """
        site = Site.from_siteinfo(query)
        return cls(
            site, magic_words(query), reference_templates or default_reference_templates(site.language)
        )

    @cached_property
    def tags(self) -> Mapping[str, Tag]:
        """How each tag is read, by its name in lower case; see :func:`tag_table`."""
        return tag_table(self.words.extension_tags)

    @cached_property
    def redirect(self) -> re.Pattern[str]:
        """Matches the start of a page that is a redirect."""
        return redirect_start(self.words.redirects)

    @cached_property
    def behaviours(self) -> re.Pattern[str]:
        """Matches the words that switch something on a page: ``__NOTOC__``."""
        words = sorted(self.words.behaviours, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, words)) or "(?!)", re.IGNORECASE)

    @cached_property
    def file_name(self) -> re.Pattern[str]:
        """Matches the end of what can be a file's name."""
        return re.compile(
            rf"\.(?:{'|'.join(map(re.escape, self.words.file_extensions))})(?!\w)", re.IGNORECASE
        )

    @cached_property
    def link_kind(self) -> Callable[[str], LinkKind]:
        """From what stands before a link's first colon to its kind."""
        return remembering(self._link_kind, _REMEMBERED)

    @cached_property
    def article(self) -> Callable[[str], str | None]:
        """From a link's target to the full title of the article it leads to; None: it leads elsewhere."""
        return remembering(self._article, _REMEMBERED)

    @cached_property
    def file(self) -> Callable[[str], str | None]:
        """From a file as it is named in wikitext to its name without the namespace; None: no file."""
        return remembering(self._file, _REMEMBERED)

    @cached_property
    def category(self) -> Callable[[str], str | None]:
        """From a category link's target to the category's name without the namespace; None: no category."""
        return remembering(self._category, _REMEMBERED)

    @cached_property
    def template(self) -> Callable[[str], str | None]:
        """From what is between ``{{`` and ``|`` to the template's name without the namespace.

        For another page the full title behind a colon; None for magic words, parser functions and names
        that no page can have.
        """
        return remembering(self._template, _REMEMBERED)

    @cached_property
    def citing(self) -> frozenset[str]:
        """The templates that cite, by name as :attr:`template` gives it."""
        return self._template_names(self.references.citing)

    @cached_property
    def reusing(self) -> frozenset[str]:
        """The templates that re-use references, by name as :attr:`template` gives it."""
        return self._template_names(self.references.reusing)

    @cached_property
    def reference_role(self) -> Callable[[str], Role | None]:
        """From what is between ``{{`` and ``|`` to what it does as a reference; None: it is none."""
        return remembering(self._reference_role, _REMEMBERED)

    def _reference_role(self, written: str) -> Role | None:
        name = self.template(written)
        roles = ((Role.NOTE, self.notes), (Role.REUSES, self.reusing), (Role.CITES, self.citing))
        return next((role for role, names in roles if name in names), None)

    @cached_property
    def notes(self) -> frozenset[str]:
        """The templates that stand for ``<ref>``, by name as :attr:`template` gives it."""
        return self._template_names(self.references.notes)

    def _template_names(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset(name for name in map(self.template, names) if name)

    def _link_kind(self, prefix: str) -> LinkKind:
        name = folded(prefix.strip())
        kinds = {FILE: LinkKind.FILE, _MEDIA: LinkKind.MEDIA, CATEGORY: LinkKind.CATEGORY}
        number = self.site.namespace_number(name)
        if number is not None:
            return kinds.get(number, LinkKind.TEXT)
        return LinkKind.BESIDE if name in self.site.language_links else LinkKind.TEXT

    def _article(self, target: str) -> str | None:
        text = target.strip(" ")
        if len(text) < 60 and _PLAIN.fullmatch(text) and unicodedata.is_normalized("NFC", text):
            as_written = not self.site.namespaces[MAIN].first_letter
            return text if as_written else self.site.first_upper(text)
        title = self.site.title(text)
        if title is None or title.namespace not in self.site.article_namespaces:
            return None
        return self.site.full_title(title)

    def _file(self, name: str) -> str | None:
        title = self.site.title(name.strip(), FILE)
        return title.name if title and title.namespace in (FILE, _MEDIA) else None

    def _category(self, target: str) -> str | None:
        title = self.site.title(target.strip())
        return title.name if title and title.namespace == CATEGORY else None

    def _template(self, name: str) -> str | None:
        name = unmodified(name)
        word, colon, _ = name.partition(":")
        if word.strip().lower() in (self.words.functions if colon else self.words.variables):
            return None
        title = self.site.title(name, TEMPLATE)
        if title is None:
            return None
        return title.name if title.namespace == TEMPLATE else f":{self.site.full_title(title)}"
