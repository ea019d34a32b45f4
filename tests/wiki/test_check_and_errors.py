"""What operators see: ``check`` tells all that an update would, and mistakes in their files are one line."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from .support import LocalWiki
from .test_commands import PAGE, SETTINGS, Commands, commands, page

__all__ = ["commands"]


def _account(commands: Commands, name: str, config: Callable[[str], str], passwords: str | None) -> str:
    """A folder for pywikibot with changed files."""
    base, new = Path(commands.wiki.pywikibot_dir), commands.folder / name
    new.mkdir()
    files = {"user-config.py": config((base / "user-config.py").read_text().replace(str(base), str(new)))}
    if passwords is not None:
        files["user-password.py"] = passwords
    for file, text in files.items():
        (new / file).write_text(text)
        (new / file).chmod(0o600)
    return str(new)


def _same(text: str) -> str:
    return text


def _add(line: str) -> Callable[[str], str]:
    return lambda text: f"{text}\n{line}\n"


def _no_file(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "password" not in line)


MISTAKES: list[tuple[str, Callable[[str], str], str | None, int, str]] = [
    ("no password file", _same, None, 3, "user-password.py does not exist"),
    ("no password", _no_file, None, 3, "there is no password for CampaignBot"),
    ("an empty file", _same, "\n", 3, "there is no password for CampaignBot"),
    ("a torn line", _same, "('CampaignBot', \n", 3, "Invalid password line format"),
    ("a wrong password", _same, "('CampaignBot', 'wrong')\n", 3, "Incorrect username or password"),
    ("no Python", _add("usernames[ = 3"), None, 2, "user-config.py` can't be read: line 16: SyntaxError"),
    ("an unknown name", _add("usernamse['x'] = 'Z'"), None, 2, "line 16: NameError"),
    ("another mistake", _add("1/0"), None, 2, "line 16: ZeroDivisionError"),
]


def test_a_mistake_in_pywikibots_files_is_one_line(commands: Commands) -> None:
    for number, (name, config, passwords, code, words) in enumerate(MISTAKES):
        folder = _account(commands, str(number), config, passwords)
        done = commands("update", PAGE, PYWIKIBOT_DIR=folder)
        assert (done.returncode, done.stdout) == (code, ""), name
        assert words in done.stderr, name
        assert "Traceback" not in done.stderr, name
        assert len(done.stderr.strip().splitlines()) == 1, name
    done = commands("run", "--once", PYWIKIBOT_DIR=folder)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert commands("check", PAGE, PYWIKIBOT_DIR=folder).returncode == 2


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("wikis:\n  - wiki: no.wikipedia.org", "`wikis` stands twice"),
        ("contact: a@b.org\ncontact: c@d.org", "`contact` stands twice in the configuration, in line 3"),
    ],
)
def test_what_stands_twice_in_the_configuration(commands: Commands, more: str, words: str) -> None:
    commands.write_config(more)
    done = commands("check", PAGE)
    assert done.returncode == 2
    assert words in done.stderr


def test_run_says_what_it_serves_and_when_it_looks_next(commands: Commands) -> None:
    process = commands.start("run")
    assert process.stderr
    seen = [process.stderr.readline() for _ in range(2)]
    assert process.poll() is None, "it goes on by itself"
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 0
    assert f"{commands.wiki.api}: looking here for campaigns ({{{{CampaignBot}}}})" in seen[0]
    assert "1 campaign found; the next look for new ones is in 5 minutes" in seen[1]


def test_check_tells_what_an_update_would(commands: Commands, wiki: LocalWiki) -> None:
    more = "articles: {category: No such category}\nparticipants: {users: [Alice, Nemo]}\n"
    wiki.tell(
        {"do": "edit", "title": PAGE, "text": page(SETTINGS + more)},
        {"do": "edit", "title": "Project:Closed", "text": "{{nobots}}\n" + page()},
        {"do": "edit", "title": "Project:Bare", "text": page(template="")},
        {"do": "edit", "title": "An article", "text": page()},
    )
    done = commands("check", PAGE)
    said = " ".join(done.stdout.split())
    assert "Nemo" in said
    assert "No such category" in said
    for name, words in {
        "Project:Closed": "nobots",
        "Project:Bare": "{{CampaignBot}}",
        "An article": "namespace",
    }.items():
        done = commands("check", name)
        assert done.returncode == 1, name
        assert words in " ".join(done.stdout.split()), name
    several = commands("check", "Project:Bare", PAGE).stdout
    assert "— Project:Bare" in several
    assert f"— {PAGE}" in several


def test_check_tells_of_the_page_that_stops_the_bot(commands: Commands, wiki: LocalWiki) -> None:
    wiki.tell({"do": "edit", "title": "User:CampaignBot/shutoff", "text": "Stop!"})
    done = commands("check", PAGE)
    assert done.returncode == 1
    assert "shutoff" in done.stdout
    assert len(wiki.history(PAGE)) == 1
