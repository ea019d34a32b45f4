"""The templates that make a reference themselves, by wiki language: defaults where nothing is configured.

Three kinds are meant. Some cite by themselves: a shortened footnote (``{{sfn|Smith|2000}}``) or a citation in
the running text (``{{harv|Smith|2000}}``). Some re-use notes by their names, several at once:
``{{r|a|b|c}}``. And some stand for ``<ref>`` itself, as Hebrew ``{{הערה|שם=x|source}}`` does: with a content
they make a note, with only a name they re-use one. Templates that describe a source (``{{cite web}}``) stand
inside a note, and templates that hold a remark (``{{efn}}``) cite nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What such a template does."""

    CITES = "cites"
    REUSES = "reuses"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class ReferenceTemplates:
    """Names without the namespace, redirects to them too: what cites, re-uses names, or stands for a note."""

    citing: frozenset[str]
    reusing: frozenset[str]
    notes: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, citing: Iterable[str], reusing: Iterable[str] = (), notes: Iterable[str] = ()
    ) -> ReferenceTemplates:
        """From any lists of names."""
        return cls(frozenset(citing), frozenset(reusing), frozenset(notes))

    def __or__(self, other: ReferenceTemplates) -> ReferenceTemplates:
        """The templates of both."""
        return ReferenceTemplates(
            self.citing | other.citing, self.reusing | other.reusing, self.notes | other.notes
        )


NO_TEMPLATES = ReferenceTemplates(frozenset(), frozenset())


def names_reused(raw: str) -> int:
    """How many notes are re-used by what stands between a template's braces: ``r|a|b|p=5`` re-uses two.

    Every value without a name (or with a number for one) is a note's name. Blank ones are none.
    """
    return sum(bool(value) and (not name or name.isdecimal()) for name, value in _parameters(raw))


def note_of(raw: str) -> tuple[bool, bool]:
    """Whether a template that stands for ``<ref>`` has a content, and whether it has a name."""
    content = named = False
    for name, value in _parameters(raw):
        if value and (not name or name.isdecimal() or name.casefold() in _CONTENT):
            content = True
        elif value and name.casefold() in _NAME:
            named = True
    return content, named


def _parameters(raw: str) -> Iterator[tuple[str, str]]:
    """Names ("" where there is none) and values. An address with a ``=`` in it is no name."""
    for part in raw.split("|")[1:]:
        name, equals, value = part.partition("=")
        named = equals and _PARAMETER.fullmatch(name.strip())
        yield (name.strip(), value.strip()) if named else ("", part.strip())


_PARAMETER = re.compile(r"[\w .-]{1,40}")


# fmt: off
_NAME = frozenset({"name", "שם", "نام", "اسم", "имя", "назва", "nom", "nombre", "nome", "nazwa"})
_CONTENT = frozenset({"text", "content", "תוכן", "טקסט"})
_EVERYWHERE = frozenset({
    "sfn", "sfnp", "sfnm", "sfnmp", "snf", "harv", "harvs", "harvtxt", "harvcol", "harvcoltxt", "harvcolnb",
    "harvnb", "harvnbs", "harvp", "harvsp", "harvrefcol",
})
_CITING: Mapping[str, frozenset[str]] = {
    "es": frozenset({"harvnp"}),
    "fa": frozenset({"پک"}),
    "it": frozenset({"cita"}),
    "pl": frozenset({"odn"}),
    "ru": frozenset({"sfn0", "sfn-1", "sfn-2", "harvard reference"}),
}
_REUSING: Mapping[str, frozenset[str]] = {
    "en": frozenset({"r"}),
    "de": frozenset({"r"}),
    "id": frozenset({"r"}),
    "ja": frozenset({"r"}),
    "ko": frozenset({"r"}),
    "pl": frozenset({"r", "u"}),
    "ru": frozenset({"r"}),
    "uk": frozenset({"r"}),
    "vi": frozenset({"r"}),
    "zh": frozenset({"r"}),
}
_NOTES: Mapping[str, frozenset[str]] = {
    "he": frozenset({"הערה"}),
    "yi": frozenset({"הערה"}),
}
# fmt: on


def default_reference_templates(language: str) -> ReferenceTemplates:
    """The families that are in use on the Wikipedia of this language, as far as they are known here."""
    none: frozenset[str] = frozenset()
    return ReferenceTemplates(
        _EVERYWHERE | _CITING.get(language, none), _REUSING.get(language, none), _NOTES.get(language, none)
    )
