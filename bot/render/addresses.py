"""Wikitext that gives addresses at which something begins: a page is edited, somebody logs in."""

from __future__ import annotations

from urllib.parse import quote


def edit_address(title: str, preload: str, more: str = "") -> str:
    """Where a page is edited, beginning with the text of another one. ``title`` may be wikitext."""
    return f"{{{{fullurl:{title}|action=edit{more}&preload={_quoted(preload)}}}}}"


def signing_address(title: str, preload: str) -> str:
    """Where a line is put at the end of a page, as a section without a heading."""
    return edit_address(title, preload, "&section=new&nosummary=1")


def log_in_address(back: str) -> str:
    """Where somebody logs in, and comes back to a page from."""
    return f"{{{{fullurl:Special:UserLogin|returnto={_quoted(back)}}}}}"


def _quoted(title: str) -> str:
    return quote(title.replace(" ", "_"), safe="/:")
