"""The commands as a user types them: what is printed, what is saved, and the exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from .support import LocalWiki

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = "Project:WiP"
NOW = datetime.now(UTC)
SETTINGS = f"""name: Women in Physics
start: {NOW - timedelta(days=10):%Y-%m-%d}
end: {NOW + timedelta(days=10):%Y-%m-%d}
points:
  articles_created: 10
  bytes_added:
    points: 1
    per: 100
"""


@dataclass
class Commands:
    """The bot's command line on one wiki, with a configuration of its own."""

    wiki: LocalWiki
    folder: Path

    def write_config(self, *more: str) -> Path:
        path = self.folder / "bot.yaml"
        path.write_text("\n".join((f"wikis:\n  - api: {self.wiki.api}", *more)) + "\n", encoding="utf-8")
        return path

    def environment(self, **more: str) -> dict[str, str]:
        mine = {
            "PYWIKIBOT_DIR": str(self.wiki.pywikibot_dir),
            "CAMPAIGNBOT_CONFIG": str(self.folder / "bot.yaml"),
        }
        return {**os.environ, "LC_ALL": "C.UTF-8", **mine, **more}

    def __call__(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=REPOSITORY,
            env=self.environment(**environment),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            cwd=REPOSITORY,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


def page(settings: str = SETTINGS, template: str = "{{CampaignBot}}") -> str:
    people = "== Participants ==\n* [[User:Alice]]\n* [[User:Bob]]\n"
    return f'{template}\n<syntaxhighlight lang="yaml">\n{settings}</syntaxhighlight>\n\n{people}'


def at(days: float) -> str:
    return f"{NOW + timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"


@pytest.fixture
def commands(wiki: LocalWiki, tmp_path: Path) -> Commands:
    wiki.tell(
        {"do": "edit", "at": at(-20), "title": PAGE, "text": page()},
        {"do": "edit", "as": "Carol", "title": "Old", "text": "old"},
        {"do": "edit", "at": at(-3), "as": "Alice", "title": "Lise Meitner", "text": "x" * 1234},
        {"do": "edit", "as": "Bob", "title": "Old", "append": "y" * 100},
    )
    made = Commands(wiki, tmp_path)
    made.write_config()
    return made


def test_update_saves_the_page_and_prints_the_leaderboard(commands: Commands, wiki: LocalWiki) -> None:
    done = commands("update", PAGE)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Alice" in done.stdout
    assert "22.3" in done.stdout
    assert "Saved “Project:WiP”" in done.stdout
    assert "<!-- campaignbot:leaderboard -->" in wiki.text(PAGE)
    again = commands("update", PAGE)
    assert again.returncode == 0
    assert "nothing to save" in again.stdout
    assert len(wiki.history(PAGE)) == 2


def test_the_address_from_a_browser_names_the_page(commands: Commands, wiki: LocalWiki) -> None:
    for address in (f"{wiki.url}/wiki/{PAGE}", f"{wiki.url}/index.php?title={PAGE}&action=history"):
        assert commands("check", address).returncode == 0


def test_a_dry_run_shows_the_change_and_saves_nothing_anywhere(commands: Commands, wiki: LocalWiki) -> None:
    done = commands("update", PAGE, "--dry-run", PYWIKIBOT_DIR=str(commands.folder))
    assert done.returncode == 0
    assert "+<!-- campaignbot:leaderboard -->" in done.stdout
    assert len(wiki.history(PAGE)) == 1
    assert not (commands.folder / "campaignbot.sqlite").exists()


def test_json_is_a_document_for_programs(commands: Commands) -> None:
    done = commands("update", PAGE, "--json", "--dry-run")
    document = json.loads(done.stdout)
    assert document["campaign"]["name"] == "Women in Physics"
    rows = [(row["rank"], row["user"], row["points"]) for row in document["rows"]]
    assert rows == [(1, "Alice", 22.3), (2, "Bob", 1.0)]
    assert document["rows"][0]["measures"]["bytes_added"] == 1234
    assert document["problems"] == []
    assert document["generated"].endswith("Z")


def test_problems_are_printed_and_told_on_the_page(commands: Commands, wiki: LocalWiki) -> None:
    wiki.tell({"do": "edit", "title": PAGE, "text": page(SETTINGS.replace("name:", "nmae:"))})
    done = commands("update", PAGE)
    assert done.returncode == 1
    assert "`nmae` is not a setting. Did you mean `name`?" in done.stdout
    assert "Did you mean" in wiki.text(PAGE)
    assert "Alice" in done.stdout, "the last good settings keep running"
    document = json.loads(commands("update", PAGE, "--json", "--dry-run").stdout)
    assert "nmae" in document["problems"][0]["text"]
    assert document["problems"][0]["line"] == 1


def test_check_reads_pages_and_files(commands: Commands, wiki: LocalWiki) -> None:
    good, bad, whole = (commands.folder / name for name in ("good.yaml", "bad.yaml", "page.txt"))
    good.write_text(SETTINGS)
    bad.write_text(SETTINGS.replace("points:", "pionts:"))
    whole.write_text(page())
    assert commands("check", PAGE, str(good), str(whole)).returncode == 0
    done = commands("check", str(good), str(bad))
    assert done.returncode == 1
    assert "Did you mean `points`?" in done.stdout
    assert len(wiki.history(PAGE)) == 1


def test_every_command_says_of_a_page_that_it_is_no_campaign(commands: Commands, wiki: LocalWiki) -> None:
    portal = "Project:Portal"
    wiki.tell({"do": "edit", "title": portal, "text": f"{{{{{PAGE}}}}}"})
    for command in (("update", portal), ("check", portal), ("explain", portal, "Alice"), ("run", "--once")):
        done = commands(*command)
        assert "“Project:Portal” is not a campaign yet" in done.stdout + done.stderr, command
    assert len(wiki.history(portal)) == 1
    wiki.tell({"do": "edit", "title": PAGE, "text": page(SETTINGS + "publish: {articles: Project:Portal}\n")})
    checked = commands("check", PAGE)
    assert "<!-- campaignbot:articles of Project:WiP -->" in " ".join(checked.stdout.split())


def test_settings_that_wait_are_told_by_every_command(commands: Commands, wiki: LocalWiki) -> None:
    changed = page(SETTINGS.replace("10\n", "30\n"))
    wiki.tell({"do": "edit", "as": "192.0.2.7", "title": PAGE, "text": changed})
    checked = commands("check", PAGE)
    assert checked.returncode == 1
    assert "A change of the settings waits for approval" in checked.stdout
    document = json.loads(commands("update", PAGE, "--json", "--dry-run").stdout)
    assert document["rows"][0]["points"] == 22.3
    assert "192.0.2.7" in document["waiting"][1]
    ran = commands("run", "--once")
    assert (ran.returncode, "waits for approval" in ran.stderr) == (0, True)
    updated = commands("update", PAGE)
    assert updated.returncode == 0
    assert "waits for approval" in updated.stdout
    assert "22.3" in commands("explain", PAGE, "Alice").stdout


def test_check_of_a_file_needs_no_wiki(tmp_path: Path) -> None:
    file = tmp_path / "good.yaml"
    file.write_text(SETTINGS)
    environment = {k: v for k, v in os.environ.items() if k not in {"CAMPAIGNBOT_CONFIG", "PYWIKIBOT_DIR"}}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "check", str(file)],
        cwd=tmp_path,
        env={**environment, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "can begin" in done.stdout


def test_explain_adds_up(commands: Commands, wiki: LocalWiki) -> None:
    wiki.tell(
        {"do": "edit", "at": at(-2), "as": "Mallory", "title": "Lise Meitner", "text": "lol"},
        {"do": "undo", "revid": 5, "as": "Alice"},
        {"do": "edit", "as": "Alice", "title": "User:Alice", "text": "me"},
    )
    done = commands("explain", PAGE, "alice")
    assert done.returncode == 0
    assert "12.34" in done.stdout
    assert "All rules together: 22.34, shown as 22.3" in done.stdout
    assert "User:Alice: does not count: the page is not an article" in done.stdout
    outsider = commands("explain", PAGE, "Mallory")
    assert "No participant" in outsider.stdout
    nobody = commands("explain", PAGE, "Nobody at all")
    assert nobody.returncode == 1


def test_explain_remembers_what_was_deleted_since(commands: Commands, wiki: LocalWiki) -> None:
    commands("update", PAGE)
    wiki.tell({"do": "delete", "title": "Lise Meitner"})
    done = commands("explain", PAGE, "Alice")
    assert "Lise Meitner: does not count: the page has been deleted" in done.stdout


def test_new_prints_a_page_that_works(commands: Commands, wiki: LocalWiki) -> None:
    done = commands("new", 'A "great" campaign: 100%')
    assert done.returncode == 0
    assert "red link" in done.stderr
    wiki.tell({"do": "edit", "title": "Project:New one", "text": done.stdout})
    checked = commands("check", "Project:New one")
    assert checked.returncode == 0, checked.stdout
    assert 'A "great" campaign: 100%' in checked.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["update", "Project:Nothing"], 1),
        (["update", "Bad[title"], 2),
        (["update", "https://en.wikipedia.org/wiki/Physics"], 2),
        (["update", "--config", "/nowhere/bot.yaml", PAGE], 2),
        (["check", "Project:Nothing"], 2),
        (["paint", PAGE], 2),
    ],
)
def test_exit_codes(commands: Commands, arguments: list[str], code: int) -> None:
    done = commands(*arguments)
    assert done.returncode == code
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_a_wiki_that_cannot_be_reached_is_3(commands: Commands) -> None:
    (commands.folder / "bot.yaml").write_text("wikis:\n  - api: http://127.0.0.1:9/api.php\n")
    done = commands("update", PAGE, "--dry-run")
    assert done.returncode == 3
    assert "could not be reached" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [("run", "--once"), ("update", PAGE)])
