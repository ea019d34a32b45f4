"""What is a used template, a real MediaWiki says: our readers are held to the same table and pieces."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings

from bot.mediawiki.site import Site
from bot.wikitext.masking import WIKITEXT_TAGS
from bot.wikitext.transclusions import templates
from bot.wikitext.user_mentions import template_title
from tests.wikitext.used_templates import CASES, TEXTS, Case

from .support import LocalWiki

ON_WIKI = settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
ABSENT = ("<math>", "<poem>")
"""Tags of extensions that the wiki of the tests has not."""


@pytest.fixture(scope="module")
def site(wiki_server: LocalWiki) -> Site:
    asked = "general|namespaces|namespacealiases|interwikimap|specialpagealiases"
    return Site.from_siteinfo(wiki_server.query(meta="siteinfo", siprop=asked)["query"])


def used(wiki: LocalWiki, site: Site, text: str) -> frozenset[str]:
    """The templates in MediaWiki's tree of a text, and of what elements in it close off."""
    if not text.strip():
        return frozenset()
    asked = {"action": "parse", "contentmodel": "wikitext", "title": "Page", "prop": "parsetree"}
    tree = ElementTree.fromstring(wiki.query(**asked, text=text)["parse"]["parsetree"])
    titles = (template_title(name, site) for node in tree.iter("template") if (name := name_of(node[0])))
    found = {site.full_title(title) for title in titles if title}
    for element in tree.iter("ext"):
        inner = element.findtext("inner")
        if inner and element.findtext("name", "").lower() in WIKITEXT_TAGS:
            found |= used(wiki, site, inner)
    return frozenset(found)


def name_of(node: ElementTree.Element) -> str | None:
    """A template's name; None where it is made by others."""
    parts = [node.text or ""]
    for child in node:
        if child.tag not in ("comment", "ignore", "h"):
            return None
        if child.tag == "h":
            parts.append(name_of(child) or "")
        parts.append(child.tail or "")
    return "".join(parts)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text)
def test_the_table_is_as_mediawiki_has_it(wiki_server: LocalWiki, site: Site, case: Case) -> None:
    assert used(wiki_server, site, case.text) == {f"Template:{name}" for name in case.used}


@given(text=TEXTS)
@ON_WIKI
def test_whatever_is_written_the_same_templates_are_used(
    wiki_server: LocalWiki, site: Site, text: str
) -> None:
    if not any(tag in text for tag in ABSENT):
        assert templates(text, site) == used(wiki_server, site, text)
