"""A farm of local wikis answers about its links and accounts as Wikimedia's wikis do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.operations import settings
from scripts.wiki import farm as farms
from scripts.wiki import instance as instances
from scripts.wiki import paths, server, storyteller, web
from scripts.wiki.cli import main

from .bot import LocalBot
from .farm import LocalFarm
from .support import LocalWiki

EARLY, LATE = "2026-01-01T00:00:00Z", "2026-10-01T00:00:00Z"


def users(wiki: LocalWiki, *names: str, **more: Any) -> list[dict[str, Any]]:
    answer = wiki.query(list="users", ususers=names, usprop="centralids", **more)
    found: list[dict[str, Any]] = answer["query"]["users"]
    return found


def unified(wiki: LocalWiki, **asked: Any) -> dict[str, Any]:
    asked = {"guiprop": "groups|merged|unattached|editcount", **asked}
    found: dict[str, Any] = wiki.query(meta="globaluserinfo", **asked)["query"]["globaluserinfo"]
    return found


def language_links(wiki: LocalWiki, title: str) -> list[tuple[str, str, str]]:
    (page,) = wiki.query(prop="langlinks", titles=title, llprop="url", lllimit="max")["query"]["pages"]
    return [(link["lang"], link["title"], link["url"]) for link in page.get("langlinks", [])]


def article(title: str, text: str) -> dict[str, Any]:
    return {"do": "edit", "title": title, "text": text}


# --- wikis and links


def test_the_wikis_have_languages_and_names_of_their_own(farm: LocalFarm) -> None:
    general = [wiki.query(meta="siteinfo")["query"]["general"] for wiki in farm]
    assert [one["wikiid"] for one in general] == ["enwiki", "nbwiki", "arwiki"]
    assert [(one["lang"], one["rtl"]) for one in general] == [("en", False), ("nb", False), ("ar", True)]
    assert len({one["server"] for one in general}) == len({one["sitename"] for one in general}) == 3


def test_language_links_lead_both_ways(farm: LocalFarm) -> None:
    farm["en"].tell(article("Lise Meitner", "A physicist.\n[[nb:Lise Meitner]]\n[[ar:ليزه مايتنر]]"))
    farm["nb"].tell(article("Lise Meitner", "En fysiker.\n[[en:Lise Meitner]]"))
    arabic = f"{farm['ar'].url}/wiki/%D9%84%D9%8A%D8%B2%D9%87_%D9%85%D8%A7%D9%8A%D8%AA%D9%86%D8%B1"
    assert language_links(farm["en"], "Lise Meitner") == [
        ("ar", "ليزه مايتنر", arabic),
        ("nb", "Lise Meitner", f"{farm['nb'].url}/wiki/Lise_Meitner"),
    ]
    assert language_links(farm["nb"], "Lise Meitner") == [
        ("en", "Lise Meitner", f"{farm['en'].url}/wiki/Lise_Meitner")
    ]
    status, page = web.fetch(f"{farm['nb'].url}/wiki/Lise_Meitner")
    assert status == 200
    assert f'href="{farm["en"].url}/wiki/Lise_Meitner"' in page


def test_links_with_a_prefix_lead_to_the_other_wiki_and_a_wikis_own_stay(farm: LocalFarm) -> None:
    farm["en"].tell(article("Start", "[[:nb:Side]] [[:en:Here]] [[w:There]] [[w:nb:Bruker:Kari]]"))
    html = farm["en"].html("Start")
    assert f'href="{farm["nb"].url}/wiki/Side"' in html
    assert f'href="{farm["nb"].url}/wiki/Bruker:Kari"' in html
    assert "title=Here&amp;action=edit" in html
    assert "title=There&amp;action=edit" in html
    farm["nb"].tell(article("Start", "[[w:There]]"))
    assert f'href="{farm["en"].url}/wiki/There"' in farm["nb"].html("Start")


def test_the_interwiki_map_is_told_as_on_wikimedia(farm: LocalFarm) -> None:
    told = farm["nb"].query(meta="siteinfo", siprop="interwikimap")["query"]["interwikimap"]
    by_prefix = {one["prefix"]: one for one in told}
    assert list(by_prefix) == ["w", "en", "nb", "ar"]
    for one in told:  # 1.43 tells this of languages, 1.39 does not.
        one.pop("bcp47", None)
    english = {"local": True, "url": f"{farm['en'].url}/wiki/$1", "protorel": False}
    assert by_prefix["w"] == {"prefix": "w", **english}
    assert by_prefix["en"] == {"prefix": "en", "language": "English", **english}
    assert by_prefix["nb"]["localinterwiki"]
    assert "localinterwiki" not in by_prefix["ar"]


def test_the_site_matrix_has_all_wikis(farm: LocalFarm) -> None:
    told = farm["en"].query(action="sitematrix")["sitematrix"]
    assert (told.pop("count"), told.pop("specials")) == (3, [])
    assert [(one["code"], one["dir"]) for one in told.values()] == [
        ("ar", "rtl"),
        ("en", "ltr"),
        ("nb", "ltr"),
    ]
    assert told["2"]["name"] == "norsk bokmål"
    assert told["2"]["site"] == [
        {"url": farm["nb"].url, "dbname": "nbwiki", "code": "wiki", "sitename": "Local wiki (nb)"}
    ]
    (few,) = farm["en"].query(action="sitematrix", smtype="special").values()
    assert few == {"count": 3, "specials": []}


# --- accounts


def test_accounts_of_one_name_are_one(farm: LocalFarm) -> None:
    farm.register("Kari", "nb", registered=EARLY)
    farm.register("Kari", "ar", registered=LATE)
    (here,), (there,) = users(farm["nb"], "Kari"), users(farm["ar"], "Kari")
    number = farm.accounts.number("Kari")
    assert here["centralids"] == {"CentralAuth": number, "local": here["userid"]}
    assert there["centralids"]["CentralAuth"] == number
    assert here["attachedlocal"] == there["attachedlocal"] == {"CentralAuth": True, "local": True}
    assert users(farm["en"], "Kari") == [{"name": "Kari", "missing": True}]
    assert number != farm.accounts.number("Ola")


def test_what_is_told_of_a_unified_account(farm: LocalFarm) -> None:
    farm.register("Kari", "nb", registered=EARLY, groups=["sysop"])
    farm["ar"].tell({**article("A", "a"), "as": "Kari", "at": LATE})
    farm["ar"].tell({"do": "block", "user": "Kari", "reason": "Spam"})
    farm.accounts.groups("Kari", "global-rollbacker")
    farm.accounts.lock("Kari")
    assert unified(farm["en"], guiuser="Kari") == {
        "home": "nbwiki",
        "id": farm.accounts.number("Kari"),
        "registration": EARLY,
        "name": "Kari",
        "locked": True,
        "groups": ["global-rollbacker"],
        "merged": [
            {
                "wiki": "nbwiki",
                "url": farm["nb"].url,
                "id": unified(farm["nb"], guiuser="Kari")["merged"][0]["id"],
                "timestamp": EARLY,
                "method": "new",
                "editcount": 0,
                "registration": EARLY,
                "groups": ["sysop"],
            },
            {
                "wiki": "arwiki",
                "url": farm["ar"].url,
                "id": unified(farm["ar"], guiuser="Kari")["merged"][1]["id"],
                "timestamp": LATE,
                "method": "login",
                "editcount": 1,
                "registration": LATE,
                "blocked": {"expiry": "infinity", "reason": "Spam"},
            },
        ],
        "editcount": 1,
        "unattached": [],
    }
    assert unified(farm["en"], guiid=farm.accounts.number("Kari"), guiprop=())["name"] == "Kari"


def test_an_account_that_is_not_attached_is_told_so(farm: LocalFarm) -> None:
    farm.register("Kari")
    farm.unattach("Kari", "nb")
    (here,), (there,) = users(farm["nb"], "Kari", usattachedwiki="enwiki"), users(farm["en"], "Kari")
    assert here["attachedlocal"] == {"CentralAuth": False, "local": True}
    assert there["attachedlocal"] == {"CentralAuth": True, "local": True}
    # Of the name, there is a unified account; this is what Wikimedia's wikis answer, too.
    assert here["centralids"]["CentralAuth"] == there["centralids"]["CentralAuth"]
    told = unified(farm["en"], guiuser="Kari")
    assert [one["wiki"] for one in told["merged"]] == ["enwiki", "arwiki"]
    assert [one["wiki"] for one in told["unattached"]] == ["nbwiki"]


@pytest.mark.parametrize("why", ["nowhere", "hidden", "attached nowhere"])
def test_no_such_account(farm: LocalFarm, why: str) -> None:
    if why != "nowhere":
        farm.register("Kari", "nb")
    if why == "hidden":
        farm.accounts.hide("Kari")
    if why == "attached nowhere":
        farm.unattach("Kari", "nb")
    told = unified(farm["en"], guiuser="Kari")
    assert told.pop("missing") is True
    assert [one["wiki"] for one in told.pop("unattached")] == ["nbwiki"] * (why == "attached nowhere")
    assert not told
    if why != "nowhere":
        assert users(farm["nb"], "Kari")[0]["centralids"]["CentralAuth"] == 0


def test_a_renamed_account_keeps_its_number_on_all_wikis(farm: LocalFarm) -> None:
    farm.register("Kari", "nb", "en")
    number = farm.accounts.number("Kari")
    farm.rename("Kari", "Kari Nordmann")
    assert [users(farm[code], "Kari Nordmann")[0]["centralids"]["CentralAuth"] for code in ("nb", "en")] == [
        number
    ] * 2
    assert unified(farm["ar"], guiid=number)["name"] == "Kari Nordmann"
    assert unified(farm["ar"], guiuser="Kari")["missing"]
    farm.register("Kari", "ar")
    assert users(farm["ar"], "Kari")[0]["centralids"]["CentralAuth"] not in (0, number)


# --- the bot, and the farm's life


def test_a_reset_takes_everything_back(farm: LocalFarm) -> None:
    farm.register("CampaignBot")
    farm.accounts.lock("CampaignBot")
    farm["ar"].tell(article("A", "a"))
    farm.reset()
    assert "locked" not in unified(farm["en"], guiuser="CampaignBot")
    assert not farm["ar"].history("A")


def test_the_bot_works_on_all_of_them_under_one_name(farm: LocalFarm, tmp_path: Path) -> None:
    config = settings.load(farm.configuration(tmp_path, "interval_minutes: 10"))
    assert [wiki.address for wiki in config.wikis] == [wiki.api for wiki in farm]
    for wiki in farm:
        bot = LocalBot(wiki)
        bot.declare("points: {edits: 1}")
        bot.count({**article("A", "a"), "as": "Alice", "at": "2026-11-02T00:00:00Z"})
        assert wiki.history("Project:WiP")[-1]["user"] == instances.BOT
    assert [one["wiki"] for one in unified(farm["en"], guiuser=instances.BOT)["merged"]] == [
        "enwiki",
        "nbwiki",
        "arwiki",
    ]


def test_a_wiki_that_was_down_is_back_after_a_reset(farm: LocalFarm) -> None:
    farm.take_down("nb")
    with pytest.raises(OSError, match="refused"):
        farm["nb"].query(meta="siteinfo")
    assert unified(farm["en"], guiuser=instances.BOT)["merged"][1]["wiki"] == "nbwiki"
    farm.reset()
    assert farm["nb"].query(meta="siteinfo")


def test_a_farm_that_was_left_behind_is_removed(farm: LocalFarm) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = LocalFarm.start(f"test-{ended.pid}-farm", farms.read("en,nb"))
    # In a process of its own, which is another test run: that of its own process it would remove, too.
    another = "from tests.wiki.support import remove_left_behind; remove_left_behind()"
    subprocess.run([sys.executable, "-c", another], cwd=paths.REPOSITORY, check=True)
    assert not left.farm.folder.exists()
    assert not any(server.answers(wiki.instance) for wiki in left)
    assert all(server.answers(wiki.instance) for wiki in farm)


@pytest.fixture
def name() -> Iterator[str]:
    """The name of a farm of one's own, which is removed in the end."""
    name = f"test-{os.getpid()}-command"
    yield name
    if farm := farms.open_existing(paths.cache_folder() / "wikis" / name):
        LocalFarm(farm).remove()


