"""What the articles were like before the participants came: the ``before`` conditions.

Rule: docs/organizers.md, ``before``: judged on the article as it was before the participant's first revision
that passes rules 1, 3, 4 and 5 of docs/counting.md. A page that did not exist then fails.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.campaign import Before, Campaign, HasTemplate
from bot.core.judging import Facts, passes_elsewhere
from bot.core.mentioned import categories, templates
from bot.core.questions import OtherNames, RevisionTexts
from bot.core.revisions import Revision
from bot.core.scope import ScopeFacts, depth, holds, leaves
from bot.core.site import Site
from bot.gathering.places import Worklists, climb
from bot.ports import Source

Pair = tuple[int, int]
"""A userid and a pageid."""


def firsts(revisions: Sequence[Revision], campaign: Campaign, facts: Facts) -> Mapping[Pair, Revision]:
    """The first revision of each participant on each page that passes but for the page itself."""
    found: dict[Pair, Revision] = {}
    for revision in revisions:
        pair = revision.userid, revision.pageid
        if pair not in found and passes_elsewhere(revision, campaign, facts):
            found[pair] = revision
    return found


@dataclass(frozen=True)
class Forerunner:
    """Looks at the versions before the participants' first ones."""

    before: Before
    site: Site
    worklists: Worklists
    source: Source

    def unlike(self, first: Mapping[Pair, Revision]) -> frozenset[Pair]:
        """Those whose article was not as it should have been; where it cannot be known, it was not."""
        sized = {pair: revision for pair, revision in first.items() if self._size_fits(revision)}
        unlike = first.keys() - sized.keys()
        if self.before.scope is not None:
            unlike |= {pair for pair, fits in self._scope_fits(sized).items() if not fits}
        return frozenset(unlike)

    def _size_fits(self, revision: Revision) -> bool:
        if revision.parentid == 0 or revision.size is None or revision.sizediff is None:
            return False
        size = revision.size - revision.sizediff
        least, most = self.before.min_bytes, self.before.max_bytes
        return (least is None or size >= least) and (most is None or size <= most)

    def _scope_fits(self, first: Mapping[Pair, Revision]) -> Mapping[Pair, bool]:
        question = RevisionTexts(tuple(sorted({revision.parentid for revision in first.values()})))
        texts = self.source.ask(question)[question] if question.revids else {}
        known = {pair: texts[r.parentid] for pair, r in first.items() if r.parentid in texts}
        facts = self._facts({first[pair].parentid: text for pair, text in known.items()})
        return {
            pair: pair in known and holds(self.before.scope, pair[1], self._of(revision, facts))
            for pair, revision in first.items()
        }

    def _facts(self, texts: Mapping[int, str]) -> ScopeFacts:
        """Facts by revision, of which ``_of`` makes facts by page."""
        named = {revid: categories(text, self.site) for revid, text in texts.items()}
        levels = depth(self.before.scope)
        parents = climb(frozenset().union(*named.values()), levels, self.source)
        return ScopeFacts(named, parents, self._templates(texts), self.worklists.listed, self.worklists.names)

    def _templates(self, texts: Mapping[int, str]) -> Mapping[int, frozenset[str]]:
        """The wanted templates in each text, by whatever redirect the text names them."""
        wanted = [leaf.template for leaf in leaves(self.before.scope) if isinstance(leaf, HasTemplate)]
        names = tuple(dict.fromkeys(self.worklists.names[template] for template in wanted))
        if not names:
            return {}
        question = OtherNames(names)
        others = self.source.ask(question)[question]
        used = {revid: templates(text, self.site) for revid, text in texts.items()}
        return {
            revid: frozenset(name for name in names if not others[name].isdisjoint(found))
            for revid, found in used.items()
        }

    def _of(self, revision: Revision, facts: ScopeFacts) -> ScopeFacts:
        empty: frozenset[str] = frozenset()
        return ScopeFacts(
            categories={revision.pageid: facts.categories.get(revision.parentid, empty)},
            parents=facts.parents,
            templates={revision.pageid: facts.templates.get(revision.parentid, empty)},
            listed=facts.listed,
            names=facts.names,
        )
