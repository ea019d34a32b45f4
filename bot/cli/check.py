"""``check PAGE_OR_FILE…``: are the settings of a campaign as they should be?"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from bot.campaign_page import context, open_page
from bot.cli.screen import Screen
from bot.cli.world import Usage, World, generic_site
from bot.core.declaration import TOP_LEVEL_KEYS, Declaration, json_schema, read_declaration
from bot.core.declaration_block import declaration_blocks
from bot.core.message import message
from bot.core.questions import PageText
from bot.core.site import PROJECT, Site, Title
from bot.declaring import read_page
from bot.i18n.texts import Texts
from bot.ports import WikiUnavailable
from bot.render.terminal import remarks
from bot.settings import Discovery, SettingsProblem


def add(commands: Any, common: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "check", parents=[common], help=texts("cli-check"), description=texts("cli-check")
    )
    parser.add_argument("pages", nargs="*", metavar="PAGE_OR_FILE", help=texts("cli-help-page-or-file"))
    parser.add_argument("--schema", action="store_true", help=texts("cli-help-schema"))
    parser.set_defaults(command=run)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """0 when there is no problem in any, 1 otherwise."""
    if options.schema:
        print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    elif not options.pages:
        raise Usage(message("cli-check-what"))
    worst = 0
    for name in options.pages:
        path = Path(name)
        declaration = _of_file(path, options) if path.is_file() else _of_page(name, options)
        if declaration.problems:
            worst = 1
        elif declaration.campaign:
            screen.say(message("cli-check-fine", name, declaration.campaign.name))
        screen.out.print(remarks(declaration.problems, declaration.notices, screen.texts), end="")
    return worst


def _of_page(name: str, options: argparse.Namespace) -> Declaration:
    title, tools = World.of(options.config, saving=False, stop=options.stop).place(name)
    page = open_page(title, tools).page
    if not page.exists:
        raise Usage(message("page-missing", page.title))
    declaration, _ = read_page(page, context(title, tools.site, tools.wiki_settings.discovery))
    return declaration


def _of_file(path: Path, options: argparse.Namespace) -> Declaration:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Usage(message("cli-unreadable", str(path))) from None
    site, discovery = _site(options)
    where = context(Title(PROJECT, path.stem or "Campaign"), site, discovery)
    if declaration_blocks(text, TOP_LEVEL_KEYS) or "{{" in text:
        return read_page(PageText(str(path), text=text), where)[0]
    return read_declaration(text, where)


def _site(options: argparse.Namespace) -> tuple[Site, Discovery]:
    """The first configured wiki, whose words the file uses; any wiki where none can be asked."""
    try:
        world = World.of(options.config, saving=False, stop=options.stop)
        return world.wiki(world.settings.wikis[0]).site, world.settings.wikis[0].discovery
    except (SettingsProblem, WikiUnavailable):
        if options.config:
            raise
        return generic_site(), Discovery()
