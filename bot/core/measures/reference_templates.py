"""The templates that make a reference themselves, by wiki language: defaults where nothing is configured.

Only templates that cite are meant: a shortened footnote (``{{sfn|Smith|2000}}``) or a citation in the
running text (``{{harv|Smith|2000}}``). Templates that describe a source (``{{cite web}}``) stand inside a
``<ref>``, and templates that hold a remark (``{{efn}}``) cite nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReferenceTemplates:
    """Names without the namespace, redirects to them too: those that cite, and those that re-use a name."""

    citing: frozenset[str]
    reusing: frozenset[str]

    @classmethod
    def of(cls, citing: Iterable[str], reusing: Iterable[str] = ()) -> ReferenceTemplates:
        """From any lists of names."""
        return cls(frozenset(citing), frozenset(reusing))

    def __or__(self, other: ReferenceTemplates) -> ReferenceTemplates:
        """The templates of both."""
        return ReferenceTemplates(self.citing | other.citing, self.reusing | other.reusing)


NO_TEMPLATES = ReferenceTemplates(frozenset(), frozenset())


# fmt: off
_EVERYWHERE = frozenset({
    "sfn", "sfnp", "sfnm", "sfnmp", "snf", "harv", "harvs", "harvtxt", "harvcol", "harvcoltxt", "harvcolnb",
    "harvnb", "harvnbs", "harvp", "harvsp", "harvrefcol",
})
_CITING: Mapping[str, frozenset[str]] = {
    "es": frozenset({"harvnp"}),
    "it": frozenset({"cita"}),
    "pl": frozenset({"odn"}),
    "ru": frozenset({"sfn0", "sfn-1", "sfn-2", "harvard reference"}),
}
_REUSING: Mapping[str, frozenset[str]] = {
    "en": frozenset({"r"}),
    "de": frozenset({"r"}),
    "ja": frozenset({"r"}),
    "pl": frozenset({"r", "u"}),
    "zh": frozenset({"r"}),
}
# fmt: on


def default_reference_templates(language: str) -> ReferenceTemplates:
    """The families that are in use on the Wikipedia of this language, as far as they are known here."""
    none: frozenset[str] = frozenset()
    return ReferenceTemplates(_EVERYWHERE | _CITING.get(language, none), _REUSING.get(language, none))
