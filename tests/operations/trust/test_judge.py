"""Judging a page turn by turn comes to what its whole history says: told on histories that are made up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.declaration.read import Context
from bot.i18n.months import month_names
from bot.mediawiki.queries import (
    Answers,
    PageText,
    Question,
    RevisionTexts,
    RightsOf,
    SignedVersion,
    SignedVersions,
)
from bot.mediawiki.site import PROJECT, Title
from bot.operations.context import WikiContext
from bot.operations.settings import Settings, WikiSettings
from bot.operations.trust.review import SettingsReview
from bot.operations.trust.trusted_settings import trusted
from bot.safety.approval import Approval, TrustRecord
from bot.safety.trust import DEFAULT_GROUPS, Rights
from tests.data import small_site

NOW = datetime(2026, 11, 20, tzinfo=UTC)
BOT = "CampaignBot"
PAGEID = 7
ACCOUNTS = {"Olga": 1, "Oscar": 2, "Tess": 3, "Newbie": 4, BOT: 5}
TRUSTED = ("Olga", "Tess")
DECLARED = {
    "-": "",
    "v1": "organizers: []\n",
    "v2": "organizers: [Olga]\n",
    "v3": "organizers: [Oscar]\n",
    "bad": "organisers: [Olga]\n",
}


def text_of(what: str, talk: int, *, sign: bool = True) -> str:
    """A page with these settings, and so much talk beside them."""
    settings = f"name: A\nstart: 2026-11-01\nend: 2026-11-30\n{DECLARED[what]}"
    block = "" if what == "-" else f'<syntaxhighlight lang="yaml">\n{settings}</syntaxhighlight>\n'
    return f"{'{{CampaignBot}}' if sign else ''}\n{block}Talk {talk}.\n"


@dataclass
class Past:
    """A page's history, answered for as a wiki does it; ``asked`` are the questions."""

    versions: list[SignedVersion] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    """Versions whose authors are hidden."""
    asked: list[type[Any]] = field(default_factory=list)

    def save(self, user: str, text: str, *, hidden: bool = False) -> None:
        revid = len(self.versions) + 1
        when = NOW - timedelta(days=30) + timedelta(minutes=revid)
        userid = 0 if hidden else ACCOUNTS.get(user, 0)
        self.versions.append(SignedVersion(revid, revid - 1, when, userid, "" if hidden else user, text))
        if hidden:
            self.hidden.add(revid)

    def ask(self, *questions: Question[Any]) -> Answers:
        self.asked += [type(question) for question in questions]
        return Answers({question: self._answer(question) for question in questions})

    def _answer(self, question: Question[Any]) -> Any:
        match question:
            case SignedVersions(first=True):
                return (self.versions[0],), len(self.versions) > 1
            case SignedVersions():
                return self._listed(question)
            case RightsOf(names):
                return {name: rights(name) for name in names if name in ACCOUNTS}
            case RevisionTexts(revids):
                return {one.revid: one.text for one in self.versions if one.revid in revids}
        raise AssertionError(question)

    def _listed(self, question: SignedVersions) -> tuple[tuple[SignedVersion, ...], bool]:
        # Where an author is left out, versions with hidden authors are not listed (ApiQueryRevisions).
        found = [one for one in self.versions if one.user != question.but and one.revid not in self.hidden]
        found = [one for one in found if not question.before or one.revid < question.before]
        return tuple(reversed(found[-question.count :])), len(found) > question.count

    @property
    def page(self) -> PageText:
        last = self.versions[-1]
        return PageText(
            "Project:A", PAGEID, PROJECT, last.revid, last.timestamp, last.text or "",
            parentid=last.parentid, userid=last.userid, user=last.user,
        )  # fmt: skip


def rights(name: str) -> Rights:
    groups = DEFAULT_GROUPS if name in TRUSTED else frozenset[str]()
    return Rights(name, groups, NOW - timedelta(days=99))


@dataclass(frozen=True)
class Account:
    """What the rules need of a wiki."""

    site: Any
    account: str = BOT


