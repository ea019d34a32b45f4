"""The files that let pywikibot log in to local wikis."""

from collections.abc import Mapping
from pathlib import Path

FAMILY = "local"

_USER_CONFIG = """\
# Made by scripts/local-wiki: pywikibot's settings for what is on this machine.
family = {family!r}
mylang = {family!r}
{wikis}password_file = {password_file!r}
put_throttle = 0
minthrottle = 0
maxthrottle = 0
noisysleep = 60.0
max_retries = 3
retry_wait = 1
console_encoding = "utf-8"
simulate = False
"""

_WIKI = """\
family_files[{family!r}] = "http://127.0.0.1:{port}/api.php"
usernames[{family!r}][{family!r}] = {user!r}
"""


def write(folder: Path, *, ports: Mapping[str, int], user: str, password: str) -> None:
    """Write user-config.py and the password file; pywikibot insists that only the owner may write them.

    ``ports`` are those of the wikis, by what pywikibot is to call them; the first is its usual one.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    password_file = folder / "user-password.py"
    _write_private(password_file, f"({user!r}, {password!r})\n")
    wikis = "".join(_WIKI.format(family=family, port=port, user=user) for family, port in ports.items())
    text = _USER_CONFIG.format(family=next(iter(ports)), wikis=wikis, password_file=str(password_file))
    _write_private(folder / "user-config.py", text)


def _write_private(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(text)