def test_a_file_of_somebody_else_is_refused(commands: Commands, command: tuple[str, ...]) -> None:
    notes = commands.folder / "campaignbot.sqlite"
    notes.write_text("no database" * 1000)
    done = commands(*command)
    assert done.returncode == 2
    assert "is no store of the bot" in done.stderr
    assert "Traceback" not in done.stderr
    assert notes.read_text() == "no database" * 1000
    notes.unlink()
    assert commands(*command).returncode == 0


def test_a_store_with_an_address_that_is_none_is_2(commands: Commands) -> None:
    commands.write_config("store: somewhere")
    for command in (("run",), ("update", PAGE)):
        done = commands(*command)
        assert done.returncode == 2
        assert "sqlite:///campaignbot.sqlite" in done.stderr
        assert "Traceback" not in done.stderr


def test_saving_without_an_account_says_how_to_get_one(commands: Commands) -> None:
    done = commands("update", PAGE, PYWIKIBOT_DIR=str(commands.folder))
    assert done.returncode == 3
    assert "user-config.py.sample" in done.stderr


def test_run_once_does_what_is_due_and_ends(commands: Commands, wiki: LocalWiki) -> None:
    wiki.tell(
        {"do": "edit", "title": "Project:Two", "text": page(SETTINGS.replace("Women", "Men"))},
        {"do": "edit", "title": "An article", "text": page()},
        {"do": "edit", "title": "Template:CampaignBot/doc", "text": page()},
    )
    done = commands("run", "--once")
    assert done.returncode == 0, done.stderr
    for title in (PAGE, "Project:Two"):
        assert "campaignbot:leaderboard" in wiki.text(title)
    for title in ("An article", "Template:CampaignBot/doc"):
        assert "campaignbot:leaderboard" not in wiki.text(title)
    before = len(wiki.history(PAGE))
    assert commands("run", "--once").stderr == "", "nothing was due, so nothing is logged"
    assert len(wiki.history(PAGE)) == before


