"""Settings on a page that are no block: what is told makes one of them when it is followed."""

from __future__ import annotations

import pytest

from bot.declaration.block import declaration_blocks
from bot.declaration.read import TOP_LEVEL_KEYS
from bot.declaration.unread_block import in_template, why_unread
from bot.messages import Code, Message

YAML = "name: WiP\nstart: 2026-11-01\nend: 2026-11-30\n"


def told(text: str) -> Message:
    assert not declaration_blocks(text, TOP_LEVEL_KEYS)
    return why_unread(text, TOP_LEVEL_KEYS)


def codes(message: Message) -> list[str]:
    """The words of the language in a message."""
    params = [one for param in message.params for one in (param if isinstance(param, tuple) else (param,))]
    return [one.text for one in params if isinstance(one, Code)]


def block(text: str) -> str:
    [found] = declaration_blocks(text, TOP_LEVEL_KEYS)
    return found.text


@pytest.mark.parametrize(
    "tag", ['<syntaxhighlight lang="yaml">', "<source lang=yaml>", "<pre>", "<SyntaxHighlight lang=yml line>"]
)
@pytest.mark.parametrize("before", ["", "{{CampaignBot}}\n", "<pre>x</pre>\n", "<!-- <pre> -->\n"])
def test_a_tag_that_is_not_closed(tag: str, before: str) -> None:
    said = told(f"{before}{tag}\n{YAML}")
    assert said.key == "block-unclosed"
    opened, closing = codes(said)
    assert opened == tag
    assert block(f"{before}{tag}\n{YAML}{closing}\n") == YAML


@pytest.mark.parametrize(
    "tag", ["<syntaxhighlight>", "<source>", '<syntaxhighlight lang="json">', "<syntaxhighlight lang=text>"]
)
def test_a_tag_that_names_no_language_or_another(tag: str) -> None:
    name = tag.strip("<>").split()[0]
    text = f"{tag}\n{YAML}</{name}>"
    said = told(text)
    assert said.key == "block-language"
    written, better = codes(said)
    assert block(text.replace(written, better)) == YAML


@pytest.mark.parametrize(
    "text",
    [
        "{{CampaignBot|name=WiP|start=2026-11-01|end=2026-11-30}}",
        "{{CampaignBot\n| name = WiP\n| start = 2026-11-01\n| end = 2026-11-30\n}}",
        "{{Project:CampaignBot |Name=WiP |Start=2026-11-01 |END=2026-11-30 }} Welcome!",
        "{{box|{{CampaignBot|end=2026-11-30|start=2026-11-01|name=WiP}}}}",
        "{{CampaignBot|name=WiP|start=2026-11-01|end=2026-11-30|}}",
    ],
)
def test_settings_among_the_parameters_of_the_template(text: str) -> None:
    said = told(text)
    assert said.key == "block-in-template"
    assert sorted(codes(said)) == ["end: 2026-11-30", "name: WiP", "start: 2026-11-01"]
    assert in_template(text, TOP_LEVEL_KEYS)
    lines = "\n".join(codes(said))
    assert block(f'{text}\n<syntaxhighlight lang="yaml">\n{lines}\n</syntaxhighlight>') == f"{lines}\n"


@pytest.mark.parametrize(
    "text",
    [
        "{{CampaignBot}}",
        "{{CampaignBot|name=WiP}}",
        "{{Infobox event|name=WiP|start=2026-11-01|place=Oslo}}",
        "{{CampaignBot|a|b}}",
        "<!-- {{CampaignBot|name=WiP|start=2026-11-01}} -->",
        "name=WiP|start=2026-11-01",
    ],
)
def test_other_parameters_are_no_settings(text: str) -> None:
    assert not in_template(text, TOP_LEVEL_KEYS)
    assert told(text).key == "block-plain"
