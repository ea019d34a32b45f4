"""Random histories told to a real wiki, with its own tags: what counts is what the last text is made of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random

import pytest

from scripts.wiki.storyteller import Action

from .bot import LocalBot
from .stories import do, work, write

PEOPLE = ("Alice", "Bob", "192.0.2.7", "Zoe")
PARTS = 6
REACH = 15
"""So many edits back MediaWiki knows a restored text again."""


@dataclass
class Article:
    """An article of a few parts, to which chunks of unique sizes are added and from which they are taken.

    ``states`` are its versions: for each part the chunks in it, by number.
    """

    random: Random
    authors: list[str] = field(default_factory=list)
    states: list[tuple[tuple[int, ...], ...]] = field(default_factory=lambda: [((),) * PARTS])
    story: list[Action] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.story.append(write("Zoe", "A", self.text(), "10-01", id="v0"))

    def text(self) -> str:
        """The newest version as wikitext."""
        parts = enumerate(self.states[-1])
        return "\n".join(f"== Part {n} ==\n\nIt is:{''.join(map(chunk, part))}\n" for n, part in parts)

    def step(self, partly: bool) -> None:
        """Somebody does something; ``partly``: undoes single edits, too."""
        choice = self.random.random()
        if choice < 0.5 or len(self.states) < 3:
            self._add()
        elif partly and choice < 0.7 and self._undo():
            return
        else:
            self._restore()

    def _add(self) -> None:
        part = self.random.randrange(PARTS)
        who = self.random.choice(PEOPLE)
        self.authors.append(who)
        state = list(self.states[-1])
        state[part] = (*state[part], len(self.authors) - 1)
        self._now(tuple(state))
        self.story.append({**write(who, "A", self.text()), **self._name(), **self._first()})

    def _undo(self) -> bool:
        """Undo an edit in whose part nothing has happened since."""
        now, candidates = self.states[-1], []
        for number in range(max(1, len(self.states) - REACH), len(self.states) - 1):
            changed = [
                part for part in range(PARTS) if self.states[number][part] != self.states[number - 1][part]
            ]
            if len(changed) == 1 and self.states[number][changed[0]] == now[changed[0]]:
                candidates.append((number, changed[0]))
        if not candidates:
            return False
        number, part = self.random.choice(candidates)
        state = list(now)
        state[part] = self.states[number - 1][part]
        if tuple(state) in self.states:
            return False
        self._now(tuple(state))
        self.story.append(do("undo", self.random.choice(PEOPLE), revid=f"v{number}", **self._name()))
        return True

    def _restore(self) -> None:
        back = self.random.randint(2, min(REACH, len(self.states)))
        state = self.states[-back]
        if state == self.states[-1]:
            return
        # The wiki knows the nearest version with that text.
        self._now(state)
        who = self.random.choice(PEOPLE)
        self.story.append(do("revert-to", who, revid=f"v{len(self.states) - 1 - back}", **self._name()))

    def _now(self, state: tuple[tuple[int, ...], ...]) -> None:
        self.states.append(state)

    def _name(self) -> dict[str, str]:
        return {"id": f"v{len(self.states) - 1}"}

    def _first(self) -> dict[str, str]:
        return {"at": "2026-11-02T12:00:00Z"} if len(self.states) == 2 else {}

    def bytes_of(self, who: str) -> int:
        """The bytes of what somebody wrote and is there now."""
        there = [number for part in self.states[-1] for number in part]
        return sum(len(chunk(number)) for number in there if self.authors[number] == who)


def chunk(number: int) -> str:
    """Text of a size that no other has."""
    return f" {number}." + "x" * (number * number)


# With partial undos that only their summaries tell apart, in 12, 27 and 33.
SEEDS = {"tags": (1, 12, 27, 33), "identity": (1, 2, 3)}


@pytest.mark.parametrize(("reverts", "seed"), [(mode, seed) for mode in SEEDS for seed in SEEDS[mode]])
def test_a_random_history_pays_for_what_stands(reverts: str, seed: int, bot: LocalBot) -> None:
    article = Article(Random(seed))
    for _ in range(30):
        article.step(partly=reverts == "tags")
    bot.declare(f"articles: {{reverts: {reverts}}}")
    report = bot.count(*article.story)
    found = Counter({name: row[3] or 0 for name, row in work(report).items()})
    assert {who: found[who] for who in ("Alice", "Bob")} == {
        who: article.bytes_of(who) for who in ("Alice", "Bob")
    }
