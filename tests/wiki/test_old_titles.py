"""A campaign whose page was moved, asked for by its old title."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.operations.moved import present_title

from .bot import PAGE, LocalBot, campaign_page
from .stories import do, write
from .support import LocalWiki
from .test_commands import Commands

NEW = "Project:Physics"


@pytest.fixture
def commands(bot: LocalBot, wiki: LocalWiki, tmp_path: Path) -> Commands:
    bot.declare()
    wiki.tell(write("Alice", "A", 100, "11-02"), do("move", title=PAGE, to=NEW))
    made = Commands(wiki, tmp_path)
    made.write_config()
    return made


def test_update_check_and_explain_go_on_at_the_present_title(commands: Commands, wiki: LocalWiki) -> None:
    done = commands("update", PAGE)
    assert done.returncode == 0
    assert f"“{PAGE}” leads to “{NEW}”" in done.stderr
    assert f"Saved “{NEW}”" in done.stdout
    assert "<!-- campaignbot:leaderboard -->" in wiki.text(NEW)
    assert wiki.text(PAGE).startswith("#REDIRECT")
    done = commands("check", f"{wiki.url}/wiki/{PAGE}", NEW)
    assert done.returncode == 0
    assert done.stdout.count(f"{NEW}: all fine") == 2
    assert done.stderr.count("leads to") == 1
    explained = json.loads(commands("explain", PAGE, "Alice", "--json").stdout)
    assert explained["measures"]["bytes_added"] == 100


OLD_TITLES = {
    "moved once": ([do("move", title=PAGE, to=NEW)], NEW),
    "moved twice": (
        [do("move", title=PAGE, to=NEW), do("move", title=NEW, to="Project:Women")],
        "Project:Women",
    ),
    "moved to another namespace": ([do("move", title=PAGE, to="User:Olga/Physics")], "User:Olga/Physics"),
    "without a redirect": ([do("move", title=PAGE, to=NEW, leave_redirect=False)], NEW),
    "twice without": (
        [
            do("move", title=PAGE, to="Project:Between", leave_redirect=False),
            do("move", title="Project:Between", to=NEW, leave_redirect=False),
        ],
        NEW,
    ),
    "its redirect was deleted": ([do("move", title=PAGE, to=NEW), do("delete", title=PAGE)], NEW),
    "without a redirect, and deleted": (
        [do("move", title=PAGE, to=NEW, leave_redirect=False), do("delete", title=NEW)],
        None,
    ),
    "moved away and back": (
        [
            do("move", title=PAGE, to=NEW, leave_redirect=False),
            do("move", title=NEW, to=PAGE, leave_redirect=False),
        ],
        None,
    ),
    "never moved": ([], None),
    "written over since": ([do("move", title=PAGE, to=NEW), write("Bob", PAGE, "My own page now.")], None),
    "led elsewhere since": (
        [do("move", title=PAGE, to=NEW), write("Bob", PAGE, "#REDIRECT [[Project:Other]]")],
        None,
    ),
    "led to another campaign since": (
        [
            do("move", title=PAGE, to=NEW),
            write("Bob", "Project:Other", campaign_page()),
            write("Bob", PAGE, "#REDIRECT [[Project:Other#Participants]]"),
        ],
        "Project:Other",
    ),
    "leads to itself": ([write("Bob", PAGE, f"#REDIRECT [[{PAGE}]]")], None),
    "lead to each other": (
        [write("Bob", PAGE, f"#REDIRECT [[{NEW}]]"), write("Bob", NEW, f"#REDIRECT [[{PAGE}]]")],
        None,
    ),
}


@pytest.mark.parametrize("case", OLD_TITLES)
def test_an_old_title_leads_to_a_campaign_and_to_nothing_else(case: str, bot: LocalBot) -> None:
    story, expected = OLD_TITLES[case]
    bot.declare()
    bot.wiki.tell(*story)
    assert present_title(bot.title(), bot.context) == (bot.title(expected) if expected else None)


def test_no_redirect_is_needed(commands: Commands, wiki: LocalWiki) -> None:
    wiki.tell(do("delete", title=PAGE))
    for command in ("check", "update"):
        done = commands(command, PAGE)
        assert done.returncode == 0
        assert f"“{PAGE}” leads to “{NEW}”" in done.stderr
    nothing = commands("check", "Project:Never there")
    assert nothing.returncode == 2
    assert "leads to" not in nothing.stderr


def test_what_leads_to_no_campaign_is_refused_as_ever(commands: Commands, wiki: LocalWiki) -> None:
    wiki.tell(write("Bob", PAGE, "#REDIRECT [[Project:Other]]"))
    for command in ("update", "check"):
        done = commands(command, PAGE)
        assert done.returncode == 1
        assert "is a redirect" in done.stderr + done.stdout
