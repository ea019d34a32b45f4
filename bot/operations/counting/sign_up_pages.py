"""The pages on which people sign up, with the campaign's own subpages that they transclude."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.declaration.campaign import Campaign, SignUp
from bot.mediawiki.queries import Answers, PageText, PageTexts, Question
from bot.mediawiki.site import Site, Title
from bot.operations.counting.input_pages import InputPage
from bot.operations.ports import Source
from bot.wikitext.inclusion import Transclusions

MOST = 50
"""So many pages are followed from one list."""
DEEPEST = 3
"""So many levels of transclusions are followed."""


class SignUpPages:
    """Reads them. ``usual`` are the headings under which people sign up where nobody named another."""

    def __init__(self, campaign: Campaign, site: Site, usual: Sequence[str]) -> None:
        self._campaign = campaign
        self._site = site
        self._usual = usual
        self._texts: dict[Title, PageText] = {}

    def on(self, page: PageText) -> tuple[Title, ...]:
        """The subpages that the campaign page's own list transcludes."""
        here = [up for up in self._campaign.participants.sign_ups if self._is_here(up)]
        return tuple(dict.fromkeys(t for up in here for t in self._transcluded(up, page, page.text)))[:MOST]

    def read(
        self, page: PageText, answers: Answers, questions: Iterable[Question[object]], source: Source
    ) -> Mapping[str, PageText]:
        """The pages that were asked for, and in further requests those that their lists transclude."""
        texts: dict[str, PageText] = {}
        for question in questions:
            if isinstance(question, PageTexts):
                texts.update(answers[question])
        self._keep(self.on(page), texts)
        for _ in range(DEEPEST):
            missing = [title for title in self._wanted(page, texts) if title not in self._texts]
            missing = missing[: max(0, MOST - len(self._texts))]
            if not missing:
                break
            more = PageTexts(tuple(map(self._site.full_title, missing)), follow=True)
            self._keep(missing, source.ask(more)[more])
        return texts

    @property
    def pages(self) -> list[InputPage]:
        """The subpages that were followed: who signed up is read from them, too."""
        return [InputPage.of(text) for text in self._texts.values() if text.exists]

    @property
    def missing(self) -> tuple[str, ...]:
        """The subpages (full titles) that a list shows, and that nobody has written."""
        return tuple(self._site.full_title(title) for title, text in self._texts.items() if not text.exists)

    def whole(self, page: PageText) -> str:
        """A page's text with the subpages in it."""
        text = page.text
        known = {title: found.text for title, found in self._texts.items() if found.exists}
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
        return reads.others(page.text, self._headings(sign_up)) if reads else ()

    def _wanted(self, page: PageText, texts: Mapping[str, PageText]) -> Iterable[Title]:
        for up in self._campaign.participants.sign_ups:
            place = (
                page if self._is_here(up) else texts[self._site.full_title(up.page or self._campaign.page)]
            )
            yield from self._transcluded(up, place, self.whole(place))

    def _keep(self, titles: Iterable[Title], texts: Mapping[str, PageText]) -> None:
        self._texts.update({title: texts[self._site.full_title(title)] for title in titles})

    def _is_here(self, sign_up: SignUp) -> bool:
        return sign_up.page is None or sign_up.page == self._campaign.page

    def _headings(self, sign_up: SignUp) -> Sequence[str]:
        if sign_up.heading is not None:
            return [sign_up.heading]
        return self._usual if sign_up.default else ()

    def _transcluded(self, sign_up: SignUp, page: PageText, text: str) -> tuple[Title, ...]:
        reads = self._transclusions(page)
        return reads.own(text, self._headings(sign_up)) if reads else ()

    def _transclusions(self, page: PageText) -> Transclusions | None:
        title = self._site.title(page.title)
        if title is None or "{{" not in page.text:
            return None
        return Transclusions(self._site, title, tuple(dict.fromkeys((title, self._campaign.page))))
