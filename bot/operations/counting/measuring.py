"""Measuring what the counted revisions changed in the texts: fetched only for campaigns that ask for it.

What a revision changed is remembered, so its text is read once, whatever the number of campaigns and updates.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, takewhile

from bot.counting.canonical import canonical
from bot.counting.contributions import Changes
from bot.declaration.campaign import Campaign, Rule
from bot.features.measures.cache import PassageCache
from bot.features.measures.delta import Delta
from bot.features.measures.meter import Amounts, Meter
from bot.features.measures.registry import NAMED, OF_TEXTS
from bot.features.measures.text_measures import TEXT_MEASURES
from bot.mediawiki.models import Revision
from bot.mediawiki.queries import ExistingFiles, Members, OtherNames, Revisions, RevisionTexts
from bot.mediawiki.site import FILE, TEMPLATE, Title
from bot.operations.counting.budget import Budget, BudgetExhausted
from bot.operations.ports import CampaignResults, Source, WikiCache
from bot.wikitext.scanner.syntax import Syntax

IMAGES = "images_added"
FILES = "files"
TEXTS = 500
"""Texts that are held at once: as many as one request may ask for."""
BYTES = 64 * 1024 * 1024
"""So large may they be together; a wiki gives some megabytes in a request anyway."""
VERSION = 3
"""Raise it when texts are measured in another way: what is remembered is measured again."""


def wanted(campaign: Campaign) -> tuple[str, ...]:
    """The measures of texts that a campaign uses, in the order of the columns."""
    used = {rule.measure for rule in campaign.rules} | {bonus.measure for bonus in campaign.bonuses}
    used |= campaign.articles.improved_when.keys() | campaign.goals.keys()
    return tuple(name for name in OF_TEXTS if name in used)


@dataclass(frozen=True)
class Named:
    """Which templates ``templates_removed`` counts: all, and for each rule its own, by the rule's key."""

    together: frozenset[str] = frozenset()
    by_rule: Mapping[str, frozenset[str]] = field(default_factory=dict)


def named(campaign: Campaign, syntax: Syntax, source: Source) -> Named:
    """The templates of each rule, with all redirects to them. Raises WikiUnavailable."""
    if NAMED not in wanted(campaign):
        return Named()
    rules = [rule for rule in campaign.rules if rule.measure == NAMED]
    titles = {rule.key: _titles(rule, syntax, source) for rule in rules}
    asked = tuple(dict.fromkeys(title for theirs in titles.values() for title in theirs))
    question = OtherNames(asked)
    others = source.ask(question)[question] if asked else {}

    def names(title: str) -> Iterator[str]:
        return filter(None, map(syntax.template, others[title]))

    by_rule = {
        key: frozenset(name for title in theirs for name in names(title)) for key, theirs in titles.items()
    }
    return Named(frozenset().union(*by_rule.values()), by_rule)


def _titles(rule: Rule, syntax: Syntax, source: Source) -> tuple[str, ...]:
    site = syntax.site
    titles = [site.full_title(title) for title in rule.templates]
    if rule.in_category:
        question = Members(site.full_title(rule.in_category), frozenset({TEMPLATE}))
        titles += [page.title for page in source.ask(question)[question]]
    return tuple(titles)


@dataclass
class Files:
    """Which of the files that a campaign's articles name exist. Files come and go: they are asked about anew.

    ``known`` are those of earlier updates, with whether they existed.
    """

    syntax: Syntax
    results: CampaignResults
    known: dict[str, bool] = field(default_factory=dict)

    def check(self, source: Source) -> bool:
        """Ask about all files that are known; whether any came or went."""
        before: Mapping[str, bool] = self.results.note(FILES) or {}
        self.known = self._asked(before, source)
        return any(before[name] != there for name, there in self.known.items())

    def existing(self, names: Iterable[str], source: Source) -> frozenset[str]:
        """Those of these files that exist: here, or in the shared repository."""
        named_files = frozenset(names)
        self.known |= self._asked(named_files - self.known.keys(), source)
        return frozenset(name for name in named_files if self.known[name])

    def keep(self) -> None:
        """Note them for the next update."""
        if self.results.note(FILES) != self.known:
            self.results.put_note(FILES, self.known)

    def _asked(self, names: Collection[str], source: Source) -> dict[str, bool]:
        titles = {self.syntax.site.full_title(Title(FILE, name)): name for name in sorted(names)}
        question = ExistingFiles(tuple(titles))
        found = source.ask(question)[question] if titles else frozenset()
        return {name: title in found for title, name in titles.items()}


@dataclass(frozen=True)
class Measurer:
    """Measures revisions of one campaign."""

    campaign: Campaign
    syntax: Syntax
    source: Source
    wiki_cache: WikiCache
    named: Named
    files: Files
    budget: Budget

    def changes(self, revisions: Sequence[Revision], *, afresh: bool) -> Changes:
        """What each revision changed against its parent. A new page is measured against the empty page.

        ``afresh``: what is remembered holds only where the wiki still shows the texts. Raises
        BudgetExhausted where there are more texts than the turn has time for.
        """
        names = wanted(self.campaign)
        if not names or not revisions:
            return {}
        deltas = dict(self._remembered(revisions, afresh=afresh))
        for found in self._measured([r for r in revisions if r.revid not in deltas]):
            self.wiki_cache.take_derived(self._kind, {revid: d.as_json() for revid, d in found.items()})
            deltas |= found
        return self._named_changes(revisions, deltas, names)

    @cached_property
    def _kind(self) -> str:
        """What the measures depend on beside the texts."""
        stamp = canonical((VERSION, OF_TEXTS, self.syntax))
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

    def _named_changes(
        self, revisions: Sequence[Revision], deltas: Mapping[int, Delta], names: Sequence[str]
    ) -> Changes:
        existing: Collection[str] = ()
        if IMAGES in names:
            existing = self.files.existing((f for d in deltas.values() for f in d.files), self.source)
        keys = (*names, *self.named.by_rule)
        return {
            r.revid: self._change(deltas[r.revid], names, existing)
            if r.revid in deltas
            else dict.fromkeys(keys)
            for r in revisions
        }

    def _change(
        self, delta: Delta, names: Sequence[str], existing: Collection[str]
    ) -> Mapping[str, int | None]:
        found: dict[str, int | None] = {}
        for name in names:
            if name == IMAGES:
                found[name] = delta.images(existing)
            elif name == NAMED:
                found[name] = delta.removed(self.named.together)
            else:
                found[name] = delta.values[name]
        return found | {key: delta.removed(names) for key, names in self.named.by_rule.items()}


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
