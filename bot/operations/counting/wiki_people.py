"""The people of a campaign on each of its wikis: found where its page is, and known elsewhere by their names.

Rule: docs/counting.md, "Several wikis".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.mediawiki.keys import AccountKey
from bot.mediawiki.models import Account
from bot.mediawiki.queries import Accounts
from bot.messages import Remark, Somebody, message
from bot.operations.counting.participants import FoundParticipants, missing_names
from bot.operations.counting.same_people import UnifiedAccounts, strangers
from bot.operations.counting.wiki_counting import WikiCounting

Named = Mapping[str, Account | None]


@dataclass
class WikiPeople:
    """``home`` is the wiki of the campaign's page, and ``people`` are those who were found there."""

    home: WikiCounting
    people: FoundParticipants
    _found: dict[str, FoundParticipants] = field(default_factory=dict)
    _named: dict[str, Named] = field(default_factory=dict)
    """Accounts by the names that were asked for, by wiki."""
    _checked: dict[str, set[int]] = field(default_factory=dict)
    _told: dict[str, Remark] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._named[self.home.work.wiki] = self.people.named
        self._known = {account.name: account for account in self.people.accounts}

    def on(self, part: WikiCounting) -> FoundParticipants:
        """Those who take part on a wiki by other ways than their edits there, once it was looked on."""
        return self._found[part.work.wiki]

    def look_on(self, part: WikiCounting) -> None:
        """Find them. Raises WikiUnavailable."""
        self._found[part.work.wiki] = self.people if part is self.home else self._there(part)

    def _there(self, part: WikiCounting) -> FoundParticipants:
        names = tuple(dict.fromkeys((*self._known, *self.people.named, *self.people.nobody)))
        question = Accounts(names)
        found: Named = part.source.ask(question)[question] if names else {}
        self._named[part.work.wiki] = found
        excluded = {found.get(name) for name in part.campaign.participants.excluded} - {None}
        taking = dict.fromkeys((*self._known, *self.people.nobody))
        theirs = [account for name in taking if (account := found.get(name)) and account not in excluded]
        out = {account.userid for account in self._strangers(part, theirs)}
        return FoundParticipants(
            tuple(account for account in theirs if account.userid not in out),
            (),
            excluded=frozenset(account.userid for account in excluded if account),
            named=found,
            joined=self._joined(theirs),
        )

    def _joined(self, accounts: Iterable[Account]) -> Mapping[int, datetime]:
        """When these signed up, as the list on the page's wiki tells."""
        people = self.people
        here = {name: when for name, one in self._known.items() if (when := people.joined.get(one.userid))}
        times = {**people.joined_names, **here}
        return {one.userid: times[one.name] for one in accounts if one.name in times}

    def named(self) -> Mapping[str, Sequence[AccountKey]]:
        """The accounts on all wikis that names in the settings mean, that of the page's wiki first."""
        names = dict.fromkeys(name for named in self._named.values() for name in named)
        return {
            name: tuple(
                AccountKey(wiki, account.userid)
                for wiki, named in self._named.items()
                if (account := self._of(wiki, name))
            )
            for name in names
        }

    def left_out(self, parts: Iterable[WikiCounting]) -> tuple[Remark, ...]:
        """Have those found by their edits counted for themselves alone; what is to be told of it."""
        before = set(self._told)
        self._known = {account.name: account for account in self.home.accounts} | self._known
        for part in parts:
            if part is not self.home and part.campaign.participants.by_edits:
                part.leave_out(self._strangers(part, part.accounts))
        return tuple(remark for name, remark in self._told.items() if name not in before)

    def keys(self, accounts: Iterable[tuple[WikiCounting, Sequence[Account]]]) -> dict[AccountKey, str]:
        """All accounts with the names of their people: those of the page's wiki first, counted or not."""
        found = self.home.keys(self.people.accounts)
        for part, theirs in accounts:
            found |= part.keys(theirs)
        return found

    @property
    def notices(self) -> tuple[Remark, ...]:
        """What the organizer should know of them all."""
        elsewhere = {name for named in self._named.values() for name, account in named.items() if account}
        missing = [name for name in self.people.missing if name not in elsewhere]
        told = [*missing_names(missing, self.home.declaration)]
        if absent := [name for name in self.people.not_here if name not in elsewhere]:
            told.append(Remark(message("notice-event-not-here", len(absent))))
        return (*self.people.notices, *told, *self._told.values())

    def _of(self, wiki: str, name: str) -> Account | None:
        account = self._named[wiki].get(name)
        out = self._checked.get(wiki, ())
        return account if account and account.userid not in out else None

    def _strangers(self, part: WikiCounting, accounts: Sequence[Account]) -> list[Account]:
        now = self.home.turn.now
        here = UnifiedAccounts(self.home.source, self.home.notes, now)
        there = UnifiedAccounts(part.source, part.notes, now)
        found = strangers(accounts, here, there, self._known)
        self._checked.setdefault(part.work.wiki, set()).update(account.userid for account in found)
        for account in found:
            said = message("notice-unattached", Somebody(account.name), part.work.host)
            self._told[f"{account.name} {part.work.wiki}"] = Remark(said)
        return found
