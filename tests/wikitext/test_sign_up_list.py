"""Which lines of a list of participants sign somebody up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wikitext.sign_up_words import is_aside
from bot.wikitext.signups import SignedUp, sign_ups

from ..data import small_site

SITE = small_site()
DATE = "12:00, 3 November 2026 (UTC)"


def read(text: str) -> SignedUp:
    return sign_ups(text, SITE, None, (), {"u"})


def check(text: str, expected: str) -> None:
    """``expected`` are the names that sign up, in order."""
    assert list(read(text.replace("DATE", DATE)).names) == expected.split()


REAL_LIST = """Organizers: [[User:Admin]] and [[User:Oldie]].

[[File:Stays.png|thumb|Photo by [[User:Coach]]]]
# [[User:Cy|Cy]] ([[User talk:Cy|talk]]) DATE
#: Welcome! --[[User:Other|Other]] ([[User talk:Other|talk]]) DATE
# <s>[[User:Kim|Kim]] ([[User talk:Kim|talk]]) DATE</s> sorry, no time
# {{User:Ron/sig}} DATE
# Pia
# [[User:Ann]] and [[User:Ben]]
"""


def test_a_list_as_it_stands_on_a_page() -> None:
    check(REAL_LIST, "Cy Ron Ann Ben")
    assert [(line.text, line.readings) for line in read(REAL_LIST).plain] == [("Pia", (("Pia",),))]


SIGNED = [
    ("* I'd like to join! Is [[User:Org]] organizing? [[User:Q|Q]] ([[User talk:Q|talk]]) DATE", "Q"),
    ("* [[User:Q|Q]] ([[User talk:Q|t]]) DATE I'll ask [[User:B]]", "Q"),
    ("* Me and [[User:B]] will take part. [[User:Q|Q]] DATE", "Q"),
    ("* Me too --[[User:Q|Q]] ([[User talk:Q|talk]]) DATE", "Q"),
    ("* [[User:Q|Q]] DATE Welcome! [[User:Other]] DATE", "Q"),
    ("* [[User:Q|Q]] ([[User talk:Boss of Q|talk]]) DATE", "Q"),
    ("* Thanks, [[User talk:Org|Org]]! [[User:Q]] DATE", "Q"),
    ("* invited by [[User:Org]], ~ [[User talk:Q|Q]] DATE", "Q"),
    ("* Me and [[User:B]]. [[User:1.2.3.4]] DATE", ""),
    ("* {{User:Ron/sig}} DATE", "Ron"),
    ("* {{Bruker:Ron/Signatur}} DATE", "Ron"),
    ("* [[User:A]] DATE [[User:B]] DATE", "A B"),
    ("* [[User:A]], invited by [[User:B]] DATE", "B"),
    ("* DATE [[User:A]] and somebody", "A"),
    ("* ask [[User:B]] 3 November 2026 [[User:A]]", "B"),
    ("* ask [[User:B]] – [[User:A]] 12:00, 3. Nov. 2026 (MEZ)", "A"),
    ("* ask [[User:B]] – [[User:A]] 3 novembre 2026 à 12:00 (CET)", "A"),
    ("* ask [[User:B]] – [[User:A]] 2026年11月3日 (火) 12:00 (UTC)", "A"),
    ("* ask [[User:B]] – [[User:A]] 2026년 11월 3일 (화) 12:00 (KST)", "A"),
    ("* ask [[User:B]] – [[User:A]] 12h00min de 3 de novembro de 2026 (UTC)", "A"),
    ("* ask [[User:B]] – [[User:A]] 3. marraskuuta 2026 kello 12.00 (EET)", "A"),
    ("* ask [[User:B]] – [[User:A]] \u200f12:00، 3 نوفمبر 2026 (ت ع م)", "A"),
    ("* ask [[User:B]] – [[User:A]] ১২:০০, ৩ নভেম্বর ২০২৬ (ইউটিসি)", "A"),
    ("* ask [[User:B]] – [[User:A]] 12:00, ngày 3 tháng 11 năm 2026 (UTC)", "A"),
    ("* ask [[User:B]] – [[User:A]] <small>12:00, 3 nov. 2026 (CET)</small>", "A"),
]


@pytest.mark.parametrize(("text", "expected"), SIGNED)
def test_whoever_signed_a_line_signs_up(text: str, expected: str) -> None:
    check(text, expected)


LEVELS = [
    ("# [[User:A]]\n#* together with [[User:B]]\n# [[User:C]]\n## [[User:D]] as helper", "A C"),
    ("* [[User:A]]\n*: Welcome! [[User:B]] DATE\n* [[User:C]]", "A C"),
    ("* [[User:A]]\n: Welcome! [[User:B]] DATE", "A"),
    ("* [[User:A]] DATE\n:: me too? [[User:B]] DATE\n::: yes, [[User:C]] DATE", "A"),
    (
        "* Team Red\n** [[User:A]]\n** [[User:B]] DATE\n* Team Blue\n** [[User:C]]\n*** with [[User:D]]",
        "A B C",
    ),
    ("* Oslo\n*: [[User:A]], [[User:B]]\n* Bergen\n*: [[User:C]]", "A B C"),
    ("; Red\n: [[User:A]]\n: [[User:B]]\n; Blue\n: [[User:C]]", "A B C"),
    ("; [[User:A]]\n: helped by [[User:B]]", "A"),
    (":[[User:A]] DATE\n::hello [[User:B]] DATE\n:[[User:C]] DATE", "A C"),
    ("* <s>[[User:A]] DATE</s>\n** why? [[User:B]] DATE", ""),
    ("* [[User:A|A]]\n\n* [[User:B]]\n** [[User:C]]", "A B"),
    ("# {{User:A/sig}} DATE\n#:: hi [[User:B]]", "A"),
    ("* Pia\n*: Please sign, [[User:Helper]] DATE", ""),
    ("** [[User:A]]\n** [[User:B]]", "A B"),
    ("1. [[User:A]]\n2. [[User:B]] from Oslo\n- [[User:C]], ask me", "A B C"),
    ("<ol><li>[[User:A]] of Oslo</li><li>[[User:B]] of Bergen</li></ol>", "A B"),
    ("{{col-list|\n* [[User:A]]\n* [[User:B]]\n}}", "A B"),
]


@pytest.mark.parametrize(("text", "expected"), LEVELS)
def test_replies_and_deeper_items_sign_nobody_up(text: str, expected: str) -> None:
    check(text, expected)


PROSE = [
    ("Sign up here! Questions to [[User:Org]].\n* [[User:A]]", "A"),
    ("Sign up here! [[User:Org]] DATE\n* [[User:A]]", "A"),
    ("I want to join. [[User:A]] DATE\n\nSo do I! [[User:B]] DATE", "A B"),
    ("I want to join. [[User:A]] DATE\n: Welcome! [[User:B]] DATE", "A"),
    ("Talk to [[User:Org]] before you sign.", ""),
    ("[[User:A]], [[User:B]]; [[User:C]]", "A B C"),
    ("[[User:A]]\n[[User:B]] ([[User talk:B|talk]]) DATE\n* [[User:C]]", "A B C"),
    ("'''[[User:A]]''' 🎉\n<div>[[User:B]]</div>", "A B"),
    ("{{infobox\n| organizer = [[User:Org]]\n| by = [[User:Org]] DATE\n}}\n* [[User:A]]", "A"),
    ("=== [[User:A]] ===\n* [[Article]]\n=== [[User:B]] ===", "A B"),
]


@pytest.mark.parametrize(("text", "expected"), PROSE)
def test_prose_signs_up_only_where_there_is_no_list_and_by_its_signature(text: str, expected: str) -> None:
    check(text, expected)


PICTURES = [
    "[[File:X.png|thumb|Photo by [[User:B]]]]\n* [[User:A]]",
    "[[Fil:X.png|thumb|by [[User:B]] and [[User:C|''C'']]]]\n* [[User:A]]",
    "<gallery>\nFile:X.jpg|[[User:B]]\n</gallery>\n* [[User:A]]",
    "* [[User:A]] [[Image:X.png|20px|[[User:B]]]]",
    "{|\n|+ Led by [[User:B]]\n|-\n| [[User:A]]\n|}",
    "* [[File:X.png|20px|by [[User:B]]]] [[User:A]]",
]


@pytest.mark.parametrize("text", PICTURES)
def test_captions_sign_nobody_up(text: str) -> None:
    check(text, "A")


STRUCK = [
    "* <s>[[User:B]]</s>",
    "* <del>[[User:B]] DATE</del>",
    "* <strike>[[User:B]]</strike> no time",
    "* <s>[[User:B]] DATE</s> sorry, no time",
    "* <s>[[User:B]] DATE</s> withdrew, [[User:B]] DATE",
    "* <s>[[User:B]]</s> withdrew, [[User:C]]",
    "* <span style='text-decoration:line-through'>[[User:B]]</span>",
    '* <span style="color:red; text-decoration: line-through;">[[User:B]]</span>',
    "* {{s|[[User:B]]}}",
    "* {{strike|1=[[User:B]] DATE}}",
    "<s>\n* [[User:B]]\n* [[User:C]] DATE\n</s>",
    "<div style='text-decoration:line-through'>\n* [[User:B]]\n</div>",
    "* ~~[[User:B]]~~",
    "* [[User:B|<s>B</s>]]",
    "* <s>[[User:B]]",
    "{|\n| <s>[[User:B]]</s> || late\n|}",
    "* <s>'''<small>[[User:B]]</small>'''</s>",
]


@pytest.mark.parametrize("text", STRUCK)
def test_struck_out_names_do_not_take_part(text: str) -> None:
    check(f"* [[User:A]]\n{text}\n* [[User:D]]", "A D")


NOT_STRUCK = [
    ("* <s>[[User:B]]</s> [[User:A]]", "A"),
    ("* <s>maybe</s> [[User:A]]", "A"),
    ("* [[User:A]] <s>and [[User:B]]</s>", "A"),
    ("* <s>[[User:A]]</s>\n* [[User:A]] again", "A"),
    ("* <span style='color:red'>[[User:A]]</span>", "A"),
]


@pytest.mark.parametrize(("text", "expected"), NOT_STRUCK)
def test_others_on_the_line_of_a_struck_out_name(text: str, expected: str) -> None:
    check(text, expected)


ASIDES = [
    "Organizers: [[User:B]] and [[User:C]].",
    "* Organizers: [[User:B]]",
    "* '''Organisatoren:''' [[User:B]] DATE",
    "* Jury: [[User:B]], [[User:C]]",
    "* Team lead: [[User:B]]",
    "* Mentors\n** [[User:B]]\n** [[User:C]]",
    "'''Jury:'''\n* [[User:B]]\n* [[User:C]]\n'''Others'''",
    "=== Withdrawn ===\n* [[User:B]]\n==== Oslo ====\n* [[User:C]]\n=== More ===",
    "=== Inactive participants (3) ===\n* [[User:B]]\n=== More ===",
    "=== Организаторы ===\n* [[User:B]]\n=== Ещё ===",
    "=== Zurückgezogen: ===\n[[User:B]]\n=== Mehr ===",
    "; Withdrawn\n: [[User:B]]\n; More",
    "* Kontakt: {{u|B}}",
    "* 主催：[[User:B]]",
]


@pytest.mark.parametrize("text", ASIDES)
def test_roles_and_those_who_withdrew_do_not_sign_up(text: str) -> None:
    check(f"* [[User:A]]\n{text}\n* [[User:D]]", "A D")


@pytest.mark.parametrize(
    "label",
    [
        "Oslo",
        "Team Red",
        "Organic chemistry",
        "Leftovers",
        "Participants and organizers",
        "Baja California",
        "Vertebrates",
        "Newcomers",
        "Physicists who like to help others",
        "Hostels",
        "Deltakere",
        "Quito",
    ],
)
def test_other_labels_are_those_of_teams_and_towns(label: str) -> None:
    assert not is_aside(label)
    check(f"* {label}: [[User:A]], [[User:B]]", "A")
    check(f"=== {label} ===\n* [[User:A]]", "A")


JOINED = [
    ("* [[User:A]] and [[User:B]]", "A B"),
    ("* [[User:A]] & [[User:B]] from Oslo", "A B"),
    ("* [[User:A]] / [[User:B]]", "A B"),
    ("* [[User:A]] ([[User talk:A|talk]]) og [[User:B]] ([[User talk:B|talk]])", "A B"),
    ("* [[User:A]], [[User:B]] und [[User:C]] together", "A B C"),
    ("* {{u|A}} et {{u|B}}", "A B"),
    ("* [[User:A]]和[[User:B]]", "A B"),
    ("* [[User:A]] و[[User:B]]", "A B"),
    ("* [[User:A]] ו-[[User:B]]", "A B"),
    ("* [[User:A]] + [[User:B]] DATE", "A B"),
    ("* [[User:A]] with [[User:B]]", "A"),
    ("* [[User:A]] (and [[User:B]]'s cat)", "A B"),
    ("* [[User:A]] / [[User talk:A]]", "A"),
    ("* [[User:A]] · [[User talk:B|talk]]", "A"),
    ("* [[User:A]], [[User:B]] told me", "A"),
]


@pytest.mark.parametrize(("text", "expected"), JOINED)
def test_people_joined_by_a_word_are_two(text: str, expected: str) -> None:
    check(text, expected)


HEAD = "{| class=wikitable\n! # !! Name !! Country !! Mentor\n"
TABLES = [
    (HEAD + "|-\n| 1 || [[User:A]] || Norway || [[User:M]]\n|-\n| 2 || || || [[User:M]]\n|}", "A"),
    (HEAD + "|-\n| 1\n| [[User:A|a]]\n| Norway\n|\n|-\n| 2 || {{u|B}} || with [[User:C]] ||\n|}", "A B"),
    (HEAD + "|-\n| 1 || [[User:A]] ||\n|-\n! scope=row | [[User:B]]\n| Finland\n|}", "A B"),
    ("{|\n! Mentor !! Name\n|-\n| [[User:M]] || [[User:A]]\n|-\n| [[User:M]] || [[User:B]]\n|}", "A B"),
    ("{|\n! Town !! Name\n|-\n| rowspan=2 | Oslo || [[User:A]]\n|-\n| [[User:B]] || x\n|}", "A B"),
    (
        "{|\n! Page !! Name\n|-\n| [[User:X]] || [[User:A]] DATE\n|-\n| [[User:Y]] || [[User:B]] DATE\n|}",
        "A B",
    ),
    ("{|\n| [[User:A]] || [[User:B]] || [[User:C]]\n|-\n| [[User:D]] || ||\n|}", "A B C D"),
    ("{|\n| [[User:A]] || [[User:M]]\n|}", "A"),
    ("{|\n| style='color:red' | [[User:A]] || Oslo\n|}", "A"),
    (
        "<table><tr><th>Name</th><th>Mentor</th></tr><tr><td>[[User:A]]</td><td>[[User:M]]</td></tr></table>",
        "A",
    ),
    (HEAD + "|-\n| 1 || [[User:A]] ||\n* thanks to [[User:M]]\n* [[User:B]]\n|}", "A B"),
    ("{|\n! Name !! When\n|-\n| [[User:A]] || DATE\n|-\n| [[User:B]] || DATE\n|}\n[[User:C]]", "A B C"),
]


@pytest.mark.parametrize(("text", "expected"), TABLES)
def test_a_row_signs_up_whom_its_column_of_names_names(text: str, expected: str) -> None:
    check(text, expected)


PLAIN = [
    ("* Pia", "Pia"),
    ("* @Pia", "Pia"),
    ("* A", "A"),
    ("* I", "I"),
    ("* User: Pia", "Pia"),
    ("* '''Pia''' (from Oslo)", "Pia"),
    ("* Pia – [[Lise Meitner]]", "Pia"),
    ("* [[Pia]]", "Pia"),
    ('* "Pia"', "Pia"),
    ("* Pia 25 November 2026", "Pia"),
    ("* Pia DATE", "Pia"),
    ("* Username: Pia", "Pia"),
    ("* Ola, Pia", "Ola Pia"),
    ("* Ola and Pia", "Ola Pia"),
    ("Pia", "Pia"),
    ("{|\n| 1 || [[User:A]]\n|-\n| 2 || Pia\n|}", "Pia"),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_a_name_without_a_link_is_read_as_one(text: str, expected: str) -> None:
    (line,) = read(text.replace("DATE", DATE)).plain
    assert tuple(expected.split()) in line.readings


NO_NAMES = [
    "* Write your name below:",
    "Please sign below with four tildes.",
    "* Team Red\n** [[User:A]]",
    "=== Newcomers ===",
    "* {{done}}",
    "----",
    "* …",
]


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_names_nobody_is_no_name(text: str) -> None:
    assert read(text).plain == ()


@pytest.mark.parametrize(
    "text", [f"* {DATE}", "* <nowiki>[[User:A]]</nowiki>", "* https://meta.wikimedia.org/wiki/User:A"]
)
def test_a_line_of_a_date_alone_or_of_text_that_is_no_wikitext_names_nobody(text: str) -> None:
    (line,) = read(text).plain
    assert line.readings == ()


def test_names_passed_over_and_signatures_beside_the_list_are_told_apart() -> None:
    assert read("* [[User:A]] [[User:B]]").passed == ("B",)
    assert read(f"* [[User:A]]\n\nMe too! [[User:C]] {DATE}").apart == ("C",)
    assert read(f"Welcome! [[User:C]] {DATE}\n* [[User:A]]").apart == ()


MARKS = ["* ", "# ", "#: ", "** ", ": ", "", "| ", "=== ", "; "]
BITS = [
    "[[User:A]]",
    "[[User:B]]",
    "<s>",
    "</s>",
    DATE,
    " and ",
    "Jury: ",
    "x ",
    "||",
    "{|\n",
    "|}",
    "|-\n",
    "{{u|C}}",
]


@given(st.lists(st.tuples(st.sampled_from(MARKS), st.lists(st.sampled_from(BITS), max_size=6))))
def test_nobody_signs_up_who_is_not_named(lines: list[tuple[str, list[str]]]) -> None:
    text = "\n".join(mark + "".join(bits) for mark, bits in lines)
    found = read(text)
    assert len(found.names) == len(set(found.names))
    assert all(name in text for name in found.names)
    assert not set(found.names) & {*found.passed, *found.apart}
