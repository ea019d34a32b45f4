"""Updates that read what is new come to the same as one that knows nothing: whatever happens on the wiki.

Two campaigns share what is remembered, as all campaigns of a wiki do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.mediawiki.outcomes import Unchanged
from bot.operations.report import Report
from bot.store.store import Store
from scripts.wiki.problems import WikiProblem
from scripts.wiki.storyteller import Action

from .bot import PAGE, LocalBot, campaign_page
from .stories import noon
from .support import LocalWiki

PEOPLE = ("Alice", "Bob", "Eve")
OTHERS = ("Mallory", "Olga", "192.0.2.7")
TITLES = ("Ada", "Bohr", "Curie", "Draft:Dirac", "User:Alice/Noether", "Talk:Ada")
TEXTS = (
    "Some prose about physics.<ref>A book</ref>",
    "Much more prose about her life, and about the work that she did.\n\n[[Category:Physics]]",
    "{{Stub}}\nA line. [[File:Portrait.png]]\n\n[[Category:Women]]",
    "Vandalism!",
)
RULES = (
    "points: {articles_created: 10, bytes_added: {points: 1, per: 70, max_per_article: 9}}",
    "points: {words_added: {points: 1, max_per_day: 20}, references_added: 3, images_added: 2, "
    "templates_removed: {points: 2, templates: [Stub]}}",
    "points: {bytes_added: {points: 1, best: 1}}\narticles: {category: Science, depth: 2}",
    "points: {edits: 1}\narticles: {namespaces: [0, 118], kind: new}",
    "points: {bytes_added: {points: 1, best: 2, max_per_day: 90}}\narticles: {reverts: identity}\n"
    "weights:\n- {times: 2, where: {category: Women}}",
    "points: {words_added: 1}\narticles: {before: {category: Physics, max_bytes: 3000}}",
    "points: {edits: 1}\nadjustments:\n- {user: Bob, disqualify: Ada, reason: x}\n"
    "- {user: Eve, suspend: SOON, reason: y}",
    "participants: {anyone: true}\narticles: {any: [{category: Women}, {titles: [Ada, Bohr]}]}",
    "points: {own_files_added: 3, edits: {points: 1, max_per_day: 2}}\n"
    "articles: {minimum: {bytes: 70, words: 9, references: 1}}",
    "points: {bytes_added: 1}\narticles: {talk: {template: Stub}}\n"
    "adjustments:\n- {user: Alice, points: -3, reason: x}\n- {user: Alice, disqualify: Bohr, reason: y}",
    "participants:\n  users: [Alice]\n  hashtag: wip\narticles: {category: Science, depth: 2}",
)


DRAFTS = "Project:Drafts"
OTHER_RULES = (
    "participants: [Alice, Eve]",
    "articles: {namespaces: [118]}",
    "points: {bytes_added: 1, words_added: 1}",
)


@dataclass
class Wild:
    """A wiki on which anything happens, and the bot that keeps up with it."""

    bot: LocalBot
    signed: list[str] = field(default_factory=lambda: ["Alice", "Bob"])
    rules: int = 0
    revids: list[int] = field(default_factory=list)
    titles: list[str] = field(default_factory=lambda: list(TITLES))

    def begin(self) -> None:
        names = [{"do": "user", "at": noon(-40), "name": name} for name in (*PEOPLE, "Mallory", "Olga")]
        science = {"do": "edit", "title": "Category:Physics", "text": "[[Category:Science]]"}
        file = {"do": "upload", "title": "File:Portrait.png"}
        old = [
            {"do": "edit", "as": "Olga", "title": title, "text": TEXTS[1]} for title in ("Ada", "Draft:Dirac")
        ]
        self.bot.wiki.tell(*names, science, file, *old)
        self._declare(at=noon(-30))
        drafts = campaign_page(*OTHER_RULES, start=noon(-25)[:10], end=noon(25)[:10], sign_up="")
        self.bot.wiki.tell({"do": "edit", "as": "Olga", "title": DRAFTS, "text": drafts})

    def happen(self, kind: str, who: int, what: int, how: int) -> None:
        """One thing that people do; what is impossible on the wiki as it is does not happen."""
        name, title = (*PEOPLE, *OTHERS)[who % 6], self.titles[what % len(self.titles)]
        match kind:
            case "edit":
                text = f"{TEXTS[how % 4]} {how}"
                summary = "#WiP, of course" if how % 2 else ""
                self._tell({"do": "edit", "as": name, "title": title, "text": text, "summary": summary})
            case "add":
                self._tell({"do": "edit", "as": name, "title": title, "append": f"\n\n{TEXTS[how % 4]}"})
            case "undo" | "revert-to" if self.revids:
                self._tell({"do": kind, "as": name, "revid": self.revids[how % len(self.revids)]})
            case "rollback" | "delete" | "undelete":
                self._tell({"do": kind, "as": name, "title": title})
            case "restore-some" if self.revids:
                revid = self.revids[how % len(self.revids)]
                self._tell({"do": "undelete", "title": title, "revids": [revid]})
            case "move":
                target = f"Moved {how}" if how % 3 else f"Draft:Moved {how}"
                moved = self._tell({"do": "move", "as": name, "title": title, "to": target})
                self.titles += [target] * moved
            case "redirect":
                self._tell({"do": "redirect", "as": name, "title": title, "to": "Bohr"})
            case "merge":
                self._tell({"do": "merge", "title": title, "to": "Bohr"})
            case "hide" | "unhide" if self.revids:
                hidden = ["text", "user"] if how % 2 else ["text"]
                self._tell({"do": kind, "revids": [self.revids[what % len(self.revids)]], "what": hidden})
            case "categorize":
                text = ("[[Category:Science]]", "[[Category:Women]]", "Nothing.")[how % 3]
                self._tell({"do": "edit", "as": "Olga", "title": "Category:Physics", "text": text})
            case "sign" | "rule":
                self._organize(kind, PEOPLE[who % 3], how)

    def _organize(self, kind: str, person: str, how: int) -> None:
        if kind == "rule":
            self.rules = how % len(RULES)
        else:
            (self.signed.remove if person in self.signed else self.signed.append)(person)
        self._declare()

    def _tell(self, action: Action) -> bool:
        try:
            [result] = self.bot.wiki.tell(action)
        except WikiProblem:  # What the wiki refuses did not happen.
            return False
        if result.get("revid"):
            self.revids.append(int(result["revid"]))
        return True

    def _declare(self, at: str | None = None) -> None:
        start, end = noon(-20)[:10], noon(20)[:10]
        rules = RULES[self.rules].replace("SOON", datetime.now(UTC).strftime("%Y-%m-%d"))
        publish = "publish:\n  details: /Details\n  recent: /Recent"
        sign_up = "== Participants ==\n" + "".join(f"* [[User:{name}]]\n" for name in self.signed)
        text = campaign_page(rules, publish, start=start, end=end, sign_up=sign_up)
        edit: dict[str, Any] = {"do": "edit", "as": "Olga", "title": PAGE, "text": text}
        self.bot.wiki.tell({**edit, "at": at} if at else edit)

    def check(self, *pages: str) -> None:
        """Update, and see that a bot without any memory would leave everything as it is."""
        self.bot.now = datetime.now(UTC)
        for page in pages:
            self.bot.update(page)
        kept = self.bot.store
        for page in pages:
            self.bot.store = Store()
            self._unchanged(self.bot.update(page, dry=True))
        self.bot.store = kept

    def _unchanged(self, scratch: Report) -> None:
        differing = [page for page in scratch.pages if not isinstance(page.outcome, Unchanged)]
        assert not differing, "\n".join(_difference(page.page.text, page.text) for page in differing)


def _difference(old: str, new: str) -> str:
    from difflib import unified_diff

    return "\n".join(
        unified_diff(old.splitlines(), new.splitlines(), "kept up", "from scratch", lineterm="", n=0)
    )


@pytest.fixture
def wild(wiki: LocalWiki) -> LocalBot:
    bot = LocalBot(wiki)
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    return bot


KINDS = (
    *("edit", "add") * 3,
    *("undo", "revert-to", "rollback", "delete", "undelete", "move", "redirect"),
    *("restore-some", "merge", "hide", "unhide", "categorize", "sign", "rule"),
)
number = st.integers(0, 30)
happenings = st.lists(st.tuples(st.sampled_from(KINDS), number, number, number), min_size=1, max_size=7)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(happenings, min_size=1, max_size=4), st.integers(0, len(RULES) - 1))
def test_whatever_happens_keeping_up_is_the_same_as_beginning_anew(
    wild: LocalBot, rounds: Sequence[Sequence[tuple[str, int, int, int]]], rules: int
) -> None:
    wild.wiki.reset()
    wild.store = Store()
    story = Wild(wild, rules=rules)
    story.begin()
    for number, happened in enumerate(rounds):
        for one in happened:
            story.happen(*one)
        story.check(*((PAGE, DRAFTS) if number % 2 else (DRAFTS, PAGE)))
