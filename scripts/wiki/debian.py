"""Getting packages on Debian: installing what PHP needs, downloading what is only unpacked."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .problems import SetupProblem

# What MediaWiki needs of PHP: module as `php -m` names it -> Debian package.
PHP_MODULES = {
    "pdo_sqlite": "php-sqlite3",
    "intl": "php-intl",
    "mbstring": "php-mbstring",
    "xmlreader": "php-xml",
    "dom": "php-xml",
    "curl": "php-curl",
    "mysqli": "php-mysql",
}
PHP_PACKAGES = (
    "php-cli",
    "php-sqlite3",
    "php-intl",
    "php-mbstring",
    "php-xml",
    "php-curl",
    "php-apcu",
    "php-mysql",
)


def need_php() -> None:
    """Make sure that PHP with its modules is there; install it where that is possible.

    Raises SetupProblem when it is not, saying what to install.
    """
    missing = missing_php()
    if missing:
        install(PHP_PACKAGES, f"PHP for the local MediaWiki ({', '.join(missing)} missing)")
        if missing_php():
            raise SetupProblem(f"PHP's packages are installed, but it lacks {', '.join(missing_php())}.")


def missing_php() -> list[str]:
    """Return what is missing of PHP: `php` itself or names of modules."""
    if not shutil.which("php"):
        return ["php"]
    listed = subprocess.run(["php", "-m"], capture_output=True, text=True, check=False).stdout.lower().split()
    return [module for module in PHP_MODULES if module not in listed]


def install(packages: tuple[str, ...], purpose: str) -> None:
    """Install packages with apt, as root or through sudo."""
    command = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    if not shutil.which("apt-get"):
        raise SetupProblem(
            f"Please install {purpose}. On Debian the packages are: {' '.join(packages)}. "
            "This system has no apt-get, so it has to be done by hand."
        )
    if _as_root() is None:
        raise SetupProblem(f"Please install {purpose}. As root, run:\n  {' '.join(command)}")
    print(f"Installing {purpose}: {' '.join(packages)} ...", file=sys.stderr, flush=True)
    if _run_as_root(command) is None:
        return
    # Package lists may be missing (a fresh container) or too old.
    update_lists()
    if (said := _run_as_root(command)) is not None:
        raise SetupProblem(f"Installing failed. As root, this should work:\n  {' '.join(command)}\n{said}")


def download(packages: tuple[str, ...], folder: Path, otherwise: str) -> list[Path]:
    """Download packages without installing them; return all .deb files in the folder.

    Raises SetupProblem, which ends with ``otherwise``: what a person can do without the packages.
    """
    if not shutil.which("apt-get") or not shutil.which("dpkg"):
        raise SetupProblem(
            f"{' and '.join(packages)} would be taken from Debian, and this is no Debian. {otherwise}"
        )
    folder.mkdir(parents=True, exist_ok=True)
    # Unsandboxed, because apt's own user may not write in a person's cache folder.
    command = ["apt-get", "-q", "-o", "APT::Sandbox::User=root", "download", *packages]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0 and _as_root() is not None:
        update_lists()
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SetupProblem(
            f"Downloading {' and '.join(packages)} failed:\n{done.stderr.strip()}\n"
            f"Perhaps `apt-get update` (as root) helps. {otherwise}"
        )
    return sorted(folder.glob("*.deb"))


def update_lists() -> None:
    """Update apt's package lists."""
    _run_as_root(["apt-get", "update", "-q"])


def _as_root() -> list[str] | None:
    """Return what to put before a command to run it as root; None when there is no way."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    # Ask for a password only where somebody can answer.
    if sys.stdin.isatty():
        return ["sudo"]
    quiet = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    return ["sudo", "-n"] if quiet else None


def _run_as_root(command: list[str]) -> str | None:
    """Run a command as root; return None when it went well, and otherwise what it said."""
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    done = subprocess.run(
        [*(_as_root() or []), *quiet, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return None if done.returncode == 0 else done.stdout
