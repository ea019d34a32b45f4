"""The campaign's YAML on a page."""

import pytest

from bot.declaration.block import DeclarationBlock, declaration_blocks

KEYS = frozenset({"name", "start", "end", "points", "participants"})
YAML = "name: A\nstart: 2026-11-01\n"


def texts(page: str) -> list[str]:
    return [block.text for block in declaration_blocks(page, KEYS)]


@pytest.mark.parametrize(
    "tag",
    [
        'syntaxhighlight lang="yaml"',
        "syntaxhighlight lang='yaml'",
        "syntaxhighlight lang=yaml",
        'syntaxhighlight line lang = "YAML"',
        "SyntaxHighlight lang=yml",
        "source lang=yaml",
        'source lang="yml" inline',
    ],
)
def test_a_declaration_is_known_by_its_language(tag: str) -> None:
    name = tag.split(maxsplit=1)[0]
    assert texts(f"a <{tag}>\n{YAML}</{name}> b") == [YAML]


def test_a_declaration_knows_its_place() -> None:
    page = f"intro\n\n{{{{CampaignBot}}}}\n<syntaxhighlight lang=yaml>\n{YAML}</syntaxhighlight>\nbelow"
    (block,) = declaration_blocks(page, KEYS)
    assert block == DeclarationBlock(YAML, page.index("<syn"), page.index("\nbelow"), line=5)


def test_yaml_on_the_tags_own_line_is_the_first_line() -> None:
    (block,) = declaration_blocks("a\n<source lang=yaml>name: A\nend: b</source>", KEYS)
    assert (block.text, block.line) == ("name: A\nend: b", 2)


def test_only_the_rest_of_the_tags_own_line_is_dropped() -> None:
    (block,) = declaration_blocks("<source lang=yaml>  \n\n  name: A\n</source>", KEYS)
    assert (block.text, block.line) == ("\n  name: A\n", 2)


def test_two_declarations_are_two() -> None:
    block = f"<syntaxhighlight lang=yaml>\n{YAML}</syntaxhighlight>"
    assert texts(block + block) == [YAML, YAML]


@pytest.mark.parametrize(
    "page",
    [
        "",
        "name: A",
        f"<syntaxhighlight lang=python>\n{YAML}</syntaxhighlight>",
        f"<syntaxhighlight>\n{YAML}</syntaxhighlight>",
        f"<syntaxhighlight lang=yaml>\n{YAML}",
        "<syntaxhighlight lang=yaml/>",
        f"<!-- <syntaxhighlight lang=yaml>\n{YAML}</syntaxhighlight> -->",
        f"<nowiki><syntaxhighlight lang=yaml>\n{YAML}</syntaxhighlight></nowiki>",
        f"<includeonly><syntaxhighlight lang=yaml>\n{YAML}</syntaxhighlight></includeonly>",
        "<!-- campaignbot:status -->"
        f"<syntaxhighlight lang=yaml>\n{YAML}</syntaxhighlight><!-- /campaignbot:status -->",
        "<pre>\nhello: world\n</pre>",
        "<pre>\nthe name: A\n</pre>",
    ],
)
def test_what_is_no_declaration_is_none(page: str) -> None:
    assert texts(page) == []


def test_preformatted_text_counts_when_a_line_begins_with_a_key() -> None:
    assert texts(f"<pre>ls -l</pre>\n<pre>\n{YAML}</pre>") == [YAML]


@pytest.mark.parametrize(
    "line", ["nmae: A", "Name: A", "strat: A", "participant: A", '"name": A', "name : A", "name：A"]
)
def test_a_misspelt_key_counts_too(line: str) -> None:
    assert texts(f"<pre>\n{line}\n</pre>") == [line + "\n"]


def test_preformatted_text_is_decoded() -> None:
    page = "<pre>\nname: A &amp; B\npoints: <nowiki>{edits: 1}</nowiki>\n</pre>"
    assert texts(page) == ["name: A & B\npoints: {edits: 1}\n"]


def test_highlighted_text_is_not_decoded() -> None:
    assert texts("<source lang=yaml>name: A &amp; B</source>") == ["name: A &amp; B"]


def test_preformatted_text_does_not_count_beside_a_highlighted_declaration() -> None:
    assert texts(f"<pre>\nname: B\n</pre><source lang=yaml>\n{YAML}</source>") == [YAML]


@pytest.mark.parametrize("mark", ["<!-- campaignbot:status -->", "<!-- /campaignbot:status -->"])
@pytest.mark.parametrize("tag", ["source lang=yaml", "pre"])
def test_a_lost_mark_above_or_below_does_not_hide_the_declaration(mark: str, tag: str) -> None:
    block = f"<{tag}>\n{YAML}</{tag.split(maxsplit=1)[0]}>"
    assert texts(f"{block}\n{mark}\nbox") == [YAML]
    assert texts(f"box\n{mark}\n{block}") == [YAML]
