"""``new``: a page to start from."""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from typing import Any

from bot.cli.screen import Screen, terminal_language
from bot.cli.world import World
from bot.i18n.sections import participants_headings
from bot.i18n.texts import Texts
from bot.mediawiki.queries import Texts as PageTexts
from bot.mediawiki.site import TEMPLATE
from bot.messages import message
from bot.operations.context import Tools
from bot.operations.ports import Unavailable
from bot.operations.settings import SettingsProblem
from bot.store import StoreProblem
from bot.wiki.clock import machine_time


def add(commands: Any, common: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("new", parents=[common], help=texts("cli-new"), description=texts("cli-new"))
    parser.add_argument("name", nargs="?", help=texts("cli-help-name"))
    parser.set_defaults(command=run)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """The page goes to the standard output, what to do with it to the standard error."""
    tools = _tools(options)
    language = tools.site.language if tools else terminal_language()
    template = (tools.wiki_settings.discovery.template if tools else None) or "CampaignBot"
    today = (tools.clock() if tools else machine_time()).date()
    screen.out.print(starter_page(options.name, template, today, language), markup=False, end="")
    screen.complain(message("cli-new-what-to-do", template))
    if tools is None:
        screen.complain(message("cli-new-template-unknown", template))
    elif not _exists(template, tools):
        screen.complain(message("cli-new-template-missing", template))
    return 0


def starter_page(name: str | None, template: str, today: date, language: str) -> str:
    """A campaign page over the whole of next month, ready to be pasted; it signs nobody up by itself.

    The status box stands above the settings, so that these may grow without pushing it down.
    """
    words = Texts.of(language)
    name = name or words("new-name")
    start = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    heading = participants_headings([language, "en"])[0]
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return (
        f"{{{{{template}}}}}\n"
        "<!-- campaignbot:status -->\n<!-- /campaignbot:status -->\n"
        '<syntaxhighlight lang="yaml">\n'
        f"name: {quoted}\n"
        f"start: {start.isoformat()}\n"
        f"end: {end.isoformat()}\n"
        "points:\n"
        "  articles_created: 10\n"
        "  bytes_added:\n"
        "    points: 1\n"
        "    per: 1000\n"
        "</syntaxhighlight>\n"
        "\n"
        f"== {heading} ==\n"
        f"{words('new-sign-here')} <code><nowiki>* ~~~~</nowiki></code>\n"
    )


def _tools(options: argparse.Namespace) -> Tools | None:
    """The first configured wiki; None where there is none at hand, which a starter page does not need."""
    try:
        world = World.of(options.config, saving=False, stop=options.stop)
        return world.tools(world.settings.wikis[0])
    except (SettingsProblem, StoreProblem, Unavailable):
        if options.config:
            raise
        return None


def _exists(template: str, tools: Tools) -> bool:
    title = tools.site.title(template, TEMPLATE)
    if title is None:
        return False
    name = tools.site.full_title(title)
    question = PageTexts((name,))
    return tools.source.ask(question)[question][name].exists
