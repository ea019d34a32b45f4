"""The list of sources of facts: which there are on a wiki, who answers what, and what nobody answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from bot.declaration.read import read_declaration
from bot.features.conditions.registry import CONDITIONS
from bot.features.measures.registry import MEASURES
from bot.features.participants.registry import every_key
from bot.mediawiki import registrations
from bot.mediawiki.queries import Answers, Clock, Hashtagged, Question, ReadMoment, Uploaders
from bot.operations.ports import Source
from bot.operations.waiting import Patience
from bot.sources.api.source import ApiSource
from bot.sources.fact_source import FactSource, Kind, WikiParts
from bot.sources.registry import SOURCES, sources_of
from bot.sources.replicas.connection import Access
from bot.sources.replicas.source import ReplicaSource
from tests.data import small_site
from tests.declaration.reading import context

from .test_handlers import KINDS


class Silent:
    """A wiki of which nothing is asked."""

    batch = 50

    def query(self, params: Mapping[str, str]) -> Mapping[str, Any]:
        raise AssertionError(params)


class NoEvents:
    """A wiki of which nothing is asked about events."""

    def rest(self, path: str, params: Mapping[str, str]) -> tuple[int, Any]:
        raise AssertionError(path, params)

    def page(self, title: str) -> tuple[int, str]:
        raise AssertionError(title)


PARTS = WikiParts("wiki.example", small_site(), Silent(), Patience(), lambda: None)
WITH_REPLICA = replace(PARTS, replica=Access("127.0.0.1", 1, "x", Path("none")))
WITH_ALL = replace(WITH_REPLICA, events={registrations.HERE: NoEvents})
ALL_KINDS = {*KINDS, registrations.Registered, registrations.Registration, registrations.EventNumber}


@dataclass(frozen=True)
class Registered(Question[int]):
    """How many people an event has: what an extension tells that not every wiki has."""

    event: int


@dataclass
class Registrations:
    """Answers that alone, and hands the rest on."""

    below: Source

    def ask(self, *questions: Question[Any]) -> Answers:
        mine: dict[Question[Any], Any] = {one: 7 for one in questions if isinstance(one, Registered)}
        rest = [one for one in questions if one not in mine]
        told = self.below.ask(*rest) if rest else Answers({})
        return Answers({**mine, **{one: told[one] for one in rest}})


class Events(FactSource):
    """The entry of it, for wikis with a host name that begins so."""

    name: ClassVar[str] = "events"

    @property
    def kinds(self) -> frozenset[Kind]:
        return frozenset({Registered})

    def over(self, below: Source | None, wiki: WikiParts) -> Registrations | None:
        return Registrations(below) if below and wiki.address.startswith("events.") else None


@pytest.mark.parametrize("entry", SOURCES, ids=lambda one: one.name)
def test_an_entry_answers_known_questions_and_is_there_where_it_can_be(entry: FactSource) -> None:
    assert entry.kinds
    assert entry.kinds <= ALL_KINDS
    assert entry.over(ApiSource(Silent()), WITH_ALL) is not None
    assert (type(entry).__doc__ or "").strip()


def test_every_entry_has_a_name_of_its_own() -> None:
    names = [entry.name for entry in SOURCES]
    assert len(set(names)) == len(names)


def test_every_question_is_answered_on_every_wiki() -> None:
    assert sources_of(PARTS).kinds == set(KINDS)


def test_a_wiki_has_those_that_its_operator_gives_it() -> None:
    assert [type(one) for one in sources_of(PARTS).layers] == [ApiSource]
    assert [type(one) for one in sources_of(WITH_REPLICA).layers] == [ApiSource, ReplicaSource]


def test_one_more_source_answers_its_questions_and_hands_the_others_on() -> None:
    moment = ReadMoment(complete=None)  # type: ignore[arg-type]

    class Wiki:
        def ask(self, *questions: Question[Any]) -> Answers:
            assert questions == (Clock(),)
            return Answers({Clock(): moment})

    found = Events().over(Wiki(), replace(PARTS, address="events.example"))
    assert found is not None
    answers = found.ask(Registered(3), Clock())
    assert (answers[Registered(3)], answers[Clock()]) == (7, moment)


def test_it_is_there_alone_on_wikis_that_have_it() -> None:
    entries = (*SOURCES, Events())
    assert Registered not in sources_of(PARTS, entries).kinds
    there = sources_of(replace(PARTS, address="events.example"), entries)
    assert Registered in there.kinds
    assert isinstance(there.source, Registrations)


REFUSED = {
    "a source of participants": (Hashtagged, "participants:\n  hashtag: wip\narticles: {category: A}\n", 5),
    "a measure": (Uploaders, "points:\n  own_files_added: 1\n", 5),
    "a goal": (Uploaders, "goals:\n  own_files_added: 10\n", 5),
}


@pytest.mark.parametrize(("kind", "settings", "line"), REFUSED.values(), ids=REFUSED)
def test_a_setting_that_no_source_serves_is_refused_at_its_line(kind: Kind, settings: str, line: int) -> None:
    text = f"name: A\nstart: 2026-11-01\nend: 2026-11-30\n{settings}"
    assert read_declaration(text, context()).problems == ()
    there = replace(context(), answers=lambda asked: asked is not kind)
    [problem] = read_declaration(text, there).problems
    assert problem.message.key == "declaration-not-on-this-wiki"
    assert problem.line == line


def test_what_entries_ask_for_is_asked_of_the_wiki() -> None:
    asked = {kind for key in every_key() for kind in key.asks}
    asked |= {kind for measure in MEASURES for kind in measure.asks}
    asked |= {kind for entry in CONDITIONS for key in entry.settings() for kind in key.asks}
    assert {Hashtagged, Uploaders} <= asked <= ALL_KINDS
