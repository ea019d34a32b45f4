"""``section`` and ``page``: people sign up by editing a page."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.declaration.schema.keyed import Key, Values
from bot.declaration.schema.names import PageTitle, SectionName, unlinked
from bot.declaration.schema.reader import Reader
from bot.declaration.schema.shapes import ListOf, Words
from bot.features.participants.limits import MOST_PAGES
from bot.features.participants.lists import SignUp, SignUpPages
from bot.features.participants.open_end import page_to_sign
from bot.features.participants.reading import read_sign_ups
from bot.features.participants.source import (
    FoundNames,
    Link,
    ListedNames,
    Notice,
    ParticipantSource,
    Sentence,
    Shown,
    SourceContext,
    SourceEntry,
)
from bot.lenient_yaml.nodes import Scalar
from bot.mediawiki.queries import Asking, PageText
from bot.mediawiki.site import Title
from bot.messages import Somebody, message
from bot.wikitext.input_pages import InputPage
from bot.wikitext.signature_dates import signature_time
from bot.wikitext.signups import SignedUp

DEFAULT_SECTION = "participants"
"""The heading that stands for the usual ones in the wiki's language."""
MOST_TEXT = 4 * 1024 * 1024
"""So many characters of sign-up pages are read in all. A page has two million at most."""


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


@dataclass(frozen=True)
class SignUps(ParticipantSource):
    """Those who wrote their names on these lists."""

    by_signing: ClassVar[bool] = True
    dated: ClassVar[bool] = True
    lists: tuple[SignUp, ...]

    def find(self, around: SourceContext) -> Asking[FoundNames]:
        """Their names, in the order of the lists."""
        lists = SignUpPages(self.lists, around)
        yield from lists.read()
        found = _Reading(lists, around)
        for sign_up in self.lists:
            found.read(sign_up)
        return found.found()

    def lists_on(self, page: Title) -> tuple[str | None, ...]:
        """The headings that the settings name; the usual ones go without saying."""
        return tuple(up.heading for up in self.lists if up.page in (None, page))

    def joining(self, shown: Shown) -> Sentence:
        """Links to the lists; for this page's own list none where nobody has seen its heading."""
        links = tuple(link for up in self.lists if (link := _link(up, shown)))
        return Sentence("sign-up-place", links) if links else Sentence("sign-up-list")


def _link(up: SignUp, shown: Shown) -> Link | None:
    page = up.page or shown.campaign
    place = None if page == shown.here else page
    heading = shown.headings.get(up) or (None if up.default else up.heading)
    return Link(place, heading) if heading or place else None


@dataclass
class _Reading:
    """What is read from the lists, one after the other."""

    lists: SignUpPages
    around: SourceContext
    names: list[str] = field(default_factory=list)
    twice: set[str] = field(default_factory=set)
    notices: list[Notice] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    pages: list[InputPage] = field(default_factory=list)
    listed: list[ListedNames] = field(default_factory=list)
    headings: dict[Hashable, str] = field(default_factory=dict)
    left: int = field(default_factory=lambda: MOST_TEXT)
    beside: list[tuple[str, str]] = field(default_factory=list)
    joined: dict[str, datetime] = field(default_factory=dict)
    open_ended: dict[Hashable, str] = field(default_factory=dict)

    def read(self, sign_up: SignUp) -> None:
        """Read one list."""
        place = self.lists.place(sign_up)
        for title in self.lists.elsewhere(sign_up, place):
            self._tell("notice-list-elsewhere", self.around.site.full_title(title), line=sign_up.line)
        text = self.lists.whole(place)
        self.left -= len(text)
        if self.left < 0:
            self._tell("notice-too-long", place.title, line=sign_up.line)
        elif place.exists or place is self.around.page:
            self._take(sign_up, place, text)
        else:
            self._tell("notice-no-page", place.title, line=sign_up.line)
            self.pages.append(InputPage.of(place))

    def found(self) -> FoundNames:
        """All together."""
        return FoundNames(
            tuple(self.names),
            on_lists=True,
            twice=frozenset(self.twice),
            missing=tuple(Notice(message("notice-list-missing", title)) for title in self._missing()),
            notices=tuple(self.notices),
            beside=tuple(message(key, Somebody(name)) for key, name in self.beside),
            pages=(*self.lists.pages, *self.pages),
            lists=tuple(self.listed),
            headings=self.headings,
            joined=self.joined,
            open_ended=self.open_ended,
        )

    def _missing(self) -> Iterator[str]:
        """Subpages that nobody has written; whoever signs up by the button makes one."""
        made = set(self.open_ended.values())
        return (title for title in self.lists.missing if title not in made)

    def _take(self, sign_up: SignUp, place: PageText, text: str) -> None:
        found = read_sign_ups(text, self.around, sign_up.heading, usual=sign_up.default)
        if not found.heading_found:
            self._tell_no_section(sign_up, place)
        if found.heading:
            self.headings[sign_up] = found.heading
        lines = [line.text for line in found.plain]
        self.pages.append(InputPage.of(place, (*found.names, *lines), own=place is self.around.page))
        headings = self.lists.headings(sign_up)
        self.listed.append(ListedNames(self.lists.behind(place), found.plain, headings))
        self.names += found.names
        self.twice.update(found.twice)
        self.beside += self._beside(found)
        if found.addresses:
            self._tell("notice-signed-without-account", found.addresses)
        for name, when in _signed(found, self.around):
            self.joined[name] = min(when, self.joined.get(name, when))
        if self.around.preloaded and (page := page_to_sign(sign_up, found, self.lists, self.around)):
            self.open_ended[sign_up] = page.title

    def _beside(self, found: SignedUp) -> Iterator[tuple[str, str]]:
        """Names that stand beside others, or outside of the list."""
        yield from (("notice-passed-name", name) for name in found.passed)
        apart = (name for name in found.apart if name not in self.around.organizers)
        yield from (("notice-apart", name) for name in apart)

    def _tell_no_section(self, sign_up: SignUp, place: PageText) -> None:
        if sign_up.default:
            self._tell("notice-no-usual-section", self.around.headings[0])
        else:
            self._tell("notice-no-section", sign_up.heading or "", place.title, line=sign_up.line)

    def _tell(self, key: str, *params: str | int, line: int | None = None) -> None:
        self.notices.append(Notice(message(key, *params), line))


def _signed(found: SignedUp, around: SourceContext) -> Iterator[tuple[str, datetime]]:
    """When names were signed, by the dates behind them that can be read."""
    zone = _zone(around.site.timezone)
    for name, date in found.dated if around.months else ():
        if when := signature_time(date, around.months, zone):
            yield name, when


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


HERE = SignUps((SignUp(default=True),))
"""Who has signed up on the campaign page, under one of the usual headings."""


def _read(values: Values) -> SignUps | None:
    lists = _lists(values.get("page", ()), values.get("section", ()))
    return SignUps(lists) if lists else None


def _lists(sheets: tuple[_SignUpPage, ...], sections: tuple[_Section, ...]) -> tuple[SignUp, ...]:
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


ENTRY = SourceEntry(
    (
        Key("section", ListOf(_SectionAt()), synonyms=("heading",), sample="section: Who takes part"),
        Key("page", ListOf(_SignUpPageTitle(), MOST_PAGES), sample="page: /Participants"),
    ),
    _read,
)
