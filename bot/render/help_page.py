"""The help page: how to begin a campaign, and every setting of the language with an example.

The settings come out of the language itself (``declaration/reference.py``), so that a new one is here
by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from bot.declaration.reference import Chapter, Group, Setting
from bot.i18n.texts import Texts
from bot.messages import Message
from bot.render.look import bullets, passage
from bot.render.starter import CODE, PLAIN, participants_heading
from bot.render.wiki_pages import HIGHLIGHT, WikiPages, start_button
from bot.render.wikitext import markup, page_link, say

WRITING = (
    "guide-writing-colon",
    "guide-writing-list",
    "guide-writing-remark",
    "guide-writing-names",
    "guide-writing-problems",
)
BLOCK = "margin:.3em 0;padding:.3em .6em;line-height:1.4;white-space:pre-wrap"


def help_page(pages: WikiPages, chapters: Iterable[Chapter]) -> str:
    """The page as wikitext, in the wiki's language as far as it is spoken."""
    texts, chapters = pages.texts, tuple(chapters)
    parts = [
        said(texts, "guide-intro"),
        _heading(texts, "guide-start-heading"),
        start_button(pages),
        say(texts, "guide-start-page", markup(page_link(pages.start))),
        _heading(texts, "guide-example-heading"),
        example(_three_lines(pages, chapters)),
        said(texts, "guide-example"),
        _heading(texts, "guide-writing-heading"),
        bullets([said(texts, key, inline=True) for key in WRITING]),
        _heading(texts, "guide-settings-heading"),
        *(part for chapter in chapters for part in _chapter(chapter, texts)),
        *_stopping(pages),
    ]
    return passage("\n".join(parts), texts)


def said(texts: Texts, key: str, *, inline: bool = False) -> str:
    """A message; where it is not translated yet, marked as what it is, in its own direction."""
    voice = texts.voice(Message(key))
    if voice.code == texts.code:
        return say(texts, key)
    tag, direction = ("span" if inline else "div"), ("rtl" if voice.rtl else "ltr")
    return f'<{tag} lang="{voice.code}" dir="{direction}">{say(voice, key)}</{tag}>'


def example(lines: str) -> str:
    """Some lines to copy, letter by letter."""
    return f'<pre dir="ltr" style="{BLOCK}">{escape(lines, quote=False)}</pre>'


def _three_lines(pages: WikiPages, chapters: Iterable[Chapter]) -> str:
    begins, ends = CODE if HIGHLIGHT in pages.tags else PLAIN
    required = (chapter.setting.key for chapter in chapters if chapter.setting.key.required)
    lines = (
        *([pages.sign] if pages.sign else ()),
        begins,
        *(key.shown for key in required),
        ends,
        "",
        f"== {participants_heading(pages.site.language)} ==",
        "* ~~~~",
    )
    return "\n".join(lines)


def _heading(texts: Texts, key: str) -> str:
    return f"\n== {say(texts, key)} =="


def _chapter(chapter: Chapter, texts: Texts) -> Iterator[str]:
    setting = chapter.setting
    yield f"\n=== {_code(setting.key.name)} ==="
    yield said(texts, f"help-{setting.slot}")
    yield example(setting.key.shown)
    for group in chapter.groups:
        yield _table(group, texts)


def _table(group: Group, texts: Texts) -> str:
    return "\n".join(
        (
            '<div style="overflow-x:auto" tabindex=0>',
            '{| class="wikitable" style="width:100%;max-width:52em"',
            f'|+ style="text-align:start" | {said(texts, f"below-{group.name}", inline=True)}',
            f'! scope="col" | {say(texts, "guide-setting")}',
            f'! scope="col" | {say(texts, "guide-meaning")}',
            *(_row(setting, texts) for setting in group.settings),
            "|}",
            "</div>",
        )
    )


def _row(setting: Setting, texts: Texts) -> str:
    style = "text-align:start;vertical-align:top;font-weight:normal"
    meaning = said(texts, f"help-{setting.slot}", inline=True)
    return (
        f'|-\n! scope="row" style="{style}" | {_code(setting.key.name)}\n'
        f'| style="width:100%" | {meaning}{example(setting.key.shown)}'
    )


def _code(name: str) -> str:
    return f'<code dir="ltr">{name}</code>'


def _stopping(pages: WikiPages) -> Iterator[str]:
    if not (pages.shutoff or pages.template):
        return
    yield _heading(pages.texts, "guide-stop-heading")
    if pages.shutoff:
        yield say(pages.texts, "guide-stop", markup(page_link(pages.shutoff)))
    if pages.template:
        yield say(pages.texts, "guide-stop-page", pages.template)
