"""``install [WIKI]``: what organizers need, put onto a wiki and kept up to date."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from bot.cli.screen import Screen
from bot.cli.update import print_diff
from bot.cli.wiring import Usage, Wiring
from bot.i18n.texts import Texts
from bot.mediawiki.outcomes import Failure, NotSaved, Saved
from bot.messages import message
from bot.operations.install import InstalledPage, Ownership, install, wiki_pages
from bot.operations.publish import Published
from bot.operations.settings import WikiSettings

CLOSED = frozenset({Failure.PROTECTED, Failure.NO_RIGHT, Failure.REFUSED, Failure.NOT_ALLOWED})
"""Why a page can be saved by somebody else and not by the bot."""


def add(commands: Any, common: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "install", parents=[common], help=texts("cli-install"), description=texts("cli-install-more")
    )
    parser.add_argument("wiki", nargs="?", metavar="WIKI", help=texts("cli-help-wiki"))
    parser.add_argument("--dry-run", action="store_true", help=texts("cli-help-dry-run"))
    parser.add_argument("--again", action="store_true", help=texts("cli-help-again"))
    parser.set_defaults(command=run)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """0 fine, also where pages were left alone because others changed them; 1 when one could not be saved."""
    wiring = Wiring.of(options.config, saving=not options.dry_run, stop=options.stop)
    wiki = _named(options.wiki, wiring)
    context = wiring.context(wiki)
    if not wiki.discovery.template:
        screen.complain(message("cli-install-no-template"))
    failed = False
    for page in install(context, dry=options.dry_run, again=options.again):
        _print(page, screen, dry=options.dry_run)
        failed |= isinstance(page.outcome, NotSaved) or page.ownership is Ownership.CAMPAIGN
    if not wiki.help_page:
        screen.complain(message("cli-install-help-page", wiki_pages(context).help))
    return int(failed)


def _named(name: str | None, wiring: Wiring) -> WikiSettings:
    """The wiki that was meant: by its address in the configuration or its host; the first one unless said."""
    wikis = wiring.settings.wikis
    if name is None:
        return wikis[0]
    for wiki in wikis:
        if name.rstrip("/") in {wiki.address, urlsplit(wiki.address).netloc}:
            return wiki
    raise Usage(message("cli-install-which", name, [wiki.address for wiki in wikis]))


def _print(page: InstalledPage, screen: Screen, *, dry: bool) -> None:
    title = page.page.title
    match page.outcome, page.ownership:
        case NotSaved() as unsaved, _:
            screen.complain(unsaved.message)
            if unsaved.failure in CLOSED:
                screen.complain(message("cli-install-by-hand", title))
            if dry:
                _print_new(page, screen)
        case Saved(revid=revid), _:
            screen.say(message("cli-saved", title, revid))
        case _, Ownership.CHANGED:
            screen.say(message("cli-install-changed", title))
            _print_new(page, screen)
        case _, Ownership.DELETED:
            screen.say(message("cli-install-deleted", title))
        case _, Ownership.CAMPAIGN:
            screen.complain(message("cli-install-campaign", title))
        case _, Ownership.CURRENT:
            screen.say(message("cli-no-change", title))
        case _:
            _print_new(page, screen)


def _print_new(page: InstalledPage, screen: Screen) -> None:
    """What differs from what the bot wrote last."""
    print_diff(Published(replace(page.page, text=page.before), page.text, None), screen)
