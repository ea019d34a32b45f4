"""What one update of a campaign's counting comes to."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.counting.membership import Participant
from bot.counting.people import NONE, GlobalAccounts
from bot.counting.scoring import Sums
from bot.counting.scoring_rules import ScoringRules
from bot.declaration.campaign import Campaign
from bot.mediawiki.keys import AccountKey
from bot.mediawiki.models import Account, AccountDetails
from bot.mediawiki.queries import ReadMoment
from bot.messages import Remark
from bot.wikitext.input_pages import InputPages


@dataclass(frozen=True)
class Counted:
    """What is known of a campaign now: its people in the order of sign-up, and their sums.

    ``unfinished``: the budget was spent before all was counted: there are no sums yet. ``moment`` is up to
    when the wiki was read, None before the start. ``input_pages`` are those that tell of people and scope.
    ``headings`` is what the lists of participants are called on their pages, and ``open_ended`` are the
    pages at whose end people can sign up, by these lists. ``by_edits_alone`` are those who take part by
    nothing but single edits. ``signed_up`` is when people signed up, as far as anything tells by itself,
    and ``joined`` the same of those of whom earlier edits do not count. ``fell_from`` is how many edits
    counted before none did any more, 0 while some do. ``details`` are those of the accounts, where
    something shows or needs them, and ``unified`` are the unified accounts. ``campaigns`` are the campaign
    as its articles are looked at on each wiki. ``unnamed``: a source of participants asks that nobody be
    named.
    """

    participants: tuple[Participant, ...]
    notices: tuple[Remark, ...]
    scoring: ScoringRules = field(default_factory=ScoringRules)
    sums: Sums = field(default_factory=lambda: Sums({}, {}))
    moment: ReadMoment | None = None
    unfinished: bool = False
    input_pages: InputPages = field(default_factory=InputPages)
    headings: Mapping[Hashable, str] = field(default_factory=dict)
    open_ended: Mapping[Hashable, str] = field(default_factory=dict)
    by_edits_alone: frozenset[AccountKey] = frozenset()
    joined: Mapping[AccountKey, datetime] = field(default_factory=dict)
    fell_from: int = 0
    details: Mapping[AccountKey, AccountDetails] = field(default_factory=dict)
    signed_up: Mapping[AccountKey, datetime] = field(default_factory=dict)
    unified: GlobalAccounts = NONE
    unnamed: bool = False
    campaigns: Mapping[str, Campaign] = field(default_factory=dict)

    @property
    def accounts(self) -> Mapping[AccountKey, Account]:
        """The participants' accounts."""
        return {key: Account(key.userid, one.name) for one in self.participants for key in one.accounts}
