"""Judging the settings of one page: what is remembered, what is read, and what comes of it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.counting.canonical import canonical
from bot.declaration.block import declaration_blocks
from bot.declaration.read import TOP_LEVEL_KEYS, Context
from bot.lenient_yaml.characters import plain_breaks
from bot.mediawiki.queries import Pages, PageText, PageTexts, RevisionTexts, SignedVersion, SignedVersions
from bot.mediawiki.site import CATEGORY, Site, Title
from bot.operations.context import WikiContext
from bot.operations.publish import OWNER
from bot.operations.template_names import known_names
from bot.operations.trust.beginnings import beginning
from bot.operations.trust.people import PagePeople, Stretch
from bot.render.blocks import read_blocks
from bot.safety.approval import (
    NO_SETTINGS,
    Approval,
    TrustRecord,
    Version,
    WaitingReason,
    approvers,
    reviewed,
)
from bot.safety.trust import Trust
from bot.wikitext import transclusions

BATCH = 50
"""Versions that are read at a time."""
LOOKED_AT = 500
"""Versions that are read in all: of settings that have stood for longer, who brought them is looked for."""
MOST_READ = 2**25
"""So many characters of them, too: a vandal may make every version as long as a page can be."""
MOST_LEVELS = 3
"""How many pages above a page that the bot made are asked for whom it belongs to."""
Contexts = Callable[[Title], Context]


_LEAD = re.compile(r"[ \t]*+(?:[-?:][ \t]++)*+")
"""What stands before the first word of a line: by its columns YAML knows what belongs together."""
_SPACES = re.compile(r"[ \t]++")


def _tidied(block: str) -> str:
    """With single spaces behind the first word of a line, and no empty lines.

    Lines are those of the reader: other characters that break a line somewhere are spaces to it.
    """
    lines = (line.rstrip(" \t") for line in plain_breaks(block).split("\n"))
    return "\n".join(map(_spaced, filter(None, lines)))


def _spaced(line: str) -> str:
    lead = _LEAD.match(line)
    end = lead.end() if lead else 0
    return line[:end] + _SPACES.sub(" ", line[end:])


def settings_of(text: str) -> tuple[str, tuple[str, ...]]:
    """The settings in a page's text: a short name, the same for equal ones, and the text of each block.

    Spaces that mean nothing make no other settings: who only tidies them up has not read what they say.
    """
    blocks = tuple(block.text for block in declaration_blocks(text, TOP_LEVEL_KEYS))
    if not blocks:
        return NO_SETTINGS, ()
    told = json.dumps([_tidied(block) for block in blocks]).encode()
    return hashlib.sha256(told).hexdigest()[:32], blocks


@dataclass(frozen=True)
class Sign:
    """What makes a campaign of a page's text: a template by its names, or a category.

    Without ``names`` nothing in it does.
    """

    names: frozenset[str]
    names_of: Callable[[str, Site], frozenset[str]]
    site: Site

    def __call__(self, text: str) -> bool:
        """Whether a version of the page has it."""
        return not self.names or not self.names.isdisjoint(self.names_of(text, self.site))


def sign_of(text: str, context: WikiContext) -> Sign:
    """The sign of a campaign's page, as its text bears it now."""
    site, discovery = context.site, context.wiki_settings.discovery
    category = site.title(discovery.category, CATEGORY) if discovery.category else None
    categories = frozenset({site.full_title(category)} if category else ())
    for names, names_of in (
        (known_names(context), transclusions.templates),
        (categories, transclusions.categories),
    ):
        sign = Sign(names, names_of, site)
        if names and sign(text):
            return sign
    return Sign(frozenset(), transclusions.templates, site)


