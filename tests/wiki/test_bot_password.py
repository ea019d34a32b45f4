"""A bot password has only the rights that were ticked for it; what is missing is one clear line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .bot import PAGE, campaign_page
from .stories import write
from .support import LocalWiki

PASSWORD = "a" * 32
REPOSITORY = Path(__file__).resolve().parents[2]


def granted(wiki: LocalWiki, name: str, *grants: str) -> None:
    """Give the bot's account a bot password with these grants."""
    made = wiki.instance
    script = Path(made.mediawiki.root) / "maintenance" / "createBotPassword.php"
    given = ["--appid", name, "--grants", ",".join(grants), "CampaignBot", PASSWORD]
    environment = {**os.environ, **made.environment}
    subprocess.run(["php", str(script), *given], check=True, capture_output=True, env=environment)


def update(wiki: LocalWiki, folder: Path, name: str, password: str = PASSWORD) -> tuple[int, str]:
    """The exit code of ``update`` with a bot password, and what it says on its error output."""
    shutil.copytree(wiki.pywikibot_dir, folder / "pywikibot")
    folder = folder / "pywikibot"
    for file, text in {
        "user-password.py": f'("CampaignBot", BotPassword({name!r}, {password!r}))\n',
        "user-config.py": (folder / "user-config.py")
        .read_text()
        .replace(str(wiki.pywikibot_dir), str(folder)),
        "bot.yaml": f"wikis:\n  - api: {wiki.api}\n    trust: anyone\nstore: sqlite:///{folder}/s.sqlite\n",
    }.items():
        (folder / file).write_text(text)
        (folder / file).chmod(0o600)
    for cookies in folder.glob("*.lwp"):
        cookies.unlink()
    command = [sys.executable, "-m", "bot", "--config", str(folder / "bot.yaml"), "update", PAGE]
    environment = {**os.environ, "PYWIKIBOT_DIR": str(folder)}
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment, cwd=REPOSITORY
    )
    return done.returncode, done.stderr.strip()


@pytest.mark.parametrize("grants", [("basic",), ("basic", "highvolume")])
def test_without_the_right_to_edit(grants: tuple[str, ...], wiki: LocalWiki, tmp_path: Path) -> None:
    wiki.tell(write("Admin", PAGE, campaign_page(), "10-20"))
    granted(wiki, "small", *grants)
    code, said = update(wiki, tmp_path, "small")
    assert code == 1
    [line] = said.splitlines()
    assert line.startswith(f"The bot's account may not save “{PAGE}”: ")
    assert "[[" not in line
    assert ".." not in line
    assert line.endswith("tick “Edit existing pages” and “Create, edit, and move pages”.")


def test_with_the_right_to_edit(wiki: LocalWiki, tmp_path: Path) -> None:
    wiki.tell(write("Admin", PAGE, campaign_page(), "10-20"))
    granted(wiki, "enough", "basic", "editpage", "createeditmovepage")
    assert update(wiki, tmp_path, "enough") == (0, "")


def test_with_another_password_than_the_wiki_has(wiki: LocalWiki, tmp_path: Path) -> None:
    wiki.tell(write("Admin", PAGE, campaign_page(), "10-20"))
    granted(wiki, "good", "basic", "editpage")
    code, said = update(wiki, tmp_path, "good", "b" * 32)
    assert code != 0
    assert len(said.splitlines()) == 1
    assert "Traceback" not in said
    assert "b" * 32 not in said
