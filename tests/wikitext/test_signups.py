"""People and pages out of real wiki pages."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mediawiki.site import Site, Title
from bot.wikitext.signups import SignedUp, links_in, sign_ups

from ..data import data_file, real_site, siteinfo, small_site

SITE = small_site()
TEMPLATES = frozenset({"u", "Bruker", "bruker2"})


def names(wikitext: str, site: Site = SITE) -> list[str]:
    """Who signs up on a page of nothing else."""
    return list(sign_ups(wikitext, site, None, (), TEMPLATES).names)


ONE_LINE = [
    ("* [[Bruker:Alice]]", ["Alice"]),
    ("# [[user:alice_b|Alice!]]", ["Alice b"]),
    ("* [[Brukerinnediskusjon:Alice]]", ["Alice"]),
    ("* [[Spesial:Bidrag/Alice]]", ["Alice"]),
    ("* [[Special:Contributions/alice]]", ["Alice"]),
    ("* [[Bruker:Alice/Konkurranse|min side]]", ["Alice"]),
    ("* [[:Bruker:Alice]]", ["Alice"]),
    ("* [[Bruker:\u200eAlice\u200f]]", ["Alice"]),
    ("* [[Bruker%3AAlice]]", ["Alice"]),
    ("* [[Bruker&#58;Alice]]", ["Alice"]),
    ("* [[Bruker:~2026-12345-67]]", ["~2026-12345-67"]),
    ("[[Bruker:Alice|<span style='color:#f00'>'''A'''</span>]] 12:00, 1. nov. 2026 (CET)", ["Alice"]),
    ("* [[Bruker:Alice|Alice]] ([[Brukerdiskusjon:Alice|diskusjon]]) 12:00", ["Alice"]),
    ("* [[Bruker:Alice|Alice]] ([[Brukerdiskusjon:Alice B|diskusjon]])", ["Alice"]),
    ("* [[Bruker:Alice]], invitert av [[Bruker:Bob]]", ["Alice"]),
    ("* [[Bruker:Alice]] og [[Bruker:Bob]]", ["Alice", "Bob"]),
    ("* [[Bruker:Alice]] · [[Bruker:Bob]]", ["Alice"]),
    ("* [[Bruker:Alice]] [[Bruker:Bob]]", ["Alice"]),
    ("* [[Lise Meitner]] av [[Bruker:Alice]]", ["Alice"]),
    ("* [[Bruker:Alice|Alice <!-- [[Bruker:Bob]] -->]]", ["Alice"]),
    ("* [[Bruker:Alice|cut off", ["Alice"]),
    ("* [[Bruker:Alice|cut off ([[Brukerdiskusjon:Bob|d]])", ["Alice"]),
    ("* [[Bruker:Alice|two\nlines]], invitert av [[Bruker:Bob]]", ["Alice"]),
    ("* {{u|Alice}}", ["Alice"]),
    ("* {{U|alice_b}}", ["Alice b"]),
    ("* {{ mal:u | 1 = Alice }}", ["Alice"]),
    ("* {{Template:U|Alice}}", ["Alice"]),
    ("* {{u|user=Alice|lang=nb}}", ["Alice"]),
    ("* {{u|Bruker:Alice}}", ["Alice"]),
    ("* {{u|[[Bruker:Alice]]}}", ["Alice"]),
    ("* {{u|Alice|{{small|the [[Bruker:Bob|great]]}}}}", ["Alice"]),
    ("* {{u\n| Alice\n}}", ["Alice"]),
    ("* {{bruker2|Alice}} {{u|Bob}}", ["Alice"]),
    ("* {{u|Alice}}, [[Bruker:Bob]]", ["Alice", "Bob"]),
    ("* {{ping|Alice}}", []),
    ("* {{u}} {{u|}} {{u|lang=nb}}", []),
    ("* {{u|Alice", []),
    ("* {{{u|Alice}}}", []),
    ("{{u|Alice}} {", ["Alice"]),
    ("* {{:u|Alice}}", []),
    ("* [https://test.wikipedia.org/wiki/Bruker:Alice Alice] [[Bruker:Bob]]", ["Alice"]),
    ("* [//test.wikipedia.org/w/index.php?title=Brukerdiskusjon:Alice&action=edit Alice]", ["Alice"]),
    ("* https://test.m.wikipedia.org/wiki/Bruker:Alice.", ["Alice"]),
    ("* [https://en.wikipedia.org/wiki/User:Alice Alice]", []),
    ("* [https://test.wikipedia.org/wiki/Alice Alice]", []),
    ("* [[:de:User:Alice]]", []),
    ("* [[meta:User:Alice]]", []),
    ("* [[w:de:Benutzer:Alice]]", []),
    ("* [[meta:User:Alice]], her: [[Bruker:Alice B]]", ["Alice B"]),
    ("* [[no:Bruker:Alice]]", ["Alice"]),
    ("* [[Alice]]", []),
    ("* [[Wikipedia:Alice]]", []),
    ("* [[Bruker:1.2.3.4]] [[Bruker:Alice]]", ["Alice"]),
    ("* [[Spesial:Bidrag/2001:db8::/32]]", []),
    ("* Alice", []),
    ("* [[Bruker:Alice]", []),
    ("* [[Bruker:]] [[Bruker:/Sandkasse]]", []),
    ("<!-- * [[Bruker:Alice]] -->", []),
    ("<nowiki>[[Bruker:Alice]]</nowiki>", []),
    ("<pre>[[Bruker:Alice]]</pre>", []),
    ("<includeonly>[[Bruker:Alice]]</includeonly>", []),
    ("<noinclude>* [[Bruker:Alice]]</noinclude>", ["Alice"]),
    ("[[Bruker:<nowiki>Alice</nowiki>]]", []),
    ("* [[Fil:Yes.svg|20px|link=]] [[Bruker:Alice]]", ["Alice"]),
    ("* [[Bruker:Alice]] <!-- a\n--> invitert av [[Bruker:Bob]]", ["Alice"]),
    ("== [[Bruker:Alice]] ==", ["Alice"]),
    ("", []),
]


@pytest.mark.parametrize(("wikitext", "expected"), ONE_LINE)
def test_a_link_beside_the_participant_is_no_participant(wikitext: str, expected: list[str]) -> None:
    assert names(wikitext) == expected


ONLY_PEOPLE = [
    "[[Bruker:Alice]], [[Bruker:Bob]]",
    "* [[Bruker:Alice]]; [[Bruker:Bob]];",
    "# '''[[Bruker:Alice]]''' ,&nbsp;[[Bruker:Bob]].",
    "[[Bruker:Alice|Alice, physicist]]، [[Bruker:Bob]]",
    "[[Bruker:Alice]]、{{u|Bob}}",
    "<small>[[Bruker:Alice]], [[Bruker:Bob]]</small>",
    "[[Bruker:Alice]]<br />[[Bruker:Bob]]<br>",
    "{|\n| [[Bruker:Alice]], [[Bruker:Bob]]\n|}",
    "[[Bruker:Alice]], [[Bruker:1.2.3.4]], [[Bruker:Bob]]",
    "[[Bruker:Alice]], [[Brukerdiskusjon:Alice|d]], [[Bruker:Bob]]",
]


@pytest.mark.parametrize("wikitext", ONLY_PEOPLE)
def test_a_line_of_nothing_but_people_signs_up_all_of_them(wikitext: str) -> None:
    assert names(wikitext) == ["Alice", "Bob"]


def test_everybody_is_listed_once_in_the_order_of_the_page() -> None:
    assert names("* {{u|Bob}}\n* [[Bruker:Alice]]\n* [[User:bob]]\n\n* [[Brukerdiskusjon:Eve]]") == [
        "Bob",
        "Alice",
        "Eve",
    ]


ROWS = [
    "|-\n| 1\n| [[Bruker:Alice]]\n| [[Bruker:Bob]]\n",
    "|-\n| 1 || [[Bruker:Alice]] || [[Bruker:Bob]]\n",
    "|- style='color:red'\n| [[Bruker:Alice]]\nveiledet av [[Bruker:Bob]]\n",
    "|-\n! [[Bruker:Alice]]\n| see\n{|\n|}\n[[Bruker:Bob]]\n",
]


@pytest.mark.parametrize("row", ROWS)
def test_a_row_of_a_table_signs_up_one(row: str) -> None:
    assert names("{| class=wikitable\n! Navn !! Veileder\n" + row + row.replace("Alice", "Eve") + "|}") == [
        "Alice",
        "Eve",
    ]


def test_items_of_a_list_in_a_cell_are_lines_of_their_own() -> None:
    team = "| Rød, ledet av [[Bruker:Alice]]\n|\n* [[Bruker:Bob]] ([[Bruker:X|venn]])\n* [[Bruker:Eve]]\n"
    assert names(f"{{|\n|-\n{team}|}}") == ["Alice", "Bob", "Eve"]


def test_after_a_table_every_line_is_a_line_again() -> None:
    assert names("{|\n| [[Bruker:Alice]]\n|}\n[[Bruker:Bob]]\n[[Bruker:Eve]]") == ["Alice", "Bob", "Eve"]


def test_a_table_without_an_end_ends_at_the_next_heading() -> None:
    page = "{|\n| [[Bruker:Alice]]\n{{slutt}}\n== Flere ==\n[[Bruker:Bob]]\n[[Bruker:Eve]]"
    assert names(page) == ["Alice", "Bob", "Eve"]


def test_the_bots_own_tables_are_not_read() -> None:
    page = (
        "* [[Bruker:Alice]]\n<!-- campaignbot:leaderboard -->\n* [[Bruker:Bob]]\n"
        "<!-- /campaignbot:leaderboard -->\n* [[Bruker:Eve]]\n<!-- campaignbot:articles -->\n* [[Bruker:Bob]]"
    )
    assert names(page) == ["Alice", "Eve"]


PAGE = """{{u|Organizer}}
== Deltakere ==  <!-- skriv under her -->
* {{u|Alice}}
=== Nye ===
* {{u|Bob}}
== '''[[Hjelp|Reservister]]''' ==
* {{u|Eve}}
== deltakere ==
* {{u|Mallory}}
"""


def in_section(heading: str | None, defaults: Sequence[str] = ()) -> SignedUp:
    return sign_ups(PAGE, SITE, heading, defaults, TEMPLATES)


def test_only_the_section_is_read() -> None:
    assert in_section("DELTAKERE") == SignedUp(("Alice", "Bob", "Mallory"), heading_found=True)
    assert in_section("Nye") == SignedUp(("Bob",), heading_found=True)
    assert in_section("Reservister") == SignedUp(("Eve",), heading_found=True)


def test_a_section_that_is_not_there_signs_up_nobody() -> None:
    assert in_section("Participants") == SignedUp((), heading_found=False)
    assert in_section("Participants", ["Deltakere"]) == SignedUp((), heading_found=False)


def test_without_a_heading_the_first_usual_one_on_the_page_is_read() -> None:
    assert in_section(None, ["Participants", "Reservister", "Deltakere"]).names == ("Eve",)
    assert in_section(None, ["Participants"]) == SignedUp((), heading_found=False)


def test_without_any_heading_the_whole_page_is_read() -> None:
    assert in_section(None).names == ("Organizer", "Alice", "Bob", "Eve", "Mallory")


def test_a_heading_between_noinclude_tags_is_a_heading() -> None:
    page = "{{u|Bob}}\n<noinclude>==Deltakere==</noinclude>\n{{u|Alice}}"
    assert sign_ups(page, SITE, "Deltakere", (), TEMPLATES).names == ("Alice",)


def test_a_worklist_is_its_links() -> None:
    page = """* [[lise Meitner]] ([[:de:Lise Meitner]])
