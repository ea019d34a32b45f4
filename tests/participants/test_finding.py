"""Whom sources find on pages, and what they ask for it."""

from __future__ import annotations

from bot.features.participants.source import Link, Sentence, Shown
from bot.mediawiki.queries import Members, PageTexts
from bot.mediawiki.site import Title
from tests.declaration.reading import PAGE, campaign
from tests.participants.declared import answered, around, source

LIST = "Wikipedia:Kvinner i fysikk/Liste"


def test_a_list_on_the_campaign_page_needs_no_question() -> None:
    found, rounds = answered(source("section").find(around("== Deltakere ==\n* [[Bruker:Alice]]\n")))
    assert (found.names, rounds, found.notices) == (("Alice",), [], ())


def test_a_list_elsewhere_is_asked_for_once_and_what_it_transcludes_after_it() -> None:
    texts = {LIST: "{{/Mer}}\n", f"{LIST}/Mer": "* [[Bruker:Bob]]\n"}
    found, rounds = answered(source("page").find(around()), texts)
    assert found.names == ("Bob",)
    assert rounds == [(PageTexts((LIST,), follow=True),), (PageTexts((f"{LIST}/Mer",), follow=True),)]


def test_a_page_that_is_not_there_is_told_with_its_line() -> None:
    found, _ = answered(source("page").find(around()))
    assert [(one.message.key, one.line) for one in found.notices] == [("notice-no-page", 5)]
    assert not found.pages[0].there


def test_members_of_a_category_are_people_and_drafts_are_none() -> None:
    members = ("Bruker:Alice", "Brukerdiskusjon:Bob", "Bruker:Bob/Kladd")
    found, (first,) = answered(source("category").find(around()), members=members)
    assert found.names == ("Alice", "Bob")
    assert [type(one) for one in first] == [PageTexts, Members]
    assert [one.message.key for one in found.missing] == ["notice-no-category"]


def test_a_link_leads_to_the_heading_that_was_seen() -> None:
    up = campaign("participants: {section: Participants}").participants.sources[0]
    assert up.joining(Shown(PAGE, PAGE, {})) == Sentence("sign-up-list")
    seen = Shown(PAGE, PAGE, {up.lists[0]: "Deltakere"})  # type: ignore[attr-defined]
    assert up.joining(seen) == Sentence("sign-up-place", (Link(None, "Deltakere"),))
    other = Shown(PAGE, Title(4, "Tavle"), {})
    assert up.joining(other) == Sentence("sign-up-place", (Link(PAGE),))
