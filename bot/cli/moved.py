"""Telling that the page which somebody named was moved, and where the campaign is now."""

from __future__ import annotations

from bot.cli.screen import Screen
from bot.mediawiki.site import Title
from bot.messages import message
from bot.operations.context import WikiContext
from bot.operations.moved import present_title


def moved_to(title: Title, context: WikiContext, screen: Screen) -> Title | None:
    """The campaign to which this old title leads, which is told; None where it leads to none."""
    present = present_title(title, context)
    if present:
        screen.complain(message("cli-moved", *map(context.site.full_title, (title, present))))
    return present