class SettingsReview:
    """Judges the settings of one page. ``level``: how many pages below the one that was asked for first."""

    def __init__(
        self, title: Title, page: PageText, context: WikiContext, contexts: Contexts, level: int = 0
    ) -> None:
        self.declaration_context = contexts(title)
        self._page = page
        self._context = context
        self._contexts = contexts
        self._level = level
        self._now = context.clock()
        self._settings, blocks = settings_of(page.text)
        self._blocks = {self._settings: blocks}
        self._signed = sign_of(page.text, context)
        self._trust = _short_name(context.trust, self._signed)

    def remembered(self) -> TrustRecord | None:
        """What was found before by the same settings of trust."""
        found = self._context.memory.trust_record(self._context.address, self._page.pageid)
        return found if found and found.trust == self._trust else None

    def trust_record(self, known: TrustRecord | None) -> TrustRecord:
        """Judge what is not ``known``. Raises WikiUnavailable."""
        if known and known.approval.approved and self._settings == known.approval.approved.settings:
            approval = replace(known.approval, waiting=None, reason=WaitingReason.AUTHOR)
            return replace(known, approval=approval, seen=self._page.revid, by=(), tellable=True)
        if known and known.seen == self._page.revid:
            stale = self._now - known.at >= self._context.settings.full_reading
            return self._again(known) if stale else known
        return self._after(self._stretch(known), known)

    def owners(self) -> frozenset[str]:
        """Those who approve by any edit."""
        found = self.trust_record(self.remembered())
        stretch = Stretch((), whole=False)
        return approvers(found.approval, self._people(stretch))

    def _again(self, known: TrustRecord) -> TrustRecord:
        """Whether what waits may run by now: its author's rights may be others."""
        waiting = known.approval.waiting
        people = self._people(Stretch((), whole=False))
        approval = known.approval
        if waiting:
            approval = reviewed((waiting,), people, replace(approval, waiting=None))
        return self._noted(approval, people, known)

    def _after(self, stretch: Stretch, known: TrustRecord | None) -> TrustRecord:
        people = self._people(stretch)
        versions = self._attributed([self._version(one) for one in stretch.versions], known)
        people.read_first(one.settings for one in reversed(versions) if one.settings)
        people.expect(one.author for one in _changes(versions, known) if one.author)
        start = known.approval if known else None
        if versions and not stretch.whole:
            # Of the oldest that was read, nobody can tell what its author did.
            oldest = versions.pop(0)
            start = reviewed((self._oldest(oldest, known),), people, start)
        approval = reviewed(versions, people, start)
        if approval.settings != self._settings:
            # Nobody is seen who wrote this: a hidden version, or the bot's own account in other hands.
            page = self._page
            when = page.timestamp or self._now
            unseen = Version(page.revid, when, None, self._settings, None, page.parentid)
            approval = reviewed((unseen,), people, approval)
        last = _author(stretch.versions[-1]) if stretch.versions else None
        return self._noted(approval, people, known, last)

    def _oldest(self, oldest: Version, known: TrustRecord | None) -> Version:
        """The oldest version that was read, as saved by whoever brought its settings onto the page."""
        if known or oldest.settings is None:
            return _nobodys(oldest)

        def has_them(text: str) -> bool:
            return (settings_of(text)[0], self._signed(text)) == _state(oldest)

        found = beginning(self._page.pageid, oldest.revid, has_them, self._context.source)
        if found is None:
            return _nobodys(oldest)
        revision = found.revision
        return replace(
            oldest,
            revid=revision.revid,
            timestamp=revision.timestamp,
            author=found.author,
            shown=found.author,
            parentid=revision.parentid,
        )

    def _noted(
        self, approval: Approval, people: PagePeople, known: TrustRecord | None, last: str | None = None
    ) -> TrustRecord:
        return TrustRecord(
            approval,
            self._page.revid,
            self._now,
            self._trust,
            self._text(approval, known),
            tuple(sorted(approvers(approval, people))) if approval.waiting else (),
            _is_tellable(approval, people, last, known),
        )

    def _text(self, approval: Approval, known: TrustRecord | None) -> str:
        """The good settings as they were written."""
        if approval.good is None:
            return ""
        blocks = self._blocks.get(approval.good.settings or NO_SETTINGS)
        return blocks[0] if blocks else known.text if known else ""

    def _attributed(self, versions: list[Version], known: TrustRecord | None) -> list[Version]:
        """The same, but that nobody is taken for who made a change that was there before their edit.

        A wiki does not list versions with hidden authors where somebody's are left out.
        """
        there = {one.revid for one in versions} | {known.seen if known else 0, 0}
        doubtful = [one for one in _changes(versions, known) if one.parentid not in there]
        if not doubtful:
            return versions
        question = RevisionTexts(tuple(one.parentid for one in doubtful))
        texts = self._context.source.ask(question)[question]
        before = {revid: (settings_of(text)[0], self._signed(text)) for revid, text in texts.items()}
        found = {one.revid for one in doubtful if before.get(one.parentid, _state(one)) == _state(one)}
        return [_nobodys(one) if one.revid in found else one for one in versions]

    def _version(self, one: SignedVersion) -> Version:
        settings, signed = None, True
        if one.text is not None:
            settings, blocks = settings_of(one.text)
            signed = self._signed(one.text)
            self._blocks.setdefault(settings, blocks)
        shown = one.user or None
        return Version(one.revid, one.timestamp, _author(one), settings, shown, one.parentid, signed)

    def _people(self, stretch: Stretch) -> PagePeople:
        return PagePeople(
            self._page, self._context, self.declaration_context, self._blocks, stretch, self._owners_above
        )

    def _owners_above(self, first: SignedVersion) -> frozenset[str]:
        """Whom a page belongs to that the bot made: the organizers of the campaign that it was made for."""
        owner = _owner(first.text or "")
        if owner is None or owner == self._page.pageid or self._level >= MOST_LEVELS:
            return frozenset()
        pages = Pages((owner,))
        facts = self._context.source.ask(pages)[pages].get(owner)
        title = self._context.site.plain_title(facts.page.title) if facts else None
        if facts is None or title is None:
            return frozenset()
        question = PageTexts((facts.page.title,))
        page = self._context.source.ask(question)[question][facts.page.title]
        above = SettingsReview(title, page, self._context, self._contexts, self._level + 1)
        return above.owners() if page.pageid == owner else frozenset()

    def _stretch(self, known: TrustRecord | None) -> Stretch:
        """The versions since what is known, up to the page as it was opened."""
        page, account = self._page, self._context.wiki.account
        if page.parentid == (known.seen if known else 0) and page.timestamp:
            own = SignedVersion(page.revid, page.parentid, page.timestamp, page.userid, page.user, page.text)
            return Stretch(() if page.user == account else (own,), whole=True)
        return self._read(known.seen if known else 0)

    def _read(self, seen: int) -> Stretch:
        found: list[SignedVersion] = []
        more, before, left = True, 0, MOST_READ
        while more and len(found) < LOOKED_AT and left > 0 and not any(one.revid <= seen for one in found):
            question = SignedVersions(self._page.pageid, BATCH, before, but=self._context.wiki.account)
            versions, more = self._context.source.ask(question)[question]
            found += versions
            left -= sum(len(one.text or "") for one in versions)
            if not versions:
                break
            before = versions[-1].revid
        new = {one.revid: one for one in found if seen < one.revid <= self._page.revid}
        reached = any(one.revid <= seen for one in found)
        return Stretch(tuple(new[revid] for revid in sorted(new)), whole=reached or not more)


