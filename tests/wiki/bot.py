"""The bot on a local wiki, as the tests use it: built of the real parts, with a clock of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Any

from bot.counting.scoring import round_points
from bot.counting.standings import Breakdown
from bot.mediawiki.outcomes import Outcome
from bot.mediawiki.site import Site, Title
from bot.operations.bounds import Pace
from bot.operations.context import WikiContext
from bot.operations.explain import explain
from bot.operations.ports import Change
from bot.operations.report import Report
from bot.operations.settings import Settings, WikiSettings
from bot.operations.update import update
from bot.render.explanation import Explanation
from bot.safety.bounds import Bounds
from bot.sources.api.source import ApiSource
from bot.store.store import Store
from bot.wiki.pywikibot_wiki import PywikibotWiki
from bot.wiki.session import Session
from bot.wikitext.scanner.syntax import Syntax
from scripts.wiki.storyteller import Action

from .support import LocalWiki

PAGE = "Project:WiP"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ENOUGH = Bounds(10**6, 10**6, 10**6)
"""The tests' clock stands still: within its hour there may be any number of saves."""
SIGN_UP = "== Participants ==\n* [[User:Alice]]\n* [[User:Bob]]\n"


def campaign_page(
    *more: str, sign_up: str = SIGN_UP, head: str = "", start: str = "2026-11-01", end: str = "2026-11-30"
) -> str:
    """A campaign over November 2026; ``more`` are further lines of its settings."""
    settings = f"name: Women in Physics\nstart: {start}\nend: {end}\n"
    settings += "".join(dedent(part).strip("\n") + "\n" for part in more)
    return (
        f'{{{{CampaignBot}}}}\n{head}<syntaxhighlight lang="yaml">\n{settings}</syntaxhighlight>\n\n{sign_up}'
    )


def opened(api: str, folder: Path) -> PywikibotWiki:
    """The bot's session on a wiki, logged in once; what an earlier test made of it is forgotten."""
    wiki = _opened(api, folder)
    # Another test's wikis may keep their passwords elsewhere; this one may have to log in once more.
    _know(api, folder)
    wiki.session.door.wake()
    return wiki


@cache
def _opened(api: str, folder: Path) -> PywikibotWiki:
    os.environ.setdefault("PYWIKIBOT_DIR", str(folder))
    _know(api, folder)
    return PywikibotWiki(Session(api), account_needed=True)


def _know(api: str, folder: Path) -> None:
    """Pywikibot reads one configuration in a process; the wikis of other languages are added to it."""
    from bot.wiki import pywikibot_library

    config = pywikibot_library.load().config
    name = pywikibot_library.family_of(api, config)
    config.usernames[name][name] = "CampaignBot"
    config.password_file = str(folder / "user-password.py")
    config.put_throttle = config.minthrottle = 0


@dataclass(frozen=True)
class Meddled:
    """The real wiki, on which somebody does something in the moment before a save or after it."""

    real: PywikibotWiki
    local: LocalWiki
    before: list[Sequence[Action]]
    after: list[Sequence[Action]]

    @property
    def site(self) -> Site:
        return self.real.site

    @property
    def syntax(self) -> Syntax:
        """The words of its wikitext."""
        return self.real.syntax

    @property
    def account(self) -> str | None:
        return self.real.account

    def save(self, change: Change) -> Outcome:
        if self.before:
            self.local.tell(*self.before.pop(0))
        outcome = self.real.save(change)
        if self.after:
            self.local.tell(*self.after.pop(0))
        return outcome


@dataclass(frozen=True)
class Requests:
    """The session's requests, as an account with other rights would send them."""

    session: Session
    fewer: int | None

    @property
    def batch(self) -> int:
        """How many names one request may hold: as the test wants it, else as the wiki allows it."""
        return self.fewer or self.session.batch

    def query(self, params: Mapping[str, str]) -> Mapping[str, Any]:
        most = {name: str(self.batch * 10) for name, value in params.items() if self.fewer and value == "max"}
        return self.session.query({**params, **most})


