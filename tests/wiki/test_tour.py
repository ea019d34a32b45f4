"""The tour, run as somebody who tries the bot runs it; what it leaves on three wikis is looked at afterwards."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.wiki import farm as farms
from scripts.wiki import paths
from scripts.wiki.tour import LANGUAGES

from .farm import LocalFarm
from .html_tables import tables

SECONDS = 60
CAMPAIGN = "User:Olga/Campaign"
ARABIC = "مستخدم:Olga/حملة"
EVENT = "Project:Skrivekveld om fysikk"


@dataclass(frozen=True)
class Toured:
    """What the tour printed, and its wikis, which run again."""

    done: subprocess.CompletedProcess[str]
    farm: LocalFarm

    def addresses(self) -> list[tuple[str, str]]:
        """The language and title behind each address that is printed as one to look at, in the end."""
        urls = re.findall(r"English +(\S+)\n +Norwegian +(\S+)\n +Arabic +(\S+)\n", self.done.stdout)[0]
        known = dict(zip(urls, LANGUAGES, strict=True))
        listed = self.done.stdout.partition("Now look around")[2]
        found = re.findall(r"(http://[^/\s]+/)wiki/(\S+)", listed)
        return [(known[url], urllib.parse.unquote(title).replace("_", " ")) for url, title in found]

    def rows(self, language: str, title: str, caption: str) -> dict[str, list[str]]:
        """A table's rows by the cell that names them."""
        table = next(one for one in tables(self.farm[language].html(title)) if caption in one.caption)
        return {row[1]: row for row in table.rows}


@pytest.fixture(scope="module")
def tour() -> Iterator[Toured]:
    name = f"test-{os.getpid()}-tour"
    folder = paths.cache_folder() / "wikis" / name
    try:
        done = subprocess.run(
            [sys.executable, "-m", "scripts.wiki.demo", "--tour", "--once", "--name", name],
            cwd=Path(__file__).resolve().parents[2],
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        there = farms.open_existing(folder)
        assert there, done.stderr
        assert not there.running()
        farm = farms.with_programs(there)
        farm.start()
        yield Toured(done, LocalFarm(farm))
    finally:
        if there := farms.open_existing(folder):
            LocalFarm(there).remove()
