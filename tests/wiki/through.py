"""The bot's commands on a local wiki that they reach through a fault proxy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.wiki import pywikibot_library
from scripts.wiki import instance as instances
from scripts.wiki import pywikibot_files

from ..faults.proxy import FaultProxy
from .bot import _know
from .support import LocalWiki
from .test_commands import Commands


@dataclass
class Said:
    """How a command ended, and what it said."""

    code: int
    out: str
    errors: str


@dataclass
class Here:
    """Commands in this very process: nothing to start, and no pause between two tries."""

    proxy: FaultProxy
    wiki: LocalWiki
    folder: Path
    capture: pytest.CaptureFixture[str]
    config: Path = field(init=False)

    def __post_init__(self) -> None:
        self.config = self.folder / "bot.yaml"
        self.write_config()

    def write_config(self, *more: str, api: str | None = None) -> None:
        self.config.write_text("\n".join((f"wikis:\n- api: {api or self.proxy.api}", *more)) + "\n")

    def __call__(self, *arguments: str) -> Said:
        _know(self.proxy.api, self.wiki.pywikibot_dir)
        self.capture.readouterr()
        code = main([*arguments, "--config", str(self.config)])
        return Said(code, *self.capture.readouterr())


@dataclass
class Elsewhere(Commands):
    """Commands in processes of their own, with an account of their own."""

    proxy: FaultProxy | None = None
    password: str = instances.BOT_PASSWORD

    def write_config(self, *more: str) -> Path:
        assert self.proxy
        port = int(self.proxy.url.rpartition(":")[2])
        home = self.folder / "pywikibot"
        pywikibot_files.write(
            home, ports={pywikibot_files.FAMILY: port}, user=instances.BOT, password=self.password
        )
        with (home / "user-config.py").open("a") as file:
            file.write("retry_wait = 0.2\n")
        path = self.folder / "bot.yaml"
        path.write_text("\n".join((f"wikis:\n  - api: {self.proxy.api}", *more)) + "\n")
        return path

    def environment(self, **more: str) -> dict[str, str]:
        return super().environment(PYWIKIBOT_DIR=str(self.folder / "pywikibot"), **more)


@pytest.fixture
def proxy(wiki: LocalWiki) -> Iterator[FaultProxy]:
    """A proxy before the wiki."""
    with FaultProxy(wiki.url) as it:
        yield it


@pytest.fixture
def here(
    proxy: FaultProxy,
    wiki: LocalWiki,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Here:
    """Commands in this process."""
    monkeypatch.setattr(pywikibot_library.load().config, "retry_wait", 0.0)
    return Here(proxy, wiki, tmp_path, capsys)


@pytest.fixture
def elsewhere(proxy: FaultProxy, wiki: LocalWiki, tmp_path: Path) -> Elsewhere:
    """Commands in processes of their own."""
    made = Elsewhere(wiki, tmp_path, proxy)
    made.write_config()
    return made


@pytest.fixture
def logged_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody is logged in, and no log-in is kept: meanwhile."""
    pywikibot = pywikibot_library.load()
    monkeypatch.setattr(pywikibot.config, "base_dir", str(tmp_path))
    jar = pywikibot.comms.http.cookie_jar
    cookies = list(jar)
    jar.clear()
    yield
    jar.clear()
    for cookie in cookies:
        jar.set_cookie(cookie)
