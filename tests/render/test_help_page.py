"""The help page speaks the wiki's language as far as it is translated."""

from bot.i18n.texts import Texts
from bot.render.help_page import example, said


def test_what_is_not_translated_yet_is_marked_as_english() -> None:
    arabic = Texts.of("ar")
    assert "<" not in said(arabic, "guide-intro")
    assert said(arabic, "cli-install-no-template").startswith('<div lang="en" dir="ltr">On this wiki')
    assert said(arabic, "cli-install-no-template", inline=True).endswith("</span>")


def test_an_example_is_shown_letter_by_letter() -> None:
    assert "&lt;syntaxhighlight&gt;" in example("<syntaxhighlight>")