def test_an_edit_of_the_page_makes_it_due_at_once(commands: Commands, wiki: LocalWiki) -> None:
    commands("run", "--once")
    signed = wiki.text(PAGE).replace("* [[User:Bob]]", "* [[User:Bob]]\n* [[User:Carol]]")
    wiki.tell({"do": "edit", "title": PAGE, "text": signed})
    commands("run", "--once")
    assert "[[User:Carol|Carol]]" in wiki.text(PAGE).split("campaignbot:leaderboard")[1]


def test_one_campaigns_failure_does_not_stop_another(commands: Commands, wiki: LocalWiki) -> None:
    wiki.tell(
        {"do": "edit", "title": "Project:Two", "text": page(SETTINGS.replace("end:", "ende:"))},
        {"do": "protect", "title": PAGE},
        {"do": "edit", "title": "Project:Three", "text": page()},
    )
    done = commands("run", "--once")
    assert done.returncode == 1
    assert "protected" in done.stderr
    assert "campaignbot:leaderboard" in wiki.text("Project:Three"), done.stderr
    assert "Did you mean" in wiki.text("Project:Two")


def test_a_template_taken_away_ends_the_campaign(commands: Commands, wiki: LocalWiki) -> None:
    commands("run", "--once")
    wiki.tell(
        {"do": "edit", "title": PAGE, "text": wiki.text(PAGE).replace("{{CampaignBot}}", "")},
        {"do": "edit", "as": "Bob", "title": "Old", "append": "z" * 500},
    )
    before = wiki.text(PAGE)
    assert commands("run", "--once").returncode == 0
    assert wiki.text(PAGE) == before


