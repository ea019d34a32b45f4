"""Every reader of templates means the same pages by the same wikitext."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.features.measures.measure import Known
from bot.features.measures.meter import Meter
from bot.features.measures.templates import TEMPLATES
from bot.mediawiki.site import Title
from bot.wikitext.list_templates import titles_in_templates
from bot.wikitext.scanner.syntax import Syntax
from bot.wikitext.signs import names_template
from bot.wikitext.transclusions import templates
from bot.wikitext.user_mentions import mentions
from tests.data import small_site, small_siteinfo

SITE = small_site()
SYNTAX = Syntax.from_siteinfo(small_siteinfo())
ILL = Title(10, "Ill")


def measured(text: str) -> bool:
    """The measure of removed templates."""
    meter = Meter([TEMPLATES], SYNTAX)
    removed = meter.delta(meter.amounts(text), meter.amounts("")).of(TEMPLATES.content)
    return TEMPLATES.value(removed, Known(meant=frozenset({"Ill"}))) == 1


READERS: dict[str, Callable[[str], bool]] = {
    "signs": lambda text: names_template(text, {ILL}, SITE),
    "mentioned": lambda text: SITE.full_title(ILL) in templates(text, SITE),
    "measures": measured,
}
"""Those who are handed a page as it is stored."""
OF_READABLE: dict[str, Callable[[str], bool]] = {
    "list templates": lambda text: any(title == ILL for title, _ in titles_in_templates(text, SITE)),
    "mentions": lambda text: any(one.name == "Alice" for one in mentions(text, SITE, {"ill"})),
}
"""Those who are handed a page without comments and the like."""
NAMED = [
    "{{ill|Alice}}",
    "{{ ill |Alice}}",
    "{{Ill\n|Alice\n}}",
    "{{_ill_|Alice}}",
    "{{Template:ill|Alice}}",
    "{{template: Ill|Alice}}",
    "{{Mal:Ill|Alice}}",
    "{{msg:Ill|Alice}}",
    "{{MSGNW: ill|Alice}}",
    "{{raw:Template:Ill|Alice}}",
    "{{safesubst:Ill|Alice}}",
    "{{#if:x|{{ill|Alice}}}}",
    "{{box|1={{ill|Alice}}}}",
    "x{{{1|{{ill|Alice}}}}}",
    "<noinclude>{{ill|Alice}}</noinclude>",
]
NOT_NAMED = [
    "{{ill2|Bob}}",
    "{{:Ill|Alice B}}",
    "{{User:Ill|Alice B}}",
    "{{{ill}}}",
    "{{ill|Alice",
    "ill|Alice}}",
    "[[Template:Ill]]",
    "{{#ill:Alice}}",
]
HIDDEN = [
    "<!-- {{ill|Alice}} -->",
    "<nowiki>{{ill|Alice}}</nowiki>",
    "<pre>{{ill|Alice}}</pre>",
    "<includeonly>{{ill|Alice}}</includeonly>",
    "<includeonly>{{ill|Alice}}",
]


@pytest.mark.parametrize("text", NAMED)
@pytest.mark.parametrize("reader", [*READERS, *OF_READABLE])
def test_a_template_is_named(reader: str, text: str) -> None:
    assert {**READERS, **OF_READABLE}[reader](text)


@pytest.mark.parametrize("text", NOT_NAMED)
@pytest.mark.parametrize("reader", [*READERS, *OF_READABLE])
def test_it_is_not(reader: str, text: str) -> None:
    assert not {**READERS, **OF_READABLE}[reader](text)


@pytest.mark.parametrize("text", ["{{subst:ill|Alice}}", "{{ SUBST: ill|Alice}}"])
def test_what_is_to_be_substituted_is_transcluded_by_nobody(text: str) -> None:
    assert not READERS["signs"](text)
    assert not READERS["mentioned"](text)
    # Whoever was to be named by it is named.
    assert OF_READABLE["mentions"](text)


@pytest.mark.parametrize("text", HIDDEN)
@pytest.mark.parametrize("reader", READERS)
def test_what_is_not_on_the_page_names_nothing(reader: str, text: str) -> None:
    assert not READERS[reader](text)