class Kept:
    """What is remembered, of one page."""

    def __init__(self) -> None:
        self.found: TrustRecord | None = None
        self.good: int | None = None

    def results(self, _wiki: str, _pageid: int) -> Kept:
        return self

    def note(self, _name: str) -> None:
        """No other names of the template are known."""

    def trust_record(self, _wiki: str, _pageid: int) -> TrustRecord | None:
        return self.found

    def remember_trust_record(self, _wiki: str, _pageid: int, found: TrustRecord) -> None:
        self.found = found

    def good_version(self, _wiki: str, _pageid: int) -> int | None:
        return self.good

    def remember_good(self, _wiki: str, _pageid: int, revid: int) -> None:
        self.good = revid


SITE = small_site()
OPERATOR = Settings(Path("bot.yaml"), (WikiSettings("a.example"),), "sqlite://")


def context(past: Past, kept: Kept) -> WikiContext:
    wiki: Any = Account(SITE)
    memory: Any = kept
    return WikiContext(wiki, past, memory, lambda: NOW, OPERATOR, OPERATOR.wikis[0])


def contexts(title: Title) -> Context:
    return Context(SITE, title, (), (), lambda _: True, frozenset({PROJECT}), month_names)


def found(past: Past, kept: Kept) -> Approval:
    """How the settings stand, with what is kept in mind, which is more afterwards."""
    title, built = Title(PROJECT, "A"), context(past, kept)
    trusted(title, past.page, built, contexts)
    assert kept.found is not None
    assert SettingsReview(title, past.page, built, contexts).trust_record(kept.found) == kept.found
    return kept.found.approval


def told(approval: Approval) -> tuple[object, ...]:
    """What people see of it. A change by a hidden author is told of the version that shows it."""
    waiting = approval.waiting
    waits = (waiting.settings, waiting.author, approval.reason) if waiting else None
    return approval.approved, approval.good, approval.organizers, waits


WHO = st.sampled_from(["Olga", "Oscar", "Tess", "Newbie", "192.0.2.7"])
EDIT = st.tuples(
    WHO, st.sampled_from([*DECLARED, "="]), st.sampled_from(["", "", "", "hidden", "no sign", "bot"])
)


@settings(max_examples=60)
@given(st.lists(EDIT, min_size=1, max_size=8))
def test_turn_by_turn_and_all_at_once(edits: list[tuple[str, str, str]]) -> None:
    past, store, what = Past(), Kept(), "-"
    for talk, (who, wanted, special) in enumerate(edits):
        what = what if wanted == "=" else wanted
        past.save(who, text_of(what, talk, sign=special != "no sign"), hidden=special == "hidden")
        if special == "bot":  # The bot saves the page in between.
            past.save(BOT, past.versions[-1].text or "")
        # Without its sign the page is no campaign, and MediaWiki hides no text that is the present one.
        if special not in ("no sign", "hidden"):
            assert told(found(past, store)) == told(found(past, Kept()))


@settings(max_examples=40)
@given(st.lists(EDIT, min_size=1, max_size=8))
def test_whatever_happens_only_those_who_may_change_what_runs(edits: list[tuple[str, str, str]]) -> None:
    past, store = Past(), Kept()
    past.save("Olga", text_of("v2", 0))
    before = found(past, store)
    what = "v2"
    for talk, (who, wanted, special) in enumerate(edits, 1):
        what = what if wanted == "=" else wanted
        stranger = who if who not in TRUSTED or special == "hidden" else "Newbie"
        past.save(stranger, text_of(what, talk, sign=special != "no sign"), hidden=special == "hidden")
    past.save("192.0.2.7", text_of(what, 99))
    for kept in (store, Kept()):
        after = found(past, kept)
        assert (after.approved, after.good) == (before.approved, before.good)


def test_settings_that_stay_cost_nothing() -> None:
    past, store = Past(), Kept()
    past.save("Olga", text_of("v2", 0))
    found(past, store)
    past.asked.clear()
    for talk in range(3):
        past.save("Tess", text_of("v2", talk))
    found(past, store)
    past.save("192.0.2.7", text_of("v1", 0))
    found(past, store)
    assert past.asked == [RightsOf]
    past.asked.clear()
    found(past, store)
    assert past.asked == []
