"""What a wiki's words mean, from siteinfo: small wikis made up by hand, and the real ones."""

import pytest

from bot.wikitext.scanner.reference_templates import ReferenceTemplates
from bot.wikitext.scanner.syntax import LinkKind, Syntax
from bot.wikitext.scanner.tags import Tag
from tests.data import siteinfo as real_siteinfo
from tests.data import small_siteinfo
from tests.measures.wikis import siteinfo, syntax

# fmt: off
REAL = (
    "ar", "ban", "be-tarask", "ca", "cs", "de", "en", "eo", "es", "fa", "fi", "fr", "is", "ja", "kaa",
    "ln", "nl", "ru", "sr", "tr", "zh",
)
# fmt: on


def test_a_siteinfo_without_magic_words_has_mediawikis_own() -> None:
    words = Syntax.from_siteinfo(small_siteinfo())
    assert words.redirect.match("#REDIRECT [[A]]")
    assert words.link_kind("Fil") == words.link_kind("image") == LinkKind.FILE
    assert words.template("DEFAULTSORT:x") is None
    assert words.tags["ref"] == Tag.NOTE
    assert "sfn" in words.references.citing


@pytest.mark.parametrize(
    ("target", "article"),
    [
        ("berlin", "Berlin"),
        ("Berlin#History", "Berlin"),
        (" Rio__Grande ", "Rio Grande"),
        ("Foo (bar), baz", "Foo (bar), baz"),
        ("Foo  bar", "Foo bar"),
        ("école", "École"),
        ("e\u0301cole", "École"),
        ("A&amp;B", "A&B"),
        ("1990", "1990"),
        ("2 fast 2 furious", "2 fast 2 furious"),
        ("...And Justice", "...And Justice"),
        ("a" * 256, None),
        ("User:Alice", None),
        ("wikt:foo", None),
        ("#History", None),
        ("", None),
        ("a\nb", None),
    ],
)
def test_links_lead_to_articles(target: str, article: str | None) -> None:
    assert syntax("en").article(target) == article


def test_plain_titles_are_what_the_slow_way_makes_of_them() -> None:
    words = syntax("en")
    for target in ("rio Grande", "O’Neill", "x-y–z", "St. Louis", "ßeta", "ǆ", "Ⅷ", "ᾳ"):
        title = words.site.title(target)
        assert title is not None
        assert words.article(target) == title.name


@pytest.mark.parametrize(
    ("name", "template"),
    [
        ("cite_web", "Cite web"),
        (" Template:cite web ", "Cite web"),
        ("subst:fact", "Fact"),
        ("safesubst:fact", "Fact"),
        (":Berlin", ":Berlin"),
        ("User:Alice/x", ":User:Alice/x"),
        ("PAGENAME", None),
        ("pagename", None),
        ("formatnum:12", None),
        ("!", None),
        ("a\0b", None),
        ("", None),
    ],
)
def test_names_of_templates(name: str, template: str | None) -> None:
    assert syntax("en").template(name) == template


def test_names_of_files() -> None:
    words = syntax("de")
    assert words.file("rhein_1.jpg") == words.file("Datei:Rhein 1.jpg") == words.file("image:rhein 1.jpg")
    assert words.file("Media:Rhein.ogg") == "Rhein.ogg"
    assert words.file("Kategorie:Rhein.jpg") is None


def test_reference_templates_can_be_configured() -> None:
    words = Syntax.from_siteinfo(siteinfo("de"), ReferenceTemplates.of(["Literatur kurz"], ["Ref"]))
    assert words.citing == {"Literatur kurz"}
    assert words.reusing == {"Ref"}


@pytest.mark.parametrize("wiki", REAL)
def test_real_wikis(wiki: str) -> None:
    words = Syntax.from_siteinfo(real_siteinfo(f"{wiki}wiki"))
    for number, kind in (
        (6, LinkKind.FILE),
        (14, LinkKind.CATEGORY),
        (-2, LinkKind.MEDIA),
        (2, LinkKind.TEXT),
    ):
        for name in words.site.namespaces[number].names:
            assert words.link_kind(name.upper() if name.isascii() else name) == kind
    for redirect in words.words.redirects:
        assert words.redirect.match(f"{redirect} [[x]]")
    assert words.tags["ref"] == Tag.NOTE
    assert words.tags["math"] == Tag.SKIP
    assert words.tags["poem"] == Tag.TEXT
    assert words.behaviours.fullmatch("__NOTOC__")
    assert words.template("CURRENTDAY") is None
    assert words.template("LC:x") is None


def test_words_of_real_wikis_in_their_language() -> None:
    german, japanese = (Syntax.from_siteinfo(real_siteinfo(wiki)) for wiki in ("dewiki", "jawiki"))
    assert german.template("SORTIERUNG:x") is None
    assert german.words.tag_functions == {"tag", "erweiterung"}
    assert german.behaviours.fullmatch("__INHALTSVERZEICHNIS_ERZWINGEN__")
    assert japanese.behaviours.fullmatch("＿＿目次強制＿＿")
    variants = {wiki for wiki in REAL if Syntax.from_siteinfo(real_siteinfo(f"{wiki}wiki")).words.variants}
    assert {"zh", "sr"} <= variants
    assert not variants & {"en", "de", "fr", "ja"}
