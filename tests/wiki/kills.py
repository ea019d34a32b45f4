"""Killing the bot at a chosen moment, and what must be there when the next one is done."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from threading import Timer

from scripts.wiki import storage

from ..faults.proxy import Asked, FaultProxy, Reply, everything
from .bot import campaign_page
from .stories import add, noon, write
from .support import LocalWiki

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = "Project:WiP"
OUTPUTS = """
points: {articles_created: 10, bytes_added: {points: 1, per: 100}}
participants: {teams: {Reds: [Alice], Blues: [Bob, Carol]}}
goals: {articles_created: 20}
publish: {leaderboard: /Leaderboard, articles: /Articles, details: /Details, teams: true}
"""


class Moment(Enum):
    """When a process is killed, seen from one of its requests."""

    BEFORE = "the wiki has not heard of it"
    BETWEEN = "the wiki has done it, and nobody knows"
    BEHIND = "a moment after the answer"


@dataclass
class Killer:
    """Kills a process with its so-and-so-manieth request. ``came``: the process was at work until then."""

    number: int
    moment: Moment
    seconds: float
    process: subprocess.Popen[str] | None = None
    seen: int = 0
    came: bool = False

    def __call__(self, _asked: Asked, real: Callable[[], Reply]) -> Reply:
        self.seen += 1
        if self.seen != self.number:
            return real()
        if self.moment is Moment.BEFORE:
            return self._kill()
        reply = real()
        if self.moment is Moment.BETWEEN:
            return self._kill()
        Timer(self.seconds, self._kill).start()
        return reply

    def _kill(self) -> Reply:
        assert self.process
        self.came = self.process.poll() is None
        self.process.send_signal(signal.SIGKILL)
        return Reply(reset=True)


@dataclass(frozen=True)
class Start:
    """How things are before a run: the wiki's database and the store. ``wanted``: the pages after it.

    ``requests`` is how many an undisturbed run sends.
    """

    folder: Path
    wanted: Mapping[str, str]
    requests: int


@dataclass
class Ring:
    """One wiki, one proxy before it, and one bot's folder, in which runs are begun again and again."""

    wiki: LocalWiki
    proxy: FaultProxy
    folder: Path
    starts: list[Start] = field(default_factory=list)
    killed: int = 0

    def prepare(self) -> None:
        """Two beginnings: nothing was ever published, and everything was and more has happened since."""
        self._write_files()
        people = "== Participants ==\n* [[User:Alice]]\n* [[User:Bob]]\n* [[User:Carol]]\n"
        page = campaign_page(OUTPUTS, sign_up=people, start=noon(-20)[:10], end=noon(20)[:10])
        edits = [(who, f"{who} {n}") for who in ("Alice", "Bob", "Carol") for n in range(9)]
        self.wiki.tell(
            {"do": "edit", "as": "Olga", "at": noon(-30), "title": PAGE, "text": page},
            *({**write(who, title, 100 + len(title)), "at": noon(-9)} for who, title in edits),
        )
        self.starts.append(self._start("first"))
        now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        self.wiki.tell(
            *({**add(who, title, 200), "at": now} for who, title in edits if who != "Bob"),
            {**write("Bob", "One more", 900), "at": now},
        )
        self.starts.append(self._start("later"))

    def _write_files(self) -> None:
        port = self.proxy.url.rpartition(":")[2]
        for name in ("user-config.py", "user-password.py"):
            text = (self.wiki.pywikibot_dir / name).read_text()
            (self.folder / name).touch(mode=0o600)
            (self.folder / name).write_text(re.sub(r"127\.0\.0\.1:\d+", f"127.0.0.1:{port}", text))
        (self.folder / "bot.yaml").write_text(f"wikis:\n  - api: {self.proxy.api}\n")

    def _start(self, name: str) -> Start:
        """Keep how things are, and see what an undisturbed run makes of it."""
        kept = self.folder / name
        (kept / "data").mkdir(parents=True)
        here = self.wiki.instance
        shutil.copytree(here.folder / "data", kept / "data", dirs_exist_ok=True)
        for file in self.folder.glob("campaignbot.sqlite*"):
            shutil.copy(file, kept)
        self.proxy.forget()
        done = self.run("update", PAGE)
        assert done.returncode == 0, done.stdout + done.stderr
        return Start(kept, self.pages(), len(self.proxy.asked))

    def restore(self, start: Start) -> None:
        """As it was then."""
        here = self.wiki.instance
        here.storage.restore(start.folder, here.folder)
        storage.forget_cached(here.folder)
        for file in self.folder.glob("campaignbot.sqlite*"):
            file.unlink()
        for file in start.folder.glob("campaignbot.sqlite*"):
            shutil.copy(file, self.folder)

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """A process of the bot."""
        return subprocess.Popen(
            [sys.executable, "-m", "bot", "--config", str(self.folder / "bot.yaml"), *arguments],
            cwd=REPOSITORY,
            env={**os.environ, "LC_ALL": "C.UTF-8", "PYWIKIBOT_DIR": str(self.folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A process of the bot that is let alone."""
        process = self.begin(*arguments)
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def kill(self, seed: int) -> str:
        """One run that is killed and one that is not; what is wrong after that, empty for nothing."""
        chance = random.Random(seed)
        start = chance.choice(self.starts)
        number, moment = chance.randint(1, start.requests), chance.choice(list(Moment))
        killer = Killer(number, moment, chance.uniform(0, 0.05))
        once = start is self.starts[0] and chance.random() < 0.5
        command = ("run", "--once") if once else ("update", PAGE)
        code, said = self._killed(killer, start, command)
        if killer.seen < killer.number:
            # The command asks for less than an update of its own, and came to its end.
            killer = replace(killer, number=1 + killer.number % killer.seen, seen=0)
            code, said = self._killed(killer, start, command)
        done = self.run(*command)
        where = f"seed {seed}: {command[0]}, request {killer.number}, {killer.moment.value}"
        # A moment after the answer, the process may have come to its end by itself.
        late = killer.moment is Moment.BEHIND and killer.seen >= killer.number
        if not late and (not killer.came or code != -signal.SIGKILL):
            return f"{where}: nothing was killed at request {killer.number} of {killer.seen}\n{said}"
        if code not in (0, -signal.SIGKILL) or done.returncode:
            return f"{where}: {code}, {done.returncode}\n{said}\n{done.stderr}"
        self.killed += code == -signal.SIGKILL
        return "\n".join([where, *wrong]) if (wrong := list(self._wrong(start))) else ""

    def _killed(self, killer: Killer, start: Start, command: Sequence[str]) -> tuple[int, str]:
        """How a run ends that meets the killer, and what it says."""
        self.restore(start)
        self.proxy.heal()
        self.proxy.spoil(everything, killer)
        killer.process = self.begin(*command)
        _, said = killer.process.communicate(timeout=120)
        self.proxy.heal()
        return killer.process.returncode, said

    def _wrong(self, start: Start) -> list[str]:
        found = self.pages()
        wrong = [f"{title} is not there" for title in start.wanted.keys() - found.keys()]
        wrong += [f"{title} is there" for title in found.keys() - start.wanted.keys()]
        wrong += [
            f"{title} differs:\n{text}\n--- wanted:\n{start.wanted[title]}"
            for title, text in found.items()
            if start.wanted.get(title, text) != text
        ]
        names = {file.name for file in self.folder.glob("campaignbot.sqlite*")}
        wrong += [f"left behind: {name}" for name in names if "damaged" in name]
        return wrong

    def pages(self) -> dict[str, str]:
        """What the bot has published, but for the times at which it did."""
        found = self.wiki.query(list="allpages", apprefix="WiP", apnamespace=4, aplimit=500)
        titles = [page["title"] for page in found["query"]["allpages"]]
        return {title: without_times(self.wiki.text(title)) for title in titles}


def without_times(text: str) -> str:
    """A page's text without the moments at which something was noted."""
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "…", text)
    return re.sub(r"\d{1,2} \w+ \d{4}, \d\d:\d\d|\d\d:\d\d", "…", text)
