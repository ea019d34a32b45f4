"""``explain PAGE USER``: each revision of an account, and how its points come about."""

from __future__ import annotations

import argparse
import json
from typing import Any

from bot.cli.moved import moved_to
from bot.cli.screen import Screen
from bot.cli.wiring import Wiring
from bot.i18n.texts import Texts
from bot.messages import Message, message
from bot.operations.explain import explain
from bot.render import as_json
from bot.render.explanation import lines


def add(commands: Any, common: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "explain", parents=[common], help=texts("cli-explain"), description=texts("cli-explain")
    )
    parser.add_argument("page", metavar="PAGE", help=texts("cli-help-page"))
    parser.add_argument("user", metavar="USER", help=texts("cli-help-user"))
    parser.add_argument("--json", action="store_true", help=texts("cli-help-json-explain"))
    parser.set_defaults(command=run)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """0 when there is something to explain, 1 when there is no such campaign or account."""
    wiring = Wiring.of(options.config, saving=False, stop=options.stop)
    title, context = wiring.place(options.page)
    with screen.working(message("cli-updating", options.page)):
        explanation = explain(title, options.user, context)
        if isinstance(explanation, Message) and (present := moved_to(title, context, screen)):
            explanation = explain(present, options.user, context)
    if isinstance(explanation, Message):
        screen.complain(explanation)
        return 1
    if options.json:
        document = as_json.explanation(explanation, screen.texts)
        print(json.dumps(document, ensure_ascii=False, indent=2))
        return 0
    for line in lines(explanation, screen.texts):
        screen.line(line)
    return 0
