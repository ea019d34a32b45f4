"""Measuring what the counted revisions changed in the texts: fetched only for campaigns that ask for it.

What a revision changed is remembered, so its text is read once, whatever the number of campaigns and updates.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate, takewhile
from typing import Any

from bot.counting.canonical import canonical
from bot.counting.contributions import Changes
from bot.declaration.campaign import Campaign
from bot.features.conditions.condition import Led
from bot.features.measures.cache import PassageCache
from bot.features.measures.delta import Delta
from bot.features.measures.measure import Known, Lookup, TextMeasure
from bot.features.measures.meter import Amounts, Meter
from bot.features.measures.registry import TEXT_MEASURES, columns_read
from bot.mediawiki.models import Revision
from bot.mediawiki.queries import Revisions, RevisionTexts
from bot.operations.counting.asking import all_answered, answered
from bot.operations.counting.budget import Budget, BudgetExhausted
from bot.operations.counting.counterparts import led_values
from bot.operations.ports import CampaignResults, Source, WikiCache
from bot.wikitext.scanner.syntax import Syntax

TEXTS = 500
"""Texts that are held at once: as many as one request may ask for."""
BYTES = 64 * 1024 * 1024
"""So large may they be together; a wiki gives some megabytes in a request anyway."""
VERSION = 5
"""Raise it when texts are measured in another way: what is remembered is measured again."""


def wanted(campaign: Campaign) -> tuple[str, ...]:
    """The measures of texts that a campaign uses, in the order of the columns."""
    return tuple(measure.name for measure in _used(campaign))


def lookups(campaign: Campaign, syntax: Syntax, results: CampaignResults) -> Lookups:
    """What has to be known of the wiki for a campaign's measures."""
    return Lookups(_used(campaign), syntax, results)


def _used(campaign: Campaign) -> tuple[TextMeasure, ...]:
    used = {rule.measure for rule in campaign.rules} | {bonus.measure for bonus in campaign.bonuses}
    used |= campaign.articles.improved_when.keys() | campaign.goals.keys()
    return tuple(measure for measure in TEXT_MEASURES if measure.name in used)


@dataclass(frozen=True)
class RuleMeanings:
    """What rules with options are about: together by measure, and for each rule its own, by its key."""

    together: Mapping[str, frozenset[str]] = field(default_factory=dict)
    by_rule: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)


def meant(campaign: Campaign, syntax: Syntax, source: Source, led: Led) -> RuleMeanings:
    """The names that each rule means; ``led`` gives the wiki's own pages for those that it names.

    Raises WikiUnavailable.
    """
    together: dict[str, frozenset[str]] = {}
    by_rule: dict[str, Mapping[str, frozenset[str]]] = {}
    for measure in _used(campaign):
        if measure.rule_keys is None:
            continue
        rules = [rule for rule in campaign.rules if rule.measure == measure.name]
        given = [led_values(rule.given, led) for rule in rules]
        names = answered(measure.rule_keys.means(given, syntax), source)
        by_rule[measure.name] = {rule.key: theirs for rule, theirs in zip(rules, names, strict=True)}
        together[measure.name] = frozenset().union(*names)
    return RuleMeanings(together, by_rule)