def adds_up(found: Sequence[Breakdown]) -> None:
    """Every point of every participant comes from an article, a bonus or a decision that can be shown."""
    for one in found:
        row = one.row
        for result in one.rules:
            for award in result.awards:
                assert almost((award.rate + award.bonus) * award.factor - award.taken, award.points)
            awarded = sum((award.points for award in result.awards), result.bonus)
            assert almost(awarded - result.taken, result.points)
        if row.points is not None:
            parts = [
                *(result.points for result in one.rules),
                *(one.decision.points for one in row.adjustments),
            ]
            assert round_points(sum(parts, Decimal(0))) == row.points


def almost(one: Decimal, other: Decimal) -> bool:
    """Equal but for the sixtieth digit."""
    return abs(one - other) < Decimal("1e-20")


class LocalBot:
    """The bot on one wiki. ``now`` is its clock; ``store`` may be replaced at any time.

    ``meddling`` are stories that are told right before the bot's saves, one before each; ``aftermath`` are
    told right after them. ``batch`` is how many names one request may hold, None: as the wiki allows.
    ``api`` is for a bot that comes to the wiki through a proxy (``tests/faults``).
    """

    def __init__(self, wiki: LocalWiki, *, api: str | None = None, **settings: object) -> None:
        self.wiki = wiki
        self.real = opened(api or wiki.api, wiki.pywikibot_dir)
        self.meddling: list[Sequence[Action]] = []
        self.aftermath: list[Sequence[Action]] = []
        self.batch: int | None = None
        self.now = NOW
        self.store = Store()
        self.wiki_settings = WikiSettings(api or wiki.api, **settings)  # type: ignore[arg-type]
        # Stories are told in any order of time, so everything is read anew unless a test wants otherwise.
        self.settings = Settings(
            Path("bot.yaml"), (self.wiki_settings,), "sqlite://", full_reading=timedelta(0), bounds=ENOUGH
        )
        self.pace = Pace()

    @property
    def context(self) -> WikiContext:
        return self.alone

    @property
    def alone(self) -> WikiContext:
        """The wiki by itself."""
        clock: Callable[[], datetime] = lambda: self.now  # noqa: E731
        wiki = Meddled(self.real, self.wiki, self.meddling, self.aftermath)
        return WikiContext(
            wiki,
            ApiSource(Requests(self.real.session, self.batch)),
            self.store,
            clock,
            self.settings,
            self.wiki_settings,
            pace=self.pace,
        )

    def title(self, page: str = PAGE) -> Title:
        title = self.real.site.title(page)
        assert title is not None
        return title

    def update(self, page: str = PAGE, *, dry: bool = False) -> Report:
        report = update(self.title(page), self.context, dry=dry)
        if report.view and report.count:
            adds_up(report.count.breakdowns.breakdowns(report.view.standings.rows))
        return report

    def declare(self, *more: str, at: str = "2026-10-20T00:00:00Z", title: str = PAGE, **page: str) -> None:
        """Write the campaign page; see ``campaign_page``."""
        self.wiki.tell({"do": "edit", "at": at, "title": title, "text": campaign_page(*more, **page)})

    def change(self, old: str, new: str) -> int:
        """An organizer changes the settings, and leaves what the bot wrote as it is; the revision.

        Stories may run ahead of the clock by which the bot saves, so this is told as something past.
        """
        text = self.wiki.text(PAGE)
        assert old in text
        earlier = sum(revision["user"] == "Olga" for revision in self.wiki.history(PAGE))
        when = f"2026-11-15T00:{earlier:02}:00Z"
        mine = {"do": "edit", "as": "Olga", "at": when, "title": PAGE, "text": text.replace(old, new, 1)}
        return int(self.wiki.tell(mine)[0]["revid"])

    def count(self, *story: Action) -> Report:
        """Tell the wiki what happened, then update."""
        self.wiki.tell(*story)
        return self.update()

    def explain(self, name: str) -> dict[int, str]:
        """What ``explain`` says of each revision of an account: ``counts`` or the reason why not."""
        found = explain(self.title(), name, self.context)
        assert isinstance(found, Explanation), found
        evaluated = [seen.evaluated for seen in found.revisions]
        return {one.revision.revid: one.reason.value if one.reason else "counts" for one in evaluated}
