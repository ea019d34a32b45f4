"""The pages on which people sign up, with the campaign's own subpages that they transclude."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.features.participants.source import SourceContext
from bot.mediawiki.queries import Asking, PageText, PageTexts
from bot.mediawiki.site import Title
from bot.wikitext.inclusion import Transclusions
from bot.wikitext.input_pages import InputPage

MOST = 50
"""So many pages are followed from one list."""
DEEPEST = 3
"""So many levels of transclusions are followed."""


@dataclass(frozen=True, slots=True)
class SignUp:
    """A passage of a wiki page where people sign up.

    ``page`` None means the campaign page; ``heading`` None means the whole page.
    ``default`` is true when the organizer named no heading: the usual ones in the wiki's language are tried.
    """

    page: Title | None = None
    heading: str | None = None
    default: bool = False
    line: int | None = None


class SignUpPages:
    """Reads the pages of these lists."""

    def __init__(self, lists: Sequence[SignUp], around: SourceContext) -> None:
        self._lists = lists
        self._around = around
        self._site = around.site
        self._pages: Mapping[str, PageText] = {}
        self._texts: dict[Title, PageText] = {}

    def read(self) -> Asking[None]:
        """Ask for the pages, and in further requests for those that their lists transclude."""
        here = self._shown_here()
        titles = {up.page for up in self._lists if up.page and not self._is_here(up)} | set(here)
        if titles:
            first = PageTexts(tuple(sorted(map(self._site.full_title, titles))), follow=True)
            self._pages = (yield (first,))[first]
        self._keep(here, self._pages)
        for _ in range(DEEPEST):
            missing = [title for title in self._wanted() if title not in self._texts]
            missing = missing[: max(0, MOST - len(self._texts))]
            if not missing:
                break
            more = PageTexts(tuple(map(self._site.full_title, missing)), follow=True)
            self._keep(missing, (yield (more,))[more])

    def place(self, sign_up: SignUp) -> PageText:
        """The page of a list."""
        if sign_up.page is None or self._is_here(sign_up):
            return self._around.page
        return self._pages[self._site.full_title(sign_up.page)]

    def _shown_here(self) -> tuple[Title, ...]:
        """The subpages that the campaign page's own list transcludes."""
        page, here = self._around.page, filter(self._is_here, self._lists)
        return tuple(dict.fromkeys(t for up in here for t in self._transcluded(up, page, page.text)))[:MOST]

    @property
    def pages(self) -> list[InputPage]:
        """The subpages that were followed: who signed up is read from them, too."""
        return [InputPage.of(text) for text in self._texts.values() if text.exists]

    @property
    def missing(self) -> tuple[str, ...]:
        """The subpages (full titles) that a list shows, and that nobody has written."""
        return tuple(self._site.full_title(title) for title, text in self._texts.items() if not text.exists)

    def shown_on(self, sign_up: SignUp) -> tuple[PageText, ...]:
        """The subpages that a list itself transcludes, also those that nobody has written."""
        place = self.place(sign_up)
        titles = self._transcluded(sign_up, place, place.text)
        return tuple(self._texts[title] for title in titles if title in self._texts)

    def whole(self, page: PageText, instead: PageText | None = None) -> str:
        """A page's text with the subpages in it; ``instead`` stands in the place of the one of its title."""
        text = instead.text if instead and instead.title == page.title else page.text
        known = {
            title: instead.text if instead and instead.title == found.title else found.text
            for title, found in self._texts.items()
            if found.exists or (instead and instead.title == found.title)
        }
        reads = self._transclusions(page)
        for _ in range(DEEPEST if known and reads else 0):
            before, text = text, reads.expanded(text, known) if reads else text
            if text == before:
                break
        return text

    def behind(self, page: PageText) -> tuple[PageText, ...]:
        """A list's page, and the subpages that people see on it."""
        return (page, *(text for text in self._texts.values() if text.exists))

    def elsewhere(self, sign_up: SignUp, page: PageText) -> tuple[Title, ...]:
        """Pages outside the campaign that a list transcludes."""
        reads = self._transclusions(page)
        return reads.others(page.text, self.headings(sign_up)) if reads else ()

    def _wanted(self) -> Iterable[Title]:
        for up in self._lists:
            place = self.place(up)
            yield from self._transcluded(up, place, self.whole(place))

    def _keep(self, titles: Iterable[Title], texts: Mapping[str, PageText]) -> None:
        self._texts.update({title: texts[self._site.full_title(title)] for title in titles})

    def _is_here(self, sign_up: SignUp) -> bool:
        return sign_up.page is None or sign_up.page == self._around.title

    def headings(self, sign_up: SignUp) -> tuple[str, ...]:
        """The headings below which a list may stand; none where it is a whole page."""
        if sign_up.heading is not None:
            return (sign_up.heading,)
        return self._around.headings if sign_up.default else ()

    def _transcluded(self, sign_up: SignUp, page: PageText, text: str) -> tuple[Title, ...]:
        reads = self._transclusions(page)
        return reads.own(text, self.headings(sign_up)) if reads else ()

    def _transclusions(self, page: PageText) -> Transclusions | None:
        title = self._site.title(page.title)
        if title is None or "{{" not in page.text:
            return None
        return Transclusions(self._site, title, tuple(dict.fromkeys((title, self._around.title))))
