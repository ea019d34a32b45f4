"""Braces pair as the preprocessor of MediaWiki pairs them."""

from __future__ import annotations

from itertools import pairwise

import mwparserfromhell
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wikitext.braces import templates_in


def found(text: str) -> list[str]:
    return [text[start:end] for start, _, end in templates_in(text)]


@pytest.mark.parametrize(
    ("text", "templates"),
    [
        ("{{a}}", ["{{a}}"]),
        ("{{a|b|c=d}}", ["{{a|b|c=d}}"]),
        ("{{a|{{b}}}}", ["{{b}}", "{{a|{{b}}}}"]),
        ("{{{a}}}", []),
        ("{{{a|{{b}}}}}", ["{{b}}"]),
        ("{{{{a}}}}", []),
        ("{{{{a}} }}", ["{{a}}", "{{{{a}} }}"]),
        ("{{{{{a}}}}}", ["{{{{{a}}}}}"]),
        ("{{{{{a}}}|b}}", ["{{{{{a}}}|b}}"]),
        ("{{{{a}}|b}}", ["{{a}}", "{{{{a}}|b}}"]),
        ("{{{a}} }", ["{{a}}"]),
        ("{{a}}}", ["{{a}}"]),
        ("{{a|[[b|c]]}}", ["{{a|[[b|c]]}}"]),
        ("{{a|[[b}}", []),
        ("{{a", []),
        ("a}}", []),
        ("{{a}} {{b}}", ["{{a}}", "{{b}}"]),
        ("{a}", []),
    ],
)
def test_what_is_a_template(text: str, templates: list[str]) -> None:
    assert found(text) == templates


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("{{a|b|c}}", ["a", "b", "c"]),
        ("{{a|{{b|c}}|d}}", ["a", "{{b|c}}", "d"]),
        ("{{a|[[b|c]]|d}}", ["a", "[[b|c]]", "d"]),
        ("{{{{a|b}}|c}}", ["{{a|b}}", "c"]),
        ("{{{{{a|b}}}|c}}", ["{{{a|b}}}", "c"]),
    ],
)
def test_where_its_parts_begin(text: str, pieces: list[str]) -> None:
    *_, (_, edges, _) = templates_in(text)
    assert [text[a + 1 : b] for a, b in pairwise(edges)] == pieces


@given(
    st.recursive(
        st.sampled_from(["a", "b c", "1"]),
        lambda inner: st.builds(
            lambda kind, name, values: kind.format("|".join([name, *values])),
            st.sampled_from(["{{{{{}}}}}", "{{{{{{{}}}}}}}", "[[{}]]"]),
            st.sampled_from(["x", "y"]),
            st.lists(inner, max_size=3),
        ),
        max_leaves=12,
    )
)
def test_well_formed_texts_hold_the_same_for_another_parser(text: str) -> None:
    theirs = [str(one) for one in mwparserfromhell.parse(text).filter_templates()]
    assert sorted(found(text)) == sorted(theirs)


@given(st.text(alphabet="{}[]|a ", max_size=40))
def test_whatever_is_written_each_is_a_part_between_braces(text: str) -> None:
    for start, edges, end in templates_in(text):
        assert text[start:].startswith("{{")
        assert text[:end].endswith("}}")
        assert edges == sorted(edges)
        assert start < edges[0]
        assert edges[-1] == end - 2
