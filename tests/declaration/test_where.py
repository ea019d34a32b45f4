"""Where a campaign may write, how marks name it, and what a page's own text says of campaigns."""

from __future__ import annotations

import pytest

from bot.declaration.block import looks_like_settings
from bot.declaration.read import TOP_LEVEL_KEYS
from bot.declaration.schema.reach import Beyond, Reach, above
from bot.mediawiki.naming import Naming
from bot.mediawiki.site import Title
from bot.render.blocks import DamageReason, read_blocks, replace_block
from bot.wikitext.block_markers import markers
from bot.wikitext.signs import names_category, names_template
from tests.data import small_site
from tests.linear.growth import growth

SITE = small_site()
PAGE = Title(4, "Kvinner i fysikk")
REACH = Reach(SITE, PAGE, frozenset({2, 4, 100}), "Bot", Title(4, "Kvinner i fysikk/Stopp"))


@pytest.mark.parametrize(
    ("title", "beyond"),
    [
        (PAGE, None),
        (Title(4, "Kvinner i fysikk/Artikler"), None),
        (Title(4, "Kvinner i fysikk 2"), None),
        (Title(100, "Fysikk"), None),
        (Title(4, "Kvinner i fysikk/Stopp"), Beyond.BOT),
        (Title(4, "Kvinner i fysikk/x.Js"), Beyond.CODE),
        (Title(4, "Annet.json"), Beyond.CODE),
        (Title(2, "Alice"), Beyond.USER),
        (Title(2, "Bot/shutoff"), Beyond.BOT),
        (Title(5, "Kvinner i fysikk"), Beyond.NAMESPACE),
        (Title(0, "Fysikk"), Beyond.NAMESPACE),
        (Title(8, "Common.css"), Beyond.NAMESPACE),
    ],
)
def test_what_titles_tell_of_where_a_campaign_may_write(title: Title, beyond: Beyond | None) -> None:
    assert REACH.beyond(title) == beyond


def test_a_campaign_of_a_user_writes_below_its_own_page_and_on_no_other_users() -> None:
    reach = Reach(SITE, Title(2, "Alice/Kampanje"), frozenset({2, 4}), "Bot")
    assert reach.beyond(Title(2, "Alice/Kampanje/Liste")) is None
    assert reach.beyond(Title(2, "Alice/Liste")) is Beyond.USER
    assert reach.beyond(Title(2, "Alice")) is Beyond.USER


def test_the_pages_above_one_are_the_nearest_first() -> None:
    assert [title.name for title in above(Title(4, "A/B//C"))] == ["A/B/", "A/B", "A"]
    assert above(Title(4, "A")) == ()


NAMES = [
    "Wikipedia:Kvinner i fysikk",
    "project:kvinner_i fysikk",
    "[[Wikipedia:Kvinner i fysikk|her]]",
    "Wikipedia:Før",
]


@pytest.mark.parametrize("of", NAMES)
def test_a_campaign_is_named_as_people_write_it(of: str) -> None:
    naming = Naming(SITE, PAGE, frozenset({Title(4, "Før")}), guest=True)
    assert naming.whose(of) == ""
    text = f"a\n<!-- campaignbot:articles of {of} -->\nold<!-- /campaignbot:articles -->\nb"
    written = replace_block(text, "articles", "new", naming.whose)
    assert written == text.replace("\nold", "\nnew\n")


def test_other_campaigns_blocks_have_other_names() -> None:
    naming = Naming(SITE, PAGE, guest=True)
    pairs = [
        f"<!-- campaignbot:articles{of} -->x<!-- /campaignbot:articles{of} -->"
        for of in ("", " of Wikipedia:Annet", " of Wikipedia:Kvinner i fysikk")
    ]
    blocks = read_blocks("\n".join(pairs), naming.whose)
    assert list(blocks.pairs) == ["articles of ?", "articles of Wikipedia:Annet", "articles"]
    assert not blocks.damages
    twice = read_blocks("\n".join([*pairs, pairs[2]]), naming.whose)
    assert [(damage.name, damage.reason) for damage in twice.damages] == [("articles", DamageReason.TWICE)]


def test_a_closing_mark_without_a_name_closes_what_is_open() -> None:
    text = "<!-- campaignbot:a of X --><!-- campaignbot:a --><!-- /campaignbot:a --><!-- /campaignbot:a -->"
    assert [(mark.of, mark.closing) for mark in markers(text)] == [
        ("X", False), ("", False), ("", True), ("X", True),
    ]  # fmt: skip


SIGN = Title(10, "CampaignBot")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("{{CampaignBot}}", True),
        ("{{ campaignBot |x=1}}", True),
        ("{{Mal:CampaignBot}} {{template:CampaignBot}}", True),
        ("a {{#if:x|{{CampaignBot}}}}", True),
        ("{{CampaignBot", False),
        ("{{{CampaignBot}}}", False),
        ("{{subst:CampaignBot}}", False),
        ("{{campaignbot}}", False),
        ("{{:CampaignBot}}", False),
        ("<!-- campaignbot:articles -->\nlost\n{{CampaignBot}}", True),
    ],
)
def test_a_template_is_named_in_the_pages_own_text(text: str, named: bool) -> None:
    assert names_template(text, {SIGN}, SITE) is named


def test_a_category_is_named_in_the_pages_own_text() -> None:
    category = Title(14, "Kampanjer")
    assert names_category("x [[category:kampanjer|y]]", category, SITE)
    assert not names_category("x [[:Kategori:Kampanjer]] <!-- [[Kategori:Kampanjer]] -->", category, SITE)


FRAGMENTS = [
    "{{", "{{a", "a: ", "name:\n", "<syntaxhighlight>a:\n", "<pre ", "<!-- campaignbot:a of b -->",
    "<!-- campaignbot:a of ", "<!-- /campaignbot:a -->",
    " ", "name" + " " * 40, "{{a|", "[[", "<source lang=",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_what_reads_a_page_for_signs_takes_time_in_proportion_to_it(fragment: str) -> None:
    def read(text: str) -> None:
        names_template(text, {SIGN}, SITE)
        looks_like_settings(text, TOP_LEVEL_KEYS)
        read_blocks(text, Naming(SITE, PAGE, guest=True).whose)

    grown = growth(read, lambda size: fragment * (size // len(fragment)))
    assert grown is None, grown
