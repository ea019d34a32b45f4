"""A campaign with a past: who wrote which articles, and when.

Half of the articles are new, the others were there before. Two people in turn work on each, and every
seventeenth loses its last edit to a patroller.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from scripts.wiki.storyteller import Action

from . import prose

DAYS = 21
"""How long ago the campaign began."""
MEASURES = "articles_created: 10\n  bytes_added: {points: 1, per: 1000}\n  words_added: {points: 1, per: 100}"
GIVEN = ("Ada", "Bo", "Cleo", "Dag", "Eva", "Finn", "Gro", "Hugo", "Ida", "Jan", "Kari", "Leo", "Mia", "Nils")
SCOPE = "Physicists"
DEPTH = 2
"""Levels of categories below it."""


@dataclass(frozen=True)
class Size:
    """How many people made how many edits in how many articles."""

    people: int
    edits: int
    articles: int

    @property
    def texts(self) -> int:
        """How many texts a first update reads: of the edits, and of what the old articles were before."""
        return self.edits + self.articles // 2


@dataclass(frozen=True)
class Story:
    """One campaign's past up to ``now``."""

    size: Size
    now: datetime

    @property
    def start(self) -> datetime:
        """When the campaign began: at a midnight."""
        return self.now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS)

    def told(self) -> Iterator[Action]:
        """Everything that happened, oldest first."""
        yield from self._categories()
        yield from self._old_articles()
        # Up to an hour ago.
        step = (self.now - timedelta(hours=1) - self.start) / self.size.edits
        for number in range(self.size.edits):
            yield from self._edit(number, self.start + number * step, step)

    def one_more(self, at: datetime) -> Action:
        """One more edit, of an article that many have worked on."""
        number = self.size.articles - 1
        return self._write(self._person(number, 0), number, self._paragraphs(number, self._turns + 1), at)

    def campaign(self, name: str, *, scope: bool) -> str:
        """The text of the campaign's page."""
        articles = f"articles:\n  category: {SCOPE}\n  depth: {DEPTH}\n" if scope else ""
        settings = (
            f"name: {name}\nstart: {self.start.date()}\nend: {(self.start + timedelta(days=29)).date()}\n"
            f"{articles}points:\n  {MEASURES}\n  references_added: 2\n"
        )
        people = "".join(f"* [[User:{self.name(number)}]]\n" for number in range(self.size.people))
        return (
            f'{{{{CampaignBot}}}}\n<syntaxhighlight lang="yaml">\n{settings}</syntaxhighlight>\n\n'
            f"== Participants ==\n{people}"
        )

    def name(self, person: int) -> str:
        """A participant's name."""
        families, given = divmod(person, len(GIVEN))
        further, surname = divmod(families, len(prose.SURNAMES))
        return f"{GIVEN[given]} {prose.SURNAMES[surname]}" + (f" {further + 1}" if further else "")

    @property
    def _turns(self) -> int:
        return self.size.edits // self.size.articles

    def _categories(self) -> Iterator[Action]:
        at = self.start - timedelta(days=60)
        yield self._page("Category:Scientists", "", at)
        for field in (SCOPE, "Chemists"):
            yield self._page(f"Category:{field}", "[[Category:Scientists]]", at)
            yield self._page(f"Category:{field} by country", f"[[Category:{field}]]", at)
            for country in prose.COUNTRIES:
                yield self._page(f"Category:{field} from {country}", f"[[Category:{field} by country]]", at)

    def _page(self, title: str, text: str, at: datetime) -> Action:
        text = text or "All people of learning."
        return {"do": "edit", "as": "Librarian", "at": stamp(at), "title": title, "text": text}

    def _old_articles(self) -> Iterator[Action]:
        first = self.start - timedelta(days=30)
        for number in range(1, self.size.articles, 2):
            at = first + timedelta(minutes=10 * number)
            yield self._write("Librarian", number, self._paragraphs(number, 0), at)

    def _edit(self, edit: int, at: datetime, step: timedelta) -> Iterator[Action]:
        turn, number = divmod(edit, self.size.articles)
        person = self._person(number, turn)
        # A new article begins with its first edit, and an old one grows by it.
        yield self._write(person, number, self._paragraphs(number, turn + number % 2), at)
        if turn == self._turns - 1 and number % 17 == 5:
            soon = stamp(at + step / 2)
            yield {"do": "rollback", "as": "Patroller", "at": soon, "title": prose.title(number)}

    def _person(self, number: int, turn: int) -> str:
        return self.name((number * 7 + turn % 2 * 3) % self.size.people)

    def _paragraphs(self, number: int, turn: int) -> int:
        return 3 + number % 4 + turn

    def _write(self, person: str, number: int, paragraphs: int, at: datetime) -> Action:
        field = "Chemists" if number % 10 == 3 else SCOPE
        category = f"{field} from {prose.COUNTRIES[number % len(prose.COUNTRIES)]}"
        text = prose.article(number, paragraphs, category)
        return {"do": "edit", "as": person, "at": stamp(at), "title": prose.title(number), "text": text}


def stamp(at: datetime) -> str:
    """A time as stories are told."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
