"""Who takes part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.declaration.campaign import Participants, SignUp
from bot.declaration.schema.freekeys import FreeKeys
from bot.declaration.schema.keyed import Key, Keyed, Values
from bot.declaration.schema.names import CATEGORY_TITLE, PageTitle, SectionName, UserName, unlinked
from bot.declaration.schema.numbers import WholeNumber
from bot.declaration.schema.reader import Reader, clipped
from bot.declaration.schema.shapes import Flag, Forms, ListOf, Made, Text, Words
from bot.lenient_yaml.nodes import Node, Scalar, Span
from bot.mediawiki.site import Title

DEFAULT_SECTION = "participants"
"""The heading that stands for the usual ones in the wiki's language."""


MOST_PAGES = 50
"""So many pages, and so many categories, can name those who take part: all are read at each update."""


@dataclass(frozen=True, slots=True)
class _SignUpPage:
    """A page with sign-ups: ``heading`` where a section was named with it (``Page#Section``)."""

    page: Title
    heading: str | None
    line: int


class _SignUpPageTitle(Words[_SignUpPage]):
    """A page, with a section or without."""

    wants = "declaration-wants-page"

    def from_text(self, text: str, node: Scalar, reader: Reader) -> _SignUpPage | None:
        """The page and the section."""
        target = unlinked(text)
        name, mark, section = target.partition("#")
        page = PageTitle(relative=True).from_text(name or "#", node, reader)
        heading = SectionName().from_text(section, node, reader) if mark and page else ""
        return None if page is None or heading is None else _SignUpPage(page, heading or None, node.span.line)


@dataclass(frozen=True, slots=True)
class _Section:
    heading: str
    line: int


class _SectionAt(Words[_Section]):
    """A heading, and its line for a notice that the page has no such."""

    wants = SectionName.wants

    def from_text(self, text: str, node: Scalar, reader: Reader) -> _Section | None:
        """The heading."""
        heading = SectionName().from_text(text, node, reader)
        return None if heading is None else _Section(heading, node.span.line)


SIGNED_UP_HERE = (SignUp(default=True),)
"""Who has signed up on the campaign page, under one of the usual headings."""


def _participants(values: Values, _: Reader) -> Participants:
    anyone = values.get("anyone", False)
    sign_ups = _sign_ups(values.get("page", ()), values.get("section", ()))
    users, categories = values.get("users", ()), values.get("category", ())
    teams = values.get("teams", {})
    if not (sign_ups or users or categories or anyone or teams):
        sign_ups = SIGNED_UP_HERE
    return Participants(
        sign_ups,
        tuple(dict.fromkeys(users)),
        tuple(dict.fromkeys(categories)),
        anyone,
        tuple(dict.fromkeys(values.get("except", ()))),
        teams,
    )


def _sign_ups(sheets: tuple[_SignUpPage, ...], sections: tuple[_Section, ...]) -> tuple[SignUp, ...]:
    """Each section of each page; a page that comes with a section of its own is read there."""
    if not sheets:
        return tuple(_sign_up(None, section) for section in sections)
    found = []
    for sheet in sheets:
        if sheet.heading or not sections:
            found.append(SignUp(sheet.page, sheet.heading, line=sheet.line))
        else:
            found += [_sign_up(sheet.page, section) for section in sections]
    return tuple(dict.fromkeys(found))


def _sign_up(page: Title | None, section: _Section) -> SignUp:
    default = section.heading.lower() == DEFAULT_SECTION
    return SignUp(page, None if default else section.heading, default, section.line)


_ALL = (
    "all everyone everybody anyone anybody any alle alla alles tous toutes todos todas tutti iedereen kaikki "
    "wszyscy všichni hepsi herkes mindenki все всі усі 全員 所有人 모두 الجميع כולם সবাই सभी"
)
EVERYBODY = frozenset(_ALL.split())
"""What people write who mean everybody."""


def _only_users(users: tuple[str, ...], node: Node, reader: Reader) -> Participants | None:
    """``participants: [Alice, Bob]``; but ``all`` is no account, and ``teams`` rather meant as a setting."""
    if len(users) == 1 and users[0].lower() in EVERYBODY:
        reader.wrong(node, "declaration-everybody", users[0])
        return None
    keys = {key.name for key in PEOPLE.keys}
    if isinstance(node, Scalar) and node.plain and node.text.strip() in keys:
        reader.wrong(node, "declaration-key-as-value", reader.key, node.text.strip())
        return None
    return Participants(users=tuple(dict.fromkeys(users)))


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    span: Span


class _MemberAt(Words[_Member]):
    """A user name, and where it stands, for a problem about another mention of it."""

    wants = UserName.wants
    may_hold_hash = UserName.may_hold_hash

    def from_text(self, text: str, node: Scalar, reader: Reader) -> _Member | None:
        """The name."""
        name = UserName().from_text(text, node, reader)
        return None if name is None else _Member(name, node.span)


def _check_teams(teams: Mapping[str, tuple[_Member, ...]], reader: Reader) -> None:
    """Nobody can be in two teams: whose would the points be?"""
    theirs: dict[str, str] = {}
    for team, members in teams.items():
        for one in members:
            first = theirs.setdefault(one.name, team)
            if first != team:
                reader.problem(one.span, "declaration-two-teams", one.name, clipped(first), clipped(team))


def _teams(
    teams: Mapping[str, tuple[_Member, ...]], _: Node, __: Reader
) -> Mapping[str, tuple[str, ...]] | None:
    return {team: tuple(dict.fromkeys(one.name for one in members)) for team, members in teams.items()}


LONGEST_TEAM = 100
TEAMS = Made(
    FreeKeys(ListOf(_MemberAt()), "declaration-wants-teams", LONGEST_TEAM, check=_check_teams), _teams
)

PEOPLE: Keyed[Participants] = Keyed(
    "participants",
    (
        Key("section", ListOf(_SectionAt())),
        Key("page", ListOf(_SignUpPageTitle(), MOST_PAGES)),
        Key("users", ListOf(UserName())),
        Key("category", ListOf(CATEGORY_TITLE, MOST_PAGES)),
        Key("event", WholeNumber(1, 10**9), planned=True),
        Key("hashtag", ListOf(Text(200)), planned=True),
        Key("anyone", Flag()),
        Key("except", ListOf(UserName())),
        Key("teams", TEAMS),
    ),
    _participants,
    "declaration-wants-user",
)

_USERS = Made(ListOf(UserName()), _only_users)

PARTICIPANTS: Forms[Participants] = Forms("declaration-wants-user", _USERS, _USERS, PEOPLE)
