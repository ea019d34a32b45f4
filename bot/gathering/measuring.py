"""Measuring what the counted revisions changed in the texts: fetched only for campaigns that ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.core.campaign import Campaign, Rule
from bot.core.contributions import Changes
from bot.core.measures import NAMED, OF_TEXTS
from bot.core.measures.cache import PassageCache
from bot.core.measures.meter import Amounts, Meter
from bot.core.measures.syntax import Syntax
from bot.core.measures.text_measures import TEXT_MEASURES
from bot.core.questions import ExistingFiles, Members, OtherNames, RevisionTexts
from bot.core.revisions import Revision
from bot.core.site import FILE, TEMPLATE, Title
from bot.ports import Source

IMAGES = "images_added"


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


@dataclass(frozen=True)
class Measurer:
    """Measures revisions of one campaign."""

    campaign: Campaign
    syntax: Syntax
    source: Source

    def changes(self, revisions: Sequence[Revision]) -> Changes:
        """What each revision changed against its parent. A new page is measured against the empty page."""
        names = wanted(self.campaign)
        if not names or not revisions:
            return {}
        used = [measure for measure in TEXT_MEASURES if measure.name in names]
        meter = Meter(used, self.syntax, PassageCache())
        amounts = self._amounts(revisions, meter)
        files = self._files(amounts.values()) if IMAGES in names else None
        named = self._named() if NAMED in names else Named()
        change = _Change(meter, names, files, named)
        return {r.revid: change.of(r, amounts) for r in revisions}

    def _amounts(self, revisions: Iterable[Revision], meter: Meter) -> Mapping[int, Amounts]:
        revids = {revid for r in revisions for revid in (r.revid, r.parentid) if revid}
        question = RevisionTexts(tuple(sorted(revids)))
        # In the order of their ids, neighbours of a history come after each other and share most passages.
        return {revid: meter.amounts(text) for revid, text in self.source.ask(question)[question].items()}

    def _files(self, amounts: Iterable[Amounts]) -> frozenset[str]:
        """The files among those named that exist: here, or in the shared repository."""
        names = sorted(frozenset().union(*(one.files for one in amounts)))
        titles = {self.syntax.site.full_title(Title(FILE, name)): name for name in names}
        question = ExistingFiles(tuple(titles))
        existing = self.source.ask(question)[question] if titles else frozenset()
        return frozenset(titles[title] for title in existing)

    def _named(self) -> Named:
        """The templates of each rule, with all redirects to them."""
        rules = [rule for rule in self.campaign.rules if rule.measure == NAMED]
        titles = {rule.key: self._titles(rule) for rule in rules}
        asked = tuple(dict.fromkeys(title for theirs in titles.values() for title in theirs))
        question = OtherNames(asked)
        others = self.source.ask(question)[question] if asked else {}
        by_rule = {
            key: frozenset().union(*(others[title] for title in theirs)) for key, theirs in titles.items()
        }
        return Named(frozenset().union(*by_rule.values()), by_rule)

    def _titles(self, rule: Rule) -> tuple[str, ...]:
        site = self.syntax.site
        titles = [site.full_title(title) for title in rule.templates]
        if rule.in_category:
            question = Members(site.full_title(rule.in_category), frozenset({TEMPLATE}))
            titles += [page.title for page in self.source.ask(question)[question]]
        return tuple(titles)


@dataclass(frozen=True)
class _Change:
    """What one revision changed, by measure and by rule."""

    meter: Meter
    names: tuple[str, ...]
    files: frozenset[str] | None
    named: Named

    def of(self, revision: Revision, amounts: Mapping[int, Amounts]) -> Mapping[str, int | None]:
        """The change of each measure; None where a text is hidden or gone."""
        after = amounts.get(revision.revid)
        before = amounts.get(revision.parentid) if revision.parentid else None
        keys = (*self.names, *self.named.by_rule)
        if after is None or (revision.parentid and before is None):
            return dict.fromkeys(keys)
        found: dict[str, int | None] = dict(self._change(before, after, self.named.together))
        for key, templates in self.named.by_rule.items():
            found[key] = self._change(before, after, templates)[NAMED]
        return found

    def _change(self, before: Amounts | None, after: Amounts, templates: frozenset[str]) -> dict[str, int]:
        return self.meter.change(before, after, existing_files=self.files, templates=templates)
