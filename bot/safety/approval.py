"""Which settings of a page run, and which wait for somebody who may approve them.

Rule: docs/organizers.md, "Who may change the settings". A page's versions are looked at one after another,
oldest first; what is known of people is asked of :class:`EditorFacts`, as of now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Protocol

MOST_ASKED = 50
"""Organizers who are looked up to say who can approve; each of them can, however many there are."""
NO_SETTINGS = ""
"""The settings of a page that has none."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a page.

    ``settings`` stands for the text of its settings, the same for equal texts (``NO_SETTINGS`` for none);
    None where the text is hidden. ``author`` is the present name of an account; None for a hidden author, an
    imported one, and whoever had no account; ``shown`` is how the author is named to people, None for hidden.
    ``parentid`` is the version before it, of whomever, 0 for none. ``signed``: the page says that it is a
    campaign's.
    """

    revid: int
    timestamp: datetime
    author: str | None
    settings: str | None
    shown: str | None = None
    parentid: int = 0
    signed: bool = True


class WaitingReason(Enum):
    """Why settings wait."""

    AUTHOR = "author"
    """Their author may not declare."""
    ORGANIZERS = "organizers"
    """They name other organizers, and their author is no organizer and did not make the page."""


@dataclass(frozen=True, slots=True)
class Approval:
    """How a page's settings stand.

    ``approved`` is the version that put in or approved the last settings that are trusted; they may have
    problems. ``good`` is the last such without problems, and ``organizers`` are those that it names: an
    organizer is who is named there. ``waiting`` is the version that put in the page's present settings where
    they are not trusted.
    """

    approved: Version | None = None
    good: Version | None = None
    organizers: frozenset[str] = frozenset()
    waiting: Version | None = None
    reason: WaitingReason = WaitingReason.AUTHOR

    @property
    def settings(self) -> str | None:
        """What the page says at last, trusted or not."""
        latest = self.waiting or self.approved
        return latest.settings if latest else NO_SETTINGS


@dataclass(frozen=True, slots=True)
class TrustRecord:
    """What a page's versions were judged to say, to be remembered: the same is found in its history.

    All versions up to ``seen`` were looked at, at that time (``at``) and by these settings of trust
    (``trust``, a short name of them). ``text`` is that of the good settings. ``by`` are those who approve
    what waits by any edit. ``tellable``: the bot may write on the page what is amiss with it.
    """

    approval: Approval
    seen: int
    at: datetime
    trust: str
    text: str = ""
    by: tuple[str, ...] = ()
    tellable: bool = True


class EditorFacts(Protocol):
    """What has to be known to judge a page's versions."""

    def may_declare(self, name: str) -> bool:
        """Whether an account may declare by itself."""

    def named_before(self, name: str, when: datetime, /) -> bool:
        """Whether an account can be the one that settings of that time mean: it was there, and is usable."""

    def makers(self) -> frozenset[str]:
        """Who made the page; of a page that the bot made, the organizers of the page it was made from."""

    def organizers(self, settings: str) -> frozenset[str] | None:
        """Whom settings name; None for settings that have problems, or are none."""

    def expect(self, names: Iterable[str]) -> None:
        """These are asked about next."""

    def approves(self, version: Version) -> bool:
        """Whether an edit that leaves the settings as they are is one that approves: not just a sign-up."""


def reviewed(versions: Iterable[Version], people: EditorFacts, start: Approval | None = None) -> Approval:
    """How a page's settings stand after these versions, oldest first, the bot's own left out.

    ``start`` is how they stood before.
    """
    approval = start or Approval()
    hidden = False
    for version in versions:
        if version.settings is None:
            hidden = True
            continue
        # What was changed out of sight was not changed by whoever saved the page next.
        seen = replace(version, author=None, shown=None) if hidden else version
        approval = _after(approval, _begun(seen, approval), people)
        hidden = False
    return approval


def _begun(version: Version, approval: Approval) -> Version:
    """The version without settings where they are none of a campaign yet, as an example on a page of help.

    So whoever makes a campaign of the page begins it.
    """
    if version.signed or approval.approved:
        return version
    return replace(version, settings=NO_SETTINGS)


def approvers(approval: Approval, people: EditorFacts) -> frozenset[str]:
    """Who approves by any edit: the organizers, or where none of those is there, who made the page."""
    asked = sorted(approval.organizers)[:MOST_ASKED]
    people.expect(asked)
    named = frozenset(name for name in asked if is_organizer(name, approval, people))
    return named or frozenset(name for name in people.makers() if people.may_declare(name))


def is_organizer(name: str, approval: Approval, people: EditorFacts) -> bool:
    """Whether the last trusted settings name this account, and can mean it.

    A name that nobody had then may be anybody's by now: whoever has it counts only if they may declare.
    """
    if approval.good is None or name not in approval.organizers:
        return False
    return people.named_before(name, approval.good.timestamp) or people.may_declare(name)


def _after(approval: Approval, version: Version, people: EditorFacts) -> Approval:
    if version.settings == approval.settings:
        return _approved_by_edit(approval, version, people)
    trusted = approval.approved.settings if approval.approved else NO_SETTINGS
    if version.settings == trusted:  # Whoever takes a change back, it is gone.
        return replace(approval, waiting=None, reason=WaitingReason.AUTHOR)
    reason = _why_not(approval, version, people)
    if reason:
        return replace(approval, waiting=version, reason=reason)
    return _trusted(approval, version, people)


def _approved_by_edit(approval: Approval, version: Version, people: EditorFacts) -> Approval:
    author = version.author
    if approval.waiting is None or author is None:
        return approval
    known = is_organizer(author, approval, people)
    if (known or author in approvers(approval, people)) and people.approves(version):
        return _trusted(approval, version, people)
    return approval


def _why_not(approval: Approval, version: Version, people: EditorFacts) -> WaitingReason | None:
    """Why changed settings wait; None where they are trusted."""
    author = version.author
    if author is None:
        return WaitingReason.AUTHOR
    if is_organizer(author, approval, people):
        return None
    if not people.may_declare(author):
        return WaitingReason.AUTHOR
    if _names_others(approval, version, people) and author not in people.makers():
        return WaitingReason.ORGANIZERS
    return None


def _names_others(approval: Approval, version: Version, people: EditorFacts) -> bool:
    """Whether settings that can be read name other organizers than the last trusted ones."""
    named = people.organizers(version.settings or NO_SETTINGS)
    return approval.good is not None and named is not None and named != approval.organizers


def _trusted(approval: Approval, version: Version, people: EditorFacts) -> Approval:
    named = people.organizers(version.settings or NO_SETTINGS)
    if named is None:
        return replace(approval, approved=version, waiting=None, reason=WaitingReason.AUTHOR)
    return Approval(version, version, named)
