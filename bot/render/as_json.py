"""The standings and explanations for programs: what ``update --json`` and ``explain --json`` print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from bot.counting.people import UNKNOWN, is_newcomer
from bot.counting.standings import Amount, Award, Row, RuleResult, Standings, TeamRow, Totals, WikiRow
from bot.counting.stored_results import SeenRevision
from bot.declaration.campaign import Rule
from bot.features.adjustments.decision import Decision
from bot.features.adjustments.registry import DECISIONS
from bot.features.measures.measure import RuleKey
from bot.features.measures.registry import RULE_KEYS
from bot.features.scoring.registry import OPTIONS
from bot.i18n.texts import Texts
from bot.mediawiki.costs import Costs
from bot.mediawiki.site import Site, Title
from bot.messages import Message, Remark
from bot.render.explanation import Explanation, rules_in_words
from bot.render.people import PEOPLE
from bot.render.reasons import reason_message
from bot.render.sums import DECIMALS, total
from bot.render.view import View, Waiting
from bot.render.waiting import plain_waiting

NO_HOSTS: Mapping[str, str] = {}


def document(view: View, generated: datetime) -> dict[str, Any]:
    """The campaign as JSON values. ``generated`` is when the numbers were counted (aware of its zone).

    Times are UTC in ISO 8601, ``end`` the first moment outside. Points are numbers with one decimal. A
    measure is null where nothing of it is known; ``unknown`` names each with a part that is not. ``waiting``
    are the sentences on a change of the settings that waits for approval, empty for none. Where ``names`` of
    the campaign is false there are no rows, adjustments and members of teams. Where the table of who takes
    part is published, rows also say when the person ``signed_up`` and ``registered``, whether that is a
    ``newcomer`` and ``blocked`` (null: not known), and the ``team``.
    """
    return {
        "campaign": _campaign(view),
        "generated": _moment(generated),
        **_numbers_and_people(view),
        "adjustments": _adjustments(view.standings.rows, view.site),
        "problems": [_remark(remark, view.texts) for remark in view.problems],
        "notices": [_remark(remark, view.texts) for remark in view.notices],
        "waiting": plain_waiting(view.waiting, view.texts),
    }


@dataclass(frozen=True)
class Uncounted:
    """A page on which nothing can be counted, and why."""

    page: str
    problems: Sequence[Remark]
    notices: Sequence[Remark]
    waiting: Waiting | None = None


def nothing(why: Uncounted, texts: Texts, generated: datetime) -> dict[str, Any]:
    """The same document for a page on which nothing can be counted: no campaign, no rows."""
    return {
        "campaign": None,
        "page": why.page,
        "generated": _moment(generated),
        "totals": None,
        "rows": [],
        "teams": [],
        "wikis": [],
        "adjustments": [],
        "problems": [_remark(remark, texts) for remark in why.problems],
        "notices": [_remark(remark, texts) for remark in why.notices],
        "waiting": plain_waiting(why.waiting, texts),
    }


def costs(spent: Costs) -> dict[str, Any]:
    """What an update asked of the wiki; :class:`Costs` says what each number is."""
    return {
        "requests": {"total": spent.total, "kinds": dict(spent.requests), "site": spent.site},
        "rows": spent.rows,
        "bytes": spent.bytes,
        "seconds": round(spent.seconds, 3),
        "waiting": round(spent.waiting, 3),
    }


def numbers(standings: Standings, hosts: Mapping[str, str] = NO_HOSTS) -> dict[str, Any]:
    """The numbers alone: everything by which two standings can differ for a reader of the tables.

    ``hosts`` are those of the wikis, by address. ``wikis`` are empty for a campaign on one wiki.
    """
    return {
        "totals": _totals(standings.totals),
        "rows": [_row(row, hosts) for row in standings.rows],
        "teams": [_team(team) for team in standings.teams],
        "wikis": [_wiki(wiki, hosts) for wiki in standings.wikis],
    }


def _hosts(view: View) -> dict[str, str]:
    return {view.wiki: view.site.host, **{address: links.host for address, links in view.others.items()}}


def _wiki(wiki: WikiRow, hosts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "wiki": hosts.get(wiki.wiki, wiki.wiki),
        "active": wiki.active,
        "articles": wiki.articles,
        **_measures(wiki.measures),
    }


def explanation(explained: Explanation, texts: Texts | None = None) -> dict[str, Any]:
    """Where an account's points come from. ``texts`` None: sentences are in the campaign's language.

    Points of awards and rules are not rounded but for the sixth decimal: a rule's ``points`` are those of its
    awards and its ``bonus`` less what its cap has ``taken``, an award's are (``rate`` + ``bonus``) times
    ``factor`` less ``taken``. ``sum`` is what ``points`` are before rounding. A ``reason`` is null for a
    revision that counts.
    """
    whole, campaign = explained.whole, explained.campaign
    row = whole.row if whole else None
    said = texts or Texts.of(campaign.language)
    return {
        "campaign": campaign.name,
        "user": explained.name,
        "participant": row is not None,
        "rank": row.rank if row else None,
        "points": _points(row.points) if row else None,
        "sum": _exact(total(whole)) if whole and whole.row.points is not None else None,
        **(_measures(row.measures) if row else {"measures": {}, "unknown": []}),
        "rules": [_result(*one, explained, said) for one in rules_in_words(campaign, whole)] if whole else [],
        "adjustments": _adjustments([row] if row else [], explained.site),
        "revisions": [_seen(seen, said, explained) for seen in explained.revisions],
    }


def _numbers_and_people(view: View) -> dict[str, Any]:
    """The numbers; where the table of who takes part is published, with who is behind each row, too."""
    found = numbers(view.standings, _hosts(view))
    if PEOPLE not in view.data:
        return found
    known, teams = view.of(PEOPLE), view.standings.teams
    team = {one.account_key: team.name for team in teams for one in team.members}
    for row, shown in zip(view.standings.rows, found["rows"], strict=True):
        person = row.participant
        facts = known.get(person.account_key, UNKNOWN)
        shown["signed_up"] = _moment(facts.signed_up) if facts.signed_up else None
        shown["registered"] = _moment(facts.registered) if facts.registered else None
        shown["newcomer"] = is_newcomer(facts, view.campaign)
        shown["blocked"] = facts.blocked
        shown["locked"] = facts.locked
        shown["team"] = team.get(person.account_key)
    return found


def _campaign(view: View) -> dict[str, Any]:
    campaign = view.campaign
    return {
        "name": campaign.name,
        "page": view.site.full_title(campaign.page),
        "start": _moment(campaign.start),
        "end": _moment(campaign.end),
        "timezone": campaign.timezone,
        "language": campaign.language,
        "phase": view.phase.value,
        "names": campaign.names,
        "wikis": [wiki.host for wiki in campaign.wikis] or [view.site.host],
    }


def _totals(totals: Totals) -> dict[str, Any]:
    return {
        "participants": totals.participants,
        "active": totals.active,
        "revisions": totals.revisions,
        "articles": totals.articles,
        "points": _points(totals.points),
        **_measures(totals.measures),
    }


def _row(row: Row, hosts: Mapping[str, str]) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "user": row.participant.name,
        "points": _points(row.points),
        **_measures(row.measures),
        "wikis": [_wiki(wiki, hosts) for wiki in row.wikis],
    }


def _team(team: TeamRow) -> dict[str, Any]:
    return {
        "rank": team.rank,
        "team": team.name,
        "members": [member.name for member in team.members],
        "points": _points(team.points),
        **_measures(team.measures),
    }


def _adjustments(rows: Sequence[Row], site: Site | None) -> list[dict[str, Any]]:
    """What organizers decided; of the keys of decisions one is not null."""
    return [
        {
            "user": row.participant.name,
            **dict.fromkeys(kind.key for kind in DECISIONS),
            one.decision.key: _decided(one.decision, one.wiki.facts() if one.wiki else site),
            "article": _title(one.article, one.wiki.facts() if one.wiki else site),
            "wiki": one.wiki.host if one.wiki else None,
            "reason": one.reason,
        }
        for row in rows
        for one in row.adjustments
    ]


def _decided(decision: Decision, site: Site | None) -> Any:
    match decision.value:
        case Decimal() as number:
            return _exact(number)
        case datetime() as moment:
            return _moment(moment)
        case title:
            return _title(title, site)


def _title(title: Title | None, site: Site | None) -> str | None:
    if title is None:
        return None
    return site.full_title(title) if site else title.name


def _result(
    result: RuleResult, words: Sequence[Message], explained: Explanation, texts: Texts
) -> dict[str, Any]:
    return {
        "measure": result.rule.measure,
        "text": [texts.render(one) for one in words],
        **_rule(result.rule),
        "points": _exact(result.points),
        "bonus": _exact(result.bonus),
        "taken": _exact(result.taken),
        "awards": [_award(award, result.rule.key, explained) for award in result.awards],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    given = {option.key: _given(option.value) for option in rule.options}
    known = {option.key: given.get(option.key) for option in OPTIONS}
    said = {"points": _exact(rule.points), "per": _exact(rule.per), **known}
    return {"rule": {**said, **{one.key: _named(rule, one) for one in RULE_KEYS}}}


def _given(value: Any) -> Any:
    """The value of an option: a number, or wikis by their hosts."""
    return [wiki.host for wiki in value] if isinstance(value, tuple) else _exact(Decimal(value))


def _named(rule: Rule, rule_key: RuleKey) -> list[str] | str | None:
    """The titles that a rule names, without their namespace."""
    value = rule.given.get(rule_key.key)
    if rule_key.many:
        return [title.name for title in value or ()]
    return value.name if value else None


def _award(award: Award, key: str, explained: Explanation) -> dict[str, Any]:
    contribution = award.contribution
    return {
        "wiki": explained.host(contribution.wiki),
        "article": contribution.page.title,
        "amount": contribution.measures[key],
        "rate": _exact(award.rate),
        "bonus": _exact(award.bonus),
        "factor": _exact(award.factor),
        "taken": _exact(award.taken),
        "points": _exact(award.points),
    }


def _seen(seen: SeenRevision, texts: Texts, explained: Explanation) -> dict[str, Any]:
    revision, reason = seen.evaluated.revision, seen.evaluated.reason
    return {
        "wiki": explained.host(seen.wiki),
        "revid": revision.revid,
        "timestamp": _moment(revision.timestamp),
        "article": seen.page.title or None,
        "bytes": revision.sizediff,
        "counts": reason is None,
        "reason": reason.value if reason else None,
        "text": texts.render(reason_message(reason, explained.campaign)) if reason else None,
    }


def _measures(measures: Mapping[str, Amount]) -> dict[str, Any]:
    return {
        "measures": {name: _known(amount) for name, amount in measures.items()},
        "unknown": [name for name, amount in measures.items() if amount.unknown],
    }


def _known(amount: Amount) -> int | None:
    return None if amount.unknown and not amount.known else amount.known


def _remark(remark: Remark, texts: Texts) -> dict[str, Any]:
    return {"line": remark.line, "text": texts.render(remark.message), "quote": remark.quote}


def _points(points: Decimal | None) -> float | None:
    # Rounded to one decimal already, so a float shows the same digits.
    return None if points is None else float(points)


def _exact(points: Decimal) -> float:
    return float(round(points, DECIMALS))


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