@pytest.mark.usefixtures("wiki_servers")
def test_the_command_starts_stops_and_keeps_a_farm(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    def local_wiki(*arguments: str) -> tuple[int, str]:
        code = main([*arguments, "--name", name])
        said = capsys.readouterr()
        return code, said.out if code == 0 else said.err or said.out

    code, told = local_wiki("start", "--farm")
    assert (code, "Say in which languages" in told) == (1, True)
    code, told = local_wiki("start", "--farm", "nb,ar")
    assert code == 0
    farm = farms.open_existing(paths.cache_folder() / "wikis" / name)
    assert farm
    assert all(f"{wiki.url}/" in told for wiki in farm.wikis.values())
    assert f"PYWIKIBOT_DIR={farm.pywikibot_folder}" in told
    assert len(settings.load(farm.bot_settings).wikis) == 2
    storyteller.tell(farm.wikis["ar"], [article("A", "a")])
    assert local_wiki("status") == (0, told)
    assert local_wiki("stop")[0] == 0
    assert local_wiki("status") == (1, f"The farm “{name}” is not running.\n")
    code, said = local_wiki("start", "--farm", "en,nb")
    assert (code, "exists already, as nb@" in said) == (1, True)
    assert local_wiki("start") == (0, told)
    assert LocalFarm(farm)["ar"].text("A") == "a"


def test_a_farm_that_was_made_by_half_is_made_anew(farm: LocalFarm, name: str) -> None:
    folder = paths.cache_folder() / "wikis" / name
    program = farm["en"].instance.mediawiki
    instances.create(program, folder / "en", instances.Manner("en", farm=folder))
    assert farms.open_existing(folder) is None
    assert main(["start", "--farm", "nb", "--name", name]) == 0
    assert not (folder / "en").exists()


@pytest.mark.parametrize("wanted", ["", "en,en", "EN", "../en", "en,,nb", "en@9.99"])
def test_what_is_no_farm_is_refused(wanted: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["start", "--farm", wanted, "--name", name]) != 0
    assert capsys.readouterr().err
    assert not (paths.cache_folder() / "wikis" / name).exists()
