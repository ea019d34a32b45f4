"""The files that hold secrets: nobody else may read them, and what stands in them is never shown."""

from __future__ import annotations

import ast
import os
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bot.messages import message
from bot.operations.settings import Settings, SettingsProblem
from bot.wikitext.secrets import Secrets

OTHERS = 0o077
USER_CONFIG = "user-config.py"
PASSWORDS = "user-password.py"
TELLING = ("password", "secret", "token", "authenticate")
"""What is called so is a secret, in pywikibot's configuration."""


def check(settings: Settings, secrets: Secrets) -> None:
    """Note the secrets of all the files. Raises SettingsProblem where others can read one of the files."""
    from bot.store.address import account_of  # noqa: PLC0415 - it loads SQLAlchemy

    account = account_of(settings.store)
    secrets.add(*account.secrets)
    files = [*_pywikibots(secrets)]
    if account.secrets:
        files.append(settings.path)
    if account.file:
        files.append(account.file)
    files += [wiki.replicas.credentials.expanduser() for wiki in settings.wikis if wiki.replicas]
    opened = [path for path in dict.fromkeys(files) if is_open(path)]
    if opened:
        names = ", ".join(map(str, opened))
        raise SettingsProblem(message("settings-secrets-open", names, _mending(opened), len(opened)))


def is_open(path: Path) -> bool:
    """Whether others can read a file, and its owner can do something about it.

    Secrets that are mounted read-only, as containers have them, are whoever mounted them's concern.
    """
    try:
        return bool(path.stat().st_mode & OTHERS) and not os.statvfs(path).f_flag & os.ST_RDONLY
    except OSError:
        return False


def _mending(paths: list[Path]) -> str:
    """The command that mends it."""
    names = " ".join(shlex.quote(str(path)) for path in paths)
    if all(path.stat().st_uid == os.geteuid() for path in paths):
        return f"chmod 600 {names}"
    return f'sudo chown "$(id -un)" {names} && chmod 600 {names}'


def _pywikibots(secrets: Secrets) -> Iterator[Path]:
    """Those of pywikibot's files that hold secrets; see ``bot.wiki.pywikibot_library`` for where they are."""
    folder = Path(os.environ.get("PYWIKIBOT_DIR", ""))
    config = _parsed(folder / USER_CONFIG)
    if config is None:
        return
    found = list(_secrets(config))
    secrets.add(*found)
    if found:
        yield folder / USER_CONFIG
    passwords = folder / (_password_file(config) or PASSWORDS)
    if passwords.is_file():
        secrets.add(*_passwords(passwords))
        yield passwords
    yield from sorted(folder.glob("*.lwp"))
    with suppress(OSError):  # Pywikibot's own, in which it counts its processes.
        (folder / "throttle.ctrl").chmod(0o600)


def _parsed(path: Path) -> ast.Module | None:
    try:
        return ast.parse(path.read_bytes())
    except (OSError, ValueError, SyntaxError):
        return None


def _secrets(config: ast.Module) -> Iterator[str]:
    """The texts that are given to something with a telling name."""
    for node in ast.walk(config):
        targets = node.targets if isinstance(node, ast.Assign) else ()
        names = {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}
        telling = any(word in name.lower() for name in names for word in TELLING)
        if isinstance(node, ast.Assign) and telling and "password_file" not in names:
            yield from _texts(node.value)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "BotPassword":
            yield from _texts(node)


def _texts(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _password_file(config: ast.Module) -> str | None:
    for node in ast.walk(config):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and node.targets[0].id == "password_file"
            and isinstance(node.value, ast.Constant)
            and node.value.value
        ):
            return str(node.value.value)
    return None


def _passwords(path: Path) -> Iterator[str]:
    """The last text of each line: ``("User", "password")``, ``("User", BotPassword("name", "password"))``."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return
    for line in lines:
        try:
            texts = list(_texts(ast.parse(line.strip())))
        except (SyntaxError, ValueError):
            continue
        yield from texts[-1:]
