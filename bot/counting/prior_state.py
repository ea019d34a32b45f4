"""What the articles were like before the participants came: the ``before`` conditions.

Rule: docs/organizers.md, ``before``: judged on the article as it was before the participant's first revision
that passes rules 1, 3, 4 and 5 of docs/counting.md. A page that did not exist then fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.counting.questions import CategoriesAbove, Named, NamedInTexts
from bot.counting.scope import holds
from bot.declaration.campaign import Before
from bot.declaration.condition_trees import needs
from bot.features.conditions.condition import Leaf, ScopeFacts
from bot.mediawiki.models import Revision
from bot.mediawiki.queries import Asking, OtherNames
from bot.mediawiki.site import Title

Pair: TypeAlias = tuple[int, int]
"""A userid and a pageid."""


def size_fits(before: Before, revision: Revision) -> bool:
    """Whether what the revision was built upon was of the size that was asked for; unknown sizes are not."""
    if revision.parentid == 0 or revision.size is None or revision.sizediff is None:
        return False
    size = revision.size - revision.sizediff
    return (before.min_bytes is None or size >= before.min_bytes) and (
        before.max_bytes is None or size <= before.max_bytes
    )


@dataclass(frozen=True)
class PriorState:
    """Looks at the versions before the participants' first ones.

    ``listed`` are the pages that conditions list, ``names`` the full titles of those that they name.
    """

    before: Before
    listed: Mapping[Leaf, frozenset[int]]
    names: Mapping[Title, str]

    def unlike(self, first: Mapping[Pair, Revision]) -> Asking[frozenset[Pair]]:
        """Those whose article was not as it should have been; where it cannot be known, it was not."""
        sized = {pair: revision for pair, revision in first.items() if size_fits(self.before, revision)}
        unlike = first.keys() - sized.keys()
        if self.before.scope is not None:
            fitting = yield from self._in_scope(sized)
            unlike |= sized.keys() - fitting
        return frozenset(unlike)

    def _in_scope(self, first: Mapping[Pair, Revision]) -> Asking[frozenset[Pair]]:
        question = NamedInTexts(tuple(sorted({revision.parentid for revision in first.values()})))
        texts = (yield (question,))[question] if first else {}
        facts = yield from self._facts(texts)
        return frozenset(
            pair
            for pair, revision in first.items()
            if revision.parentid in texts and holds(self.before.scope, pair[1], _of(revision, facts))
        )

    def _facts(self, texts: Mapping[int, Named]) -> Asking[ScopeFacts]:
        """Facts by revision, of which ``_of`` makes facts by page."""
        named = {revid: text.categories for revid, text in texts.items()}
        above = CategoriesAbove(frozenset().union(*named.values()), needs(self.before.scope).levels)
        parents = (yield (above,))[above]
        templates = yield from self._templates(texts)
        return ScopeFacts(named, parents, templates, self.listed, self.names)

    def _templates(self, texts: Mapping[int, Named]) -> Asking[Mapping[int, frozenset[str]]]:
        """The wanted templates in each text, by whatever redirect the text names them."""
        wanted: Iterable[Title] = needs(self.before.scope).templates
        names = tuple(dict.fromkeys(self.names[template] for template in wanted))
        if not names:
            return {}
        question = OtherNames(names)
        others = (yield (question,))[question]
        return {
            revid: frozenset(name for name in names if not others[name].isdisjoint(text.templates))
            for revid, text in texts.items()
        }


def _of(revision: Revision, facts: ScopeFacts) -> ScopeFacts:
    empty: frozenset[str] = frozenset()
    return ScopeFacts(
        categories={revision.pageid: facts.categories.get(revision.parentid, empty)},
        parents=facts.parents,
        templates={revision.pageid: facts.templates.get(revision.parentid, empty)},
        listed=facts.listed,
        names=facts.names,
    )
