"""What all conditions on articles have in common; each needs an example here."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from bot.declaration.campaign import AllOf, AnyOf, NoneOf
from bot.declaration.condition_trees import leaves, positive
from bot.declaration.language import BEFORE
from bot.declaration.read import json_schema
from bot.features.conditions.condition import ConditionContext, Leaf, ScopeFacts
from bot.features.conditions.registry import CONDITIONS
from bot.features.conditions.titles import Titled
from bot.i18n.texts import Texts
from bot.mediawiki.queries import Answers, Asking, PageText, Question
from bot.mediawiki.site import Title
from bot.operations.counting.asking import answered
from tests.data import small_site
from tests.declaration.reading import campaign, problems

from .examples import EXAMPLES

REPOSITORY = Path(__file__).resolve().parents[2]
DECIDING = (
    "declaration/articles declaration/campaign declaration/checks "
    "declaration/condition_trees declaration/schema/unknown counting/scope render/rules "
    "operations/counting/scope_notices counting/prior_state operations/counting/scope_lookup"
)
KEYS = [entry.key for entry in CONDITIONS]


def read(key: str, text: str) -> Leaf:
    """The one condition of this kind in a text below ``articles``."""
    scope = campaign(f"articles:\n  {text}\n").articles.scope
    (found,) = (leaf for leaf in leaves(scope) if leaf.key == key)
    return found


def each() -> list[Any]:
    return [
        pytest.param(entry, text, id=text.replace("\n", ";"))
        for entry in CONDITIONS
        for text in EXAMPLES[entry.key]
    ]


class Memory:
    """Remembers nothing."""

    def get(self, _name: str) -> Any:
        return None

    def put(self, _name: str, _value: Any) -> None:
        pass


class Empty:
    """A wiki on which there is nothing."""

    def ask(self, *questions: Question[Any]) -> Answers:
        return Answers({question: {} for question in questions})


def around(leaf: Leaf) -> ConditionContext:
    site = small_site()
    names = {title: site.full_title(title) for title in leaf.named}
    texts = {full: PageText(full, revid=1, text="{{x}}") for full in names.values()}
    return ConditionContext(site, frozenset({0}), Memory(), texts, names)


def facts(leaf: Leaf) -> ScopeFacts:
    return ScopeFacts(names=around(leaf).names)


def test_each_has_an_example() -> None:
    assert list(EXAMPLES) == KEYS
    assert len(set(KEYS)) == len(KEYS)


@pytest.mark.parametrize("entry", CONDITIONS)
def test_its_own_key_comes_first_and_the_others_say_more_of_it(entry: type[Leaf]) -> None:
    own, *others = entry.settings()
    assert own.name == entry.key
    assert not own.of
    for other in others:
        assert other.of == entry.key
        assert other.without


@pytest.mark.parametrize(("entry", "text"), each())
def test_it_is_read_wherever_conditions_stand(entry: type[Leaf], text: str) -> None:
    found = read(entry.key, text)
    assert type(found) is entry
    assert hash(found) == hash(read(entry.key, text))
    inner = "    - " + text.replace("\n  ", "\n      ")
    within = campaign(f"articles:\n  any:\n{inner}\n").articles.scope
    assert isinstance(within, AnyOf)
    assert list(leaves(within)) == [found]
    without = campaign(f"articles:\n  none:\n{inner}\n").articles.scope
    assert isinstance(without, NoneOf)
    where = text.replace("\n  ", "\n      ")
    (weight,) = campaign(f"weights:\n  - times: 2\n    where:\n      {where}\n").weights
    assert weight.where == found


@pytest.mark.parametrize(("entry", "text"), each())
def test_it_stands_below_before_only_if_a_text_tells_it(entry: type[Leaf], text: str) -> None:
    lines = text.replace("\n  ", "\n    ")
    assert bool(problems(f"articles:\n  before:\n    {lines}\n")) is not entry.of_old
    there = {key.name for key in BEFORE.keys}
    assert all((key.name in there) is entry.of_old for key in entry.settings())


@pytest.mark.parametrize("entry", CONDITIONS)
def test_what_says_more_of_it_does_not_stand_alone(entry: type[Leaf]) -> None:
    shapes = {"depth": "1", "except": "Norge"}
    for key in entry.settings()[1:]:
        found = problems(f"articles:\n  {key.name}: {shapes[key.name]}\n  kind: new\n")
        assert [said for _, said in found] == [key.without.removeprefix("declaration-")]


@pytest.mark.parametrize("entry", CONDITIONS)
def test_the_schema_and_the_help_know_it(entry: type[Leaf]) -> None:
    condition = json_schema()["$defs"]["condition"]["properties"]
    documented = (REPOSITORY / "docs" / "organizers.md").read_text(encoding="utf-8")
    for key in entry.settings():
        assert key.name in condition
        assert re.search(rf"\b{key.name}:|`{key.name}`", documented)


@pytest.mark.parametrize(("entry", "text"), each())
@pytest.mark.parametrize("language", ["en", "nb", "ar"])
def test_it_is_said_with_all_that_it_names(entry: type[Leaf], text: str, language: str) -> None:
    found = read(entry.key, text)
    said = Texts.of(language).render(found.said(lambda title: title.name))
    assert all(title.name in said for title in (*found.named, *found.articles))
    assert "$" not in said
    assert "{{" not in said


@pytest.mark.parametrize(("entry", "text"), each())
def test_what_it_needs_is_of_what_it_names(entry: type[Leaf], text: str) -> None:
    found = read(entry.key, text)
    assert set(found.needs.templates) <= set(found.named)
    assert all(isinstance(title, Title) for title in (*found.named, *found.articles))
    if (kind := found.kind(small_site())) is not None:
        assert kind.title == small_site().full_title(found.named[0])


@pytest.mark.parametrize(("entry", "text"), each())
def test_a_page_of_which_nothing_is_known_does_not_meet_it(entry: type[Leaf], text: str) -> None:
    found = read(entry.key, text)
    assert not found.holds(1, facts(found))


@pytest.mark.parametrize(("entry", "text"), each())
def test_where_nothing_is_there_nothing_meets_it(entry: type[Leaf], text: str) -> None:
    found = read(entry.key, text)
    for asking in (found.listing(around(found)), found.meeting(around(found))):
        assert not getattr(result := _result(asking), "pageids", result)


def _result(asking: Asking[Any]) -> Any:
    return answered(asking, Empty())


@pytest.mark.parametrize("entry", [entry for entry in CONDITIONS if entry.most is not None])
def test_of_a_bounded_one_there_can_be_so_many_and_no_more(entry: type[Leaf]) -> None:
    for number, told in ((entry.most or 0, []), ((entry.most or 0) + 1, ["too-many-of"])):
        items = "".join(f"    - {entry.key}: Side {one}\n" for one in range(number))
        assert [said for _, said in problems(f"articles:\n  any:\n{items}")] == told


def test_nobody_else_knows_a_condition() -> None:
    """No module but the registry, and other entries, imports an entry."""
    entries = {entry.__module__ for entry in CONDITIONS}
    found = defaultdict(set)
    for path in (REPOSITORY / "bot").rglob("*.py"):
        if path.parent.name == "conditions":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in entries:
                found[path.name].add(node.module)
    assert not found


@pytest.mark.parametrize("entry", CONDITIONS)
def test_no_room_that_decides_or_asks_names_a_key(entry: type[Leaf]) -> None:
    names = {key.name for key in entry.settings()}
    wrong = {
        f"{path.name}: {node.value}"
        for path in (REPOSITORY / "bot" / f"{place}.py" for place in DECIDING.split())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in names
    }
    assert not wrong


class Unlisted(Titled):
    """One whose pages nobody can find from above."""

    lists = False


def test_what_lists_nothing_is_no_place_to_start_from() -> None:
    listed, unlisted = Titled((Title(0, "A"),)), Unlisted((Title(0, "A"),))
    assert positive(unlisted) is None
    assert positive(AnyOf((listed, unlisted))) is None
    assert positive(AllOf((listed, unlisted))) == (listed,)
