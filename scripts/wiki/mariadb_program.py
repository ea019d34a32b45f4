"""MariaDB's program files: unpacked from Debian's package, or where MARIADB_ROOT says."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from . import debian, paths
from .problems import SetupProblem, WikiProblem

# The client's package holds a program that the set-up of a new server calls.
PACKAGES = ("mariadb-server-core", "mariadb-client-core")
LIBRARIES = {
    "libaio.so.1": "libaio1",
    "libaio.so.1t64": "libaio1t64",
    "libnuma.so.1": "libnuma1",
    "liburing.so.2": "liburing2",
    "libpcre2-8.so.0": "libpcre2-8-0",
}
"""What the server needs and a small Debian may lack: library -> package, unpacked beside it."""
OTHERWISE = "Or set MARIADB_ROOT to the folder where MariaDB 10.6 or newer is installed, such as /usr."


@dataclass(frozen=True)
class MariaDB:
    """One unpacked MariaDB; it is only read, so any number of servers can share it."""

    root: Path

    @property
    def environment(self) -> dict[str, str]:
        """What its programs have to know: where the libraries lie that came with it."""
        folders = {str(library.parent) for name in LIBRARIES for library in self.root.rglob(name)}
        known = os.environ.get("LD_LIBRARY_PATH")
        path = ":".join([*sorted(folders), *([known] if known else [])])
        return {**os.environ, "LD_LIBRARY_PATH": path} if path else dict(os.environ)

    def server(self, *arguments: str) -> list[str]:
        """The command that runs the server. ``--no-defaults`` has to come first."""
        as_root = ["--user=root"] if os.geteuid() == 0 else []
        return [str(_executable(self.root)), *arguments, f"--basedir={self.root}", *as_root]

    def make_data(self, folder: Path, settings: tuple[str, ...]) -> None:
        """Make the data folder of a new server. Raises WikiProblem."""
        command = ["sh", str(self.root / "bin" / "mariadb-install-db"), "--no-defaults"]
        command += [f"--basedir={self.root}", f"--datadir={folder}", *settings, "--skip-test-db"]
        command += ["--auth-root-authentication-method=normal"]
        self.run([*command, *(["--user=root"] if os.geteuid() == 0 else [])])

    def run(self, command: list[str], text: str = "") -> None:
        """Run one of its programs with ``text`` as its input. Raises WikiProblem when it fails."""
        done = subprocess.run(
            command, input=text, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise WikiProblem((done.stdout + done.stderr).strip()[-4000:])


def find() -> MariaDB:
    """Return MariaDB, downloading it when MARIADB_ROOT does not name one. Raises SetupProblem."""
    given = os.environ.get("MARIADB_ROOT")
    root = Path(given).resolve() if given else _unpacked()
    if not _executable(root).exists():
        raise SetupProblem(f"There is no MariaDB server in {root}. Check MARIADB_ROOT.")
    return MariaDB(root)


def _executable(root: Path) -> Path:
    places = [root / folder / "mariadbd" for folder in ("sbin", "bin", "libexec")]
    return next((place for place in places if place.exists()), places[0])


def _unpacked() -> Path:
    root = paths.cache_folder() / "mariadb"
    if not root.is_dir():
        with paths.locked("mariadb") as cache:
            if not root.is_dir():
                _unpack(cache, root)
    return root / "usr"


def _unpack(cache: Path, root: Path) -> None:
    print("Downloading MariaDB (8 MB) ...", file=sys.stderr, flush=True)
    work = cache / "unpacking-mariadb"
    shutil.rmtree(work, ignore_errors=True)
    _add(PACKAGES, work)
    missing = _missing_libraries(MariaDB(work / "tree" / "usr"))
    if unknown := [name for name in missing if name not in LIBRARIES]:
        raise SetupProblem(f"MariaDB needs {', '.join(unknown)}, which this system lacks. {OTHERWISE}")
    if missing:
        _add(tuple(LIBRARIES[name] for name in missing), work)
    (work / "tree").rename(root)
    shutil.rmtree(work)


def _add(packages: tuple[str, ...], work: Path) -> None:
    for package in debian.download(packages, work / "packages", OTHERWISE):
        subprocess.run(["dpkg", "-x", package, work / "tree"], check=True)


def _missing_libraries(program: MariaDB) -> list[str]:
    listed = subprocess.run(
        ["ldd", str(_executable(program.root))], capture_output=True, text=True, check=False
    )
    return re.findall(r"^\s*(\S+) => not found", listed.stdout, re.MULTILINE)
