"""``new``: a page to start from."""

from __future__ import annotations

import argparse
from typing import Any

from bot.cli.screen import Screen, terminal_language
from bot.cli.wiring import Wiring
from bot.i18n.texts import Texts
from bot.mediawiki.queries import PageTexts
from bot.mediawiki.site import TEMPLATE
from bot.messages import message
from bot.operations.context import WikiContext
from bot.operations.ports import Unavailable
from bot.operations.settings import SettingsProblem
from bot.render.starter import starter_page
from bot.store.errors import StoreError
from bot.wiki.clock import machine_time


def add(commands: Any, common: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("new", parents=[common], help=texts("cli-new"), description=texts("cli-new"))
    parser.add_argument("name", nargs="?", help=texts("cli-help-name"))
    parser.set_defaults(command=run)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """The page goes to the standard output, what to do with it to the standard error."""
    context = _context(options)
    language = context.site.language if context else terminal_language()
    template = (context.wiki_settings.discovery.template if context else None) or "CampaignBot"
    today = (context.clock() if context else machine_time()).date()
    screen.out.print(starter_page(options.name, template, today, language), markup=False, end="")
    screen.complain(message("cli-new-what-to-do", template))
    if context is None:
        screen.complain(message("cli-new-template-unknown", template))
    elif not _exists(template, context):
        screen.complain(message("cli-new-template-missing", template))
    return 0


def _context(options: argparse.Namespace) -> WikiContext | None:
    """The first configured wiki; None where there is none at hand, which a starter page does not need."""
    try:
        wiring = Wiring.of(options.config, saving=False, stop=options.stop)
        return wiring.context(wiring.settings.wikis[0])
    except (SettingsProblem, StoreError, Unavailable):
        if options.config:
            raise
        return None


def _exists(template: str, context: WikiContext) -> bool:
    title = context.site.title(template, TEMPLATE)
    if title is None:
        return False
    name = context.site.full_title(title)
    question = PageTexts((name,))
    return context.source.ask(question)[question][name].exists
