"""What all sources of participants have in common."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

import bot
from bot.features.participants import registry
from bot.features.participants.source import FoundNames, ScopeNeed, Sentence, Shown, SourceEntry
from bot.i18n.texts import Texts
from bot.mediawiki.models import Revision
from tests.data import small_site
from tests.declaration.reading import PAGE, problems
from tests.participants.declared import DECLARED, SCOPE, answered, around, declared, source

AVAILABLE = [key.name for key in registry.every_key() if not key.planned]
EDIT = Revision(1, 0, 1, 7, datetime(2026, 11, 5, tzinfo=UTC), 100, 100)
SHOWN = Shown(PAGE, PAGE, {})


def test_each_key_has_a_declaration_here() -> None:
    assert list(DECLARED) == AVAILABLE


@pytest.mark.parametrize("key", AVAILABLE)
def test_a_declared_source_is_the_same_each_time_and_can_be_told_from_others(key: str) -> None:
    assert source(key) == source(key)
    assert hash(source(key)) == hash(source(key))
    assert all(source(key) != source(other) for other in AVAILABLE if other != key)


@pytest.mark.parametrize("key", AVAILABLE)
def test_the_same_answers_find_the_same_people_by_the_same_questions(key: str) -> None:
    text = "== Deltakere ==\n* [[Bruker:Alice]]\n"
    again = [answered(source(key).find(around(text)), members=("Bruker:Bob",)) for _ in range(2)]
    assert again[0] == again[1]


@pytest.mark.parametrize("key", AVAILABLE)
def test_an_empty_wiki_is_no_reason_to_fail(key: str) -> None:
    found, _ = answered(source(key).find(around()))
    assert set(found.names) <= set(source(key).named)


@pytest.mark.parametrize("key", AVAILABLE)
def test_a_source_by_edits_finds_nobody_before_and_others_find_nobody_by_an_edit(key: str) -> None:
    one = source(key)
    if one.by_edits:
        assert answered(one.find(around("* [[Bruker:Alice]]"))) == (FoundNames(), [])
    else:
        assert not one.finds(EDIT)
    assert one.by_edits or not one.everybody


@pytest.mark.parametrize("key", AVAILABLE)
def test_only_where_people_join_by_editing_a_page_there_are_lists(key: str) -> None:
    assert bool(source(key).lists_on(PAGE)) <= source(key).by_signing


@pytest.mark.parametrize("key", AVAILABLE)
@pytest.mark.parametrize("language", ["en", "nb", "ar"])
def test_its_sentences_are_in_every_language_that_has_them(key: str, language: str) -> None:
    one = source(key)
    for sentence in filter(None, (one.joining(SHOWN), one.why_not(), one.other_edit())):
        assert isinstance(sentence, Sentence)
        params = ("here",) if sentence.links or sentence.words else ()
        assert Texts.of(language)(sentence.key, *params)


@pytest.mark.parametrize("key", AVAILABLE)
def test_articles_that_can_be_listed_are_enough_for_any(key: str) -> None:
    assert source(key).amiss(ScopeNeed.LISTED, small_site()) is None
    assert declared(key).participants.sources == (source(key),)


@pytest.mark.parametrize("key", AVAILABLE)
def test_each_goes_together_with_the_list_of_those_who_signed_up(key: str) -> None:
    assert not problems(f"{SCOPE}{DECLARED[key].removesuffix('}')}, except: Carol}}\n")


@pytest.mark.parametrize("entry", [entry for entry in registry.ENTRIES if entry.meant_by])
def test_what_means_a_source_is_told_in_the_place_of_a_name(entry: SourceEntry) -> None:
    for word in entry.meant_by:
        assert registry.meant_by(word) is entry
        assert f"declaration-{problems(f'participants: {word}')[0][1]}" == entry.meant


def test_nobody_else_knows_an_entry() -> None:
    """Everything but the registry knows sources by their protocol and their traits."""
    house = Path(bot.__file__).parent
    entries = {
        path.stem
        for path in house.joinpath("features", "participants").glob("*.py")
        if "ENTRY =" in path.read_text()
    }
    named = re.compile(rf"participants(?:\.| import .*?\b)({'|'.join(sorted(entries))})\b")
    elsewhere = (path for path in house.rglob("*.py") if path.parent.name != "participants")
    assert len(entries) >= 4
    assert not [path for path in elsewhere if named.search(path.read_text())]
