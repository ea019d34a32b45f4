"""Killed between any two requests, or two at a time: everybody is welcomed, and nobody twice.

`pytest tests/wiki/test_welcome_kills.py --kills 200` kills it at each of its requests.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..faults.proxy import FaultProxy
from .bot import campaign_page
from .kills import PAGE, Killer, Moment, Ring
from .stories import do, noon, write
from .support import LocalWiki

NEWCOMERS = ("Nora", "Nils", "Nina")
DECLARED = """
newcomers: {welcome: "Welcome! Ask us anything."}
publish: {participants: true}
"""


class Welcomes(Ring):
    """A campaign with newcomers, of whom one has a talk page already."""

    def prepare(self) -> None:
        self._write_files()
        people = "== Participants ==\n" + "".join(f"* [[User:{name}]]\n" for name in NEWCOMERS)
        page = campaign_page(DECLARED, sign_up=people, start=noon(-20)[:10], end=noon(20)[:10])
        self.wiki.tell(
            *({**do("user", name=name), "at": noon(-5)} for name in NEWCOMERS),
            {"do": "edit", "as": "Olga", "at": noon(-3), "title": PAGE, "text": page},
            {**write("Olga", "User talk:Nils", "== Hi ==\nHello!"), "at": noon(-2)},
        )
        self.starts.append(self._start("first"))

    def pages(self) -> dict[str, str]:
        """How often the bot wrote to each of them, and how often the welcome stands there."""
        return {name: self._greeted(name) for name in NEWCOMERS}

    def _greeted(self, name: str) -> str:
        title = f"User talk:{name}"
        edits = [one for one in self.wiki.history(title) if one["user"] == "CampaignBot"]
        stands = self.wiki.text(title).count("Welcome! Ask us anything.") if edits else 0
        return f"{len(edits)} edits, {stands} welcomes"

    def killed_at(self, number: int, moment: Moment, *, forgets: bool) -> str:
        """What is wrong after a kill and one more run; ``forgets``: the store is deleted in between."""
        killer = Killer(number, moment, 0.01)
        self._killed(killer, self.starts[0], ("update", PAGE))
        if forgets:
            self.forget()
        done = self.run("update", PAGE)
        where = f"request {number}, {moment.value}, {forgets=}"
        if done.returncode:
            return f"{where}: {done.returncode}\n{done.stderr}"
        return "" if self.pages() == ONCE else f"{where}: {self.pages()}"

    def forget(self) -> None:
        """Delete the store."""
        for file in self.folder.glob("campaignbot.sqlite*"):
            file.unlink()


ONCE = dict.fromkeys(NEWCOMERS, "1 edits, 1 welcomes")


@pytest.fixture
def ring(wiki: LocalWiki, tmp_path: Path) -> Iterator[Welcomes]:
    with FaultProxy(wiki.url) as proxy:
        made = Welcomes(wiki, proxy, tmp_path)
        made.prepare()
        yield made


def test_after_a_kill_everybody_is_welcomed_once(ring: Welcomes, pytestconfig: pytest.Config) -> None:
    (start,) = ring.starts
    assert start.wanted == ONCE
    cases = [
        (number, moment, forgets)
        for number in range(start.requests, 0, -1)
        for moment in Moment
        for forgets in (True, False)
    ]
    # Without a number of kills, what is near the end comes first: there the messages are sent.
    kills = pytestconfig.getoption("kills")
    chosen = cases[: 3 * kills : 3] if 3 * kills < len(cases) else cases
    wrong = [ring.killed_at(number, moment, forgets=forgets) for number, moment, forgets in chosen]
    assert not list(filter(None, wrong)), "\n".join(filter(None, wrong))


@pytest.mark.parametrize("apart", [False, True])
def test_two_processes_at_a_time_welcome_nobody_twice(
    ring: Welcomes, tmp_path_factory: pytest.TempPathFactory, apart: bool
) -> None:
    """With one store, and each with a store of its own."""
    ring.restore(ring.starts[0])
    ring.forget()
    others = [ring, ring]
    if apart:
        folder = tmp_path_factory.mktemp("other")
        for name in ("user-config.py", "user-password.py", "bot.yaml"):
            shutil.copy2(ring.folder / name, folder)
        others[1] = Welcomes(ring.wiki, ring.proxy, folder)
    processes = [one.begin("update", PAGE) for one in others]
    for process in processes:
        process.communicate(timeout=120)
    for one in others:
        assert one.run("update", PAGE).returncode == 0
    stands = {name: said.partition(", ")[2] for name, said in ring.pages().items()}
    assert stands == dict.fromkeys(NEWCOMERS, "1 welcomes")