def _author(version: SignedVersion) -> str | None:
    """The account that saved a version; None for whoever has none, or is hidden."""
    return version.user if version.userid and version.user else None


def _nobodys(version: Version) -> Version:
    return replace(version, author=None, shown=None)


def _state(version: Version) -> tuple[str | None, bool]:
    """What makes a campaign of a version."""
    return version.settings, version.signed


def _changes(versions: Sequence[Version], known: TrustRecord | None) -> list[Version]:
    """Those in which the settings are others than before, trusted or not, or the page becomes a campaign."""
    before: tuple[str | None, bool] = (known.approval.settings if known else NO_SETTINGS, True)
    found = []
    for version in versions:
        if version.settings is not None and _state(version) != before:
            found.append(version)
            before = _state(version)
    return found


def _is_tellable(approval: Approval, people: PagePeople, last: str | None, known: TrustRecord | None) -> bool:
    """Whether something may be written on the page: a box must be nothing that anybody can put anywhere.

    Where no settings were ever trusted, it may be where an account put them on a page that it made itself;
    and where there are none at all, where somebody who may declare saved the page last.
    """
    if approval.approved:
        return True
    if approval.waiting is None:
        return people.may_declare(last) if last else bool(known and known.tellable)
    author = approval.waiting.author
    rights = people.rights(author) if author else None
    return author in people.makers() and rights is not None and rights.usable


def _owner(text: str) -> int | None:
    """The campaign for which the bot wrote on a page: the pageid of its page, None where it tells none."""
    found = (OWNER.match(block.inner.lstrip("\n")) for block in read_blocks(text).pairs.values())
    return next((int(match[1]) for match in found if match), None)


def _short_name(trust: Sequence[Trust], sign: Sign) -> str:
    return hashlib.sha256(f"{canonical(trust)} {bool(sign.names)}".encode()).hexdigest()[:16]
