"""Why an account has its points, for a terminal: what it can be added up from, by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.counting.eligibility import Reason
from bot.counting.standings import Award, Breakdown, RuleResult
from bot.counting.stored_results import SeenRevision
from bot.declaration.campaign import Campaign
from bot.i18n.texts import Texts
from bot.mediawiki.keys import PageKey
from bot.mediawiki.models import Page, Revision
from bot.mediawiki.site import Site
from bot.messages import Message
from bot.render.adjusted import adjusted, plainly_named
from bot.render.clean import one_line
from bot.render.reasons import reason_message
from bot.render.rules import bonus_message, rule_message
from bot.render.sums import ZERO, award_sum, exact, total
from bot.render.when import local, period

INDENT = "  "


@dataclass(frozen=True)
class Explanation:
    """Everything about one account in one campaign, by its name. ``whole`` None: it is no participant.

    ``site`` gives articles their full titles; without it they have none but their own names. ``lacks`` is
    what pages lack on which nothing counts for that. ``hosts`` are those of other wikis than the page's, by
    address.
    """

    campaign: Campaign
    name: str
    whole: Breakdown | None
    revisions: tuple[SeenRevision, ...]
    site: Site | None = None
    lacks: Mapping[PageKey, tuple[Message, ...]] = field(default_factory=dict)
    hosts: Mapping[str, str] = field(default_factory=dict)

    def adjustments(self, texts: Texts) -> list[str]:
        """What organizers decided about the account, each in a sentence of plain text."""
        found = self.whole.row.adjustments if self.whole else ()
        said = (adjusted(one, self.campaign, texts, plainly_named(one, self.site)) for one in found)
        return [texts.render(one, escape=one_line) for one in said]

    def host(self, wiki: str) -> str | None:
        """The host of a wiki; None where nobody knows the campaign's."""
        return self.hosts.get(wiki, self.site.host if self.site else None)

    def title(self, page: Page, wiki: str) -> str:
        """The title of a page of a wiki; of another one than the campaign's, it says which."""
        host = self.hosts.get(wiki)
        return f"{host}: {page.title}" if host else page.title


def lines(explanation: Explanation, texts: Texts) -> Iterator[str]:
    """The explanation, line by line."""
    campaign = explanation.campaign
    yield texts("explain-title", explanation.name, campaign.name, period(campaign, texts))
    yield from _standing(explanation, texts)
    whole = explanation.whole
    if whole and whole.row.points is not None:
        yield ""
        yield texts("explain-points")
        yield from _points(explanation, whole, texts)
    elif whole and whole.row.adjustments:
        yield ""
        yield from explanation.adjustments(texts)
    yield ""
    yield texts("explain-edits", len(explanation.revisions), campaign.timezone)
    for seen in explanation.revisions:
        yield INDENT + _revision(seen, explanation, texts)


def _standing(explanation: Explanation, texts: Texts) -> Iterator[str]:
    row = explanation.whole.row if explanation.whole else None
    if row is None:
        yield texts("explain-no-participant")
    elif row.rank is None:
        yield texts("explain-no-rank")
    elif row.points is None:
        yield texts("explain-rank", row.rank)
    else:
        yield texts("explain-rank-points", row.rank, texts.points(row.points))


def _points(explanation: Explanation, whole: Breakdown, texts: Texts) -> Iterator[str]:
    for number, (result, (heading, *bonuses)) in enumerate(rules_in_words(explanation.campaign, whole), 1):
        yield INDENT + texts("explain-rule", number, heading)
        yield from (INDENT * 2 + texts("explain-rule-bonus", bonus) for bonus in bonuses)
        yield from (INDENT * 2 + line for line in _result(result, explanation, texts))
    yield from (INDENT + line for line in _together(explanation, whole, texts))


def rules_in_words(campaign: Campaign, whole: Breakdown) -> Iterator[tuple[RuleResult, list[Message]]]:
    """Each rule's result with the rule and its bonuses in words; a bonus alone is the first of these."""
    told: set[str] = set()
    for result in whole.rules:
        yield result, list(_rules(campaign, result, first=result.rule.measure not in told))
        told.add(result.rule.measure)


def _rules(campaign: Campaign, result: RuleResult, *, first: bool) -> Iterator[Message]:
    """The rule in words and, with the first one for a measure, the bonuses that go with it."""
    if result.rule.points:
        yield rule_message(result.rule)
    if first:
        measure = result.rule.measure
        yield from (bonus_message(bonus) for bonus in campaign.bonuses if bonus.measure == measure)


def _result(result: RuleResult, explanation: Explanation, texts: Texts) -> Iterator[str]:
    for award in result.awards:
        if award.contribution.measures[result.rule.key] != 0 or award.points:
            yield _award(award, result, explanation, texts)
    if result.bonus:
        yield texts("explain-bonus", exact(result.bonus, texts))
    yield from (texts.render(cut.option.took(exact(cut.points, texts), cut.day or "")) for cut in result.cuts)
    yield texts("explain-rule-sum", exact(result.points, texts))


def _award(award: Award, result: RuleResult, explanation: Explanation, texts: Texts) -> str:
    amount = award.contribution.measures[result.rule.key]
    shown = texts("unknown") if amount is None else texts.number(amount)
    title = explanation.title(award.contribution.page, award.contribution.wiki)
    said = texts("explain-award", title, shown, award_sum(award, texts))
    for cut in award.cuts:
        said = texts.render(cut.option.took(exact(cut.points, texts), said))
    return said


def _together(explanation: Explanation, whole: Breakdown, texts: Texts) -> Iterator[str]:
    """The rules together, and with them what organizers gave or took."""
    shown = texts.points(whole.row.points or ZERO)
    if not whole.row.adjustments:
        yield texts("explain-sum", exact(total(whole), texts), shown)
        return
    rules = sum((result.points for result in whole.rules), ZERO)
    yield texts("explain-rules", exact(rules, texts))
    yield from explanation.adjustments(texts)
    yield texts("explain-total", exact(total(whole), texts), shown)


def _revision(seen: SeenRevision, explanation: Explanation, texts: Texts) -> str:
    revision, reason = seen.evaluated.revision, seen.evaluated.reason
    when = local(revision.timestamp, explanation.campaign.timezone).strftime("%Y-%m-%d %H:%M")
    lacks = explanation.lacks.get(seen.page_key) if reason is Reason.MINIMUM else None
    verdict = (
        texts("explain-counts")
        if reason is None
        else texts("explain-not", reason_message(reason, explanation.campaign))
    )
    if lacks:
        verdict = texts("explain-lacks", verdict, lacks)
    title = explanation.title(seen.page, seen.wiki) if seen.page.title else texts("explain-deleted-page")
    return f"{when}  {revision.revid:>9}  {_change(revision, texts):>8}  {title}: {verdict}"


def _change(revision: Revision, texts: Texts) -> str:
    return texts("unknown") if revision.sizediff is None else texts.signed(revision.sizediff)
