"""Who takes part: names out of the declaration and the sign-up pages become accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.core.campaign import Campaign, SignUp
from bot.core.message import Remark, message
from bot.core.participants import sign_ups
from bot.core.questions import Accounts, Answers, Members, PageText, Question, Texts
from bot.core.revisions import Account
from bot.core.site import USER, USER_TALK, Site, Title
from bot.ports import Source


@dataclass(frozen=True)
class Reading:
    """How sign-up lists are read here: the usual headings and the names of templates that link a user."""

    headings: tuple[str, ...]
    templates: frozenset[str]


@dataclass(frozen=True)
class People:
    """The participants, in the order of their sign-up, and what the organizer should know about them."""

    accounts: tuple[Account, ...]
    notices: tuple[Remark, ...]


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
    return tuple(dict.fromkeys((*campaign.participants.users, *campaign.organizers)))


class Gatherer:
    """Reads who takes part in one campaign.

    ``lines`` tells the line of the declaration that names somebody or something.
    """

    def __init__(
        self, campaign: Campaign, site: Site, reading: Reading, lines: Mapping[tuple[str, str], int]
    ) -> None:
        self._campaign = campaign
        self._site = site
        self._reading = reading
        self._lines = lines
        self._notices: list[Remark] = []

    def gather(self, page: PageText, source: Source) -> People:
        """Ask for all accounts in two calls at most. ``page`` is the campaign page."""
        questions = first_questions(self._campaign, self._site)
        answers = source.ask(*questions)
        names = [*self._campaign.participants.users, *self._signed_up(page, answers, questions)]
        names += self._in_categories(answers)
        accounts = self._accounts(names, answers, source)
        self._tell_missing(accounts, names)
        people = self._chosen(accounts, names)
        if not people and not self._campaign.participants.anyone and not self._notices:
            self._notices.append(Remark(message("notice-nobody-signed-up")))
        return People(people, tuple(self._notices))

    def _signed_up(
        self, page: PageText, answers: Answers, questions: Iterable[Question[object]]
    ) -> Iterable[str]:
        texts: dict[str, PageText] = {}
        for question in questions:
            if isinstance(question, Texts):
                texts.update(answers[question])
        self._tell_missing_categories(texts)
        for sign_up in self._campaign.participants.sign_ups:
            yield from self._names_on(sign_up, page, texts)

    def _names_on(self, sign_up: SignUp, page: PageText, texts: Mapping[str, PageText]) -> Sequence[str]:
        place = page
        if sign_up.page and sign_up.page != self._campaign.page:
            place = texts[self._site.full_title(sign_up.page)]
            if not place.exists:
                self._notices.append(Remark(message("notice-no-page", place.title), sign_up.line))
                return ()
        usual = self._reading.headings if sign_up.default else ()
        found = sign_ups(place.text, self._site, sign_up.heading, usual, self._reading.templates)
        if not found.heading_found:
            self._notices.append(self._no_section(sign_up, place))
        return found.names

    def _no_section(self, sign_up: SignUp, place: PageText) -> Remark:
        if sign_up.default:
            return Remark(message("notice-no-usual-section", self._reading.headings[0]))
        return Remark(message("notice-no-section", sign_up.heading or "", place.title), sign_up.line)

    def _in_categories(self, answers: Answers) -> Iterable[str]:
        for category in self._campaign.participants.categories:
            for member in answers[_members(category, self._site)]:
                name = self._site.user_name(member.title)
                if name:
                    yield name

    def _accounts(
        self, names: Sequence[str], answers: Answers, source: Source
    ) -> Mapping[str, Account | None]:
        declared = _declared(self._campaign)
        known: dict[str, Account | None] = dict(answers[Accounts(declared)]) if declared else {}
        unknown = tuple(name for name in dict.fromkeys(names) if name not in known)
        if unknown:
            question = Accounts(unknown)
            known.update(source.ask(question)[question])
        return known

    def _chosen(self, accounts: Mapping[str, Account | None], names: Sequence[str]) -> tuple[Account, ...]:
        excluded = set(self._campaign.participants.excluded)
        chosen: dict[int, Account] = {}
        for name in names:
            account = accounts.get(name)
            if account and account.name not in excluded and name not in excluded:
                chosen.setdefault(account.userid, account)
        return tuple(chosen.values())

    def _tell_missing(self, accounts: Mapping[str, Account | None], names: Sequence[str]) -> None:
        for name in dict.fromkeys((*names, *self._campaign.organizers)):
            if accounts.get(name) is None:
                line = self._lines.get(("user", name))
                self._notices.append(Remark(message("notice-no-account", name), line))

    def _tell_missing_categories(self, texts: Mapping[str, PageText]) -> None:
        for category in self._campaign.participants.categories:
            title = self._site.full_title(category)
            if not texts[title].exists and not texts[title].members:
                line = self._lines.get(("title", title))
                self._notices.append(Remark(message("notice-no-category", title), line))
