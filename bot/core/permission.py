"""Whether a page lets the bot write on it.

Rule: https://en.wikipedia.org/wiki/Template:Bots (``{{nobots}}``, ``{{bots|allow=…}}``, ``{{bots|deny=…}}``).
"""

from __future__ import annotations

import re

from bot.core.masking import mask

TEMPLATE = re.compile(
    r"\{\{[\s_]*+(?:[^{}|\[\]<>\n]{1,60}:[\s_]*+)?(nobots|bots)[\s_]*+(?:\|([^{}]*+))?\}\}", re.IGNORECASE
)
"""With a namespace in front it is obeyed, too, in any language: the bot keeps away rather once too often."""


def bots_allowed(text: str, account: str) -> bool:
    """Whether the page's own templates let this account edit it."""
    return all(_allows(name.lower(), params or "", account) for name, params in TEMPLATE.findall(mask(text)))


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
