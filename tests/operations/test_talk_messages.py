"""A message to somebody, and its proof."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.operations.messages_to_people.message import Proof, TalkMessage, proofs_in, template_called
from bot.operations.messages_to_people.registry import KINDS
from tests.render.samples import FREE_TEXT, SITE

WHEN = datetime(2026, 11, 3, tzinfo=UTC)


def message(text: str = "Welcome!") -> TalkMessage:
    return TalkMessage("welcome", 123, 4567, "Nora", "Women in Physics", text, "Welcome from [[X]]", WHEN)


def test_the_proof_stands_at_the_end_of_the_summary_and_unseen_in_the_text() -> None:
    assert message().signed_summary == "Welcome from [[X]] [cb welcome 123 4567]"
    assert "<!-- [cb welcome 123 4567] -->" in message().section()
    assert (
        proofs_in(message().signed_summary) == proofs_in(message().section()) == [Proof("welcome", 123, 4567)]
    )


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_the_proof_of_every_kind_is_read(kind: str) -> None:
    proof = Proof(kind, 10**14, 10**14)
    assert proofs_in(f"x{proof}y") == [proof]


def test_kinds_have_names_of_their_own() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize(
    "text",
    ["", "[cb welcome 123]", "[cb welcome 1 2 3]", "[cb Welcome 1 2]", "cb welcome 1 2", "[cb welcome -1 2]"],
)
def test_other_words_prove_nothing(text: str) -> None:
    assert proofs_in(text) == []


@given(st.sampled_from(FREE_TEXT))
def test_what_stood_there_stays(text: str) -> None:
    added = message().added_to(text)
    assert added.startswith(text.rstrip())
    assert added.endswith(message().section())


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("Welcome!", True),
        ("{{Welcome}}", True),
        ("{{subst:Welcome}}", False),
        ("{{Subst:Welcome|x}}", False),
        ("Welcome! ~~~~", False),
        ("See {{subst:PAGENAME}}", True),
    ],
)
def test_it_is_signed_unless_it_does_so_itself(text: str, signed: bool) -> None:
    assert message(text).section().endswith(" ~~~~") == (signed or text.endswith("~~~~"))


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("{{Welcome}}", "Template:Welcome"),
        ("{{ welcome }} ~~~~", "Template:Welcome"),
        ("{{subst:Welcome|a|b=c}}", "Template:Welcome"),
        ("{{User:Nora/Hi}}", "User:Nora/Hi"),
        ("{{#if:x|y}}", None),
        ("Hello {{Welcome}}", None),
        ("{{a}} and {{b}}", None),
        ("Hello", None),
    ],
)
def test_a_call_of_a_template_is_told_from_a_text(text: str, template: str | None) -> None:
    assert template_called(text, SITE) == template
