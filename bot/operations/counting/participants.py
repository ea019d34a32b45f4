"""Who takes part: names out of the declaration and the sign-up pages become accounts."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.declaration.campaign import Campaign, SignUp
from bot.declaration.read import Declaration
from bot.mediawiki.models import Account
from bot.mediawiki.queries import Accounts, Answers, Members, PageText, PageTexts, Question
from bot.mediawiki.site import USER, USER_TALK, Site, Title
from bot.messages import Message, Remark, message
from bot.operations.counting.budget import Budget, BudgetExhausted
from bot.operations.counting.input_pages import InputPage
from bot.operations.counting.name_holders import DECLARED, LISTED, NameHolders
from bot.operations.counting.plain_names import ListedNames, PlainNames, told
from bot.operations.counting.renames import Renames
from bot.operations.counting.sign_up_pages import SignUpPages
from bot.operations.counting.unknown_names import AT_ONCE, UnknownNames
from bot.operations.ports import Source
from bot.wikitext.signups import sign_ups

_read_sign_ups = lru_cache(maxsize=16)(sign_ups)
"""Nearly always a list of participants says the same as at the last update."""


MOST_TEXT = 4 * 1024 * 1024
"""So many characters of sign-up pages are read in all. A page has two million at most."""


@dataclass(frozen=True)
class SignUpReading:
    """How sign-up lists are read here: the usual headings and the names of templates that link a user.

    ``most`` is how many people are counted at most, and ``bot`` the bot's own account.
    """

    headings: tuple[str, ...]
    templates: frozenset[str]
    most: int = 50_000
    bot: str | None = None


@dataclass(frozen=True)
class FoundParticipants:
    """The participants, in the order of their sign-up, and what the organizer should know about them.

    ``excluded`` are the userids of those who are not to take part; ``named`` are all accounts that were asked
    for, by the name as it was written. ``pages`` are those on which people sign up, and ``headings`` what the
    lists are called there.
    """

    accounts: tuple[Account, ...]
    notices: tuple[Remark, ...]
    excluded: frozenset[int] = frozenset()
    named: Mapping[str, Account | None] = field(default_factory=dict)
    pages: tuple[InputPage, ...] = ()
    headings: Mapping[SignUp, str] = field(default_factory=dict)


def first_questions(
    campaign: Campaign, site: Site, lists: Iterable[Title] = (), names: Sequence[str] = ()
) -> tuple[Question[object], ...]:
    """What can be asked before any sign-up page has been read; ``lists`` are on the campaign page already.

    ``names`` are accounts that are asked for, too.
    """
    who = campaign.participants
    titles = {up.page for up in who.sign_ups if up.page and up.page != campaign.page} | set(who.categories)
    titles |= set(lists)
    questions: list[Question[object]] = []
    if titles:
        questions.append(PageTexts(tuple(sorted(map(site.full_title, titles))), follow=True))
    questions += [_members(category, site) for category in who.categories]
    if accounts := _asked_first(campaign, names):
        questions.append(accounts)
    return tuple(questions)


def _asked_first(campaign: Campaign, names: Sequence[str]) -> Accounts | None:
    asked = tuple(dict.fromkeys((*_declared(campaign), *names)))
    return Accounts(asked) if asked else None


def _members(category: Title, site: Site) -> Members:
    return Members(site.full_title(category), frozenset({USER, USER_TALK}))


def _declared(campaign: Campaign) -> tuple[str, ...]:
    who = campaign.participants
    evaluated = [adjustment.user for adjustment in campaign.adjustments]
    members = [name for team in who.teams.values() for name in team]
    return tuple(dict.fromkeys((*who.users, *who.excluded, *campaign.organizers, *evaluated, *members)))


class ParticipantFinder:
    """Reads who takes part in one campaign.

    ``declaration`` tells on which line somebody or something was named. ``strangers`` are names that nobody
    had before, ``renames`` what the wiki's log told of such, ``bearers`` whom names meant before, and
    ``share`` is this turn's.
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
        budget: Budget,
    ) -> None:
        self._campaign = campaign
        self._site = site
        self._reading = reading
        self._declaration = declaration
        self._unknown_names = unknown_names
        self._renames = renames
        self._name_holders = name_holders
        self._budget = budget
        self._notices: list[Remark] = []
        self._pages: list[InputPage] = []
        self._plain_names = plain_names
        self._plain: list[ListedNames] = []
        self._listed: list[str] = []
        self._twice: set[str] = set()
        self._beside: list[Message] = []
        self._headings: dict[SignUp, str] = {}

    def gather(self, page: PageText, source: Source) -> FoundParticipants:
        """Ask for all accounts in two calls, and in two more for names that nobody has.

        ``page`` is the campaign page. Raises BudgetExhausted where the turn is over before that.
        """
        lists = SignUpPages(self._campaign, self._site, self._reading.headings)
        questions = first_questions(self._campaign, self._site, lists.on(page), self._name_holders.present())
        answers = source.ask(*questions)
        texts = lists.read(page, answers, questions, source)
        self._pages += lists.pages
        for title in lists.missing:
            self._tell(message("notice-list-missing", title))
        names = [*self._campaign.participants.users, *self._signed_up(page, texts, lists)]
        self._listed += self._named_plainly(names, source)
        names += self._listed
        names += self._in_categories(answers)
        names += [name for members in self._campaign.participants.teams.values() for name in members]
        self._tell_unread_list(page)
        names = self._not_too_many(names)
        known = self._accounts(names, answers, source)
        accounts, found = self._meant(names, known, source)
        self._tell_missing(accounts, names)
        excluded = {accounts.get(name) for name in self._campaign.participants.excluded} - {None}
        people = tuple(account for account in dict.fromkeys(found) if account not in excluded)
        if not people and not self._campaign.participants.anyone and not self._notices:
            self._tell(message("notice-nobody-signed-up"))
        barred = frozenset(account.userid for account in excluded if account)
        pages = tuple(self._pages)
        return FoundParticipants(people, tuple(self._notices), barred, accounts, pages, self._headings)

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
        pages = [page for one in self._plain for page in one.pages]
        found += self._name_holders.takers(there, self._twice, known, pages, source)
        for name, account in self._name_holders.taken.items():
            self._tell(message("notice-name-taken", name, account.name))
        return both, found

    def _not_too_many(self, names: Sequence[str]) -> list[str]:
        unique = list(dict.fromkeys(names))
        if len(unique) > self._reading.most:
            self._tell(message("notice-too-many-people", len(unique), self._reading.most))
        return unique[: self._reading.most]

    def _signed_up(self, page: PageText, texts: Mapping[str, PageText], lists: SignUpPages) -> Iterable[str]:
        self._tell_missing_categories(texts)
        left = MOST_TEXT
        for sign_up in self._campaign.participants.sign_ups:
            place = self._place(sign_up, page, texts)
            for title in lists.elsewhere(sign_up, place):
                self._tell(message("notice-list-elsewhere", self._site.full_title(title)), sign_up.line)
            text = lists.whole(place)
            left -= len(text)
            if left < 0:
                self._tell(message("notice-too-long", place.title), sign_up.line)
            elif place.exists or place is page:
                yield from self._names_on(sign_up, place, text, lists, own=place is page)
            else:
                self._tell(message("notice-no-page", place.title), sign_up.line)
                self._pages.append(InputPage.of(place))

    def _place(self, sign_up: SignUp, page: PageText, texts: Mapping[str, PageText]) -> PageText:
        if sign_up.page and sign_up.page != self._campaign.page:
            return texts[self._site.full_title(sign_up.page)]
        return page

    def _names_on(
        self, sign_up: SignUp, place: PageText, text: str, lists: SignUpPages, *, own: bool
    ) -> Sequence[str]:
        usual = self._reading.headings if sign_up.default else ()
        found = _read_sign_ups(text, self._site, sign_up.heading, usual, self._reading.templates)
        if not found.heading_found:
            self._tell_no_section(sign_up, place)
        if found.heading:
            self._headings[sign_up] = found.heading
        lines = [line.text for line in found.plain]
        self._pages.append(InputPage.of(place, (*found.names, *lines), own=own))
        self._plain.append(ListedNames(lists.behind(place), found.plain))
        self._listed += found.names
        self._twice.update(found.twice)
        self._beside += [message("notice-passed-name", name) for name in found.passed]
        apart = [name for name in found.apart if name not in self._campaign.organizers]
        self._beside += [message("notice-apart", name) for name in apart]
        return found.names

    def _named_plainly(self, linked: Sequence[str], source: Source) -> list[str]:
        """Those who wrote their names without a link; and what is to be told of names on the lists."""
        there = set(linked)
        for said in self._beside:
            if said.params[0] not in there:
                self._tell(said)
        found = self._plain_names.take_part(self._plain, source)
        for said in told(found, linked):
            self._tell(said)
        return [name for names in found.values() for name in names]

    def _tell(self, said: Message, line: int | None = None) -> None:
        self._notices.append(self._declaration.remark(said, line))

    def _tell_no_section(self, sign_up: SignUp, place: PageText) -> None:
        if sign_up.default:
            self._tell(message("notice-no-usual-section", self._reading.headings[0]))
        else:
            self._tell(message("notice-no-section", sign_up.heading or "", place.title), sign_up.line)

    def _tell_unread_list(self, page: PageText) -> None:
        """Where the settings name the people, those who sign on the page all the same do not take part."""
        who = self._campaign.participants
        if who.sign_ups or who.anyone or not (who.users or who.teams):
            return
        found = _read_sign_ups(page.text, self._site, None, self._reading.headings, self._reading.templates)
        others = set(found.names) - {*_declared(self._campaign)}
        if others and found.heading:
            self._tell(message("notice-unread-list", len(others), found.heading))

    def _in_categories(self, answers: Answers) -> Iterable[str]:
        for category in self._campaign.participants.categories:
            for member in answers[_members(category, self._site)]:
                # A draft below a user's page says where itself belongs, and nothing of people.
                name = self._site.user_name(member.title)
                if name and "/" not in member.title:
                    yield name

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

    def _tell_missing(self, accounts: Mapping[str, Account | None], names: Sequence[str]) -> None:
        everybody = dict.fromkeys((*names, *_declared(self._campaign)))
        missing = deque(name for name in everybody if accounts.get(name) is None)
        while missing:
            name = missing.popleft()
            written = self._declaration.written.get(name)
            line = written.line if written else None
            if missing and self._may_be_one(name, missing[0]):
                self._tell(message("notice-no-account-comma", name, missing.popleft()), line)
            else:
                self._tell(message("notice-no-account", name), line)

    def _may_be_one(self, name: str, following: str) -> bool:
        """Whether two names that nobody has stand side by side in a ``[…]`` list: ``[Smith, John]``."""
        first, second = map(self._declaration.written.get, (name, following))
        return bool(first and second and first.in_list and second.in_list and first.line == second.line)

    def _tell_missing_categories(self, texts: Mapping[str, PageText]) -> None:
        for category in self._campaign.participants.categories:
            page = texts[self._site.full_title(category)]
            self._pages.append(InputPage.of(page))
            if not page.exists and not page.members:
                written = self._declaration.written.get(category)
                self._tell(message("notice-no-category", page.title), written.line if written else None)
