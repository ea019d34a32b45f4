"""What happened before and around the edits: parents, origins of pages, reverts that stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.counting.mixed_histories import Mixed, deletions_wanted, unmixed
from bot.counting.needs import CampaignNeeds, revisions_wanted
from bot.counting.newest_parts import NewestParts
from bot.counting.origins import Origin, first_revision, origin_from_first, origin_from_history
from bot.counting.page_history import HistoryFacts, by_page, history_facts
from bot.counting.parents import parent_wanted, unchanged, with_parent
from bot.counting.redirects import OLDEST, perhaps_in_history, perhaps_redirects, with_redirect_tags
from bot.counting.reverts import without_revert_tags
from bot.declaration.campaign import Campaign, Kind
from bot.mediawiki.models import HistoryChange, Move, Page, Revision
from bot.mediawiki.queries import Asking, Deletions, History, Redirects, Revisions
from bot.mediawiki.site import MAIN, Site


@dataclass(frozen=True)
class LoggedChanges:
    """What the log tells since the start, by page: moves between namespaces, and changes of histories."""

    moves: Mapping[int, Sequence[Move]]
    changes: Mapping[int, Sequence[HistoryChange]]

    @classmethod
    def of(cls, moves: Iterable[Move], changes: Iterable[HistoryChange]) -> LoggedChanges:
        """Put them together by page, in the order given."""
        moves_of: dict[int, list[Move]] = defaultdict(list)
        changes_of: dict[int, list[HistoryChange]] = defaultdict(list)
        for move in moves:
            moves_of[move.pageid].append(move)
        for change in changes:
            changes_of[change.pageid].append(change)
        return cls(moves_of, changes_of)


class Histories:
    """Asks for the past of the pages that count for one campaign."""

    def __init__(
        self,
        *,
        campaign: Campaign,
        site: Site,
        participants: Collection[int],
        logged: LoggedChanges,
        redirect_words: tuple[str, ...],
    ) -> None:
        self._campaign = campaign
        self._site = site
        self._logged = logged
        self._namespaces = campaign.articles.namespaces
        self._identity = campaign.articles.identity
        self._asking = CampaignNeeds(
            campaign.start,
            campaign.articles.namespaces,
            participants,
            identity=campaign.articles.identity,
            aged=campaign.articles.kind is not Kind.ANY,
        )
        self._redirect_words = redirect_words

    def facts(self, revisions: Sequence[Revision], pages: Mapping[int, Page]) -> Asking[HistoryFacts]:
        """What the revisions of ``pages`` need: asked in batches, and single histories where it must be.

        They are handed in with the oldest first.
        """
        revisions = self._as_told(revisions)
        ours = [revision for revision in revisions if revision.pageid in pages]
        others = yield from _others(revisions_wanted(ours, pages))
        uncertain = {revision.revid for revision in ours if parent_wanted(revision)}
        completed = [with_parent(one, others) if one.revid in uncertain else one for one in revisions]
        known = yield from self._with_redirect_tags(completed, pages)
        grouped = by_page(revision for revision in known if revision.pageid in pages)
        histories = yield from self._whole(grouped, others)
        mixed = yield from self._unmixed(histories, pages)
        redirects = yield from self._redirects([one.local for one in mixed.values()])
        left = {pageid: theirs for pageid, theirs in grouped.items() if pageid not in mixed}
        windows = yield from self._windows(left, pages, others)
        return history_facts(
            known,
            mixed,
            windows=windows,
            origins={
                pageid: self._origin(theirs, mixed.get(pageid), others, redirects)
                for pageid, theirs in grouped.items()
            },
            others=others,
            unchanged=frozenset(r.revid for r in ours if r.revid in uncertain and unchanged(r, others)),
            watched=frozenset(pageid for pageid, theirs in grouped.items() if self._asking.watched(theirs)),
            identity=self._identity,
        )

    def _whole(
        self, grouped: Mapping[int, Sequence[Revision]], others: Mapping[int, Revision]
    ) -> Asking[Mapping[int, Sequence[Revision]]]:
        """The whole histories of the pages whose origin nothing else tells."""
        questions = {
            pageid: History(pageid)
            for pageid, theirs in grouped.items()
            if self._asking.whole_history_wanted(
                theirs,
                self._logged.moves.get(pageid, ()),
                pageid in self._logged.changes,
                others.get(theirs[0].parentid),
            )
        }
        answers = yield tuple(questions.values())
        return {pageid: self._as_told(answers[question]) for pageid, question in questions.items()}

    def _windows(
        self,
        grouped: Mapping[int, Sequence[Revision]],
        pages: Mapping[int, Page],
        others: Mapping[int, Revision],
    ) -> Asking[Mapping[int, Sequence[Revision]]]:
        """The newest parts of the histories that tell which edits stand."""
        lasts = {pageid: pages[pageid].lastrevid for pageid in grouped}
        wanted = {
            pageid: theirs
            for pageid, theirs in grouped.items()
            if self._asking.window_wanted(theirs, lasts[pageid], others.get(lasts[pageid]))
        }
        found = yield from NewestParts(self._identity).of(wanted, pages)
        return {pageid: self._as_told(history) for pageid, history in found.items()}

    def _unmixed(
        self, histories: Mapping[int, Sequence[Revision]], pages: Mapping[int, Page]
    ) -> Asking[Mapping[int, Mixed]]:
        """What came from where in these histories."""
        changes = self._logged.changes
        asked = {
            pageid: Deletions(pages[pageid].title)
            for pageid, history in histories.items()
            if deletions_wanted(history, changes.get(pageid, ()))
        }
        answers = yield tuple(asked.values())
        return {
            pageid: unmixed(
                history,
                changes.get(pageid, ()),
                self._moves(pageid, history),
                self._namespaces,
                answers[asked[pageid]] if pageid in asked else (),
            )
            for pageid, history in histories.items()
        }

    def _moves(self, pageid: int, history: Sequence[Revision]) -> Sequence[Move]:
        """The page's moves between namespaces, of before the start as its history tells them."""
        earlier = (
            Move(pageid, revision.timestamp, source, target)
            for revision in history
            if revision.moved and revision.timestamp < self._campaign.start
            for source, target in (tuple(map(self._namespace, revision.moved)),)
            if source != target
        )
        return (*earlier, *self._logged.moves.get(pageid, ()))

    def _namespace(self, full_title: str) -> int:
        title = self._site.plain_title(full_title)
        return MAIN if title is None else title.namespace

    def _as_told(self, revisions: Sequence[Revision]) -> tuple[Revision, ...]:
        """With the wiki's own tags of reverts, or without where the campaign does not go by them."""
        return tuple(map(without_revert_tags, revisions)) if self._identity else tuple(revisions)

    def _with_redirect_tags(
        self, revisions: Sequence[Revision], pages: Mapping[int, Page]
    ) -> Asking[Sequence[Revision]]:
        """With the tags of redirects, also those that the wiki has not given."""
        ours = [revision for revision in revisions if revision.pageid in pages]
        redirects = yield from self._are_redirects(sorted(perhaps_redirects(ours)))
        return with_redirect_tags(revisions, redirects)

    def _redirects(self, histories: Iterable[Sequence[Revision]]) -> Asking[frozenset[int]]:
        asked = (perhaps_in_history(history)[:OLDEST] for history in histories)
        return (yield from self._are_redirects([revid for revids in asked for revid in revids]))

    def _are_redirects(self, revids: Sequence[int]) -> Asking[frozenset[int]]:
        question = Redirects(tuple(revids), self._redirect_words)
        return (yield (question,))[question] if revids else frozenset()

    def _origin(
        self,
        theirs: Sequence[Revision],
        mixed: Mixed | None,
        others: Mapping[int, Revision],
        redirects: frozenset[int],
    ) -> Origin:
        pageid = theirs[0].pageid
        first = None if pageid in self._logged.changes else first_revision(theirs)
        if first:
            return origin_from_first(first, self._logged.moves.get(pageid, ()), self._namespaces)
        if mixed is not None:
            return origin_from_history(mixed, self._namespaces, self._campaign.start, redirects)
        parent = others[theirs[0].parentid]
        return Origin(before=True if parent.timestamp < self._campaign.start else None)


def _others(wanted: Collection[int]) -> Asking[Mapping[int, Revision]]:
    """Single revisions, asked for together."""
    question = Revisions(tuple(sorted(wanted)))
    return (yield (question,))[question] if wanted else {}
