"""`new --ask`: questions on a terminal become a page; a wrong answer is told and asked for again."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.wiring import generic_site
from bot.declaration.read import read_declaration
from bot.mediawiki.site import PROJECT, Title
from bot.operations.campaign_page import declaration_context
from bot.operations.settings import Discovery

REPOSITORY = Path(__file__).resolve().parents[1]
COMMAND = (sys.executable, "-m", "bot", "new", "--ask")


def asked(folder: Path, *answers: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        COMMAND,
        cwd=folder,
        env=environment(),
        input="".join(f"{answer}\n" for answer in answers),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def environment() -> dict[str, str]:
    return {"PYTHONPATH": str(REPOSITORY), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}


def settings(page: str) -> str:
    found = re.search(r'<syntaxhighlight lang="yaml">\n(.*?)</syntaxhighlight>', page, re.DOTALL)
    assert found
    site = generic_site()
    where = declaration_context(Title(PROJECT, "WiP"), site, Discovery())
    assert read_declaration(found[1], where).problems == ()
    return found[1]


def test_answers_become_a_page(tmp_path: Path) -> None:
    done = asked(
        tmp_path,
        *("Women: physics", "2026-11-01", "2026-11-30"),
        *("users", "Alice; Bob", "category", "Women physicists"),
        *("bytes_added, images_added", "", "5"),
    )
    assert done.returncode == 0
    assert settings(done.stdout) == (
        'name: "Women: physics"\nstart: 2026-11-01\nend: 2026-11-30\n'
        "participants:\n  users:\n    - Alice\n    - Bob\n"
        "articles:\n  category: Women physicists\n"
        "points:\n  bytes_added:\n    points: 1\n    per: 1000\n  images_added: 5\n"
    )
    assert done.stdout.startswith("{{CampaignBot}}\n<!-- campaignbot:status -->\n")
    assert "==" not in done.stdout


def test_without_answers_people_sign_on_the_page(tmp_path: Path) -> None:
    done = asked(tmp_path, "WiP", "", "", "", "", "")
    assert settings(done.stdout).startswith('name: "WiP"\nstart: 2')
    assert len(settings(done.stdout).splitlines()) == 3
    assert "== Participants ==\n" in done.stdout


def test_a_section_that_was_named_is_on_the_page(tmp_path: Path) -> None:
    done = asked(tmp_path, "WiP", "", "", "section", "Who is in", "", "")
    settings(done.stdout)
    assert "\n== Who is in ==\n" in done.stdout


@pytest.mark.parametrize(
    ("before", "wrong", "right", "said"),
    [
        ((), "", "WiP", "name"),
        (("WiP",), "2026-11-31", "2026-11-01", "November has 30 days"),
        (("WiP", "2026-11-05"), "2026-11-01", "2026-11-30", "before it starts"),
        (("WiP", "", ""), "categry", "", "Did you mean `category`?"),
        (("WiP", "", "", "anyone", "true"), "", "titles\nA; B", "which articles count"),
        (("WiP", "", "", "", ""), "bytes", "", "Did you mean `bytes_added`?"),
        (("WiP", "", "", "", "", "edits"), "lots", "1", "lots"),
    ],
)
def test_a_wrong_answer_is_told_and_asked_for_again(
    before: tuple[str, ...], wrong: str, right: str, said: str, tmp_path: Path
) -> None:
    done = asked(tmp_path, *before, wrong, right, *[""] * 5)
    assert done.returncode == 0
    assert said in done.stderr
    settings(done.stdout)


def test_the_end_of_the_input_ends_it_kindly(tmp_path: Path) -> None:
    done = asked(tmp_path, "WiP")
    assert (done.returncode, done.stdout) == (0, "")
    assert "No page was made" in done.stderr


def test_ctrl_c_ends_it_at_once(tmp_path: Path) -> None:
    with subprocess.Popen(
        COMMAND,
        cwd=tmp_path,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        while "called" not in process.stderr.readline():
            pass
        process.send_signal(signal.SIGINT)
        out, told = process.communicate(timeout=10)
    assert (process.returncode, out) == (0, "")
    assert "No page was made" in told
