"""Who takes part: names out of the declaration and the sign-up pages become accounts."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.core.campaign import Campaign, SignUp
from bot.core.declaration import Declaration
from bot.core.message import Message, Remark, message
from bot.core.participants import sign_ups
from bot.core.questions import Accounts, Answers, Members, PageText, Question, Texts
from bot.core.revisions import Account
from bot.core.site import USER, USER_TALK, Site, Title
from bot.gathering.grounds import Ground
from bot.gathering.renames import Renames
from bot.gathering.slices import Slice, Spent
from bot.gathering.strangers import AT_ONCE, Strangers
from bot.ports import Source

_read_sign_ups = lru_cache(maxsize=16)(sign_ups)
"""Nearly always a list of participants says the same as at the last update."""


MOST_TEXT = 4 * 1024 * 1024
"""So many characters of sign-up pages are read in all. A page has two million at most."""


@dataclass(frozen=True)
class Reading:
    """How sign-up lists are read here: the usual headings and the names of templates that link a user.

    ``most`` is how many people are counted at most.
    """

    headings: tuple[str, ...]
    templates: frozenset[str]
    most: int = 50_000


@dataclass(frozen=True)
class People:
    """The participants, in the order of their sign-up, and what the organizer should know about them.

    ``excluded`` are the userids of those who are not to take part; ``named`` are all accounts that were asked
    for, by the name as it was written. ``pages`` are those on which people sign up.
    """

    accounts: tuple[Account, ...]
    notices: tuple[Remark, ...]
    excluded: frozenset[int] = frozenset()
    named: Mapping[str, Account | None] = field(default_factory=dict)
    pages: tuple[Ground, ...] = ()


def first_questions(campaign: Campaign, site: Site) -> tuple[Question[object], ...]:
    """What can be asked before any sign-up page has been read."""
    who = campaign.participants
    titles = {up.page for up in who.sign_ups if up.page and up.page != campaign.page} | set(who.categories)
    questions: list[Question[object]] = []
    if titles:
        questions.append(Texts(tuple(sorted(map(site.full_title, titles))), follow=True))
    questions += [_members(category, site) for category in who.categories]
    names = _declared(campaign)
    if names:
        questions.append(Accounts(names))
    return tuple(questions)


def _members(category: Title, site: Site) -> Members:
    return Members(site.full_title(category), frozenset({USER, USER_TALK}))


def _declared(campaign: Campaign) -> tuple[str, ...]:
    who = campaign.participants
    judged = [adjustment.user for adjustment in campaign.adjustments]
    members = [name for team in who.teams.values() for name in team]
    return tuple(dict.fromkeys((*who.users, *who.excluded, *campaign.organizers, *judged, *members)))


class Gatherer:
    """Reads who takes part in one campaign.

    ``declaration`` tells on which line somebody or something was named. ``strangers`` are names that nobody
    had before, ``renames`` what the wiki's log told of such, and ``share`` is this turn's.
    """

    def __init__(
        self,
        campaign: Campaign,
        site: Site,
        reading: Reading,
        declaration: Declaration,
        *,
        strangers: Strangers,
        renames: Renames,
        share: Slice,
    ) -> None:
        self._campaign = campaign
        self._site = site
        self._reading = reading
        self._declaration = declaration
        self._strangers = strangers
        self._renames = renames
        self._share = share
        self._notices: list[Remark] = []
        self._pages: list[Ground] = []

    def gather(self, page: PageText, source: Source) -> People:
        """Ask for all accounts in two calls, and in two more for names that nobody has.

        ``page`` is the campaign page. Raises Spent where the turn is over before everybody was looked for.
        """
        questions = first_questions(self._campaign, self._site)
        answers = source.ask(*questions)
        names = [*self._campaign.participants.users, *self._signed_up(page, answers, questions)]
        names += self._in_categories(answers)
        names += [name for members in self._campaign.participants.teams.values() for name in members]
        names = self._not_too_many(names)
        accounts = self._accounts(names, answers, source)
        self._tell_missing(accounts, names)
        excluded = {accounts.get(name) for name in self._campaign.participants.excluded} - {None}
        found = (account for name in names if (account := accounts.get(name)))
        people = tuple(account for account in dict.fromkeys(found) if account not in excluded)
        if not people and not self._campaign.participants.anyone and not self._notices:
            self._tell(message("notice-nobody-signed-up"))
        barred = frozenset(account.userid for account in excluded if account)
        return People(people, tuple(self._notices), barred, accounts, tuple(self._pages))

    def _not_too_many(self, names: Sequence[str]) -> list[str]:
        unique = list(dict.fromkeys(names))
        if len(unique) > self._reading.most:
            self._tell(message("notice-too-many-people", len(unique), self._reading.most))
        return unique[: self._reading.most]

    def _signed_up(
        self, page: PageText, answers: Answers, questions: Iterable[Question[object]]
    ) -> Iterable[str]:
        texts: dict[str, PageText] = {}
        for question in questions:
            if isinstance(question, Texts):
                texts.update(answers[question])
        self._tell_missing_categories(texts)
        left = MOST_TEXT
        for sign_up in self._campaign.participants.sign_ups:
            place = self._place(sign_up, page, texts)
            left -= len(place.text)
            if left < 0:
                self._tell(message("notice-too-long", place.title), sign_up.line)
            elif place.exists or place is page:
                yield from self._names_on(sign_up, place, own=place is page)
            else:
                self._tell(message("notice-no-page", place.title), sign_up.line)
                self._pages.append(Ground.of(place))

    def _place(self, sign_up: SignUp, page: PageText, texts: Mapping[str, PageText]) -> PageText:
        if sign_up.page and sign_up.page != self._campaign.page:
            return texts[self._site.full_title(sign_up.page)]
        return page

    def _names_on(self, sign_up: SignUp, place: PageText, *, own: bool) -> Sequence[str]:
        usual = self._reading.headings if sign_up.default else ()
        found = _read_sign_ups(place.text, self._site, sign_up.heading, usual, self._reading.templates)
        if not found.heading_found:
            self._tell_no_section(sign_up, place)
        self._pages.append(Ground.of(place, found.names, own=own))
        return found.names

    def _tell(self, said: Message, line: int | None = None) -> None:
        self._notices.append(self._declaration.remark(said, line))

    def _tell_no_section(self, sign_up: SignUp, place: PageText) -> None:
        if sign_up.default:
            self._tell(message("notice-no-usual-section", self._reading.headings[0]))
        else:
            self._tell(message("notice-no-section", sign_up.heading or "", place.title), sign_up.line)

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
        known: dict[str, Account | None] = dict(answers[Accounts(declared)]) if declared else {}
        asleep = self._strangers.asleep(dict.fromkeys((*declared, *names)))
        unknown = tuple(name for name in names if name not in known and name not in asleep)
        if unknown:
            question = Accounts(unknown)
            known.update(source.ask(question)[question])
        self._renames.borne(name for name, account in known.items() if account)
        nobody = [name for name, account in known.items() if account is None and name not in asleep]
        try:
            known.update(self._looked_for(self._strangers.oldest_first(nobody), source))
        finally:
            known = {**dict.fromkeys(asleep), **known}
            self._renames.keep()
            self._strangers.nobody(name for name, account in known.items() if account is None)
        return known

    def _looked_for(self, names: Sequence[str], source: Source) -> dict[str, Account]:
        """Those of these names whose accounts have others now. Raises Spent where the turn is over before."""
        found: dict[str, Account] = {}
        for place in range(0, len(names), AT_ONCE):
            if place and self._share.late:
                raise Spent
            some = names[place : place + AT_ONCE]
            renamed = self._renamed(some, source)
            self._strangers.asked([name for name in some if name not in renamed])
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
        pages = Texts(tuple(title for _, title in places), follow=True)
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
            self._pages.append(Ground.of(page))
            if not page.exists and not page.members:
                written = self._declaration.written.get(category)
                self._tell(message("notice-no-category", page.title), written.line if written else None)
