"""Lists of pages and names as they were at the last update, and what is missing from them now.

Pages in a category, pages with a template, the links of a worklist, the redirects to a template: the wiki
gives them as lists, and nobody sees from a list that it is too short. What was in it at the last update and
is not now is looked at by itself, on the wiki and not on a copy.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, TypeAlias

from bot.mediawiki.models import Page
from bot.mediawiki.queries import Embedding, Linked, Members, OtherNames, PageFacts, Pages, Question
from bot.operations.ports import CampaignResults, Source

LISTS = "lists"
"""The note with the lists: by their names, the ids of pages or the titles in them."""
Item: TypeAlias = int | str


class RememberedLists:
    """The lists of one campaign's update."""

    def __init__(self, source: Source, results: CampaignResults) -> None:
        self._source = source
        self._results = results
        self._before: Mapping[str, list[Item]] | None = None
        self._now: dict[str, list[Item]] = {}

    def confirm(self, found: dict[Question[Any], Any]) -> None:
        """Put back into the answers what is on the lists after all. Raises WikiUnavailable."""
        for question in list(found):
            match question:
                case Members() | Embedding():
                    found[question] = self._of_pages(question, found[question])
                case Linked():
                    found[question] = self._linked(question, found[question])
                case OtherNames():
                    found[question] = self._names(found[question])

    def keep(self) -> None:
        """Note the lists for the next update."""
        if self._now and self._results.note(LISTS) != self._now:
            self._results.put_note(LISTS, dict(self._now))

    def _missing(self, name: str, present: Collection[Item]) -> list[Item]:
        """What was on the list at the last update and is not now."""
        if self._before is None:
            self._before = self._results.note(LISTS) or {}
        there = frozenset(present)
        return [item for item in self._before.get(name, ()) if item not in there]

    def _note(self, name: str, present: Iterable[Item]) -> None:
        listed = sorted(present, key=str)
        if listed:
            self._now[name] = listed

    # --- pages in a category, pages with a template

    def _of_pages(self, question: Members | Embedding, answer: tuple[Page, ...]) -> tuple[Page, ...]:
        name = _name(question)
        missing = self._missing(name, [page.pageid for page in answer])
        if missing:
            answer += tuple(self._still(question, missing))
        self._note(name, [page.pageid for page in answer])
        return answer

    def _still(self, question: Members | Embedding, missing: Collection[Item]) -> Iterable[Page]:
        """Those of these pages that say themselves that they belong to the list."""
        if isinstance(question, Members):
            pages = Pages(_ids(missing), categories=True, sure=True)
            listed: Callable[[PageFacts], bool] = lambda facts: question.category in facts.categories  # noqa: E731
        else:
            pages = Pages(_ids(missing), templates=(question.template,), sure=True)
            listed = lambda facts: question.template in facts.templates  # noqa: E731
        there = self._source.ask(pages)[pages].values()
        return [one.page for one in there if listed(one) and one.page.namespace in question.namespaces]

    # --- the links of a page

    def _linked(self, question: Linked, answer: Mapping[int, Page]) -> Mapping[int, Page]:
        name = _name(question)
        missing = self._missing(name, answer)
        if missing:
            answer = {**self._still_linked(question, missing), **answer}
        self._note(name, answer)
        return answer

    def _still_linked(self, question: Linked, missing: Collection[Item]) -> Mapping[int, Page]:
        """Those of these pages to which the list links, by whatever redirect."""
        pages = Pages(_ids(missing), sure=True)
        there = [facts.page for facts in self._source.ask(pages)[pages].values()]
        titles = tuple(page.title for page in there if page.namespace in question.namespaces)
        if not titles:
            return {}
        names = OtherNames(titles, sure=True)
        others = frozenset().union(*self._source.ask(names)[names].values())
        among = Linked(question.title, question.namespaces, among=tuple(sorted(others)))
        found = self._source.ask(among)[among]
        return {pageid: page for pageid, page in found.items() if pageid in missing}

    # --- the redirects to a page

    def _names(self, answer: Mapping[str, frozenset[str]]) -> Mapping[str, frozenset[str]]:
        missing = {title: self._missing(f"names {title}", names) for title, names in answer.items()}
        asked = OtherNames(
            tuple(sorted({str(name) for names in missing.values() for name in names})), sure=True
        )
        if asked.titles:
            led = self._source.ask(asked)[asked]
            answer = {
                title: names | {str(one) for one in missing[title] if names & (led[str(one)] - {one})}
                for title, names in answer.items()
            }
        for title, names in answer.items():
            self._note(f"names {title}", names)
        return answer


def _name(question: Members | Embedding | Linked) -> str:
    """A list's name in the note."""
    match question:
        case Members(title, namespaces):
            kind = "category"
        case Embedding(title, namespaces):
            kind = "template"
        case Linked(title, namespaces):
            kind = "links"
    return f"{kind} {title} {' '.join(map(str, sorted(namespaces)))}"


def _ids(items: Iterable[Item]) -> tuple[int, ...]:
    return tuple(sorted(item for item in items if isinstance(item, int)))
