"""Where people can sign up with one click: a page at whose end a new line is read as theirs.

MediaWiki puts a new section without a heading at the end of its page. That suits a list that has a page to
itself, or stands on a subpage that is shown below the list's heading. On any other page the line would land
where nobody looks for it, so what the reader of lists would make of it is tried before it is offered.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.features.participants.lists import SignUp, SignUpPages
from bot.features.participants.reading import read_sign_ups
from bot.features.participants.source import SourceContext
from bot.mediawiki.queries import WIKITEXT, PageText
from bot.mediawiki.site import USER
from bot.wikitext.sections import headings
from bot.wikitext.signups import SignedUp
from bot.wikitext.visible_text import readable

_SOMEBODY = "Somebody who signs up at the end"
_OTHER_LISTS = re.compile(r"^[ \t]*+(?:#|\{\||\|)|<(?:ol|ul|li|table)\b", re.MULTILINE | re.IGNORECASE)
"""A bullet below numbers or a table would be read, and look out of place."""
_NOT_SHOWN = re.compile(r"<(/?)(?:no|only)include\s*+>|<(/?)includeonly\s*+>", re.IGNORECASE)


def page_to_sign(
    sign_up: SignUp, found: SignedUp, lists: SignUpPages, around: SourceContext
) -> PageText | None:
    """The page at whose end a line signs somebody up on this list; None where there is no such, or several.

    ``found`` is whom the list names now.
    """
    page = _page(sign_up, lists, around)
    if page is None or page.model != WIKITEXT:
        return None
    if _has_parts(readable(page.text)) or _is_left_open(page.text):
        return None
    signed = replace(page, text=_with_line(page.text, around))
    text = lists.whole(lists.place(sign_up), signed)
    then = read_sign_ups(text, around, sign_up.heading, usual=sign_up.default)
    read = {*then.names} == {*found.names, _SOMEBODY} and then.heading == found.heading
    return page if read else None


def _page(sign_up: SignUp, lists: SignUpPages, around: SourceContext) -> PageText | None:
    """The list's own page: the one subpage that it shows, or where it is all of a page, that one."""
    shown, place = lists.shown_on(sign_up), lists.place(sign_up)
    if shown:
        return shown[0] if len(shown) == 1 else None
    whole = not sign_up.default and sign_up.heading is None
    return place if whole and place is not around.page else None


def _has_parts(text: str) -> bool:
    """Whether a page is more than one list of bullets: a line at its end would belong to its last part."""
    return len(headings(text)) > 1 or bool(_OTHER_LISTS.search(text))


def _is_left_open(text: str) -> bool:
    """Whether a part that is not shown elsewhere, or alone is, goes on to the end (Preprocessor_Hash)."""
    tags = [match[1] or match[2] for match in _NOT_SHOWN.finditer(text)]
    return bool(tags) and tags.count("/") * 2 != len(tags)


def _with_line(text: str, around: SourceContext) -> str:
    """The text as MediaWiki has it after somebody signed up (WikitextContent::replaceSection)."""
    name = f"{around.site.namespaces[USER].name}:{_SOMEBODY}"
    line = f"* [[{name}|{_SOMEBODY}]] 12:00, 1 January 2026 (UTC)"
    return f"{text}\n\n{line}" if text else line
