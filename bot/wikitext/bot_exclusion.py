"""Whether a page lets the bot write on it.

Rule: https://en.wikipedia.org/wiki/Template:Bots (``{{nobots}}``, ``{{bots|allow=…}}``, ``{{bots|deny=…}}``).
"""

from __future__ import annotations

from bot.wikitext.braces import templates_in
from bot.wikitext.masking import mask, without_comments

NAMES = frozenset({"bots", "nobots"})
_LONGEST = 100


def bots_allowed(text: str, account: str) -> bool:
    """Whether the page's own templates let this account edit it.

    With any namespace in front they are obeyed, too, in any language, and so is what is only substituted or
    transcluded: the bot keeps away rather once too often.
    """
    plain = mask(without_comments(text))
    return all(
        _allows(name, plain[edges[1] + 1 : edges[-1]] if len(edges) > 2 else "", account)
        for _, edges, _ in templates_in(plain)
        if (name := _named(plain[edges[0] + 1 : min(edges[1], edges[0] + _LONGEST)])) in NAMES
    )


def _named(name: str) -> str:
    """A template's name in lower case, without what stands before a colon."""
    return name.rpartition(":")[2].replace("_", " ").strip().lower()


def _allows(name: str, params: str, account: str) -> bool:
    settings = {
        key.strip().lower(): {item.strip().replace("_", " ").lower() for item in value.split(",")}
        for key, _, value in (param.partition("=") for param in params.split("|"))
    }
    me = {account.replace("_", " ").lower(), "all"}
    if "deny" in settings:
        return me.isdisjoint(settings["deny"])
    if "allow" in settings:
        return not me.isdisjoint(settings["allow"])
    return name != "nobots"
