"""``{{bots}}`` and ``{{nobots}}``."""

from __future__ import annotations

import pytest

from bot.wikitext.bot_exclusion import bots_allowed


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("Hello", True),
        ("{{nobots}}", False),
        ("{{ NoBots }}", False),
        ("{{bots}}", True),
        ("{{bots|deny=all}}", False),
        ("{{bots|deny=OtherBot}}", True),
        ("{{bots|deny=OtherBot, campaign_bot}}", False),
        ("{{bots|allow=OtherBot}}", False),
        ("{{bots|allow=OtherBot,Campaign Bot}}", True),
        ("{{bots|allow=all}}", True),
        ("{{bots|allow=none}}", False),
        ("{{nobots|allow=Campaign Bot}}", True),
        ("<nowiki>{{nobots}}</nowiki>", True),
        ("<!-- {{nobots}} -->", True),
        ("{{nobotsatall}}", True),
        ("{{Template:Nobots}}", False),
        ("{{ template : nobots }}", False),
        ("{{Mal:Bots|deny=Campaign_Bot}}", False),
        ("{{قالب:Nobots}}", False),
        ("{{:Template:Nobots}}", False),
        ("{{_nobots_}}", False),
        ("{{Template:Bots|allow=Campaign Bot}}", True),
        ("{{Template:Nobots at all}}", True),
        ("<nowiki>{{Template:Nobots}}</nowiki>", True),
        ("{{:Nobots}}", False),
        ("{{subst:Template:Nobots}}", False),
        ("{{no<!-- a remark -->bots}}", False),
        ("{{bots|deny=Campaign<!-- our --> Bot}}", False),
        ("{{bots|deny=Other|reason={{why|not}}}}", True),
        ("{{bots|reason={{why|not}}|deny=all}}", False),
        ("{{box|{{nobots}}}}", False),
        ("{{{nobots}}}", True),
        ("{{{nobots}} }", False),
        ("{{{{nobots}}}}", True),
        ("{{{{{nobots}}}}}", True),
        ("{{{x|{{nobots}}}}}", False),
        ("{{nobots", True),
    ],
)
def test_the_pages_own_word(text: str, allowed: bool) -> None:
    assert bots_allowed(text, "Campaign Bot") is allowed