@dataclass
class Lookups:
    """What the wiki tells of the things that texts name (files that exist), by the note it is kept under.

    Such facts change, so those that are known of earlier updates are asked for anew.
    """

    measures: Sequence[TextMeasure]
    syntax: Syntax
    results: CampaignResults
    known: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def _all(self) -> Mapping[str, Lookup]:
        return {one.lookup.note: one.lookup for one in self.measures if one.lookup}

    def check(self, source: Source) -> bool:
        """Ask again about all that is known; whether anything changed."""
        before: dict[str, Mapping[str, Any]] = {note: self.results.note(note) or {} for note in self._all}
        self.known = self._asked(before, source)
        return any(before[note] != facts for note, facts in self.known.items())

    def facts(self, deltas: Collection[tuple[Delta, TextMeasure]], source: Source) -> None:
        """Ask for what has to be known for these changes, and is not."""
        names: dict[str, set[str]] = {}
        for delta, measure in deltas:
            if measure.lookup:
                changed = measure.lookup.names(delta.of(measure.content))
                names.setdefault(measure.lookup.note, set()).update(changed)
        new = {note: theirs - self.known.get(note, {}).keys() for note, theirs in names.items()}
        for note, facts in self._asked(new, source).items():
            self.known.setdefault(note, {}).update(facts)

    def of(self, measure: TextMeasure) -> Mapping[str, Any] | None:
        """What is known for a measure, None where it needs nothing."""
        return self.known.get(measure.lookup.note, {}) if measure.lookup else None

    def keep(self) -> None:
        """Note them for the next update."""
        for note in self._all:
            known = self.known.get(note, {})
            if self.results.note(note) != known:
                self.results.put_note(note, known)

    def _asked(self, names: Mapping[str, Iterable[str]], source: Source) -> dict[str, dict[str, Any]]:
        askings = [self._all[note].ask(sorted(theirs), self.syntax.site) for note, theirs in names.items()]
        return dict(zip(names, map(dict, all_answered(askings, source)), strict=True))


@dataclass(frozen=True)
class Measurer:
    """Measures revisions of one campaign. ``names`` are those of the participants, by userid."""

    campaign: Campaign
    syntax: Syntax
    source: Source
    wiki_cache: WikiCache
    meant: RuleMeanings
    lookups: Lookups
    budget: Budget
    names: Mapping[int, str]

    def changes(self, revisions: Sequence[Revision], *, afresh: bool) -> Changes:
        """What each revision changed against its parent. A new page is measured against the empty page.

        ``afresh``: what is remembered holds only where the wiki still shows the texts. Raises
        BudgetExhausted where there are more texts than the turn has time for.
        """
        used = _used(self.campaign)
        if not used or not revisions:
            return {}
        deltas = dict(self._remembered(revisions, afresh=afresh))
        for found in self._measured([r for r in revisions if r.revid not in deltas]):
            self.wiki_cache.take_derived(self._kind, {revid: d.as_json() for revid, d in found.items()})
            deltas |= found
        return self._numbers(revisions, deltas, used)

    @cached_property
    def _kind(self) -> str:
        """What the measures depend on beside the texts."""
        stamp = canonical((VERSION, columns_read(), self.syntax))
        return f"measures {hashlib.sha256(stamp.encode()).hexdigest()[:16]}"

    def _remembered(self, revisions: Sequence[Revision], *, afresh: bool) -> Mapping[int, Delta]:
        values = self.wiki_cache.derived(self._kind, [r.revid for r in revisions])
        if afresh and values:
            shown = self._shown([r for r in revisions if r.revid in values])
            values = {revid: value for revid, value in values.items() if revid in shown}
        return {revid: Delta.from_json(value) for revid, value in values.items()}

    def _shown(self, revisions: Sequence[Revision]) -> Collection[int]:
        """The revisions of which the wiki shows the text, and that of the parent."""
        question = Revisions(tuple(sorted({i for r in revisions for i in (r.revid, r.parentid) if i})))
        found = self.source.ask(question)[question]
        shown = {revid for revid, revision in found.items() if not revision.text_hidden} | {0}
        return {r.revid for r in revisions if {r.revid, r.parentid} <= shown}

    def _measured(self, revisions: Sequence[Revision]) -> Iterator[Mapping[int, Delta]]:
        """Read as many texts at once as a request may ask for, and hold each only as long as it is needed."""
        meter = Meter(TEXT_MEASURES, self.syntax, PassageCache())
        # Neighbours of a history come after each other, and share most of their passages.
        ordered = sorted(revisions, key=lambda r: (r.pageid, r.revid))
        texts = _Texts(ordered, meter, self.source)
        # Hidden texts are asked for again, so they are no step forward.
        come_on = False
        while texts.waiting:
            texts.fetch()
            found = texts.measure(self.budget.over())
            yield found
            come_on = come_on or bool(found)
            if texts.fetched or (come_on and texts.waiting and self.budget.spent):
                raise BudgetExhausted

    def _numbers(
        self, revisions: Sequence[Revision], deltas: Mapping[int, Delta], used: Sequence[TextMeasure]
    ) -> Changes:
        """By measure, and by rule for rules with options; None where nothing is known."""
        self.lookups.facts([(delta, one) for delta in deltas.values() for one in used], self.source)
        names = [measure.name for measure in used]
        unknown = dict.fromkeys((*names, *(key for rules in self.meant.by_rule.values() for key in rules)))
        return {
            r.revid: self._change(deltas[r.revid], r.userid, used) if r.revid in deltas else unknown
            for r in revisions
        }

    def _change(self, delta: Delta, userid: int, used: Sequence[TextMeasure]) -> Mapping[str, int | None]:
        found: dict[str, int | None] = {}
        by_rule: dict[str, int | None] = {}
        for measure in used:
            change = delta.of(measure.content)
            known = Known(
                self.lookups.of(measure), self.meant.together.get(measure.name), self.names.get(userid)
            )
            found[measure.name] = measure.value(change, known)
            for key, theirs in self.meant.by_rule.get(measure.name, {}).items():
                by_rule[key] = measure.value(change, replace(known, meant=theirs))
        return found | by_rule


