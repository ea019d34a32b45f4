"""MediaWiki's program files: named by MEDIAWIKI_ROOT, or unpacked from Debian's package."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from . import debian, paths
from .problems import SetupProblem, WikiProblem

# mediawiki-classes holds a few libraries that the mediawiki package needs.
PACKAGES = ("mediawiki", "mediawiki-classes")
OTHERWISE = "Or unpack MediaWiki 1.39 or newer somewhere and set MEDIAWIKI_ROOT to that folder."


@dataclass(frozen=True)
class MediaWiki:
    """One unpacked MediaWiki; it is only read, so any number of wikis can share it."""

    root: Path
    version: str

    def script(self, name: str, *arguments: str) -> list[str]:
        """Return the command that runs a maintenance script: its own by name, another by path."""
        path = Path(name) if name.startswith("/") else self.root / "maintenance" / f"{name}.php"
        runner = self.root / "maintenance" / "run.php"
        start = [str(runner), str(path)] if runner.exists() else [str(path)]
        return [*php(), *start, *arguments]


def php() -> list[str]:
    """Return the `php` command with the settings for scripts: quiet, and compiled code kept between runs."""
    options = {
        "display_errors": "stderr",
        "error_reporting": str(0x7FFF & ~0x6000),  # E_ALL without E_DEPRECATED and E_USER_DEPRECATED
        "memory_limit": "1G",
        "opcache.enable_cli": "1",
        "opcache.file_cache": str(compiled_code()),
    }
    return ["php", *(f"-d{name}={value}" for name, value in options.items())]


def compiled_code() -> Path:
    """Return the folder where PHP keeps compiled code between runs."""
    folder = paths.cache_folder() / "opcache"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def run(command: list[str], environment: dict[str, str], text: str = "") -> str:
    """Run a PHP command with `text` as its input; return what it prints. Raises WikiProblem when it fails."""
    done = subprocess.run(
        command, input=text, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise WikiProblem((done.stderr.strip() or done.stdout.strip() or "PHP failed without a word")[-4000:])
    return done.stdout


def fits(version: str, wanted: str) -> bool:
    """Tell whether a version is the wanted one: `1.43` is any 1.43, the empty text any at all."""
    return not wanted or f"{version}.".startswith(f"{wanted}.")


def find(version: str = "") -> MediaWiki:
    """Return MediaWiki, downloading it when MEDIAWIKI_ROOT does not name one. Raises SetupProblem.

    With a ``version``, as `1.43`, it is that one: what MEDIAWIKI_ROOT names, or otherwise Debian's package.
    """
    debian.need_php()
    given = os.environ.get("MEDIAWIKI_ROOT")
    found = _at(Path(given).resolve()) if given else _at(_unpacked())
    if given and not fits(found.version, version):
        found = _at(_unpacked())
    if not fits(found.version, version):
        raise SetupProblem(
            f"There is no MediaWiki {version} here; Debian's package is {found.version}. "
            "Unpack one somewhere and set MEDIAWIKI_ROOT to that folder."
        )
    return found


def at_hand() -> list[str]:
    """Return the versions that need no downloading, the usual one first."""
    given, unpacked = os.environ.get("MEDIAWIKI_ROOT"), paths.cache_folder() / "mediawiki"
    roots = [Path(given).resolve()] if given else []
    return [_at(root).version for root in [*roots, *([unpacked] if unpacked.is_dir() else [])]]


def _at(root: Path) -> MediaWiki:
    try:
        defines = (root / "includes" / "Defines.php").read_text()
    except OSError as error:
        raise SetupProblem(f"{root} is no MediaWiki: {error}. Check MEDIAWIKI_ROOT.") from error
    version = re.search(r"define\( 'MW_VERSION', '([^']+)' \)", defines)
    if not version:
        raise SetupProblem(f"{root} is a MediaWiki of unknown version. Check MEDIAWIKI_ROOT.")
    return MediaWiki(_with_extensions(root), version[1])


def _unpacked() -> Path:
    root = paths.cache_folder() / "mediawiki"
    if root.is_dir():
        return root
    with paths.locked("mediawiki") as cache:
        if not root.is_dir():
            _unpack(cache, root)
    return root


def _with_extensions(root: Path) -> Path:
    """Return a root with a folder `extensions`: in Debian's package that is a link to nowhere."""
    bundled = root / "extensions-core"
    if (root / "extensions").is_dir() or not bundled.is_dir():
        return root
    # The tree may be read-only or shared, so a folder of links stands in for it.
    linked = paths.cache_folder() / "linked" / hashlib.sha256(str(root).encode()).hexdigest()[:12]
    with paths.locked("linked"):
        linked.mkdir(parents=True, exist_ok=True)
        wanted = {entry.name: entry for entry in root.iterdir() if entry.exists()} | {"extensions": bundled}
        for name, target in wanted.items():
            if not (linked / name).is_symlink():
                (linked / name).symlink_to(target)
    return linked


def _unpack(cache: Path, root: Path) -> None:
    print("Downloading MediaWiki (40 MB) ...", file=sys.stderr, flush=True)
    work = cache / "unpacking"
    shutil.rmtree(work, ignore_errors=True)
    for package in debian.download(PACKAGES, work / "packages", OTHERWISE):
        subprocess.run(["dpkg", "-x", package, work / "tree"], check=True)
    unpacked = work / "tree" / "usr" / "share" / "mediawiki"
    # Debian links these to places where only an installed package has something.
    for name in ("extensions", "images", "config", "LocalSettings.php"):
        (unpacked / name).unlink(missing_ok=True)
    (unpacked / "extensions").symlink_to("extensions-core")
    (unpacked / "images").mkdir()
    unpacked.rename(root)
    shutil.rmtree(work)
