"""Escaping: the one way a user name, a title or free text gets into wikitext.

What is harmless stays as it is, so that the wikitext can be read and stays short; every character that
could begin markup becomes a character reference, which MediaWiki shows as the character and never parses.
Source of what is markup: MediaWiki's Parser, Preprocessor and MagicWord (checked on 1.39 and 1.43).
"""

from __future__ import annotations

import re

from bot.i18n.texts import Markup, Texts, as_is
from bot.messages import Message, Param
from bot.render.clean import one_line

_INSIDE = (
    r"[&<>\[\]{}|`]"  # HTML, links, templates, tables; the backtick is the messages' own sign for code
    r"|(?<=')'|'(?=')"  # italics and bold
    r"|(?<=~)~|~(?=~)"  # signatures
    r"|(?<=[_＿])[_＿]|[_＿](?=[_＿])"  # behaviour switches; Japanese has them in full width, too
    r"|(?<=!)!|!(?=!)"  # heading cells of tables
    r"|:(?=\S)"  # bare addresses: https://, mailto:, urn:
    r"|(?<=R)F(?=C(?:\s|$))|(?<=P)M(?=ID(?:\s|$))|(?<=I)S(?=BN(?:\s|$))"  # magic links
)
_AT_EDGES = r"|^['!]|['!]$|^[*#:;=+-]"
"""What is markup together with what stands around the text, or at the beginning of a line."""
_MARKUP = re.compile(_INSIDE + _AT_EDGES)
_WORDS = re.compile(_INSIDE)
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_IN_TARGET = re.compile(r"`|(?<=')'|'(?=')|(?<=~)~|~(?=~)|(?<=!)!|!(?=!)|(?<=[_＿])[_＿]|[_＿](?=[_＿])")
"""What a title may hold and MediaWiki (or :func:`code`) would read as markup before links are read."""
_NO_TITLE = re.compile(r"[#<>\[\]{}|\x00-\x1f\x7f\ufffd]")
_CODE = re.compile(r"`([^`]+)`")


def text(raw: str) -> str:
    """Free text on one line, shown letter by letter; without control characters."""
    return _MARKUP.sub(_reference, one_line(raw))


def bdi(markup: str) -> str:
    """Isolated from the direction of what stands around it."""
    return f"<bdi>{markup}</bdi>"


def left_to_right(sum_: str) -> str:
    """A sum in a text, whatever the text's direction is."""
    return f'<bdi dir="ltr">{sum_}</bdi>'


def bold(markup: str) -> str:
    """In bold."""
    return f"'''{markup}'''"


def page_link(title: str, label: str | None = None, anchor: str = "") -> str:
    """A link to a page by its full title, isolated; ``label`` None shows the title.

    ``anchor`` is the id of an element on that page.

    The leading colon makes a link out of what would show a file or put the page into a category, and
    keeps ``/x`` from being a subpage of the page it stands on. What can be no title is shown without a link.
    """
    shown = text(title if label is None else label)
    if _NO_TITLE.search(title):
        return bdi(shown)
    target = (":" if ":" in title or title.startswith(("/", ".")) else "") + _IN_TARGET.sub(_reference, title)
    # Within a link, a colon makes no bare address.
    same = not anchor and "//" not in title and shown.replace("&#58;", ":") == target.removeprefix(":")
    target += f"#{anchor}" if anchor else ""
    return bdi(f"[[{target}]]" if same else f"[[{target}|{shown}]]")


def section_link(heading: str, title: str = "") -> str:
    """A link to a section of a page, shown as the section's heading; ``title`` empty means this page."""
    if _NO_TITLE.search(title):
        return bdi(text(heading))
    # The heading is what readers see; in an address, spaces and what MediaWiki cannot hold are of no matter.
    anchor = text(re.sub(r"[\[\]{}|<>#]", "", heading))
    page = f":{_IN_TARGET.sub(_reference, title)}" if title else ""
    return bdi(f"[[{page}#{anchor}|{text(heading)}]]")


def external_link(address: str, label: str) -> str:
    """A link to an address that is encoded already, isolated."""
    return bdi(f"[{address} {text(label)}]")


def user_link(name: str) -> str:
    """A participant's name, linked to the user page; a name that can be no title is shown without a link."""
    return _in_namespace("User", name)


def contributions_link(name: str, shown: str, prefix: str = "") -> str:
    """A link to a user's contributions; ``shown`` is wikitext, and stands alone for what can be no title.

    ``prefix`` is the interwiki prefix of another wiki, with a colon.
    """
    return _special_link("Contributions", name, shown, prefix)


def talk_link(name: str) -> str:
    """A user's name, linked to where one can ask."""
    return _in_namespace("User talk", name)


def talk_page_link(name: str, shown: str) -> str:
    """A link to a user's talk page; ``shown`` is wikitext, and stands alone for what can be no title."""
    return shown if _NO_TITLE.search(name) else f"[[User talk:{_IN_TARGET.sub(_reference, name)}|{shown}]]"


def diff_link(old: int, new: int, shown: str) -> str:
    """A link to what changed: by one edit where ``old`` is 0, else from one revision to another.

    ``shown`` is wikitext, a number mostly.
    """
    return f"[[Special:Diff/{old}/{new}|{shown}]]" if old else f"[[Special:Diff/{new}|{shown}]]"


def history_link(title: str, shown: str, prefix: str = "") -> str:
    """A link to a page's history; ``shown`` is wikitext. What can be no title is shown without a link.

    ``prefix`` is the interwiki prefix of another wiki, with a colon.
    """
    return _special_link("History", title, shown, prefix)


def _special_link(page: str, of: str, shown: str, prefix: str) -> str:
    if _NO_TITLE.search(of):
        return shown
    place = f":{prefix}" if prefix else ""
    return f"[[{place}Special:{page}/{_IN_TARGET.sub(_reference, of)}|{shown}]]"


def code(markup: str) -> str:
    """The backticks of a message become ``<code>``; those of its parameters are escaped already.

    Code is left to right in every language, or its brackets and minus signs would be turned round.
    """
    return _CODE.sub(r'<code dir="ltr">\1</code>', markup)


def quoted(raw: str) -> str:
    """Free text as a line of code."""
    return f'<code dir="ltr">{text(raw)}</code>'


def say(texts: Texts, key: str, *params: Param, strong: bool = False) -> str:
    """A message as wikitext. Its words and parameters are escaped; ``strong`` puts its numbers in bold."""
    return code(texts(key, *params, escape=text, literal=_literal, figures=bold if strong else as_is))


def say_message(texts: Texts, message: Message, *, strong: bool = False) -> str:
    """As :func:`say`."""
    return say(texts, message.key, *message.params, strong=strong)


def markup(wikitext: str) -> Markup:
    """Wikitext as a parameter of a message, which is not escaped again."""
    return Markup(wikitext)


def _in_namespace(namespace: str, name: str) -> str:
    # MediaWiki's English names of namespaces are understood on every wiki.
    shown = text(name)
    target = _IN_TARGET.sub(_reference, name)
    return bdi(shown if _NO_TITLE.search(name) else f"[[{namespace}:{target}|{shown}]]")


def _literal(words: str) -> str:
    """A message's own words: they may show code such as ``{{CampaignBot}}``, and are no markup."""
    return "`".join(_WORDS.sub(_reference, part) for part in words.split("`"))


def _reference(match: re.Match[str]) -> str:
    return _NAMED.get(match[0], f"&#{ord(match[0])};")