class _Texts:
    """The texts of revisions and of their parents, measured in the order in which they are needed."""

    def __init__(self, revisions: Sequence[Revision], meter: Meter, source: Source) -> None:
        self._meter = meter
        self._source = source
        self._revisions = list(revisions)
        self._uses = Counter(revid for r in revisions for revid in _pair(r))
        self.waiting = list(dict.fromkeys(revid for r in revisions for revid in _pair(r)))
        self.fetched: dict[int, str | None] = {}
        self._sizes = _sizes(revisions)
        self._amounts: dict[int, Amounts | None] = {}

    def fetch(self) -> None:
        """Ask for further texts: as many as a request may ask for, or fewer where they are huge."""
        sizes = accumulate(self._sizes.get(revid, 0) for revid in self.waiting)
        count = max(1, min(TEXTS, sum(1 for _ in takewhile(lambda size: size <= BYTES, sizes))))
        question = RevisionTexts(tuple(self.waiting[:count]))
        self.waiting = self.waiting[count:]
        texts = self._source.ask(question)[question]
        self.fetched = {revid: texts.get(revid) for revid in question.revids}

    def measure(self, until: Callable[[], bool]) -> Mapping[int, Delta]:
        """What is known of further revisions, where both texts are shown.

        Texts are left over where ``until`` is reached and something is known.
        """
        found: dict[int, Delta] = {}
        while self.fetched and not (found and until()):
            revid = next(iter(self.fetched))
            text = self.fetched.pop(revid)
            self._amounts[revid] = None if text is None else self._meter.amounts(text)
            if not self.fetched or until():
                found |= self._ready()
        return found

    def _ready(self) -> Mapping[int, Delta]:
        ready = [r for r in self._revisions if self._is_ready(r)]
        self._revisions = [r for r in self._revisions if not self._is_ready(r)]
        found = {r.revid: delta for r in ready if (delta := self._delta(r)) is not None}
        self._let_go(ready)
        return found

    def _is_ready(self, revision: Revision) -> bool:
        return all(revid in self._amounts for revid in _pair(revision))

    def _delta(self, revision: Revision) -> Delta | None:
        after = self._amounts[revision.revid]
        before = self._amounts[revision.parentid] if revision.parentid else None
        if after is None or (revision.parentid and before is None):
            return None
        return self._meter.delta(before, after)

    def _let_go(self, revisions: Iterable[Revision]) -> None:
        for revision in revisions:
            for revid in _pair(revision):
                self._uses[revid] -= 1
                if not self._uses[revid]:
                    del self._amounts[revid]


def _sizes(revisions: Sequence[Revision]) -> Mapping[int, int]:
    """How many bytes the texts have, as far as it is known."""
    sizes: dict[int, int] = {}
    for one in revisions:
        if one.size is not None:
            sizes[one.revid] = one.size
            sizes.setdefault(one.parentid, one.size - (one.sizediff or 0))
    return sizes


def _pair(revision: Revision) -> tuple[int, ...]:
    """The texts that tell what a revision changed, the older first."""
    return (revision.parentid, revision.revid) if revision.parentid else (revision.revid,)
