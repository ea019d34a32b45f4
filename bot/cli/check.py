"""``check PAGE_OR_FILE…``: are the settings of a campaign as they should be?"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from bot.cli.moved import moved_to
from bot.cli.screen import Screen
from bot.cli.wiring import Usage, Wiring, generic_site
from bot.declaration.block import declaration_blocks
from bot.declaration.campaign import Campaign
from bot.declaration.read import TOP_LEVEL_KEYS, Context, Declaration, json_schema, read_declaration
from bot.i18n.texts import Texts
from bot.mediawiki.outcomes import OWN_DOING
from bot.mediawiki.queries import PageText
from bot.mediawiki.site import PROJECT, Title
from bot.messages import Message, Remark, message
from bot.operations.campaign_page import (
    LANGUAGE_OUTPUTS,
    Opened,
    context_of,
    declaration_context,
    declared_texts,
    open_page,
    read_declared,
    why_no_campaign,
)
from bot.operations.context import WikiContext
from bot.operations.declaration_history import read_page
from bot.operations.ports import WikiUnavailable
from bot.operations.settings import Discovery, SettingsProblem
from bot.operations.target_pages import TargetPages
from bot.operations.update import update_all
from bot.render.terminal import remarks, waits
from bot.render.view import Waiting


def add(commands: Any, common: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "check", parents=[common], help=texts("cli-check"), description=texts("cli-check")
    )
    parser.add_argument("pages", nargs="*", metavar="PAGE_OR_FILE", help=texts("cli-help-page-or-file"))
    parser.add_argument("--schema", action="store_true", help=texts("cli-help-schema"))
    parser.set_defaults(command=run)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """0 when there is no problem in any, 2 where one is nothing to check, 1 otherwise."""
    if options.schema:
        print(json.dumps(json_schema(LANGUAGE_OUTPUTS), ensure_ascii=False, indent=2))
    elif not options.pages:
        raise Usage(message("cli-check-what"))
    worst = 0
    for name in options.pages:
        if len(options.pages) == 1:
            return _check(name, options, screen)
        screen.say(message("cli-check-page", name))
        try:
            code = _check(name, options, screen)
        except Usage as usage:
            # The others are told all the same.
            screen.say(usage.message)
            code = UNUSABLE
        worst = max(worst, code)
    return worst


UNUSABLE = 2


def _check(name: str, options: argparse.Namespace, screen: Screen) -> int:
    """1 where there is a problem, or something that an update would not do."""
    path = Path(name)
    called = name
    waiting: Waiting | None = None
    refused: tuple[Message, ...] = ()
    if path.is_file():
        declaration = _of_file(path, options)
    else:
        called, (declaration, waiting, refused) = _of_page(name, options, screen)
    scope_notices = bool(declaration.problems or waiting or refused)
    if not scope_notices and declaration.campaign:
        screen.say(message("cli-check-fine", called, declaration.campaign.name))
    screen.out.print(remarks(declaration.problems, declaration.notices, screen.texts), end="")
    screen.out.print(waits(waiting, screen.texts), end="")
    for failure in refused:
        screen.say(failure)
    return int(scope_notices)


Checked: TypeAlias = tuple[Declaration, Waiting | None, tuple[Message, ...]]
"""What a page says, whether that waits for approval, and what an update would not save."""


def _of_page(name: str, options: argparse.Namespace, screen: Screen) -> tuple[str, Checked]:
    """The title of the page that is meant, and how it is."""
    title, context = Wiring.of(options.config, saving=False, stop=options.stop).place(name)
    opened = open_page(title, context)
    gone = opened.page.redirect or not opened.page.exists
    if gone and (present := moved_to(title, context, screen)):
        name, title = context.site.full_title(present), present
        opened = open_page(title, context)
    return name, _checked(title, opened, context)


def _checked(title: Title, opened: Opened, context: WikiContext) -> Checked:
    page = opened.page
    if not page.exists:
        raise Usage(message("page-missing", page.title))
    context = replace(context, community=opened.wished.community)
    declaration, _ = read_page(page, context_of(title, context))
    if refusal := why_no_campaign(title, page, context):
        others = declaration.problems if declared_texts(page.text) else ()
        return replace(declaration, campaign=None, problems=(Remark(refusal), *others)), None, ()
    waiting = read_declared(title, page, context, remembering=False).waiting
    # What an update would tell is what an update finds out; its numbers are not asked for here.
    report = update_all(title, context, dry=True)
    told = (*declaration.notices, *report.notices)
    if declaration.campaign:
        told = (*told, *_of_places(declaration.campaign, page, context))
    refused = tuple(one.message for one in report.failures if one.failure not in OWN_DOING)
    return replace(declaration, notices=tuple(dict.fromkeys(told))), waiting, refused


def _of_places(campaign: Campaign, page: PageText, context: WikiContext) -> Iterator[Remark]:
    """What is to be said about the pages that outputs go to."""
    places = {name: context.site.full_title(place) for name, place in campaign.publish.items()}
    for target in TargetPages(campaign.page, page, context, keeping=False).targets(places, ()):
        yield from target.remarks()


def _of_file(path: Path, options: argparse.Namespace) -> Declaration:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Usage(message("cli-unreadable", str(path))) from None
    where = _where(Title(PROJECT, path.stem or "Campaign"), options)
    if declaration_blocks(text, TOP_LEVEL_KEYS) or "{{" in text:
        return read_page(PageText(str(path), text=text), where)[0]
    return read_declaration(text, where)


def _where(title: Title, options: argparse.Namespace) -> Context:
    """On the first configured wiki, whose words the file uses; on any wiki where none can be asked."""
    try:
        wiring = Wiring.of(options.config, saving=False, stop=options.stop)
        first, named = wiring.settings.wikis[0], wiring.named_wikis
        found = declaration_context(title, wiring.wiki(first).site, first.discovery)
        return replace(found, address=first.address, wiki_named=named.named, hosts=named.hosts)
    except (SettingsProblem, WikiUnavailable):
        if options.config:
            raise
        return declaration_context(title, generic_site(), Discovery())
