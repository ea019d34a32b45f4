"""Set up everything the demo and the tests need, on a Debian that has only git and Python 3.11.

With the word ``python`` only Python's packages. Prints a line for each thing it has to do, and nothing when
all is there. Only the standard library is used.
"""

import hashlib
import importlib.util
import os
import platform
import subprocess
import sys
import sysconfig
from pathlib import Path

from scripts.wiki import debian, mariadb_program, mediawiki, paths
from scripts.wiki.problems import SetupProblem

VENV = paths.REPOSITORY / ".venv"
DEFINITIONS = ("setup.cfg", "pyproject.toml")
# Where setup.cfg names PyICU, which comes as source only.
BUILD_PACKAGES = ("g++", "pkg-config", "libicu-dev", "python3-dev")


def main(arguments: list[str]) -> int:
    """Set everything up; return 0, or 3 when something has to be installed by hand."""
    services = "python" not in arguments
    try:
        if needed := missing_packages(services):
            debian.install(needed, "what CampaignBot's demo and tests need")
        prepare_python()
        if services:
            mediawiki.find()
            mariadb_program.find()
    except SetupProblem as problem:
        print(problem, file=sys.stderr)
        return 3
    return 0


def missing_packages(services: bool) -> tuple[str, ...]:
    """Return the Debian packages of everything that is not there, whatever it would have come from."""
    needed: list[str] = []
    # Debian's python3 has the module venv, but not what it needs to put pip into an environment.
    if not _python().exists() and importlib.util.find_spec("ensurepip") is None:
        needed.append("python3-venv")
    if not _comes_built() and not _has_icu() and not _builds_icu():
        needed += BUILD_PACKAGES
    if services and debian.missing_php():
        needed += debian.PHP_PACKAGES
    return tuple(needed)


def prepare_python() -> None:
    """Make the virtual environment, and install CampaignBot in it when its requirements changed."""
    if not _python().exists():
        _say("Making a virtual environment in .venv ...")
        if subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False).returncode != 0:
            raise SetupProblem("The virtual environment .venv could not be made; Python's message is above.")
    stamp = VENV / "installed-for"
    wanted = _requirements()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    _say("Installing CampaignBot and its tools in .venv (some minutes the first time) ...")
    pip = [str(_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "--editable", ".[test]"], cwd=paths.REPOSITORY, check=False).returncode != 0:
        raise SetupProblem("pip could not install CampaignBot; its own message is above.")
    stamp.write_text(wanted)


def _python() -> Path:
    return VENV / "bin" / "python"


def _requirements() -> str:
    digest = hashlib.sha256()
    for name in DEFINITIONS:
        digest.update((paths.REPOSITORY / name).read_bytes())
    return digest.hexdigest()


def _comes_built() -> bool:
    """Tell whether ICU comes built for this machine, as the markers in setup.cfg have it."""
    return platform.machine() in ("x86_64", "aarch64") and sys.version_info < (3, 15)


def _has_icu() -> bool:
    if not _python().exists():
        return False
    return subprocess.run([_python(), "-c", "import icu"], capture_output=True, check=False).returncode == 0


def _builds_icu() -> bool:
    """Tell whether a compiler, ICU's and Python's headers are there."""
    headers = "#include <Python.h>\n#include <unicode/uversion.h>\n"
    include = f"-I{sysconfig.get_paths()['include']}"
    compiler = ["g++", "-fsyntax-only", "-x", "c++", include, "-"]
    try:
        compiled = subprocess.run(compiler, input=headers, text=True, capture_output=True, check=False)
        found = subprocess.run(["pkg-config", "--exists", "icu-i18n"], check=False)
    except FileNotFoundError:
        return False
    return compiled.returncode == 0 and found.returncode == 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    os.chdir(paths.REPOSITORY)
    sys.exit(main(sys.argv[1:]))
