"""What an update costs the wiki is counted by the bot itself, and a save costs one request."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.mediawiki.costs import Costs
from bot.mediawiki.outcomes import Saved
from bot.mediawiki.queries import Accounts, Clock, Pages, PageText, PageTexts, Revisions
from bot.operations.ports import Change
from bot.sources.api.source import ApiSource
from bot.wiki.pywikibot_wiki import PywikibotWiki

from .bot import opened
from .support import LocalWiki
from .test_commands import PAGE, SETTINGS, Commands, page

COLD, WARM = 5, 2
"""Requests for logging in and for the wiki's own facts, without and with pywikibot's saved cookies."""
OPEN = """
import json, sys
from bot.wiki.pywikibot_wiki import PywikibotWiki
from bot.wiki.session import Session
wiki = PywikibotWiki(Session(sys.argv[1]), account_needed=sys.argv[2] == "account")
wiki.session.query({"prop": "info", "titles": "A"})
print(json.dumps([wiki.session.costs().site, wiki.session.batch, wiki.account]))
"""

AT_ONCE = """
import os
from pywikibot.comms import http
real = http.file_mode_checker

def beaten(name, create):
    open(name, "x").close()
    http.file_mode_checker = real
    os.close(os.open(name, os.O_CREAT | os.O_EXCL))

http.file_mode_checker = beaten
"""
"""What pywikibot does when another process makes the file of cookies just before it does."""


@pytest.fixture
def real(wiki: LocalWiki) -> PywikibotWiki:
    """The bot's session on a fresh wiki."""
    return opened(wiki.api, wiki.pywikibot_dir)


@pytest.fixture
def cold(wiki: LocalWiki, tmp_path: Path) -> Path:
    """Pywikibot's folder as it is before the first log-in."""
    for name in ("user-config.py", "user-password.py"):
        shutil.copy(wiki.pywikibot_dir / name, tmp_path / name)
    return tmp_path


