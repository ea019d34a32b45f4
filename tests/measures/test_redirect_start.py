"""What is a redirect by its text, in the words of 21 wikis."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.wikitext.scanner.magicwords import redirect_start

WORDS: dict[str, list[str]] = json.loads(Path(__file__).with_name("redirect_words.json").read_text())


@pytest.mark.parametrize("language", WORDS)
def test_every_word_of_a_wiki_makes_a_redirect(language: str) -> None:
    start = redirect_start(tuple(WORDS[language]))
    for word in WORDS[language]:
        for text in (f"{word} [[A]]", f"\n {word}[[A|b]] x", f"{word.upper()}: [[A]]", f"{word} :\n[[A]]"):
            assert start.match(text), text


@pytest.mark.parametrize(
    "text",
    [
        "# [[A]]",
        "#one [[A]]",
        "# see [[A]]",
        "x #REDIRECT [[A]]",
        "#REDIRECT A",
        "#REDIRECT [A]",
        "#REDIRECT [[A]",
        "#REDIRECT x [[A]]",
        "#REDIRECTION [[A]]",
        "REDIRECT [[A]]",
        "# REDIRECT [[A]]",
        "#OMDIRIGER [[A]]",
        "",
    ],
)
def test_what_only_looks_like_one_is_an_article(text: str) -> None:
    assert not redirect_start(("#REDIRECT",)).match(text)
