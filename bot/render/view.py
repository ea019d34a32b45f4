"""What an output is made from: the same values for the page, the terminal and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.counting.contributions import Contribution
from bot.counting.eligibility import Eligibility
from bot.counting.phase import Phase
from bot.counting.standings import Breakdown, Standings
from bot.declaration.campaign import Campaign, SignUp
from bot.i18n.texts import Texts
from bot.mediawiki.models import Page
from bot.mediawiki.site import Site
from bot.messages import Remark


@dataclass(frozen=True)
class LastGood:
    """The declaration that keeps running while the present one has problems: its revision of the page."""

    revid: int
    timestamp: datetime


@dataclass(frozen=True)
class Waiting:
    """A change of the settings that waits for approval.

    ``revid`` is the version that made it, and ``against`` the one whose settings were trusted last, 0 for
    none. ``author`` None: who made it is hidden. ``by`` are those who approve it by any edit.
    ``organizers``: it waits because it names other organizers.
    """

    revid: int
    since: datetime
    author: str | None
    against: int = 0
    by: tuple[str, ...] = ()
    organizers: bool = False


@dataclass(frozen=True)
class View:
    """One campaign as it is to be shown.

    ``changed`` is when the numbers last changed (UTC), None before the first count. ``checked_every`` is how
    often the bot looks; ``final_from`` when the numbers become final. ``last_good`` is set while an older
    declaration runs because the present one has ``problems``. ``help_page`` is a page of the wiki that
    explains the rules, None where the operator named none. ``uncounted`` are the participants' edits that
    do not count, by userid, and ``pages`` the pages of these by pageid: only the details show them.
    ``articles`` are the contributions to each of the newest articles, as many as a page lists, and
    ``breakdowns`` what the lines are made of: each is there only where it is shown. ``lag`` is how far behind
    the wiki the copy is that was read; None where the wiki itself was. ``waiting`` is a change of the
    settings that does not run yet. ``parts`` are the full titles of the pages on which the details of people
    stand, by userid. ``headings`` is what the lists of participants are called on their pages.
    """

    campaign: Campaign
    site: Site
    texts: Texts
    phase: Phase
    standings: Standings
    changed: datetime | None
    checked_every: timedelta
    final_from: datetime
    problems: tuple[Remark, ...] = ()
    notices: tuple[Remark, ...] = ()
    last_good: LastGood | None = None
    help_page: str | None = None
    uncounted: Mapping[int, tuple[Eligibility, ...]] = field(default_factory=dict)
    pages: Mapping[int, Page] = field(default_factory=dict)
    articles: tuple[tuple[Contribution, ...], ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    lag: timedelta | None = None
    waiting: Waiting | None = None
    parts: Mapping[int, str] = field(default_factory=dict)
    headings: Mapping[SignUp, str] = field(default_factory=dict)
