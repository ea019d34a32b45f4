"""The tour as somebody runs it who tries the bot; what it leaves on three wikis is looked at afterwards."""

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

SECONDS = 300
"""After that it hangs. It takes twenty on a machine with nothing else to do."""
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

    def table(self, language: str, title: str, caption: str) -> dict[str, list[str]]:
        """The table whose caption begins so: its rows by what names them, in the first or second column."""
        found = tables(self.farm[language].html(title))
        rows = next(rows for name, rows in found.items() if name.startswith(caption))
        return {row[1] if row[0].isdigit() else row[0]: row for row in rows}


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


def test_it_tells_what_was_done_and_ends_well(tour: Toured) -> None:
    assert (tour.done.returncode, tour.done.stderr) == (0, "")
    assert re.findall(r"(?m)^(\d)\. ", tour.done.stdout) == [str(number) for number in range(1, 10)]
    assert "as Alice or Olga, password " in tour.done.stdout


def test_every_page_that_it_leads_to_is_there(tour: Toured) -> None:
    there = tour.addresses()
    assert {language for language, _ in there} == set(LANGUAGES)
    assert ("en", f"{CAMPAIGN}/Details") in there
    assert ("ar", ARABIC) in there
    for language, title in there:
        assert tour.farm[language].text(title), title


def test_the_button_makes_pages_that_have_no_problem(tour: Toured) -> None:
    for language, title in (("en", CAMPAIGN), ("ar", ARABIC), ("nb", EVENT)):
        history = tour.farm[language].history(title)
        assert history[0]["user"] == "Olga"
        assert {one["user"] for one in history[1:]} == {"CampaignBot"}
        assert "problem" not in tour.farm[language].html(title).lower()


def test_people_sign_up_under_their_own_names(tour: Toured) -> None:
    lines = [*filter(None, tour.farm["en"].text(f"{CAMPAIGN}/Participants").splitlines())]
    people = [one["user"] for one in tour.farm["en"].history(f"{CAMPAIGN}/Participants")]
    assert people == ["Alice", "نورا أحمد", "Мария", "Bob B", "Kari Nordmann", "Olga"]
    assert len(lines) == 6
    assert lines[-1] == "* [[User:Ruth]]"
    assert "Alice" in lines[0]
    assert re.search(r"\d\d:\d\d, .* \(UTC\)$", lines[0])


def test_work_on_three_wikis_adds_up(tour: Toured) -> None:
    board = tour.table("en", CAMPAIGN, "Leaderboard")
    assert list(board)[1:-1] == ["نورا أحمد", "Alice", "Мария", "Bob B", "Kari Nordmann", "Ruth"]
    assert board["نورا أحمد"][3:5] == ["3", "0"]
    wikis = tour.table("en", CAMPAIGN, "Wikis")
    assert [row[1:4] for row in list(wikis.values())[1:4]] == [
        ["5", "5", "2"],
        ["3", "3", "1"],
        ["2", "3", "0"],
    ]


def test_what_was_undone_and_what_is_too_short_gives_nothing_and_is_told(tour: Toured) -> None:
    details = tour.farm["en"].html(f"{CAMPAIGN}/Details")
    assert "Hertha Ayrton" not in tour.table("en", CAMPAIGN, "Articles")
    assert re.search(r"Hertha Ayrton.*?5 of 20 words", re.sub(r"<[^>]*>|&#160;", " ", details), re.DOTALL)
    assert tour.table("en", CAMPAIGN, "Leaderboard")["Bob B"][3:5] == ["2", "0"]


def test_only_what_people_did_after_they_signed_up_counts_in_arabic(tour: Toured) -> None:
    html = tour.farm["ar"].html(ARABIC)
    assert 'dir="rtl"' in html
    articles = next(rows for name, rows in tables(html).items() if name.startswith("المقالات"))
    named = {row[0] for row in articles}
    assert {"ليز مايتنر", "ماري كوري", "en:Sameera Moussa"} < named
    assert not {"سميرة موسى", "en:Laura Bassi"} & named


def test_an_event_tells_everything_about_its_campaign(tour: Toured) -> None:
    assert "event: 1234\n" in tour.farm["nb"].text(EVENT)
    html = tour.farm["nb"].html(EVENT)
    assert "Skrivekveld om fysikk" in html
    assert list(tour.table("nb", EVENT, "Resultatliste"))[1:-1] == ["Alice", "Bob B", "Kari Nordmann"]
    assert re.search(r"4.{0,20} av 8", re.sub(r"<[^>]*>", "", html))


def test_newcomers_alone_are_welcomed(tour: Toured) -> None:
    talk = tour.farm["en"].query(list="allpages", apnamespace=3)["query"]["allpages"]
    assert [page["title"] for page in talk] == ["User talk:Bob B", "User talk:Olga", "User talk:Ruth"]
    (welcome,) = tour.farm["en"].history("User talk:Ruth")
    assert welcome["user"] == "CampaignBot"
