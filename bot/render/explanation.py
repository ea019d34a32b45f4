"""Why an account has its points, for a terminal: what it can be added up from, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.core.campaign import Campaign
from bot.core.judging import Judged
from bot.core.message import message
from bot.core.revisions import Account, Page, Revision
from bot.core.standings import Award, Row, RuleResult
from bot.i18n.texts import Texts
from bot.render.rules import rule_message
from bot.render.when import local, period

INDENT = "  "


@dataclass(frozen=True)
class Seen:
    """One revision with its reason and the place where it was made."""

    judged: Judged
    page: Page


@dataclass(frozen=True)
class Explanation:
    """Everything about one account in one campaign. ``row`` None: it is no participant."""

    campaign: Campaign
    account: Account
    row: Row | None
    revisions: tuple[Seen, ...]


def lines(explanation: Explanation, texts: Texts) -> Iterator[str]:
    """The explanation, line by line."""
    campaign = explanation.campaign
    yield texts("explain-title", explanation.account.name, campaign.name, period(campaign, texts))
    yield from _standing(explanation, texts)
    if explanation.row and explanation.row.points is not None:
        yield ""
        yield texts("explain-points")
        yield from _points(explanation.row, texts)
    yield ""
    yield texts("explain-edits", len(explanation.revisions), campaign.timezone)
    for seen in explanation.revisions:
        yield INDENT + _revision(seen, campaign, texts)


def _standing(explanation: Explanation, texts: Texts) -> Iterator[str]:
    row = explanation.row
    if row is None:
        yield texts("explain-no-participant")
    elif row.rank is None:
        yield texts("explain-no-rank")
    elif row.points is None:
        yield texts("explain-rank", row.rank)
    else:
        yield texts("explain-rank-points", row.rank, texts.points(row.points))


def _points(row: Row, texts: Texts) -> Iterator[str]:
    for result in row.rules:
        yield INDENT + texts.render(rule_message(result.rule))
        yield from (
            INDENT * 2 + _award(award, result, texts) for award in result.awards if _matters(award, result)
        )
        if result.taken:
            yield INDENT * 2 + texts("explain-cap", _exact(result.taken, texts))
        yield INDENT * 2 + texts("explain-rule-sum", _exact(result.points, texts))
    exact = sum((result.points for result in row.rules), Decimal(0))
    yield INDENT + texts("explain-sum", _exact(exact, texts), texts.points(row.points or Decimal(0)))


def _matters(award: Award, result: RuleResult) -> bool:
    return award.contribution.measures[result.rule.measure] != 0


def _award(award: Award, result: RuleResult, texts: Texts) -> str:
    amount = award.contribution.measures[result.rule.measure]
    shown = texts("unknown") if amount is None else texts.number(amount)
    said = texts("explain-award", award.contribution.page.title, shown, _exact(award.points, texts))
    return said if not award.taken else texts("explain-award-cap", said, _exact(award.taken, texts))


def _exact(points: Decimal, texts: Texts) -> str:
    """Points with all the decimals that matter for adding up by hand, at most six."""
    rounded = round(points, 6).normalize()
    return texts.number(rounded if rounded else Decimal(0))


def _revision(seen: Seen, campaign: Campaign, texts: Texts) -> str:
    revision, reason = seen.judged.revision, seen.judged.reason
    when = local(revision.timestamp, campaign.timezone).strftime("%Y-%m-%d %H:%M")
    verdict = (
        texts("explain-counts") if reason is None else texts("explain-not", message(f"reason-{reason.value}"))
    )
    title = seen.page.title or texts("explain-deleted-page")
    return f"{when}  {revision.revid:>9}  {_change(revision, texts):>8}  {title}: {verdict}"


def _change(revision: Revision, texts: Texts) -> str:
    return texts("unknown") if revision.sizediff is None else texts.signed(revision.sizediff)
