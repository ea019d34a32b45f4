"""Who takes part: the names that the sources of participants find become accounts."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.declaration.campaign import Campaign
from bot.declaration.read import Declaration
from bot.features.participants.reading import unread_list
from bot.features.participants.source import FoundNames, ListedNames, Notice, SourceContext
from bot.mediawiki.models import Account
from bot.mediawiki.queries import Accounts, Answers, PageText, PageTexts
from bot.mediawiki.site import USER, USER_TALK, Site, Title
from bot.messages import Message, Remark, Somebody, message
from bot.operations.counting.asking import ask_together
from bot.operations.counting.budget import Budget, BudgetExhausted
from bot.operations.counting.name_holders import DECLARED, LISTED, NameHolders
from bot.operations.counting.plain_names import PlainNames, told
from bot.operations.counting.renames import Renames
from bot.operations.counting.sign_up_times import SignUpTimes
from bot.operations.counting.unknown_names import AT_ONCE, UnknownNames
from bot.operations.ports import Source
from bot.wikitext.input_pages import InputPage


@dataclass(frozen=True)
class SignUpReading:
    """How sign-up lists are read here: the usual headings and the names of templates that link a user.

    ``most`` is how many people are counted at most, and ``bot`` the bot's own account. ``months`` are the
    names of months in the dates of signatures, with their numbers. ``preloaded``: a line of somebody who
    signs up can be filled in.
    """

    headings: tuple[str, ...]
    templates: frozenset[str]
    most: int = 50_000
    bot: str | None = None
    months: Mapping[str, int] = field(default_factory=dict)
    preloaded: bool = False


@dataclass(frozen=True)
class FoundParticipants:
    """The participants, in the order of their sign-up, and what the organizer should know about them.

    ``excluded`` are the userids of those who are not to take part; ``named`` are all accounts that were asked
    for, by the name as it was written. ``pages`` are those that people were read from, and ``headings`` what
    the places where they sign up are called there. ``nobody`` are names that would take part and that no
    account has, and ``missing`` are those of them and of the settings; of ``not_here`` it is known that there
    are such accounts elsewhere. ``open_ended`` are the pages (full titles) on which a line at the end signs
    somebody up, by these places. ``joined`` is when those signed up (by userid) of whom earlier edits do not
    count, ``joined_names`` the same by names. ``unnamed``: a source asks that nobody be named.
    """

    accounts: tuple[Account, ...]
    notices: tuple[Remark, ...]
    excluded: frozenset[int] = frozenset()
    named: Mapping[str, Account | None] = field(default_factory=dict)
    pages: tuple[InputPage, ...] = ()
    headings: Mapping[Hashable, str] = field(default_factory=dict)
    unnamed: bool = False
    nobody: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    not_here: tuple[str, ...] = ()
    open_ended: Mapping[Hashable, str] = field(default_factory=dict)
    joined: Mapping[int, datetime] = field(default_factory=dict)
    joined_names: Mapping[str, datetime] = field(default_factory=dict)


def _asked_first(campaign: Campaign, names: Sequence[str]) -> Accounts | None:
    asked = tuple(dict.fromkeys((*_declared(campaign), *names)))
    return Accounts(asked) if asked else None


def _declared(campaign: Campaign) -> tuple[str, ...]:
    who = campaign.participants
    evaluated = [adjustment.user for adjustment in campaign.adjustments]
    return tuple(dict.fromkeys((*who.named, *who.excluded, *campaign.organizers, *evaluated, *who.in_teams)))


class ParticipantFinder:
    """Reads who takes part in one campaign.

    ``declaration`` tells on which line somebody or something was named. ``strangers`` are names that nobody
    had before, ``renames`` what the wiki's log told of such, ``name_holders`` whom names meant before,
    ``sign_up_times`` when lists had them, and ``budget`` is this turn's.
    """

    def __init__(  # noqa: PLR0913 - all of what tells who takes part, each by its name
        self,
        campaign: Campaign,
        site: Site,
        reading: SignUpReading,
        declaration: Declaration,
        *,
        unknown_names: UnknownNames,
        plain_names: PlainNames,
        renames: Renames,
        name_holders: NameHolders,
        sign_up_times: SignUpTimes,
        budget: Budget,
    ) -> None:
        self._campaign = campaign
        self._site = site
        self._reading = reading
        self._declaration = declaration
        self._unknown_names = unknown_names
        self._renames = renames
        self._name_holders = name_holders
        self._sign_up_times = sign_up_times
        self._budget = budget
        self._plain_names = plain_names
        self._notices: list[Remark] = []
        self._lists: list[ListedNames] = []
        self._listed: list[str] = []
        self._twice: set[str] = set()

    def gather(self, page: PageText, source: Source) -> FoundParticipants:
        """Ask for all accounts in two calls, and in two more for names that nobody has.

        ``page`` is the campaign page. Raises BudgetExhausted where the turn is over before that.
        """
        around = self._around(page)
        # Those whom the settings name come first.
        sources = sorted(self._campaign.participants.sources, key=lambda one: not one.named)
        first = _asked_first(self._campaign, self._name_holders.present())
        looking = [one.find(around) for one in sources]
        found, answers = ask_together(looking, (first,) if first else (), source)
        names = self._names(found, source)
        self._tell_unread_list(around)
        names = self._not_too_many(names)
        known = self._accounts(names, answers, source)
        accounts, people = self._meant(names, known, source)
        excluded = {accounts.get(name) for name in self._campaign.participants.excluded} - {None}
        people = [account for account in dict.fromkeys(people) if account not in excluded]
        nowhere = self._missing(accounts, names)
        vouched = {name for one in found if one.vouched for name in one.names}
        missing = tuple(name for name in nowhere if name not in vouched)
        if not people and not nowhere and not self._campaign.participants.by_edits and not self._notices:
            self._tell(message("notice-nobody-signed-up"))
        times = self._sign_up_times.of(found, self._listed, around, source)
        return FoundParticipants(
            tuple(people),
            tuple(self._notices),
            excluded=frozenset(account.userid for account in excluded if account),
            named=accounts,
            pages=tuple(page for one in found for page in one.pages),
            headings={place: heading for one in found for place, heading in one.headings.items()},
            unnamed=any(one.unnamed for one in found),
            nobody=tuple(name for name in dict.fromkeys(names) if accounts.get(name) is None),
            missing=missing,
            not_here=tuple(name for name in nowhere if name in vouched),
            open_ended={place: page for one in found for place, page in one.open_ended.items()},
            joined=self._joined(times, {name: (accounts.get(name), known.get(name)) for name in names}),
            joined_names={name: when for name, when in times.items() if when > self._campaign.start},
        )

    def _around(self, page: PageText) -> SourceContext:
        campaign, reading = self._campaign, self._reading
        return SourceContext(
            self._site,
            campaign.page,
            page,
            reading.headings,
            reading.templates,
            campaign.organizers,
            reading.months if campaign.participants.from_signup else {},
            reading.preloaded,
        )

    def _names(self, found: Sequence[FoundNames], source: Source) -> list[str]:
        """The names that the sources found, and those of the teams; what is to be told of them."""
        for one in found:
            self._tell_all(one.missing)
        for one in found:
            self._tell_all(one.notices)
        names: list[str] = []
        for one in found:
            names += one.names
            if one.on_lists:
                names += self._on_lists(one, names, source)
        return [*names, *self._campaign.participants.in_teams]

    def _on_lists(self, found: FoundNames, linked: Sequence[str], source: Source) -> list[str]:
        """Those who wrote their names on a list without a link; and what is to be told of names there."""
        there = set(linked)
        for said in found.beside:
            if said.params[0] not in there:
                self._tell(said)
        meant = self._plain_names.take_part(found.lists, source)
        for said in told(meant, linked):
            self._tell(said)
        plain = [name for some in meant.values() for name in some]
        self._lists += found.lists
        self._twice |= found.twice
        self._listed += [*found.names, *plain]
        return plain

    def _meant(
        self, names: Sequence[str], known: Mapping[str, Account | None], source: Source
    ) -> tuple[Mapping[str, Account | None], list[Account]]:
        """The accounts that names mean, and those that take part, whatever the names that they have now."""
        there, declared = set(names), _declared(self._campaign)
        listed = [name for name in self._listed if name in there]
        meant = self._name_holders.meant({LISTED: listed, DECLARED: declared}, known, source)
        both = {**known, **meant[LISTED], **meant[DECLARED]}
        found = [account for name in names if (account := both.get(name))]
        found += [account for account in meant[LISTED].values() if account]
        pages = [page for one in self._lists for page in one.pages]
        found += self._name_holders.takers(there, self._twice, known, pages, source)
        for name, account in self._name_holders.taken.items():
            self._tell(message("notice-name-taken", Somebody(name), Somebody(account.name)))
        return both, found

    def _joined(
        self, times: Mapping[str, datetime], meant: Mapping[str, Sequence[Account | None]]
    ) -> Mapping[int, datetime]:
        """When those signed up who did so after the start; ``meant`` are the accounts of each name."""
        joined: dict[int, datetime] = {}
        for name, when in times.items():
            for account in filter(None, meant.get(name, ())):
                joined[account.userid] = min(when, joined.get(account.userid, when))
        return {userid: when for userid, when in joined.items() if when > self._campaign.start}

    def _not_too_many(self, names: Sequence[str]) -> list[str]:
        unique = list(dict.fromkeys(names))
        if len(unique) > self._reading.most:
            self._tell(message("notice-too-many-people", len(unique), self._reading.most))
        return unique[: self._reading.most]

    def _tell_all(self, notices: Iterable[Notice]) -> None:
        for notice in notices:
            written = self._declaration.written.get(notice.about) if notice.about else None
            self._tell(notice.message, written.line if written else notice.line)

    def _tell(self, said: Message, line: int | None = None) -> None:
        self._notices.append(self._declaration.remark(said, line))

    def _tell_unread_list(self, around: SourceContext) -> None:
        """Where the settings name the people, those who sign on the page all the same do not take part."""
        who = self._campaign.participants
        if who.everybody or who.by_signing or not (who.named or who.teams):
            return
        said = unread_list(around, frozenset(_declared(self._campaign)))
        if said:
            self._tell(said)

    def _accounts(
        self, names: Sequence[str], answers: Answers, source: Source
    ) -> Mapping[str, Account | None]:
        declared = _declared(self._campaign)
        first = _asked_first(self._campaign, self._name_holders.present())
        known: dict[str, Account | None] = dict(answers[first]) if first else {}
        asleep = self._unknown_names.asleep(dict.fromkeys((*declared, *names)))
        unknown = tuple(name for name in names if name not in known and name not in asleep)
        if unknown:
            question = Accounts(unknown)
            known.update(source.ask(question)[question])
        self._renames.borne(name for name, account in known.items() if account)
        nobody = [name for name, account in known.items() if account is None and name not in asleep]
        try:
            known.update(self._looked_for(self._unknown_names.oldest_first(nobody), source))
        finally:
            known = {**dict.fromkeys(asleep), **known}
            self._renames.keep()
            self._unknown_names.nobody(name for name, account in known.items() if account is None)
        return known

    def _looked_for(self, names: Sequence[str], source: Source) -> dict[str, Account]:
        """Those of these names whose accounts have others now. Raises BudgetExhausted."""
        found: dict[str, Account] = {}
        for place in range(0, len(names), AT_ONCE):
            if place and self._budget.late:
                raise BudgetExhausted
            some = names[place : place + AT_ONCE]
            renamed = self._renamed(some, source)
            self._unknown_names.asked([name for name in some if name not in renamed])
            found |= renamed
        return found

    def _renamed(self, names: Sequence[str], source: Source) -> dict[str, Account]:
        """Accounts by the names that they had, as their pages tell, or else the wiki's log."""
        present = {**self._renames.known(names), **self._led_by_pages(names, source)}
        question = Accounts(tuple(dict.fromkeys(present.values())))
        accounts = source.ask(question)[question] if present else {}
        found = {name: account for name, new in present.items() if (account := accounts.get(new))}
        return found | self._renames.look_up([name for name in names if name not in found], source)

    def _led_by_pages(self, names: Iterable[str], source: Source) -> dict[str, str]:
        """Present names by former ones: renaming moves a user's pages and leaves redirects."""
        places = [(name, self._site.full_title(Title(n, name))) for name in names for n in (USER_TALK, USER)]
        pages = PageTexts(tuple(title for _, title in places), follow=True)
        texts = source.ask(pages)[pages]
        led = {
            name: self._site.linked_user(texts[title].title) for name, title in places if texts[title].exists
        }
        return {name: new for name, new in led.items() if new and new != name}

    def _missing(self, accounts: Mapping[str, Account | None], names: Sequence[str]) -> tuple[str, ...]:
        everybody = dict.fromkeys((*names, *_declared(self._campaign)))
        return tuple(name for name in everybody if accounts.get(name) is None)


def missing_names(names: Iterable[str], declaration: Declaration) -> Iterator[Remark]:
    """What to tell of names that nobody has, each with the line that names it."""
    missing = deque(names)
    while missing:
        name = missing.popleft()
        written = declaration.written.get(name)
        if missing and _may_be_one(name, missing[0], declaration):
            said = message("notice-no-account-comma", Somebody(name), Somebody(missing.popleft()))
        else:
            said = message("notice-no-account", Somebody(name))
        yield declaration.remark(said, written.line if written else None)


def _may_be_one(name: str, following: str, declaration: Declaration) -> bool:
    """Whether two names that nobody has stand side by side in a ``[…]`` list: ``[Smith, John]``."""
    first, second = map(declaration.written.get, (name, following))
    return bool(first and second and first.in_list and second.in_list and first.line == second.line)
