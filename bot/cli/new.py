"""``new``: a page to start from."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from bot.cli.asking import Questions, interrupted_at_once
from bot.cli.screen import Screen, terminal_language
from bot.cli.wiring import Wiring, generic_site
from bot.i18n.texts import Texts
from bot.mediawiki.queries import PageTexts
from bot.mediawiki.site import PROJECT, TEMPLATE, Title
from bot.messages import message
from bot.operations.campaign_page import context_of, declaration_context
from bot.operations.context import WikiContext
from bot.operations.ports import Unavailable
from bot.operations.settings import Discovery, SettingsProblem
from bot.render.starter import participants_heading, printed_page, starter_page
from bot.store.errors import StoreError
from bot.wiki.clock import machine_time


def add(commands: Any, common: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("new", parents=[common], help=texts("cli-new"), description=texts("cli-new"))
    parser.add_argument("name", nargs="?", help=texts("cli-help-name"))
    parser.add_argument("--ask", action="store_true", help=texts("cli-help-ask"))
    parser.set_defaults(command=run)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """The page goes to the standard output, what to do with it to the standard error."""
    context = _context(options)
    language = context.site.language if context else terminal_language()
    template = (context.wiki_settings.discovery.template if context else None) or "CampaignBot"
    today = (context.clock() if context else machine_time()).date()
    if options.ask:
        page = _asked(screen, context, template, today)
        if page is None:
            return 0
    else:
        page = starter_page(options.name, template, today, language)
    screen.out.print(page, markup=False, end="")
    screen.complain(message("cli-new-what-to-do", template))
    if context is None:
        screen.complain(message("cli-new-template-unknown", template))
    elif not _exists(template, context):
        screen.complain(message("cli-new-template-missing", template))
    return 0


def _asked(screen: Screen, context: WikiContext | None, template: str, today: date) -> str | None:
    """The page with the answers; None where somebody has had enough, which is told."""
    title = Title(PROJECT, "Campaign")
    site = context.site if context else generic_site()
    where = context_of(title, context) if context else declaration_context(title, site, Discovery())
    questions = Questions(screen, where)
    try:
        with interrupted_at_once():
            campaign = questions.all(today)
    except (EOFError, KeyboardInterrupt):
        screen.err.print()
        screen.complain(message("cli-ask-ended"))
        return None
    headings = [name for source in campaign.participants.sources for name in source.lists_on(campaign.page)]
    usual = participants_heading(site.language)
    heading = next((name or usual for name in headings), "")
    return printed_page(questions.lines, template, site.language, heading)


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
