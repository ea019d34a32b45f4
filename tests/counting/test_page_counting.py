"""Pages are counted by what is asked for, without a wiki."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.counting.early_edits import EarlyEdits
from bot.counting.eligibility import Reason
from bot.counting.histories import LoggedChanges
from bot.counting.page_counting import PageBatch, PageCounting
from bot.counting.questions import CategoriesAbove, Named, NamedInTexts, TextChanges, WholeArticles
from bot.counting.scoring_rules import ScoringRules
from bot.counting.stored_results import PageResult
from bot.declaration.campaign import Articles, Before
from bot.features.conditions.category import InCategory
from bot.features.conditions.demand import Whole
from bot.features.conditions.minimum import Minimum
from bot.mediawiki.models import Page, Revision
from bot.mediawiki.queries import Answers, Question, Revisions
from bot.mediawiki.site import CATEGORY, Title
from tests.counting.facts import ALICE, BOB, campaign, revision
from tests.data import small_site
from tests.keys import WIKI, page_key

STUBS = Title(CATEGORY, "Stubs")
FULL = "Kategori:Stubs"
NEW = revision(10, parentid=0, size=10_000, sizediff=10_000)
LATER = revision(11, parentid=10, size=14_000, sizediff=4000, day=2)
OLD = revision(5, parentid=4, day=-9, userid=99, size=6000)


class Wiki:
    """Answers out of a few tables, and notes what kinds of questions it was asked."""

    def __init__(self, *known: Revision, **told: Callable[[Any], Any]) -> None:
        self.known = {one.revid: one for one in known}
        self.told = told
        self.asked: list[str] = []

    def ask(self, *questions: Question[Any]) -> Answers:
        """Answer them."""
        self.asked += [type(question).__name__ for question in questions]
        return Answers({question: self._answer(question) for question in questions})

    def _answer(self, question: Question[Any]) -> Any:
        match question:
            case Revisions(revids):
                return {revid: self.known[revid] for revid in revids if revid in self.known}
            case TextChanges():
                return {}
        return self.told[type(question).__name__](question)


def counted(articles: Articles, revisions: Sequence[Revision], wiki: Wiki) -> PageResult:
    """The page, on which these are the participants' edits."""
    declared = campaign(articles=articles)
    site = small_site()
    counting = PageCounting(
        campaign=declared,
        wiki=WIKI,
        site=site,
        accounts={one.userid: one for one in (ALICE, BOB)},
        scoring=ScoringRules(),
        early_edits=EarlyEdits(declared, site, told=False),
        redirect_words=("#REDIRECT",),
        names={STUBS: FULL},
    )
    batch = PageBatch(
        pageids=[1],
        pages={1: Page(1, 0, "Ada", False, revisions[-1].revid)},
        scope=None,
        factors={},
        revisions=revisions,
        logged=LoggedChanges({}, {}),
        afresh=False,
    )
    asking = counting.count(batch)
    try:
        asked = next(asking)
        while True:
            asked = asking.send(wiki.ask(*asked))
    except StopIteration as end:
        (result,) = end.value
    assert isinstance(result, PageResult)
    return result


def reasons(result: PageResult) -> Mapping[int, Reason | None]:
    return {one.revision.revid: one.reason for one in result.evaluated}


def test_a_new_page_tells_all_about_itself() -> None:
    wiki = Wiki()
    result = counted(Articles(), [NEW, LATER], wiki)
    assert wiki.asked == ["TextChanges"], "which costs nothing where the campaign counts no texts"
    assert reasons(result) == {10: None, 11: None}
    (score,) = result.entries
    assert (score.page_key, score.created, score.measures["bytes_added"]) == (page_key(1), 1, 14_000)


def test_of_an_older_page_the_revision_below_the_first_is_asked() -> None:
    wiki = Wiki(OLD)
    result = counted(Articles(), [replace(NEW, parentid=5, sizediff=4000), LATER], wiki)
    assert wiki.asked == ["Revisions", "TextChanges"]
    assert result.entries[0].improved == 1


@pytest.mark.parametrize(("most", "reason"), [(6000, None), (5999, Reason.BEFORE)])
def test_how_large_a_page_was_is_told_by_the_edits_themselves(most: int, reason: Reason | None) -> None:
    wiki = Wiki(OLD)
    before = Articles(before=Before(max_bytes=most))
    result = counted(before, [replace(NEW, parentid=5, sizediff=4000)], wiki)
    assert reasons(result) == {10: reason}
    assert "NamedInTexts" not in wiki.asked


@pytest.mark.parametrize(("named", "reason"), [({FULL}, None), (set(), Reason.BEFORE)])
def test_what_a_page_was_in_is_told_by_the_text_before_the_first_edit(
    named: set[str], reason: Reason | None
) -> None:
    def texts(question: NamedInTexts) -> Mapping[int, Named]:
        return {revid: Named(frozenset(named), frozenset()) for revid in question.revids}

    def above(question: CategoriesAbove) -> Mapping[str, frozenset[str]]:
        assert question.categories == named
        return {}

    wiki = Wiki(OLD, NamedInTexts=texts, CategoriesAbove=above)
    before = Articles(before=Before(scope=InCategory(STUBS)))
    result = counted(before, [replace(NEW, parentid=5, sizediff=4000), LATER], wiki)
    assert reasons(result) == {10: reason, 11: reason}
    assert wiki.asked == ["Revisions", "NamedInTexts", "CategoriesAbove", "TextChanges"]


def test_a_text_of_before_that_nobody_can_see_does_not_count() -> None:
    wiki = Wiki(OLD, NamedInTexts=lambda _: {}, CategoriesAbove=lambda _: {})
    before = Articles(before=Before(scope=InCategory(STUBS)))
    assert reasons(counted(before, [replace(NEW, parentid=5)], wiki)) == {10: Reason.BEFORE}


@pytest.mark.parametrize(
    ("there", "reason"), [(14_000, None), (13_999, Reason.MINIMUM), (None, Reason.MINIMUM)]
)
def test_what_the_article_comes_to_is_asked_of_its_present_version(
    there: int | None, reason: Reason | None
) -> None:
    def wholes(question: WholeArticles) -> Mapping[int, Whole]:
        assert question.revids == (11,)
        return {} if there is None else {11: Whole(there, {})}

    result = counted(
        Articles(demands=(Minimum((("bytes", 14_000),)),)), [NEW, LATER], Wiki(WholeArticles=wholes)
    )
    assert reasons(result) == {10: reason, 11: reason}
    assert result.watched == 11, "others may change it, so it is looked at again"


def test_nothing_is_asked_about_a_page_on_which_nothing_can_count() -> None:
    wiki = Wiki()
    result = counted(Articles(namespaces=frozenset({4})), [NEW, LATER], wiki)
    assert wiki.asked == ["TextChanges"]
    assert (result.entries, result.evaluated) == ((), ())
