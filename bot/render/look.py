"""How the bot's pages look: boxes, small print, parts that open. Wikitext and inline styles only.

Colours are MediaWiki's Codex tokens with the light value as fallback, so that night mode works where the
wiki has it, and wikis older than the tokens look right. A background always comes with its text colour.
"""

from __future__ import annotations

from enum import Enum

from bot.i18n.texts import Texts
from bot.mediawiki.keys import AccountKey

TEXT = "var(--color-base,#202122)"
BAR = "var(--background-color-progressive,#36c)"
ON_BAR = "var(--color-inverted-fixed,#fff)"
BAR_GROUND = "var(--border-color-subtle,#c8ccd1)"
REACHED = "var(--color-success,#177860)"
SEPARATOR = " · "
DETAILS = "campaignbot-details"
"""The anchor of the details, for links from the same page."""
PART = "campaignbot-user-"


class Tone(Enum):
    """What a box is about: the colours of its background and of its edge."""

    CALM = ("--background-color-interactive-subtle,#f8f9fa", "--border-color-progressive,#36c")
    PROBLEM = ("--background-color-error-subtle,#fee7e6", "--border-color-error,#b32424")
    NOTICE = ("--background-color-warning-subtle,#fef6e7", "--border-color-warning,#ab7f2a")


def part_anchor(account: AccountKey, wiki: str) -> str:
    """The anchor of a participant's part of the details, by the userid: names change.

    ``wiki`` is that of the campaign's page.
    """
    anchor = f"{PART}{account.userid}"
    return anchor if account.wiki == wiki else f"{anchor}-{account.wiki}"


def passage(wikitext: str, texts: Texts, style: str = "") -> str:
    """Wikitext in the campaign's language and direction, whatever those of the wiki are.

    MediaWiki's own class goes with it, because lists are indented by it.
    """
    direction = "rtl" if texts.rtl else "ltr"
    attributes = f'class="mw-content-{direction}" dir="{direction}" lang="{texts.code}"'
    return f"<div {attributes}{_style(style)}>\n{wikitext}\n</div>"


def box(wikitext: str, tone: Tone) -> str:
    """A box with a coloured edge where lines begin."""
    ground, edge = tone.value
    return (
        '<div style="margin:.5em 0;padding:.5em 1em;border:1px solid var(--border-color-subtle,#c8ccd1);'
        f"border-inline-start:4px solid var({edge});background:var({ground});color:{TEXT};"
        f'overflow-wrap:anywhere">\n{wikitext}\n</div>'
    )


def line(wikitext: str, style: str = "") -> str:
    """One line of a box; without the margins of a paragraph."""
    return f"<div{_style(style)}>{wikitext}</div>"


def small(wikitext: str) -> str:
    """A line of small print."""
    # In the colour of the text: links have to differ from what stands around them.
    return line(wikitext, "font-size:90%")


def button(address: str, label: str) -> str:
    """A link to an address (wikitext that gives one) that looks like what it does: something begins."""
    return (
        '<span class="plainlinks" style="display:inline-block;margin:.3em 0;padding:.3em .8em;'
        f'border-radius:2px;background:{BAR};font-weight:bold">'
        f'[{address} <span style="color:{ON_BAR}">{label}</span>]</span>'
    )


def opening(title: str, wikitext: str) -> str:
    """A part that opens with a click on the word beside its title; without JavaScript it stands open."""
    return (
        f'<div class="mw-collapsible mw-collapsed" style="margin-top:.3em;max-width:44em">{title}'
        f'<div class="mw-collapsible-content" style="font-size:90%">\n{wikitext}\n</div></div>'
    )


def bar(percent: int, colour: str = BAR, pixels: int = 4) -> str:
    """A bar filled so far; it only repeats a number that stands beside it as text."""
    return (
        f'<div style="background:{BAR_GROUND};height:{pixels}px">'
        f'<div style="background:{colour};height:{pixels}px;width:{percent}%"></div></div>'
    )


def bullets(items: list[str]) -> str:
    """A list; an item may begin with asterisks of its own, which put it so many levels deeper."""
    return "\n".join(f"*{item}" if item.startswith("*") else f"* {item}" for item in items)


def _style(style: str) -> str:
    return f' style="{style}"' if style else ""
