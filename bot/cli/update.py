"""``update PAGE…``: bring campaigns up to date now."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from difflib import unified_diff
from typing import Any

from bot.cli.moved import moved_to
from bot.cli.screen import Screen
from bot.cli.wiring import Wiring
from bot.i18n.texts import Texts
from bot.mediawiki.costs import Costs
from bot.mediawiki.outcomes import Failure, NotSaved, Saved
from bot.messages import Message, message
from bot.operations.context import WikiContext
from bot.operations.messages_to_people.sender import Delivered, Delivery
from bot.operations.ports import EventUnavailable, WikiUnavailable
from bot.operations.publish import Published
from bot.operations.report import Report
from bot.operations.update import update_all
from bot.render.as_json import Uncounted, costs, document, nothing
from bot.render.terminal import remarks, standings, waits


def add(commands: Any, common: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "update", parents=[common], help=texts("cli-update"), description=texts("cli-update")
    )
    parser.add_argument("pages", nargs="+", metavar="PAGE", help=texts("cli-help-page"))
    parser.add_argument("--dry-run", action="store_true", help=texts("cli-help-dry-run"))
    parser.add_argument("--json", action="store_true", help=texts("cli-help-json"))
    parser.set_defaults(command=run)


UNAVAILABLE = 3


def run(options: argparse.Namespace, screen: Screen) -> int:
    """0 fine, 1 when a campaign has problems or was not saved, 3 when a wiki could not be reached."""
    wiring = Wiring.of(options.config, saving=not options.dry_run, stop=options.stop)
    worst = 0
    documents = []
    told: list[Message] = []
    first = wiring.costs()
    for name in options.pages:
        before = wiring.costs()
        try:
            report, context = _updated(name, wiring, options, screen)
        except (WikiUnavailable, EventUnavailable) as unavailable:
            # Pages of other wikis have their turns; this one is asked no more.
            if unavailable.message not in told:
                screen.complain(unavailable.message)
                told.append(unavailable.message)
            worst = UNAVAILABLE
            continue
        if options.json:
            spent = costs(wiring.costs() - before)
            documents.append({**_document(report, screen.texts, context.clock()), "costs": spent})
            _complain(report, screen)
        else:
            _print(report, options, screen)
        for warning in report.warnings:
            screen.complain(warning)
        worst = max(worst, _code(report))
    if documents:
        # One page gives one document, several give a list of them.
        print(json.dumps(documents if len(options.pages) > 1 else documents[0], ensure_ascii=False, indent=2))
    if options.verbose:
        _print_costs(wiring.costs() - first, screen)
    return worst


def _updated(
    name: str, wiring: Wiring, options: argparse.Namespace, screen: Screen
) -> tuple[Report, WikiContext]:
    title, context = wiring.place(name)
    try:
        with screen.working(message("cli-updating", name)):
            report = update_all(title, context, dry=options.dry_run)
            if report.refusal and (present := moved_to(title, context, screen)):
                report = update_all(present, context, dry=options.dry_run)
    except WikiUnavailable as unavailable:
        wiring.give_up(context.address, unavailable)
        raise
    for failure in report.failures:
        if failure.failure is Failure.UNREACHABLE:
            wiring.give_up(context.address, WikiUnavailable(failure.message))
    return report, context


def _document(report: Report, texts: Texts, generated: datetime) -> dict[str, Any]:
    """The standings; where there are none, what keeps them from being made."""
    if report.view:
        found = document(report.view, generated)
    else:
        why = Uncounted(report.title, report.problems, report.notices, report.waiting)
        found = nothing(why, texts, generated)
    return {**found, "messages": [_message(one) for one in report.delivered]}


def _message(one: Delivered) -> dict[str, Any]:
    return {
        "kind": one.message.kind,
        "user": one.message.name,
        "page": one.title,
        "result": one.delivery.value,
    }


def _code(report: Report) -> int:
    if report.unread:
        return UNAVAILABLE
    nothing_runs = report.waiting is not None and report.view is None
    return 1 if report.refusal or report.problems or report.failures or nothing_runs else 0


def _print(report: Report, options: argparse.Namespace, screen: Screen) -> None:
    if report.refusal:
        screen.complain(report.refusal)
        return
    if report.unread:
        screen.complain(report.unread)
    if report.resting:
        screen.say(message("cli-resting", report.title))
        return
    if report.view:
        screen.out.print(standings(replace(report.view, texts=screen.texts)))
    screen.out.print(remarks(report.problems, report.notices, screen.texts), end="")
    screen.out.print(waits(report.waiting, screen.texts), end="")
    for page in report.pages:
        if options.dry_run:
            _print_diff(page, screen)
        else:
            _print_outcome(page, screen)
    for one in report.delivered:
        _print_delivered(one, screen)


def _print_delivered(one: Delivered, screen: Screen) -> None:
    """What became of a message to somebody; in a dry run, what it would be."""
    (screen.complain if one.failure else screen.say)(one.said)
    if one.delivery is Delivery.WOULD_BE:
        for line in one.message.section().splitlines():
            screen.line(f"+{line}", style="green")


def _print_diff(page: Published, screen: Screen) -> None:
    if page.outcome is not None and isinstance(page.outcome, NotSaved):
        screen.complain(page.outcome.message)
    if page.text == page.page.text:
        screen.say(message("cli-no-change", page.page.title))
        return
    print_diff(page, screen)


def print_diff(page: Published, screen: Screen) -> None:
    """What would change on a page, in colours on a terminal."""
    for line in diff(page):
        style = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
        screen.line(line, style=style)


def diff(page: Published) -> Iterator[str]:
    """What would change on a page, as a unified diff."""
    yield from unified_diff(
        page.page.text.splitlines(),
        page.text.splitlines(),
        fromfile=page.page.title,
        tofile=page.page.title,
        lineterm="",
    )


def _print_outcome(page: Published, screen: Screen) -> None:
    if isinstance(page.outcome, NotSaved):
        screen.complain(page.outcome.message)
    elif isinstance(page.outcome, Saved):
        screen.say(message("cli-saved", page.page.title, page.outcome.revid))
    else:
        screen.say(message("cli-no-change", page.page.title))


def _complain(report: Report, screen: Screen) -> None:
    for said in filter(None, (report.refusal, report.unread)):
        screen.complain(said)
    for failure in report.failures:
        screen.complain(failure.message)


def _print_costs(spent: Costs, screen: Screen) -> None:
    screen.complain(message("cli-requests", spent.total))
    for kind, number in sorted(spent.requests.items(), key=lambda item: -item[1]):
        screen.err.print(f"  {number:>5}  {kind}", markup=False)
    if spent.site:
        screen.complain(message("cli-requests-site", spent.site))
    seconds = (Decimal(str(round(time, 1))) for time in (spent.seconds, spent.waiting))
    screen.complain(message("cli-costs", spent.rows, spent.bytes, *seconds))