def test_sigterm_ends_the_scheduled_process_cleanly(commands: Commands, wiki: LocalWiki) -> None:
    process = commands.start("run")
    deadline = time.monotonic() + 30
    while "campaignbot:leaderboard" not in wiki.text(PAGE):
        assert time.monotonic() < deadline, "it did not come to its first save"
        time.sleep(0.2)
    assert process.poll() is None, "it goes on by itself"
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in errors
    assert "1 page saved" in errors


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("nb_NO.UTF-8", "alt i orden"),
        ("xx_YY.UTF-8", "all fine"),
        ("C", "all fine"),
        ("", "all fine"),
        ("ar_EG", "Women in Physics"),
    ],
)
def test_the_terminal_speaks_the_language_of_its_locale(commands: Commands, locale: str, words: str) -> None:
    done = commands("check", PAGE, LC_ALL=locale, LANG="", PYTHONUTF8="1")
    assert (done.returncode, done.stderr) == (0, "")
    assert words in done.stdout


def test_a_wikis_own_reference_templates_count(commands: Commands, wiki: LocalWiki) -> None:
    settings = SETTINGS + "  references_added: 1\n  references_reused: 1\n"
    wiki.tell(
        {"do": "edit", "title": PAGE, "text": page(settings)},
        {
            "do": "edit",
            "at": at(-1),
            "as": "Bob",
            "title": "Old",
            "append": "{{Nota|x}} {{sfn|A}} {{ibid|x}}",
        },
    )

    def counted() -> tuple[int, int]:
        bob = json.loads(commands("update", PAGE, "--json", "--dry-run").stdout)["rows"][1]
        assert bob["user"] == "Bob"
        return bob["measures"]["references_added"], bob["measures"]["references_reused"]

    assert counted() == (1, 0), "of these, only sfn is known everywhere"
    commands.write_config("    reference_templates: [nota]", "    reuse_templates: [ibid]")
    assert counted() == (2, 1)


def test_a_dry_run_shows_which_messages_would_be_sent(commands: Commands, wiki: LocalWiki) -> None:
    settings = SETTINGS + 'newcomers:\n  registered_days_before: 90\n  welcome: "Hello!"\n'
    wiki.tell({"do": "edit", "title": PAGE, "text": page(settings)})
    done = commands("update", PAGE, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "Would write to “User talk:Alice”:" in done.stdout
    assert "+Hello! ~~~~" in done.stdout
    document = json.loads(commands("update", PAGE, "--json", "--dry-run").stdout)
    assert [(one["kind"], one["user"], one["result"]) for one in document["messages"]] == [
        ("welcome", "Alice", "would-be"),
        ("welcome", "Bob", "would-be"),
    ]
    assert not wiki.history("User talk:Alice")
    done = commands("update", PAGE)
    assert "Wrote to “User talk:Alice”." in done.stdout
    assert "Wrote" not in commands("update", PAGE).stdout
