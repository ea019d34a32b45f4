"""``run [--once]``: the scheduled process."""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from bot.cli.screen import Screen
from bot.cli.wiring import Wiring
from bot.i18n.texts import Texts
from bot.mediawiki.outcomes import OWN_DOING, Failure, Saved
from bot.messages import Message, message
from bot.operations.bounds import UNSURE
from bot.operations.context import WikiContext
from bot.operations.ports import MemoryUnavailable, Unavailable
from bot.operations.report import Report
from bot.operations.schedule import Turns
from bot.operations.settings import Discovery, Settings
from bot.safety.bounds import Bound
from bot.wiki import pywikibot_library

log = logging.getLogger("campaignbot")
MANY = 10
"""So many pages that are no campaigns are named in the log at once."""


def add(commands: Any, common: argparse.ArgumentParser, texts: Texts) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("run", parents=[common], help=texts("cli-run"), description=texts("cli-run"))
    parser.add_argument("--once", action="store_true", help=texts("cli-help-once"))
    parser.set_defaults(command=run)


def run(options: argparse.Namespace, screen: Screen) -> int:
    """Until SIGTERM or Ctrl-C; with ``--once`` until everything that is due is done."""
    log.setLevel(logging.INFO)
    wiring = Wiring.of(options.config, saving=True, stop=options.stop)
    pywikibot_library.load()  # A mistake in user-config.py ends the process: nothing to be tried again.
    with suppress(MemoryUnavailable):  # One that does not answer yet may do so when it is needed.
        _ = wiring.store
    journal = _Journal(screen.texts)
    turns = Turns(
        wiring.openers(),
        wiring.stop,
        journal.tell,
        journal.excuse,
        journal.pass_over,
        wiring.settings.interval,
    )
    if options.once:
        return int(turns.once())
    journal.begin(wiring.settings)
    turns.begun = partial(journal.tell_found, wiring.settings)
    turns.run(int(wiring.settings.discovery_interval.total_seconds()))
    return 0


def _ways(discovery: Discovery) -> str:
    """How campaigns are found, in the words of the configuration."""
    template = (f"{{{{{discovery.template}}}}}",) if discovery.template else ()
    others = (discovery.category, discovery.prefix and f"{discovery.prefix}*", *discovery.pages)
    return ", ".join((*template, *filter(None, others)))


class _Journal:
    """One line in the log for each turn: quiet, and enough to see what the bot does."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._passed_over: dict[str, frozenset[Message]] = {}

    def begin(self, settings: Settings) -> None:
        """Say what is served."""
        for wiki in settings.wikis:
            log.info("%s: %s", wiki.address, self._texts("log-serves", _ways(wiki.discovery)))

    def tell_found(self, settings: Settings, campaigns: int) -> None:
        """Say how many campaigns there are, and when the next look is."""
        minutes = (settings.discovery_interval, settings.interval)
        log.info(
            "%s", self._texts("log-found", campaigns, *(round(one.total_seconds() / 60) for one in minutes))
        )

    def tell(self, context: WikiContext, report: Report) -> None:
        for warning in report.warnings:
            log.warning("%s: %s", context.address, self._texts.render(warning))
        if report.refusal:
            log.info("%s: %s", context.address, self._texts.render(report.refusal))
            return
        if report.unread:
            log.warning("%s: %s: %s", context.address, report.title, self._texts.render(report.unread))
        saved = [page.outcome.title for page in report.pages if isinstance(page.outcome, Saved)]
        log.info(
            "%s: %s: %s",
            context.address,
            report.title,
            self._texts("log-turn", len(saved), len(report.problems), len(report.notices)),
        )
        if report.waiting:
            log.info("%s: %s", context.address, self._texts("log-waits", report.title))
        for one in report.delivered:
            log.log(
                logging.WARNING if one.failure else logging.INFO,
                "%s: %s",
                context.address,
                self._texts.render(one.said),
            )
        for failure in report.failures:
            if failure.failure is Failure.HELD_BACK:
                log.info("%s: %s", context.address, self._texts.render(failure.message))
            elif failure.failure not in OWN_DOING:
                log.warning("%s: %s", context.address, self._texts.render(failure.message))
        self._tell_stops(context, report)

    def _tell_stops(self, context: WikiContext, report: Report) -> None:
        """What stops the bot's saves by its own rules is told once, and once more when it is over."""
        for stop in sorted(report.turning.begun):
            log.warning(
                "%s: %s", context.address, self._texts.render(self._stop(f"stop-{stop}", context, report))
            )
        for stop in sorted(report.turning.over):
            log.info(
                "%s: %s", context.address, self._texts.render(self._stop(f"go-on-{stop}", context, report))
            )

    def _stop(self, key: str, context: WikiContext, report: Report) -> Message:
        stop = key.rpartition("-")[2]
        if stop != UNSURE:
            return message(key, report.title, context.bounds.most(Bound(stop)))
        unsure = (one.detail for one in report.failures if one.failure is Failure.UNSURE)
        return message(key, report.title, next(unsure, ""))

    def pass_over(self, context: WikiContext, others: Sequence[Message]) -> None:
        """Pages that only seem to be campaigns: told once, and not again at each look."""
        known = self._passed_over.get(context.address, frozenset())
        new = [other for other in dict.fromkeys(others) if other not in known]
        self._passed_over[context.address] = frozenset(others)
        for other in new[:MANY]:
            log.info("%s: %s", context.address, self._texts.render(other))
        if len(new) > MANY:
            log.info("%s: %s", context.address, self._texts("log-others", len(new) - MANY))

    def excuse(self, unavailable: Unavailable) -> None:
        log.warning("%s", self._texts.render(unavailable.message))
