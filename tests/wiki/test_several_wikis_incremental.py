"""A campaign on two wikis comes to the same as by a bot that knows nothing, whatever happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from difflib import unified_diff
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.mediawiki.outcomes import Unchanged
from bot.store.store import Store
from scripts.wiki.problems import WikiProblem

from .bot import PAGE, campaign_page
from .farm import LocalFarm
from .farm_bot import FarmBot
from .stories import noon

PEOPLE = ("Alice", "Bob", "Eve")
WIKIS = ("en", "nb")
TITLES = ("Ada", "Bohr", "Curie")
CATEGORIES = {"en": "Category:Physics", "nb": "Kategori:Fysikk"}
RULES = (
    "points: {articles_created: 10, bytes_added: {points: 1, per: 7, best: 2}}",
    "articles: {category: Physics}\npoints: {words_added: {points: 1, max_per_day: 5}}",
    "participants: {anyone: true}\narticles: {category: Physics}",
    "articles: {titles: [Ada, Bohr]}\nweights:\n- {times: 2, where: {wiki: NB}}",
    "points: {edits: {points: 1, wikis: NB}, bytes_added: 1}\n"
    "adjustments:\n- {user: Bob, points: 3, reason: x}\n"
    "- {user: Alice, disqualify: Ada, wiki: NB, reason: y}",
)


@dataclass
class Wild:
    """Two wikis on which anything happens, and the bot that keeps up with them."""

    bot: FarmBot
    rules: int
    signed: list[str] = field(default_factory=lambda: ["Alice", "Bob"])
    both: bool = True

    def begin(self) -> None:
        for name in (*PEOPLE, "Olga"):
            self.bot.farm.register(name)
        self._link(0)
        if self.rules % 2:
            self.bot.farm.unattach("Bob", "nb")
        self._declare()

    def happen(self, kind: str, wiki: int, who: int, what: int) -> None:
        """One thing that people do; what is impossible on a wiki as it is does not happen."""
        name, title, language = PEOPLE[who % 3], TITLES[what % 3], WIKIS[wiki % 2]
        category = f"[[{CATEGORIES[language]}]]" if what % 2 else ""
        edit = {"do": "edit", "as": name, "title": title}
        match kind:
            case "edit":
                self._tell(language, {**edit, "text": f"Some prose of {who} words. {'x' * what} {category}"})
            case "add":
                self._tell(language, {**edit, "append": f"\n\nMore words, {what}. {category}"})
            case "delete" | "undelete" | "rollback":
                self._tell(language, {"do": kind, "title": title, "as": name})
            case "move":
                self._tell(language, {"do": kind, "title": title, "to": TITLES[who % 3], "as": name})
            case "link":
                self._link(what)
            case "sign":
                (self.signed.remove if name in self.signed else self.signed.append)(name)
                self._declare()
            case "rule":
                self.rules = what % len(RULES)
                self._declare()
            case "wikis":
                self.both = not self.both
                self._declare()

    def _link(self, what: int) -> None:
        """Language links of the category and of an article, which come and go."""
        texts = (f"[[nb:{CATEGORIES['nb']}]]", "No link.", "[[nb:Kategori:Annet]]")
        self._tell("en", {"do": "edit", "as": "Olga", "title": CATEGORIES["en"], "text": texts[what % 3]})

    def _tell(self, language: str, action: dict[str, Any]) -> None:
        try:
            self.bot.tell(language, action)
        except WikiProblem:  # What the wiki refuses did not happen.
            return

    def _declare(self) -> None:
        wikis = [self.bot.host(language) for language in (WIKIS if self.both else WIKIS[1:])]
        more = "wikis:\n" + "".join(f"- {host}\n" for host in wikis)
        more += RULES[self.rules].replace("NB", self.bot.host("nb"))
        sign_up = "== Participants ==\n" + "".join(f"* [[User:{name}]]\n" for name in self.signed)
        publish = "publish: {details: /Details, recent: /Recent}"
        start, end = noon(-20)[:10], noon(20)[:10]
        text = campaign_page(more, publish, start=start, end=end, sign_up=sign_up)
        self.bot.wiki.tell({"do": "edit", "as": "Olga", "title": PAGE, "text": text})

    def check(self) -> None:
        """Update, and see that a bot without any memory would leave everything as it is."""
        self.bot.now = datetime.now(UTC)
        kept = self.bot.store
        self.bot.update()
        self.bot.store = Store()
        scratch = self.bot.update(dry=True)
        self.bot.store = kept
        differing = [page for page in scratch.pages if not isinstance(page.outcome, Unchanged)]
        said = [
            line
            for page in differing
            for line in unified_diff(page.page.text.split("\n"), page.text.split("\n"), n=0, lineterm="")
        ]
        assert not differing, "\n".join(said)


@pytest.fixture
def wild(farm: LocalFarm) -> FarmBot:
    bot = FarmBot(farm, "en")
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    return bot


KINDS = (
    *("edit", "add") * 4,
    *("delete", "undelete", "rollback", "move", "link", "sign", "rule", "wikis"),
)
number = st.integers(0, 30)
happenings = st.lists(st.tuples(st.sampled_from(KINDS), number, number, number), min_size=1, max_size=7)


@settings(
    max_examples=8,
    phases=(Phase.explicit, Phase.generate),  # Shrinking tells wikis stories for minutes.
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(happenings, min_size=1, max_size=4), st.integers(0, len(RULES) - 1))
def test_whatever_happens_on_two_wikis_keeping_up_is_the_same_as_beginning_anew(
    wild: FarmBot, rounds: Sequence[Sequence[tuple[str, int, int, int]]], rules: int
) -> None:
    wild.farm.reset()
    wild.store = Store()
    story = Wild(wild, rules)
    story.begin()
    for happened in rounds:
        for one in happened:
            story.happen(*one)
        story.check()
