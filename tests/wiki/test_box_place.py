"""The box stands outside of templates and of what is hidden: the page is the one before, and the box."""

from __future__ import annotations

import re

import pytest

from bot.mediawiki.outcomes import Saved
from bot.render.blocks import read_blocks
from bot.render.starter import starter_page
from bot.wikitext.enclosing import outside

from .bot import PAGE, LocalBot, campaign_page
from .stories import outcomes, work, write

SETTINGS = '<syntaxhighlight lang="yaml">\nname: WiP\nstart: 2026-11-01\nend: 2026-11-30\n</syntaxhighlight>'
COLLAPSED = '<div class="mw-collapsible mw-collapsed">'
REST = "\n== Participants ==\n* [[User:Alice]]\n"
PAGES = {
    "in the open": f"{SETTINGS}\n",
    "in a template": f"{{{{hidden|Settings|\n{SETTINGS}\n}}}}\n",
    "in a template that ends in the line": f"{{{{hidden|Settings|2={SETTINGS}}}}} And more.\n",
    "in a template within another": f"{{{{hidden|A|{{{{hidden|B|\n{SETTINGS}\n}}}}\n}}}}\n",
    "in a default of a parameter": f"{{{{hidden|A|{{{{{{x|\n{SETTINGS}\n}}}}}}}}}}\n",
    "in a collapsed element": f"{COLLAPSED}Settings\n<div>\n{SETTINGS}\n</div></div>\n",
    "in an element that is not shown": f'<div style="display:none">\n{SETTINGS}\n</div>\n',
    "in a collapsed table": f'{{| class="mw-collapsible mw-collapsed"\n! S\n|-\n|\n{SETTINGS}\n|}}\n',
}


@pytest.mark.parametrize("page", PAGES)
def test_the_box_stands_outside(page: str, bot: LocalBot) -> None:
    text = "{{CampaignBot}}\n" + PAGES[page] + REST
    bot.wiki.tell(
        write("Admin", "Template:CampaignBot", "", "10-01"),
        write("Admin", "Template:Hidden", "<div>'''{{{1}}}'''</div><div style='display:none'>{{{2}}}</div>"),
        write("Admin", PAGE, text, "10-20"),
    )
    before = shown(bot)
    bot.update()
    after = shown(bot)
    box = added(before, after)
    assert "WiP" in box or "0" in box
    now = bot.wiki.text(PAGE)
    assert re.sub(
        r"\n?<!-- campaignbot:(\w+) -->.*?<!-- /campaignbot:\1 -->", "", now, flags=re.DOTALL
    ).startswith(text.split("== Part")[0].rstrip())
    assert hidden_part(after).find("campaignbot") < 0
    bot.update()
    assert bot.wiki.text(PAGE) == now


def shown(bot: LocalBot) -> str:
    """The page as it is parsed, without the parser's own report, up to the participants."""
    html = re.sub(r"<!--.*?-->", "", bot.wiki.html(PAGE), flags=re.DOTALL)
    return html.partition('id="Participants"')[0]


def added(before: str, after: str) -> str:
    """What stands in ``after`` beside ``before``; fails where anything else changed."""
    before, after = (re.sub(r"\s+", " ", html) for html in (before, after))
    start = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    end = len(before) - start
    assert after.endswith(before[start:]), (before, after)
    return after[start : len(after) - end]


def hidden_part(html: str) -> str:
    """What no reader sees at once."""
    return "".join(
        re.findall(r"<(?:div|table)[^>]*(?:display: ?none|mw-collapsed).*?</(?:div|table)>", html, re.DOTALL)
    )


def test_on_the_starter_page_the_box_stands_above_the_settings(bot: LocalBot) -> None:
    page = starter_page("WiP", "CampaignBot", bot.now.date(), "en")
    bot.wiki.tell(write("Admin", PAGE, page, "10-20"))
    bot.update()
    text = bot.wiki.text(PAGE)
    assert text.index("campaignbot:status") < text.index("<syntaxhighlight")
    assert text.count("<!-- campaignbot:status -->") == 1
    assert read_blocks(text).pairs["status"].inner.strip()


def test_folded_settings_are_read_and_the_box_stands_in_the_open(bot: LocalBot) -> None:
    page = campaign_page().replace(
        "<syntaxhighlight", '<div class="mw-collapsible mw-collapsed">\n<syntaxhighlight'
    )
    page = page.replace("</syntaxhighlight>", "</syntaxhighlight>\n</div>")
    report = bot.count(write("Admin", PAGE, page, "10-20"), write("Alice", "A", 10, "11-02"))
    assert work(report) == {"Alice": (1, 1, 0, 10)}
    text = bot.wiki.text(PAGE)
    assert text.index("</div>") < text.index("campaignbot:status")


@pytest.mark.parametrize("page", [page for page in PAGES if page != "in the open"])
def test_a_box_that_stands_inside_is_moved_outside(page: str, bot: LocalBot) -> None:
    """As an earlier version of the bot put it there, or an organizer did."""
    box = "<!-- campaignbot:status -->\nold\n<!-- /campaignbot:status -->"
    text = (
        "{{CampaignBot}}\n" + PAGES[page].replace("</syntaxhighlight>", f"</syntaxhighlight>\n{box}") + REST
    )
    bot.wiki.tell(write("Admin", "Template:CampaignBot", "", "10-01"), write("Admin", PAGE, text, "10-20"))
    assert outcomes(bot.update())[0] is Saved
    now = bot.wiki.text(PAGE)
    start = read_blocks(now).pairs["status"].start
    assert outside(now, start) == start
    assert now.count("campaignbot:status") == 2
    bot.update()
    assert bot.wiki.text(PAGE) == now