* [[Lise_Meitner#Work|again]], [[Marie Curie|Curie]]
* [[Fil:Curie.jpg|thumb|[[Radium]]]] [[:Kategori:Fysikere]] [[Kategori:Lister]] [[Bruker:Alice]]
<!-- [[Not this]] --> <nowiki>[[Nor this]]</nowiki> [[https://example.org/]] [[broken
<!-- campaignbot:articles -->[[Nor the bot's]]<!-- /campaignbot:articles -->"""
    articles = (Title(0, "Lise Meitner"), Title(0, "Marie Curie"), Title(0, "Radium"))
    assert links_in(page, SITE, SITE.article_namespaces) == articles
    assert links_in(page, SITE) == (*articles, Title(14, "Fysikere"), Title(2, "Alice"))


PEOPLE = ["[[Bruker:A]]", "[[Bruker:B|b]]", "{{u|C}}", " https://test.wikipedia.org/wiki/Bruker:D "]
LAYOUT = ["[[", "]]", "{{", "}}", "|", ",", "*", "\n", "{|\n", "|-\n", "|}", "==", " ", "<br>"]
UNREAD = ["<!--", "-->", "<nowiki>", "</nowiki>", "<!-- campaignbot:x -->", "<!-- /campaignbot:x -->"]
PIECES = st.sampled_from(PEOPLE + LAYOUT + UNREAD)


@given(st.lists(PIECES).map("".join))
def test_whoever_signs_up_is_named_on_the_page(text: str) -> None:
    found = names(text)
    assert len(found) == len(set(found))
    assert set(found) <= {name for name in "ABCD" if name in text}


HOSTILE = ["[[Bruker:A|", "[[Bruker:A", "[[Bruker:A]]", "[[Bruker:A]], ", "{{u|", "{{u|[[", "{{u|a}}", "{|\n"]
HOSTILE += ["{|\n|-\n|[[Bruker:A]]\n", "|-\n", "[[", "[//x", "==", "=\n", "'''", "<br>", "\0"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_pages_take_no_longer_than_others(piece: str) -> None:
    before = time.process_time()
    names(piece * (100_000 // len(piece)))
    assert time.process_time() - before < 10


# The real lists. The names were found by reading them.


def real_names(file: str, site: Site, heading: str | None = None) -> list[str]:
    """Who signs up on a real page."""
    text = data_file("participants", file).read_text(encoding="utf-8")
    return list(sign_ups(text, site, heading, (), frozenset({"u"})).names)


def greek_wikivoyage() -> Site:
    """Greek Wikivoyage, whose siteinfo is not among the data: enwiki's, with its namespaces' names."""
    query = siteinfo("enwiki")
    query["general"] |= {"server": "//el.wikivoyage.org", "lang": "el", "wikiid": "elwikivoyage"}
    for number, name in {"-1": "Ειδικό", "2": "Χρήστης", "3": "Συζήτηση χρήστη"}.items():
        query["namespaces"][number]["name"] = name
    query["specialpagealiases"] = [{"realname": "Contributions", "aliases": ["Συνεισφορές"]}]
    return Site.from_siteinfo(query)


def afar_wikipedia() -> Site:
    """Afar Wikipedia, likewise."""
    query = siteinfo("enwiki")
    query["general"] |= {"server": "//aa.wikipedia.org", "lang": "aa", "wikiid": "aawiki"}
    for item in query["interwikimap"]:
        item.pop("localinterwiki", None)
    return Site.from_siteinfo(query)


def test_a_list_of_templates_is_read() -> None:
    wikidata = real_site("enwiki")
    file = "wikidata-WikiProject_Ontology-participants-section.wikitext"
    expected = """
        I9606, Emw, Ruud Koot, Emitraka, Lechatpito, DavRosen, Fractaler, Ddelaiglesia, Alessandro Piscopo,
        Ptolusque, Malore, Wurstbruch, Ettorerizza, Ninokeys, Tris T7, Linuxo, Gq86, Meejies, Iwan.Aucamp,
        Tfrancart, Luis.ramos.pst.ag, Sylvain Leroux, Mkbergman, The-erinaceous-one, Cdo256, Rehman
    """
    expected_names = [name.strip() for name in expected.split(",")]
    assert real_names(file, wikidata, "Participants") == []  # All of them are inactive.
    assert real_names(file, wikidata, "Inactive participants") == expected_names
    assert real_names(file, wikidata, "Former logo") == []


def test_votes_with_signatures_are_read() -> None:
    file, site = "elwikivoyage-vote-handrian.wikitext", greek_wikivoyage()
    assert real_names(file, site, "Δήλωση υποψηφίου") == ["Handrian"]
    assert real_names(file, site, "Ψηφοφορία 2015") == ["Handrian", "FocalPoint"]
    # Ah3kal signs behind a link to the contributions of an IP address; others above and below the list.
    assert real_names(file, site, "Ψηφοφορία 2016") == ["Ah3kal", "Gobbler"]
    assert real_names(file, site) == ["FocalPoint", "Ah3kal", "Gobbler"]


def test_a_request_with_a_link_in_its_heading_is_read() -> None:
    # The user is linked as `User:addbot`, shown as Addbot; the operator writes in Greek spelling, too.
    assert real_names("elwikivoyage-Bots.wikitext", greek_wikivoyage()) == ["Addbot", "Addshore"]
    assert real_names("elwikivoyage-Bots.wikitext", greek_wikivoyage(), "addbot") == ["Addshore"]


def test_user_pages_on_other_wikis_are_nobodys_here() -> None:
    file, site = "aawiki-User_Gangleri.wikitext", afar_wikipedia()
    assert real_names(file, site) == ["Gangleri"]
    assert real_names(file, site, "commons:User:Gangleri") == ["Gangleri"]


def test_a_page_of_scores_has_articles_but_no_people() -> None:
    file = "eswiki-Wikirreto_2008-Noviembre-Lucien_leGrey.wikitext"
    site = real_site("eswiki")
    assert real_names(file, site) == []
    titles = links_in(data_file("participants", file).read_text(encoding="utf-8"), site, {0})
    assert titles[0] == Title(0, "Buergeria buergeri")
    assert titles[-1] == Title(0, "Sooglossidae")
