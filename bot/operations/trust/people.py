"""What is asked of the wiki about those who saved a campaign's page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from bot.declaration.campaign import Campaign
from bot.declaration.read import Context, read_declaration
from bot.i18n.sections import participants_headings
from bot.mediawiki.queries import PageText, RevisionTexts, RightsOf, SignedVersion, SignedVersions
from bot.mediawiki.site import USER
from bot.operations.context import WikiContext
from bot.safety.approval import NO_SETTINGS, Version
from bot.safety.trust import Rights, Trust, may_declare
from bot.wikitext.sign_up_edit import Signing, only_signs_up

ADMINISTRATORS = "sysop"
MOST_CHARACTERS = 2**20
"""So much of a page's different settings is read at once; what is older is taken to have problems."""


@dataclass(frozen=True)
class Stretch:
    """Versions of a page, oldest first, the bot's own left out; ``whole``: none before them is left out."""

    versions: tuple[SignedVersion, ...]
    whole: bool


@dataclass
class PagePeople:
    """What is asked of the wiki about people, when it is needed and once."""

    page: PageText
    context: WikiContext
    declaration_context: Context
    blocks: Mapping[str, tuple[str, ...]]
    stretch: Stretch
    owners_above: Callable[[SignedVersion], frozenset[str]]
    _rights: dict[str, Rights | None] = field(default_factory=dict)
    _expected: set[str] = field(default_factory=set)
    _campaigns: dict[str, Campaign | None] = field(default_factory=dict)
    _unread: set[str] = field(default_factory=set)
    _texts: dict[int, str | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._texts.update((one.revid, one.text) for one in self.stretch.versions)
        self._texts[self.page.revid] = self.page.text

    def expect(self, names: Iterable[str]) -> None:
        """These will be asked for, too, so that one request is enough."""
        self._expected.update(names)

    def read_first(self, settings: Iterable[str]) -> None:
        """Settings, the most important first: there is no time for more than a bounded number of them."""
        length = 0
        for one in dict.fromkeys(settings):
            length += sum(map(len, self.blocks.get(one, ())))
            if length > MOST_CHARACTERS:
                self._unread.add(one)

    def may_declare(self, name: str) -> bool:
        """Whether an account may declare by itself: on a user's page, that user and administrators alone."""
        rights = self.rights(name)
        if rights is None or not may_declare(rights, self._trust, self.context.clock()):
            return False
        return self._owner in (None, name) or ADMINISTRATORS in rights.groups

    @property
    def _owner(self) -> str | None:
        """Whose page it is, None where it is no user's."""
        page = self.declaration_context.page
        return self.context.site.user_name(page.name.partition("/")[0]) if page.namespace == USER else None

    def named_before(self, name: str, when: datetime) -> bool:
        """Whether an account can be the one that settings of that time mean."""
        rights = self.rights(name)
        if rights is None or not rights.usable:
            return False
        return rights.registered is None or rights.registered <= when

    def rights(self, name: str) -> Rights | None:
        """An account as it is now; None where there is none."""
        if name not in self._rights:
            question = RightsOf(tuple(sorted({name} | self._expected - self._rights.keys())))
            answer = self.context.source.ask(question)[question]
            self._rights.update({one: answer.get(one) for one in question.names})
        return self._rights[name]

    def makers(self) -> frozenset[str]:
        """Who made the page; of a page that the bot made, the organizers of the page it was made from."""
        return self._makers

    @cached_property
    def _makers(self) -> frozenset[str]:
        if self._owner:
            return frozenset({self._owner})
        first = self._first()
        if first is None or not first.userid:
            return frozenset()
        if first.user == self.context.wiki.account:
            return self.owners_above(first)
        return frozenset({first.user} - {""})

    @cached_property
    def _trust(self) -> tuple[Trust, ...]:
        """The settings of trust, with names as this wiki writes them."""
        name = self.context.site.user_name
        return tuple(
            replace(one, users=frozenset(filter(None, map(name, one.users)))) for one in self.context.trust
        )

    def _first(self) -> SignedVersion | None:
        """The page's oldest version."""
        first = (one for one in self.stretch.versions if one.parentid == 0)
        known = min(first, key=lambda one: (one.timestamp, one.revid), default=None)
        if self.stretch.whole and known:
            return known
        question = SignedVersions(self.page.pageid, 1, first=True)
        versions, _ = self.context.source.ask(question)[question]
        return versions[0] if versions else None

    def organizers(self, settings: str) -> frozenset[str] | None:
        """Whom settings name; None for settings that have problems, or are none."""
        campaign = self._campaign(settings)
        return frozenset(campaign.organizers) if campaign else None

    def _campaign(self, settings: str) -> Campaign | None:
        if settings not in self._campaigns:
            blocks = self.blocks.get(settings, ())
            read = len(blocks) == 1 and settings not in self._unread
            found = (
                read_declaration(blocks[0], self.declaration_context, thorough=False).campaign
                if read
                else None
            )
            self._campaigns[settings] = found
        return self._campaigns[settings]

    def approves(self, version: Version) -> bool:
        """Whether an edit that leaves the settings as they are is one that approves: not just a sign-up."""
        after, before = self._text(version.revid), self._text(version.parentid)
        if after is None or before is None or version.author is None or after == before:
            return False
        templates = self.context.wiki_settings.user_templates
        signing = Signing(self.context.site, self._lists(version), templates)
        return not only_signs_up(before, after, version.author, signing)

    def _text(self, revid: int) -> str | None:
        if revid == self.page.revid:
            return self.page.text
        if revid not in self._texts:
            question = RevisionTexts((revid,))
            self._texts[revid] = self.context.source.ask(question)[question].get(revid)
        return self._texts[revid]

    def _lists(self, version: Version) -> Sequence[str]:
        """The headings under which people sign up on this page."""
        campaign = self._campaign(version.settings or NO_SETTINGS)
        sources = campaign.participants.sources if campaign else ()
        named = [one for source in sources for one in source.lists_on(self.declaration_context.page) if one]
        return [*named, *participants_headings((self.context.site.language, "en"))]
