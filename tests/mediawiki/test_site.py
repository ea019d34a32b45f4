"""Titles, names and addresses as MediaWiki reads them."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.counting.canonical import canonical
from bot.mediawiki.site import Site, Title

from ..data import data_file, real_site, siteinfo, small_site, small_siteinfo

SITE = small_site()

TITLES = [
    ("lise meitner", Title(0, "Lise meitner")),
    ("Lise_Meitner", Title(0, "Lise Meitner")),
    ("  _Lise__ Meitner_ ", Title(0, "Lise Meitner")),
    ("Lise\u00a0Meitner", Title(0, "Lise Meitner")),
    ("Lise\u3000Meitner", Title(0, "Lise Meitner")),
    ("\u200eLise\u202c Meitner\u200f", Title(0, "Lise Meitner")),
    ("Lise&nbsp;Meitner", Title(0, "Lise Meitner")),
    ("Lise%20Meitner", Title(0, "Lise Meitner")),
    ("Caf%C3%A9", Title(0, "Café")),
    ("Cafe\u0301", Title(0, "Café")),
    ("Caf&eacute;", Title(0, "Café")),
    ("AT&amp;T", Title(0, "AT&T")),
    ("AT&T", Title(0, "AT&T")),
    ("&copyright", Title(0, "&copyright")),
    ("100%", Title(0, "100%")),
    ("C++", Title(0, "C++")),
    ("Lise Meitner#Work", Title(0, "Lise Meitner")),
    ("Lise Meitner #Work", Title(0, "Lise Meitner")),
    (":Lise Meitner", Title(0, "Lise Meitner")),
    ("user:alice b", Title(2, "Alice b")),
    ("BRUKER : alice_b", Title(2, "Alice b")),
    ("_Bruker_:_alice", Title(2, "Alice")),
    ("Bruker&#58;Alice", Title(2, "Alice")),
    ("Brukerinne:Alice", Title(2, "Alice")),
    ("user_talk:Alice", Title(3, "Alice")),
    ("User  talk:Alice", Title(3, "Alice")),
    (":Kategori:Fysikere", Title(14, "Fysikere")),
    ("wp:Dugnad", Title(4, "Dugnad")),
    ("project:Dugnad", Title(4, "Dugnad")),
    ("2001: A Space Odyssey", Title(0, "2001: A Space Odyssey")),
    ("Ulven: Peter", Title(0, "Ulven: Peter")),
    ("Talk:Wolf: Peter", Title(1, "Wolf: Peter")),
    ("no:Lise Meitner", Title(0, "Lise Meitner")),
    ("no:no:User:Alice", Title(2, "Alice")),
    ("ßeta", Title(0, "ßeta")),
    ("ǆep", Title(0, "ǅep")),
    ("ანა", Title(0, "ანა")),
    ("élan", Title(0, "Élan")),
    ("ᾳ", Title(0, "ᾼ")),
    ("i", Title(0, "I")),
    ("🎉", Title(0, "🎉")),
    ("...", Title(0, "...")),
    ("a/.b", Title(0, "A/.b")),
    ("é" * 127, Title(0, "É" + "é" * 126)),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_a_title_is_normalised_as_mediawiki_does(text: str, title: Title) -> None:
    assert SITE.title(text) == title


NO_TITLES = [
    "",
    " _ ",
    ":",
    "#Section",
    "User:",
    "de:Lise Meitner",
    "DE : Lise Meitner",
    ":de:User:Alice",
    "meta:User:Alice",
    "w:de:User:Alice",
    "no:",
    "no::Lise",
    "Talk:User:Alice",
    "Talk:de:Alice",
    "::Alice",
    "User::Alice",
    "a[b",
    "a{b}",
    "a|b",
    "a<b",
    "a&lt;b",
    "a%3Cb",
    "a\tb",
    "a\nb",
    "a\u007fb",
    "a\ufffdb",
    "a&#0;b",
    "a&#xD800;b",
    "a&#99999999999;b",
    "a\ud800b",
    "a%FFb",
    "a%2541b",
    "a&amp;amp;b",
    "a&foo;b",
    ".",
    "..",
    "./a",
    "../a",
    "a/./b",
    "a/../b",
    "a/.",
    "a/..",
    "a~~~b",
    "a" * 256,
    "é" * 128,
]


@pytest.mark.parametrize("text", NO_TITLES)
def test_what_mediawiki_refuses_is_no_title(text: str) -> None:
    assert SITE.title(text) is None


def test_the_namespace_of_a_text_without_prefix_is_the_one_given() -> None:
    assert SITE.title("u", namespace=10) == Title(10, "U")
    assert SITE.title("Mal:u", namespace=10) == Title(10, "U")
    assert SITE.title(":u", namespace=10) == Title(0, "U")
    assert SITE.title("bruker:u", namespace=10) == Title(2, "U")


def test_a_title_is_written_with_the_local_name_of_its_namespace() -> None:
    assert SITE.full_title(Title(2, "Alice")) == "Bruker:Alice"
    assert SITE.full_title(Title(0, "Lise Meitner")) == "Lise Meitner"


@given(st.text(max_size=300), st.sampled_from([0, 2, 10]))
def test_a_title_read_again_is_the_same_title(text: str, namespace: int) -> None:
    title = SITE.title(text, namespace)
    if title:
        assert SITE.plain_title(SITE.full_title(title)) == title


def test_case_matters_where_the_wiki_says_so() -> None:
    query = small_siteinfo()
    query["namespaces"]["0"]["case"] = "case-sensitive"
    site = Site.from_siteinfo(query)
    assert site.title("iPhone") == Title(0, "iPhone")
    assert site.title("user:iPhone") == Title(2, "IPhone")
    assert site.user_name("iPhone") == "IPhone"


@pytest.mark.parametrize(
    ("language", "fallback"), [("tr", []), ("az", []), ("kaa", []), ("gag", ["tr"]), ("lzz", ["tr"])]
)
def test_i_becomes_a_dotted_capital_where_the_language_has_one(language: str, fallback: list[str]) -> None:
    site = small_site(lang=language, fallback=[{"code": code} for code in fallback])
    assert site.title("istanbul") == Title(0, "İstanbul")
    assert site.title("ırmak") == Title(0, "Irmak")
    assert site.user_name("user:ilker") == "İlker"


USERS = [
    ("Alice", "Alice"),
    ("alice_b", "Alice b"),
    ("User:alice_b", "Alice b"),
    ("bruker: Alice", "Alice"),
    ("Brukerinnediskusjon:Alice", "Alice"),
    ("User talk:Alice", "Alice"),
    ("Bruker:Alice/Sandkasse", "Alice"),
    ("Bruker:Alice/Sandkasse/2#Utkast", "Alice"),
    ("Bruker:Alice#Om meg", "Alice"),
    ("Spesial:Bidrag/Alice", "Alice"),
    ("special:contributions/alice", "Alice"),
    ("Special:CONTRIBS/alice_b", "Alice b"),
    ("Special:Contributions/User:Alice", "Alice"),
    (":Bruker:Alice", "Alice"),
    ("no:Bruker:Alice", "Alice"),
    ("~2026-12345-67", "~2026-12345-67"),
    ("Bruker:~2026-12345-67", "~2026-12345-67"),
    ("Mary@home", "Mary@home"),
    ("O'Neil", "O'Neil"),
    ("Élise", "Élise"),
    ("Мария", "Мария"),
    ("Foo:Bar", "Foo:Bar"),
    ("AT&amp;T", "AT&T"),
    ("1.2.3", "1.2.3"),
    ("No", "No"),
    ("ßen", "ßen"),
]


@pytest.mark.parametrize(("text", "name"), USERS)
def test_a_user_is_known_in_every_spelling(text: str, name: str) -> None:
    assert SITE.user_name(text) == name


NO_USERS = [
    "",
    "1.2.3.4",
    "User:1.2.3.4",
    "Special:Contributions/1.2.3.4",
    "1.2.3.xxx",
    "999.999.999.999",
    "1.2.3.0/24",
    "Bruker:1.2.3.0/24",
    "2001:db8::1",
    "Bruker:2001:DB8:0:0:0:0:0:1",
    "Bruker:2001:db8::/32",
    "Spesial:Bidrag/2001:db8::/32",
    "::1",
    "a#b",
    "a&#35;b",
    "Alice/Bob",
    "imported>Alice",
    "de:Alice",
    ":de:User:Alice",
    "meta:User:Alice",
    "Wikipedia:Alice",
    "User:Kategori:Alice",
    "User:de:Alice",
    "Spesial:Bidrag",
    "Spesial:Bidrag/",
    "Spesial:Logg/Alice",
    ":Alice",
    "User:",
    "Bruker:/Sandkasse",
]


@pytest.mark.parametrize("text", NO_USERS)
def test_what_can_be_no_account_is_none(text: str) -> None:
    assert SITE.user_name(text) is None


@pytest.mark.parametrize("target", ["Alice", "Wikipedia:Alice", ":Alice", "de:Bruker:Alice"])
def test_a_link_to_something_else_is_nobodys(target: str) -> None:
    assert SITE.linked_user(target) is None


@given(st.text(max_size=60))
def test_a_user_name_read_again_is_the_same(text: str) -> None:
    name = SITE.user_name(text)
    if name:
        assert SITE.user_name(name) == name
        assert SITE.linked_user(f"Bruker:{name}") == name


ADDRESSES = [
    ("https://test.wikipedia.org/wiki/Lise_Meitner", "Lise Meitner"),
    ("http://test.wikipedia.org/wiki/Lise_Meitner", "Lise Meitner"),
    ("//test.wikipedia.org/wiki/Lise_Meitner", "Lise Meitner"),
    (" https://TEST.wikipedia.org:443/wiki/lise_Meitner#Work ", "Lise Meitner"),
    ("https://test.m.wikipedia.org/wiki/Lise_Meitner", "Lise Meitner"),
    ("https://test.wikipedia.org/wiki/User:Alice/Contest?action=edit&section=2", "Bruker:Alice/Contest"),
    ("https://test.wikipedia.org/w/index.php?action=history&title=User%3AAlice", "Bruker:Alice"),
    ("https://test.wikipedia.org/w/index.php?title=Lise+Meitner", "Lise Meitner"),
    ("https://test.wikipedia.org/w/index.php/Lise_Meitner?oldid=7", "Lise Meitner"),
    ("https://test.wikipedia.org/?title=Lise_Meitner", "Lise Meitner"),
    ("https://test.wikipedia.org/wiki/Caf%C3%A9", "Café"),
    ("https://test.wikipedia.org/wiki/Café", "Café"),
    ("https://test.wikipedia.org/wiki/C++", "C++"),
    ("https://test.wikipedia.org/wiki/100%25", "100%"),
    ("https://test.wikipedia.org/wiki/AT%26T", "AT&T"),
    ("https://test.wikipedia.org/wiki/What%3F", "What?"),
]


@pytest.mark.parametrize(("url", "title"), ADDRESSES)
def test_a_copied_address_is_the_page(url: str, title: str) -> None:
    assert SITE.address_title(url) == title


@pytest.mark.parametrize(
    "url",
    [
        "Lise Meitner",
        "test.wikipedia.org/wiki/Lise_Meitner",
        "https://en.wikipedia.org/wiki/Lise_Meitner",
        "https://test.wikipedia.org:8080/wiki/Lise_Meitner",
        "https://test.wikipedia.org/wiki/",
        "https://test.wikipedia.org/",
        "https://test.wikipedia.org/w/index.php?curid=7",
        "https://test.wikipedia.org/wiki/de:Lise_Meitner",
        "https://test.wikipedia.org/wiki/%FF",
        "https://test.wikipedia.org/wiki/100%2541",
        "ftp://test.wikipedia.org/wiki/Lise_Meitner",
        "https://[test/wiki/Lise_Meitner",
        "https://test.wikipedia.org:port/wiki/Lise_Meitner",
        "",
    ],
)
def test_an_address_of_no_page_here_is_none(url: str) -> None:
    assert SITE.address_title(url) is None


def test_a_server_with_a_port_is_another_than_one_without() -> None:
    site = small_site(server="http://localhost:8080", articlepath="/index.php/$1", script="/index.php")
    assert site.address_title("http://localhost:8080/index.php/Lise_Meitner") == "Lise Meitner"
    assert site.address_title("http://localhost:8080/index.php?title=Lise_Meitner") == "Lise Meitner"
    assert site.address_title("http://localhost/index.php/Lise_Meitner") is None


def test_addresses_without_short_urls_and_with_language_variants_are_read() -> None:
    plain = small_site(articlepath="/w/index.php?title=$1")
    assert plain.address_title("https://test.wikipedia.org/w/index.php?title=A") == "A"
    variants = small_site(variantarticlepath="/$2/$1")
    assert variants.address_title("https://test.wikipedia.org/zh-tw/A") == "A"


def test_the_desktop_site_with_www_is_known_by_its_mobile_host() -> None:
    site = small_site(server="//www.wikidata.org")
    assert site.address_title("https://m.wikidata.org/wiki/Q42") == "Q42"
    assert site.address_title("https://www.wikidata.org/wiki/Q42") == "Q42"


def test_both_formats_of_siteinfo_are_the_same_site() -> None:
    old, new = Site.from_siteinfo(_in_old_format(small_siteinfo())), Site.from_siteinfo(small_siteinfo())
    assert vars(old) == vars(new)


def _in_old_format(query: dict[str, Any]) -> dict[str, Any]:
    def flags(item: dict[str, Any]) -> Iterator[tuple[str, Any]]:
        for key, value in item.items():
            if value is not False:
                yield ("*" if key in ("name", "alias") else key, "" if value is True else value)

    return {
        "general": dict(flags(query["general"])),
        "namespaces": {number: dict(flags(item)) for number, item in query["namespaces"].items()},
        "namespacealiases": [dict(flags(item)) for item in query["namespacealiases"]],
        "interwikimap": [dict(flags(item)) for item in query["interwikimap"]],
        "specialpagealiases": query["specialpagealiases"],
    }


def test_what_is_made_from_a_site_as_a_key_stays_while_the_wiki_is_edited() -> None:
    query = small_siteinfo()
    keys = {canonical(Site.from_siteinfo({**query, "statistics": {"edits": edits}})) for edits in (1, 2)}
    assert keys == {canonical(Site.from_siteinfo(query))}


def test_a_site_tells_its_facts() -> None:
    assert (SITE.dbname, SITE.language, SITE.timezone, SITE.rtl) == ("testwiki", "nb", "Europe/Oslo", False)
    assert SITE.article_namespaces == {0, 100}
    assert SITE.contributions_pages == ("Bidrag", "Contribs", "Contributions")
    assert SITE.interwiki == {"de", "meta", "w", "no"}
    assert SITE.language_links == {"de", "no"}


REAL = [
    ("dewiki", "Benutzerin Diskussion:Anna", "Anna"),
    ("dewiki", "BD:Anna", "Anna"),
    ("dewiki", "Spezial:Beiträge/anna", "Anna"),
    ("arwiki", "مستخدمة:سلمى", "سلمى"),
    ("arwiki", "خاص:مساهمات/سلمى", "سلمى"),
    ("fawiki", "ویژه:مشارکت\u200cها/مریم", "مریم"),
    ("ruwiki", "Участница:мария", "Мария"),
    ("eswiki", "Usuaria discusión:ana", "Ana"),
    ("trwiki", "Kullanıcı:ilker", "İlker"),
    ("zhwiki", "用户:小明", "小明"),
    ("zhwiki", "特殊:用戶貢獻/小明", "小明"),
    ("srwiki", "Korisnik:ana", "Ana"),
    ("jawiki", "利用者‐会話:太郎/記録", "太郎"),
    ("enwiki", "w:User:alice", "Alice"),
    ("enwiki", "m:User:alice", None),
    ("enwiki", "wikt:User:alice", None),
    ("cawiki", "en:User:alice", None),
]


@pytest.mark.parametrize(("wiki", "text", "name"), REAL)
def test_real_wikis_name_their_users_in_their_own_ways(wiki: str, text: str, name: str | None) -> None:
    assert real_site(wiki).user_name(text) == name


def test_every_namespace_name_of_a_real_wiki_leads_to_its_namespace() -> None:
    for file in data_file("siteinfo").glob("*.json.gz"):
        wiki = file.name.removesuffix(".json.gz")
        query, site = siteinfo(wiki), real_site(wiki)
        aliases = [(item["id"], item["alias"]) for item in query["namespacealiases"]]
        canonical = [(item["id"], item.get("canonical")) for item in query["namespaces"].values()]
        for number, name in [*aliases, *canonical]:
            assert not name or site.title(f"{name}:x#y") == Title(number, "X")
        for number, namespace in site.namespaces.items():
            assert number == 0 or site.title(f"{namespace.name}:x") == Title(number, "X")