def opening(wiki: LocalWiki, folder: Path, who: str, program: str = OPEN) -> Any:
    """Open the wiki in a process of its own: requests, batch and the account that is named for it."""
    done = subprocess.run(
        [sys.executable, "-c", program, wiki.api, who],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYWIKIBOT_DIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_logging_in_takes_a_few_requests_and_again_hardly_any(wiki: LocalWiki, cold: Path) -> None:
    assert opening(wiki, cold, "account") == [COLD, 500, "CampaignBot"]
    assert opening(wiki, cold, "account") == [WARM, 500, "CampaignBot"]
    assert opening(wiki, cold, "no account") == [1, 500, "CampaignBot"]


def test_two_processes_may_log_in_for_the_first_time_at_once(wiki: LocalWiki, cold: Path) -> None:
    assert opening(wiki, cold, "account", AT_ONCE + OPEN) == [COLD, 500, "CampaignBot"]


def test_reading_without_an_account_asks_for_the_wikis_facts_alone(wiki: LocalWiki, cold: Path) -> None:
    assert opening(wiki, cold, "no account") == [1, 50, "CampaignBot"]


def spent(real: PywikibotWiki, before: Costs) -> Costs:
    return real.session.costs() - before


def save(real: PywikibotWiki, title: str) -> None:
    assert isinstance(real.save(Change(PageText(title), "text", "testing")), Saved)


def test_a_save_is_one_request(real: PywikibotWiki) -> None:
    before = real.session.costs()
    save(real, "Project:A")
    save(real, "Project:B")
    assert (spent(real, before).requests, spent(real, before).site) == ({"edit": 2}, 0)


def test_a_token_that_the_wiki_refuses_is_renewed(real: PywikibotWiki) -> None:
    real.session._token = "0123456789+\\"
    before = real.session.costs()
    save(real, "Project:A")
    first = spent(real, before)
    assert (first.requests["edit"], first.site) == (2, 0)
    assert 1 <= first.requests["tokens"] <= 4, "pywikibot may ask first which tokens there are"
    before = real.session.costs()
    save(real, "Project:B")
    assert spent(real, before).requests == {"edit": 1}


def test_logging_in_again_is_counted_apart(real: PywikibotWiki) -> None:
    from bot.wiki import pywikibot_library

    pywikibot_library.load().comms.http.cookie_jar.clear()
    before = real.session.costs()
    save(real, "Project:A")
    again = spent(real, before)
    assert again.site > 0
    assert again.requests["edit"] in (2, 3), (
        "refused for want of the account, perhaps of the token, then saved"
    )
    before = real.session.costs()
    save(real, "Project:B")
    assert spent(real, before).requests == {"edit": 1}


def test_requests_rows_bytes_and_seconds_are_those_of_the_answers(
    wiki: LocalWiki, real: PywikibotWiki
) -> None:
    first, second, other = wiki.tell(
        {"do": "edit", "as": "Alice", "title": "A", "text": "[[Category:X]][[Category:Y]]"},
        {"do": "edit", "as": "Alice", "title": "A", "append": "more"},
        {"do": "edit", "as": "Bob", "title": "B", "text": "b"},
    )
    source = ApiSource(real.session)
    before = real.session.costs()
    source.ask(
        Accounts(("Alice", "Bob")), Pages((first["pageid"], other["pageid"]), categories=True), Clock()
    )
    one = spent(real, before)
    assert one.requests == {"users+info|categories": 1}
    assert one.rows == 2 + 2 + 2, "users, pages, categories"
    assert 300 < one.bytes < 3000
    assert 0 < one.waiting < one.seconds < 10
    before = real.session.costs()
    source.ask(Revisions((first["revid"], second["revid"])), PageTexts(("A",)))
    two = spent(real, before)
    assert (two.total, two.rows) == (2, 3 + 2), "a page with two revisions, and with one"
    both = one + two
    assert (both.total, both.rows, both.bytes) == (3, 11, one.bytes + two.bytes)


def test_a_request_that_is_not_answered_is_counted_too(
    wiki: LocalWiki, real: PywikibotWiki, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.wiki import pywikibot_library

    monkeypatch.setattr(pywikibot_library.load().config, "max_retries", 2)
    wiki.configure(wgReadOnly="Maintenance")
    before = real.session.costs()
    real.save(Change(PageText("Project:A"), "text", "testing"))
    assert spent(real, before).requests == {"edit": 1}


# --- the command


@pytest.fixture
def commands(wiki: LocalWiki, tmp_path: Path) -> Commands:
    other = page().replace("Women in Physics", "Women in Chemistry")
    wiki.tell(
        {"do": "edit", "title": PAGE, "text": page()},
        {"do": "edit", "title": "Project:Other", "text": other},
        {"do": "edit", "as": "Alice", "title": "Lise Meitner", "text": "x" * 1234},
    )
    made = Commands(wiki, tmp_path)
    made.write_config()
    return made


def test_json_tells_what_each_update_cost(commands: Commands) -> None:
    opening(commands.wiki, commands.wiki.pywikibot_dir, "account")
    one, other = json.loads(commands("update", PAGE, "Project:Other", "--json").stdout)
    assert one["costs"]["requests"]["site"] == WARM
    assert other["costs"]["requests"]["site"] == 0
    for costs in (one["costs"], other["costs"]):
        requests = costs["requests"]
        assert requests["total"] == sum(requests["kinds"].values())
        assert requests["kinds"]["edit"] >= 1
        assert costs["rows"] > 0
        assert costs["bytes"] > 0
        assert costs["seconds"] > costs["waiting"] > 0


def test_a_person_is_told_when_asked_for(commands: Commands) -> None:
    quiet = commands("update", PAGE)
    assert quiet.stderr == ""
    told = commands("update", PAGE, "-v").stderr.splitlines()
    assert told[0].endswith("requests to the wiki:")
    total = int(told[0].split()[0])
    listed = [line for line in told if line.startswith("  ")]
    assert sum(int(line.split()[0]) for line in listed) == total
    assert {line.index(line.split()[1]) for line in listed} == {9}
    assert told[-2] == f"{WARM} more for logging in and for what the wiki says of itself."
    assert " came back. It took " in told[-1]


def test_a_new_process_counts_and_measures_nothing_anew_because_others_edited(
    commands: Commands, wiki: LocalWiki
) -> None:
    """Whatever a wiki says of itself that changes with its edits is in no key of what is remembered."""
    wiki.tell({"do": "edit", "title": PAGE, "text": page(SETTINGS + "  words_added: 1\n")})

    def kinds() -> dict[str, int]:
        return dict(json.loads(commands("update", PAGE, "--json").stdout)["costs"]["requests"]["kinds"])

    assert "revisions" in kinds(), "texts are measured"
    wiki.tell({"do": "edit", "as": "Mallory", "title": "Something else", "text": "x"})
    nothing_new = kinds()
    assert not {"revisions", "edit"} & nothing_new.keys()
    assert sum(nothing_new.values()) <= 5
