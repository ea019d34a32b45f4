"""One declaration for each source, for the tests that run over all of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.declaration.campaign import Campaign
from bot.features.participants.source import FoundNames, ParticipantSource, SourceContext
from bot.mediawiki.models import Page
from bot.mediawiki.queries import Answers, Asking, Members, PageText, PageTexts, Question
from bot.mediawiki.registrations import EventAnswer, EventFailure, Registered, Registration, Roster
from tests.data import small_site
from tests.declaration.reading import PAGE, campaign

SCOPE = "articles: {category: Fysikere}\n"
DECLARED = {
    "section": "participants: {section: Deltakere}",
    "page": "participants: {page: /Liste}",
    "users": "participants: {users: [Alice, Bob]}",
    "category": "participants: {category: Deltakere}",
    "event": "participants: {event: 1234}",
    "hashtag": "participants: {hashtag: '#Wip2026'}",
    "anyone": "participants: {anyone: true}",
}
"""For each key of the language that is available, settings that use it."""


def declared(key: str) -> Campaign:
    return campaign(f"{SCOPE}{DECLARED[key]}\n")


def source(key: str) -> ParticipantSource:
    (found,) = declared(key).participants.sources
    return found


def around(text: str = "") -> SourceContext:
    page = PageText(small_site().full_title(PAGE), 1, 4, 10, text=text)
    return SourceContext(small_site(), PAGE, page, ("Deltakere",), frozenset({"u"}), ("Olga",))


def answered(
    asking: Asking[FoundNames], texts: dict[str, str] | None = None, members: Sequence[str] = ()
) -> tuple[FoundNames, list[tuple[Question[object], ...]]]:
    """What is found on a wiki with these pages and members of every category, and what was asked."""
    rounds: list[tuple[Question[object], ...]] = []
    try:
        questions = next(asking)
        while True:
            rounds.append(questions)
            questions = asking.send(Answers({one: _answer(one, texts or {}, members) for one in questions}))
    except StopIteration as end:
        return end.value, rounds


def _answer(question: Question[object], texts: dict[str, str], members: Sequence[str]) -> object:
    match question:
        case PageTexts(titles):
            return {title: _page(title, texts) for title in titles}
        case Members():
            return tuple(Page(number, 2, title) for number, title in enumerate(members, 1))
        case Registered():
            return Roster()
        case Registration():
            return EventAnswer(None, EventFailure.NOT_FOUND)
    raise AssertionError(question)


def _page(title: str, texts: dict[str, str]) -> PageText:
    return PageText(title, 2, 4, 20, text=texts[title]) if title in texts else PageText(title)
