"""Nothing secret is in anything that the bot says, whatever it does and however much it is asked to tell."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus, unquote_plus

import pytest

from scripts.wiki.instance import BOT_PASSWORD

from ..faults.proxy import Asked, FaultProxy, Reply, everything
from .support import LocalWiki
from .test_commands import PAGE, Commands, commands  # noqa: F401

WRONG = "hunter2-is-not-the-password"
COMMANDS = (
    ("check", PAGE),
    ("new", "Something"),
    ("update", PAGE, "--dry-run"),
    ("update", PAGE, "--json"),
    ("explain", PAGE, "Alice"),
    ("run", "--once"),
)


class Eavesdropper:
    """Notes every secret that goes to the wiki or comes from it."""

    def __init__(self) -> None:
        self.secrets: set[str] = {BOT_PASSWORD}

    def __call__(self, asked: Asked, real: Callable[[], Reply]) -> Reply:
        reply = real()
        self.secrets |= {value for name, value in asked.params.items() if "token" in name or "passw" in name}
        self.secrets |= set(re.findall(r'"\w*token": ?("[^"]+")', reply.body.decode(errors="replace")))
        headers = [*asked.headers.items(), *reply.headers]
        for name, value in headers:
            if name.lower() in ("cookie", "set-cookie"):
                self.secrets |= set(re.findall(r"(?:session|Token)=([^;,\s]+)", value))
            if name.lower() == "authorization":
                self.secrets |= {value, value.partition(" ")[2]}
        return reply

    def found_in(self, text: str) -> set[str]:
        """Those secrets that stand somewhere in a text."""
        found = set()
        for secret in self.secrets:
            value = json.loads(secret) if secret.startswith('"') else secret
            if len(value) < 4:
                continue  # Without an account a token is `+\\`.
            plain = {value, unquote_plus(value)}
            forms = {
                form for one in plain for form in (one, quote(one), quote_plus(one), quote(one, safe=""))
            }
            forms |= {repr(one)[1:-1] for one in plain} | {json.dumps(one)[1:-1] for one in plain}
            forms |= {b64encode(one.encode()).decode() for one in plain}
            found |= {form for form in forms if form in text}
        return found


@pytest.fixture
def ear(wiki: LocalWiki) -> Iterator[tuple[FaultProxy, Eavesdropper]]:
    with FaultProxy(wiki.url) as proxy:
        listening = Eavesdropper()
        proxy.spoil(everything, listening)
        yield proxy, listening


@pytest.fixture
def account(commands: Commands, ear: tuple[FaultProxy, Eavesdropper]) -> Path:  # noqa: F811
    """Pywikibot's folder for a bot that has never logged in, and comes through the proxy."""
    folder = commands.folder / "pywikibot"
    folder.mkdir(mode=0o700)
    port = ear[0].url.rpartition(":")[2]
    for name in ("user-config.py", "user-password.py"):
        text = (commands.wiki.pywikibot_dir / name).read_text()
        text = text.replace(str(commands.wiki.pywikibot_dir), str(folder))
        write(folder / name, re.sub(r"127\.0\.0\.1:\d+", f"127.0.0.1:{port}", text))
    (commands.folder / "bot.yaml").write_text(f"wikis:\n  - api: {ear[0].api}\n")
    return folder


def write(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text)


def said(commands: Commands, account: Path, *arguments: str) -> tuple[int, str]:  # noqa: F811
    done = commands("-vv", *arguments, PYWIKIBOT_DIR=str(account))
    logs = "".join(path.read_text(errors="replace") for path in account.rglob("*.log*"))
    return done.returncode, done.stdout + done.stderr + logs


def test_no_command_tells_a_secret(
    commands: Commands,  # noqa: F811
    account: Path,
    ear: tuple[FaultProxy, Eavesdropper],
) -> None:
    for arguments in COMMANDS:
        code, text = said(commands, account, *arguments)
        assert code == 0, text
        assert "DEBUG" in text
        assert not ear[1].found_in(text)
        for cookies in account.glob("*.lwp"):
            assert cookies.stat().st_mode & 0o777 == 0o600
            if arguments[0] != "run":
                cookies.unlink()
    assert len(ear[1].secrets) > 10
    assert all(path.stat().st_mode & 0o077 == 0 for path in account.rglob("*"))
    assert all(path.stat().st_mode & 0o077 == 0 for path in commands.folder.glob("campaignbot.sqlite*"))


def test_a_wrong_password_is_not_told(
    commands: Commands,  # noqa: F811
    account: Path,
    ear: tuple[FaultProxy, Eavesdropper],
) -> None:
    write(account / "user-password.py", f"('CampaignBot', '{WRONG}')\n")
    code, text = said(commands, account, "update", PAGE)
    assert code == 3
    assert WRONG in ear[1].secrets
    assert not ear[1].found_in(text)
    assert "Logging in on" in text


def test_oauth_that_is_set_up_wrong_is_not_told(
    commands: Commands,  # noqa: F811
    account: Path,
    ear: tuple[FaultProxy, Eavesdropper],
) -> None:
    keys = [f"hunter2-oauth-{number}-{'x' * 16}" for number in range(4)]
    ear[1].secrets.update(keys)
    config = (account / "user-config.py").read_text()
    host = ear[0].url.removeprefix("http://")
    for where in (host, "127.0.0.1"):
        config += f"authenticate[{where!r}] = {tuple(keys)!r}\n"
    write(account / "user-config.py", config)
    code, text = said(commands, account, "update", PAGE)
    assert code != 0
    assert not ear[1].found_in(text)


def test_a_mistyped_store_is_not_told(
    commands: Commands,  # noqa: F811
    account: Path,
    ear: tuple[FaultProxy, Eavesdropper],
) -> None:
    ear[1].secrets.add(WRONG)
    config = commands.folder / "bot.yaml"
    wikis = config.read_text()
    config.chmod(0o600)
    for store, *arguments in (
        (f"mysql://bot:{WRONG}@127.0.0.1:9/store", "update", PAGE),
        (f"mysql://bot:{WRONG}@127.0.0.1:9/store", "run", "--once"),
        (f"mysql://bot:{WRONG}", "run", "--once"),
        (f"mysql://bot: {WRONG}@db: x", "update", PAGE),
    ):
        config.write_text(f"{wikis}store: {store}\n")
        code, text = said(commands, account, *arguments)
        assert code in (2, 3), text
        assert not ear[1].found_in(text)
        assert "Traceback" not in text


def test_files_that_others_can_read_are_refused_by_every_command(commands: Commands, account: Path) -> None:  # noqa: F811
    (account / "user-password.py").chmod(0o644)
    for arguments in (COMMANDS[0], COMMANDS[-1]):
        code, text = said(commands, account, *arguments)
        assert code == 2
        assert f"chmod 600 {account}/user-password.py" in text.replace("\n", "")
