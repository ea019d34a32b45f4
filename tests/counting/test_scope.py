"""Article conditions: docs/organizers.md, ``articles``."""

from __future__ import annotations

import pytest

from bot.counting.scope import holds
from bot.declaration.campaign import AllOf, AnyOf, Condition, NoneOf
from bot.declaration.condition_trees import needs, positive
from bot.features.conditions.category import InCategory, ancestors
from bot.features.conditions.condition import ScopeFacts
from bot.features.conditions.listed_on import ListedOn
from bot.features.conditions.template import HasTemplate
from bot.features.conditions.titles import Titled
from bot.mediawiki.site import Title

PHYSICISTS, FICTIONAL, STUBS = (Title(14, name) for name in ("Physicists", "Fictional physicists", "Stubs"))
INFOBOX = Title(10, "Infobox")
LIST, NAMED = ListedOn(Title(4, "List")), Titled((Title(0, "A"),))
NAMES = {PHYSICISTS: "C:Physicists", FICTIONAL: "C:Fictional", STUBS: "C:Stubs", INFOBOX: "T:Infobox"}
PARENTS = {
    "C:Women": frozenset({"C:Physicists"}),
    "C:Nobel women": frozenset({"C:Women"}),
    "C:Fictional": frozenset({"C:Physicists"}),
    "C:Holograms": frozenset({"C:Fictional"}),
    "C:Circle": frozenset({"C:Circle"}),
}


def facts(
    *categories: str, templates: tuple[str, ...] = (), listed: tuple[Condition, ...] = ()
) -> ScopeFacts:
    return ScopeFacts(
        categories={1: frozenset(categories)},
        parents=PARENTS,
        templates={1: frozenset(templates)},
        listed={leaf: frozenset({1}) for leaf in listed},  # type: ignore[misc]
        names=NAMES,
    )


@pytest.mark.parametrize(
    ("category", "levels", "inside"),
    [
        ("C:Physicists", 0, True),
        ("C:Women", 0, False),
        ("C:Women", 1, True),
        ("C:Nobel women", 1, False),
        ("C:Nobel women", 2, True),
        ("C:Circle", 3, False),
    ],
)
def test_depth_is_levels_of_subcategories(category: str, levels: int, inside: bool) -> None:
    assert holds(InCategory(PHYSICISTS, levels), 1, facts(category)) is inside


def test_an_exception_takes_out_what_is_below_it() -> None:
    condition = InCategory(PHYSICISTS, 3, (FICTIONAL,))
    assert holds(condition, 1, facts("C:Women"))
    assert not holds(condition, 1, facts("C:Holograms"))
    assert not holds(condition, 1, facts("C:Women", "C:Fictional"))


@pytest.mark.parametrize(
    ("condition", "inside"),
    [
        (None, True),
        (AllOf((InCategory(PHYSICISTS), HasTemplate(INFOBOX))), True),
        (AllOf((InCategory(PHYSICISTS), LIST)), False),
        (AnyOf((LIST, HasTemplate(INFOBOX))), True),
        (AnyOf((LIST, NAMED)), False),
        (NoneOf((LIST, NAMED)), True),
        (NoneOf((LIST, InCategory(PHYSICISTS))), False),
        (AllOf((AnyOf((LIST, InCategory(PHYSICISTS))), NoneOf((InCategory(STUBS),)))), True),
    ],
)
def test_conditions_combine_and_nest(condition: Condition | None, inside: bool) -> None:
    assert holds(condition, 1, facts("C:Physicists", templates=("T:Infobox",))) is inside


def test_lists_and_titles_are_known_by_page() -> None:
    assert holds(LIST, 1, facts(listed=(LIST,)))
    assert not holds(LIST, 2, facts(listed=(LIST,)))


def test_the_depth_that_has_to_be_known_is_the_greatest() -> None:
    assert needs(None).levels == -1
    assert needs(LIST).levels == -1
    assert needs(AnyOf((InCategory(STUBS), NoneOf((InCategory(PHYSICISTS, 3),))))).levels == 3


def test_circles_of_categories_do_no_harm() -> None:
    assert ancestors({"C:Circle"}, 20, PARENTS) == {"C:Circle"}


@pytest.mark.parametrize(
    ("condition", "where"),
    [
        (None, None),
        (NoneOf((LIST,)), None),
        (LIST, (LIST,)),
        (AnyOf((LIST, NAMED)), (LIST, NAMED)),
        (AnyOf((LIST, NoneOf((NAMED,)))), None),
        (AllOf((NoneOf((NAMED,)), LIST)), (LIST,)),
        (AllOf((AnyOf((LIST, NAMED)), HasTemplate(INFOBOX))), (HasTemplate(INFOBOX),)),
    ],
)
def test_where_to_look_for_the_pages_of_a_scope(condition: Condition | None, where: object) -> None:
    assert positive(condition) == where
