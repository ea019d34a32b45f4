"""``category``: whose user page or talk page is in a category takes part."""

from __future__ import annotations

from dataclasses import dataclass

from bot.declaration.schema.keyed import Key, Values
from bot.declaration.schema.names import CATEGORY_TITLE
from bot.declaration.schema.shapes import ListOf
from bot.features.participants.limits import MOST_PAGES
from bot.features.participants.source import (
    FoundNames,
    Link,
    Notice,
    ParticipantSource,
    Sentence,
    Shown,
    SourceContext,
    SourceEntry,
)
from bot.mediawiki.models import Page
from bot.mediawiki.queries import Asking, Members, PageText, PageTexts
from bot.mediawiki.site import USER, USER_TALK, Site, Title
from bot.messages import message
from bot.wikitext.input_pages import InputPage

NAMESPACES = frozenset({USER, USER_TALK})


@dataclass(frozen=True)
class UserCategories(ParticipantSource):
    """The members of these categories."""

    titles: tuple[Title, ...]

    def find(self, around: SourceContext) -> Asking[FoundNames]:
        """Their names, in the order of the categories."""
        full = [around.site.full_title(title) for title in self.titles]
        texts = PageTexts(tuple(sorted(full)), follow=True)
        members = [Members(category, NAMESPACES) for category in full]
        answers = yield (texts, *members)
        pages = [answers[texts][title] for title in full]
        told = (_notice(title, page) for title, page in zip(self.titles, pages, strict=True))
        return FoundNames(
            tuple(name for question in members for name in _people(answers[question], around.site)),
            missing=tuple(notice for notice in told if notice),
            pages=tuple(map(InputPage.of, pages)),
        )

    def joining(self, shown: Shown) -> Sentence:
        """The categories."""
        return Sentence("sign-up-category", tuple(map(Link, self.titles)))


def _notice(title: Title, page: PageText) -> Notice | None:
    if page.exists or page.members:
        return None
    return Notice(message("notice-no-category", page.title), about=title)


def _people(members: tuple[Page, ...], site: Site) -> list[str]:
    # A draft below a user's page says where itself belongs, and nothing of people.
    names = (site.user_name(member.title) for member in members if "/" not in member.title)
    return [name for name in names if name]


def _read(values: Values) -> UserCategories | None:
    titles = values.get("category", ())
    return UserCategories(tuple(dict.fromkeys(titles))) if titles else None


ENTRY = SourceEntry(
    (
        Key(
            "category",
            ListOf(CATEGORY_TITLE, MOST_PAGES),
            synonyms=("cat", "categories"),
            sample="category: Women in Physics participants",
        ),
    ),
    _read,
)
