"""Files that hold secrets are for their owner alone; others are told how to mend it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.cli import private
from bot.operations.settings import SettingsProblem, load
from bot.wikitext.secrets import Secrets

OAUTH = 'authenticate["wiki.example"] = ("consumer-key", "consumer-secret", "access-key", "access-secret")\n'
PLAIN = 'usernames["local"]["local"] = "Bot"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration and a folder for pywikibot in which everything is as it should be."""
    monkeypatch.setenv("PYWIKIBOT_DIR", str(tmp_path))
    write(tmp_path / "bot.yaml", "contact: me@example.org\nwikis: [{wiki: no.wikipedia.org}]\n", 0o644)
    write(tmp_path / "user-config.py", PLAIN + 'password_file = "secret-place.py"\n', 0o644)
    write(
        tmp_path / "secret-place.py", '("Bot", BotPassword("campaigns", "hunter2"))\n("Other", "hunter3")\n'
    )
    write(tmp_path / "pywikibot-Bot.lwp", "#LWP-Cookies-2.0\n")
    return tmp_path


def write(path: Path, text: str, mode: int = 0o600) -> None:
    path.write_text(text)
    path.chmod(mode)


def check(folder: Path) -> Secrets:
    secrets = Secrets()
    private.check(load(folder / "bot.yaml"), secrets)
    return secrets


def refused(folder: Path) -> str:
    with pytest.raises(SettingsProblem) as problem:
        check(folder)
    assert problem.value.message.key == "settings-secrets-open"
    return str(problem.value.message.params[1])


def test_what_holds_no_secret_may_be_read_by_anybody(folder: Path) -> None:
    check(folder)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o602])
@pytest.mark.parametrize("name", ["secret-place.py", "pywikibot-Bot.lwp"])
def test_an_open_file_is_refused_until_the_command_that_is_told_was_given(
    folder: Path, name: str, mode: int
) -> None:
    (folder / name).chmod(mode)
    command = refused(folder)
    assert command == f"chmod 600 {folder / name}"
    subprocess.run(command, shell=True, check=True)
    check(folder)


def test_all_of_them_are_told_at_once(folder: Path) -> None:
    write(folder / "user-config.py", OAUTH, 0o644)
    write(folder / "user-password.py", "('Bot', 'x')", 0o644)
    cookies = folder / "pywikibot-My bot's.lwp"
    write(cookies, "", 0o666)
    store = "mysql://bot:hunter2@db/store"
    write(
        folder / "bot.yaml",
        f"contact: me@example.org\nwikis: [{{wiki: no.wikipedia.org}}]\nstore: {store}\n",
        0o644,
    )
    subprocess.run(refused(folder), shell=True, check=True)
    assert {path.stat().st_mode & 0o777 for path in folder.glob("[bp]*")} == {0o600}
    check(folder)


def test_the_files_for_databases_are_looked_at_too(folder: Path) -> None:
    account = folder / "replica.my.cnf"
    write(account, "[client]\nuser = a\npassword = hunter2\n", 0o644)
    for line in (f"store: mysql://db/store?read_default_file={account}", "store: sqlite://"):
        source = (
            f"source: replicas, replicas: {{credentials: {account}}}" if "sqlite" in line else "source: api"
        )
        write(
            folder / "bot.yaml",
            f"contact: me@example.org\nwikis: [{{wiki: no.wikipedia.org, {source}}}]\n{line}\n",
            0o644,
        )
        assert str(account) in refused(folder)
    account.chmod(0o400)
    check(folder)


def test_what_is_mounted_read_only_is_not_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "secret-place.py").chmod(0o444)
    refused(folder)
    monkeypatch.setattr(os, "statvfs", lambda _path: SimpleNamespace(f_flag=os.ST_RDONLY))
    check(folder)


def test_the_secrets_of_all_files_are_known(folder: Path) -> None:
    write(folder / "user-config.py", OAUTH + 'password_file = "secret-place.py"\n')
    store = "mysql://bot:hunter4@db/store"
    write(
        folder / "bot.yaml", f"contact: me@example.org\nwikis: [{{wiki: no.wikipedia.org}}]\nstore: {store}\n"
    )
    secrets = check(folder)
    for secret in ("hunter2", "hunter3", "hunter4", "consumer-key", "consumer-secret", "access-secret"):
        assert secrets.hide(f"a {secret} b") == "a *** b"
    assert secrets.hide("Bot at wiki.example") == "Bot at wiki.example"


@pytest.mark.parametrize(
    "text", ["(", "password_file = open('x').read()\n", "\0", "x = [" * 5000, "é".encode("latin1")]
)
def test_a_configuration_that_cannot_be_read_is_pywikibots_concern(folder: Path, text: str | bytes) -> None:
    (folder / "user-config.py").write_bytes(text if isinstance(text, bytes) else text.encode())
    check(folder)
