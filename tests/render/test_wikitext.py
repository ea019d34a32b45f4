"""Names, titles and free text come out letter by letter, and nothing of them is markup."""

from __future__ import annotations

import html
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.texts import Texts
from bot.messages import message
from bot.render.wikitext import (
    code,
    diff_link,
    markup,
    page_link,
    quoted,
    say,
    say_message,
    section_link,
    talk_link,
    text,
    user_link,
)

from .samples import FREE_TEXT, NASTY_NAMES, SITE
from .structure import structure

EN, AR = Texts.of("en"), Texts.of("ar")
SPECIAL = "'~_!:*#;-+=/.&%\"`\\()<>[]{}|@ \n"
nasty = st.text(st.sampled_from(SPECIAL + "aBRFCISNPMD1öا日＿\u202e\u200f\x00\x7f\u00a0") | st.characters())
pieces = [*FREE_TEXT, *NASTY_NAMES, "''", "~~", "__", "!!", ":", "//", "RFC 1"]
joined = st.lists(st.sampled_from(pieces)).map("".join)
free_text = nasty | joined


def full_title(raw: str) -> str:
    title = SITE.plain_title(raw)
    return SITE.full_title(title) if title else ""


titles = free_text.map(full_title).filter(bool)


@given(free_text)
def test_free_text_is_shown_letter_by_letter(raw: str) -> None:
    shown = html.unescape(text(raw))
    unseen = re.compile(
        r"[\s\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
    )
    assert unseen.sub("", shown) == unseen.sub("", unicodedata.normalize("NFC", raw))


@given(free_text)
def test_free_text_is_no_markup(raw: str) -> None:
    found = structure(f"{{|\n|-\n! {text(raw)}\n|{text(raw)}||x {text(raw)}\n|}}")
    assert found.foreign == ()
    assert found.links == ()
    assert found.shape == (1, 1, 2)


@given(free_text)
def test_free_text_has_nothing_left_that_could_begin_markup(raw: str) -> None:
    safe = text(raw)
    assert not re.search(r"[<>\[\]{}|`\n\x00-\x1f\x7f]|''|~~|__|!!|://|\b(RFC|PMID|ISBN)\s", safe)
    assert not re.match(r"[*#:;=!' +-]", safe)
    assert re.fullmatch(r"([^&]|&(#\d+|amp|lt|gt);)*", safe)


@given(titles)
def test_a_title_links_to_its_page_and_shows_it(title: str) -> None:
    found = structure(f"{{|\n|-\n! {page_link(title)}\n|{page_link(title)}||{page_link(title)}\n|}}")
    assert found.foreign == ()
    assert found.shape == (1, 1, 2)
    assert {link.removeprefix(":") for link in found.links} == {title}
    assert found.tags == {"table": 1, "tr": 1, "th": 1, "td": 2, "bdi": 3}


@given(titles.filter(lambda title: ":" not in title))
def test_a_name_links_to_its_user_page(name: str) -> None:
    found = structure(f"{{|\n|-\n! {user_link(name)}\n|{user_link(name)}||{talk_link(name)}\n|}}")
    assert found.shape == (1, 1, 2)
    assert found.links == (f"User:{name}", f"User:{name}", f"User talk:{name}")


@pytest.mark.parametrize(
    ("name", "wikitext"),
    [
        ("Alice", "<bdi>[[User:Alice|Alice]]</bdi>"),
        ("O'Neil", "<bdi>[[User:O'Neil|O'Neil]]</bdi>"),
        ("~2026-12345-67", "<bdi>[[User:~2026-12345-67|~2026-12345-67]]</bdi>"),
        ("Мария", "<bdi>[[User:Мария|Мария]]</bdi>"),
        ("A''B", "<bdi>[[User:A&#39;&#39;B|A&#39;&#39;B]]</bdi>"),
        ("w>Alice", "<bdi>w&gt;Alice</bdi>"),
    ],
)
def test_an_ordinary_name_stays_readable(name: str, wikitext: str) -> None:
    assert user_link(name) == wikitext


@pytest.mark.parametrize(
    ("title", "wikitext"),
    [
        ("Lise Meitner", "<bdi>[[Lise Meitner]]</bdi>"),
        ("Category:Women physicists", "<bdi>[[:Category:Women physicists]]</bdi>"),
        ("File:A.png", "<bdi>[[:File:A.png]]</bdi>"),
        ("/x", "<bdi>[[:/x]]</bdi>"),
        ("AC//DC", "<bdi>[[AC//DC|AC//DC]]</bdi>"),
        ("AT&T", "<bdi>[[AT&T|AT&amp;T]]</bdi>"),
        ("Http://example.com", "<bdi>[[:Http://example.com|Http&#58;//example.com]]</bdi>"),
    ],
)
def test_a_title_is_a_link_in_every_namespace(title: str, wikitext: str) -> None:
    assert page_link(title) == wikitext


def test_a_link_can_have_a_label() -> None:
    assert page_link("Project:List", "the [list]") == "<bdi>[[:Project:List|the &#91;list&#93;]]</bdi>"


def test_a_section_of_this_page_or_of_another() -> None:
    assert section_link("Who takes part") == "<bdi>[[#Who takes part|Who takes part]]</bdi>"
    assert section_link("A [b]", "Project:X") == "<bdi>[[:Project:X#A b|A &#91;b&#93;]]</bdi>"


def test_a_diff_is_one_edit_or_several() -> None:
    assert diff_link(0, 12, "+5") == "[[Special:Diff/12|+5]]"
    assert diff_link(10, 12, "+5") == "[[Special:Diff/10/12|+5]]"


def test_code_of_a_message_is_code_and_that_of_its_parameters_is_not() -> None:
    said = say_message(EN, message("on-line", 4, "`x` ''y''"))
    assert said == "Line 4: &#96;x&#96; &#39;&#39;y&#39;&#39;"
    assert code("Write `name`.") == 'Write <code dir="ltr">name</code>.'


def test_a_line_is_quoted_as_code() -> None:
    assert quoted("  name: <b>") == '<code dir="ltr">name: &lt;b&gt;</code>'


def test_ready_wikitext_is_not_escaped_again() -> None:
    assert say(EN, "ask", markup(talk_link("Alice"))) == (
        "Questions? Ask <bdi>[[User talk:Alice|Alice]]</bdi>."
    )


def test_a_messages_own_words_may_show_code_that_looks_like_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.i18n import catalogue

    words = {"shows-code": 'Put `{{$1}}` between `<syntaxhighlight lang="yaml">` and `~~~~`.'}
    monkeypatch.setattr(catalogue, "messages", lambda _: words)
    assert say(EN, "shows-code", "CampaignBot") == (
        'Put <code dir="ltr">&#123;&#123;CampaignBot&#125;&#125;</code> between '
        '<code dir="ltr">&lt;syntaxhighlight lang="yaml"&gt;</code> and '
        '<code dir="ltr">&#126;&#126;&#126;&#126;</code>.'
    )


def test_numbers_can_be_bold() -> None:
    assert say(EN, "total-participants", 1200, strong=True) == "'''1,200''' participants"
