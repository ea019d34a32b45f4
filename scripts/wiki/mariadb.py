"""A MariaDB server of one's own: a folder with its data, listening on this machine alone; no service.

The program comes out of Debian's package, unpacked and not installed. Nothing in it survives a loss of power:
it is for tests and trials.
"""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from . import mariadb_program, mediawiki, paths
from .mariadb_program import MariaDB
from .problems import WikiProblem
from .processes import lives, noted

HOST = "127.0.0.1"
USER = "local"
PASSWORD = "password-of-the-local-database"
SETTINGS = (
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-flush-method=nosync",
    "--innodb-doublewrite=0",
    "--innodb-buffer-pool-size=64M",
    "--innodb-log-file-size=8M",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_general_ci",
    "--skip-name-resolve",
    "--skip-log-bin",
)


@dataclass(frozen=True)
class Server:
    """One database server, running or not. ``USER`` may do everything on it.

    ``folder`` holds ``data``, ``port``, ``pid`` and ``mariadb.log``.
    """

    folder: Path

    @property
    def port(self) -> int:
        """The port on ``HOST`` that it uses, 0 before its first start."""
        noted = self.folder / "port"
        return int(noted.read_text()) if noted.exists() else 0

    @property
    def data(self) -> Path:
        """Its data folder; another server's may be copied there while neither runs."""
        return self.folder / "data"

    def url(self, database: str) -> str:
        """The address of a database for SQLAlchemy."""
        return f"mysql+pymysql://{USER}:{PASSWORD}@{HOST}:{self.port}/{database}?charset=utf8mb4"

    def start(self) -> None:
        """Start it and wait until it answers, on the port it had if that is free.

        A new one begins without databases. Raises SetupProblem or WikiProblem.
        """
        self.stop()
        program = mariadb_program.find()
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.data.exists():
            shutil.copytree(_pristine(program), self.data)
        port = _usable(self.port)
        (self.folder / "port").write_text(str(port))
        process = _launch(program, self, port)
        (self.folder / "pid").write_text(str(process.pid))
        _wait(self, process)

    def stop(self, *, kill: bool = False) -> bool:
        """End it; return whether it was running. ``kill`` is quicker, for data that nobody wants any more."""
        pid = self.running()
        if pid is not None:
            _end(pid, signal.SIGKILL if kill else signal.SIGTERM)
        (self.folder / "pid").unlink(missing_ok=True)
        return pid is not None

    def running(self) -> int | None:
        """Its process id, None when it is not running."""
        return noted(self.folder / "pid", self.data)

    def remove(self) -> None:
        """End it and delete all it has."""
        self.stop(kill=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def database(self, name: str) -> None:
        """Make an empty database, in place of one that is there."""
        self.execute(f"DROP DATABASE IF EXISTS `{name}`; CREATE DATABASE `{name}`")

    def execute(self, statements: str) -> None:
        """Carry out SQL statements with ``;`` between them. Raises WikiProblem with what the server says."""
        command = [*mediawiki.php(), str(paths.PHP_FILES / "sql.php"), HOST, str(self.port), USER, PASSWORD]
        mediawiki.run(command, {}, statements)


@contextmanager
def temporary(name: str) -> Iterator[Server]:
    """A running server that is gone at the end; other ones of the same name live beside it."""
    server = Server(_servers() / f"test-{os.getpid()}-{name}")
    server.remove()
    server.start()
    try:
        yield server
    finally:
        server.remove()


def remove_left_behind() -> None:
    """End and delete the temporary servers of test runs that were killed."""
    for folder in _servers().glob("test-*"):
        if not lives(int(folder.name.split("-")[1])):
            Server(folder).remove()


def _servers() -> Path:
    return paths.cache_folder() / "servers"


def _pristine(program: MariaDB) -> Path:
    """The data of a new server; made once and then copied."""
    digest = hashlib.sha256(Path(__file__).read_bytes() + str(program.root).encode()).hexdigest()[:12]
    folder = paths.cache_folder() / "pristine" / f"mariadb-{digest}"
    if not folder.is_dir():
        with paths.locked("pristine-mariadb"):
            if not folder.is_dir():
                _make(program, folder)
    return folder


def _make(program: MariaDB, folder: Path) -> None:
    work = folder.with_name(folder.name + ".new")
    shutil.rmtree(work, ignore_errors=True)
    work.parent.mkdir(parents=True, exist_ok=True)
    program.make_data(work, SETTINGS)
    grants = (
        f"FLUSH PRIVILEGES; GRANT ALL ON *.* TO '{USER}'@'%' IDENTIFIED BY '{PASSWORD}' WITH GRANT OPTION;"
    )
    program.run([*_command(program, work), "--bootstrap"], grants.replace("; ", ";\n"))
    work.rename(folder)


def _command(program: MariaDB, data: Path) -> list[str]:
    return program.server("--no-defaults", f"--datadir={data}", *SETTINGS)


def _launch(program: MariaDB, server: Server, port: int) -> "subprocess.Popen[bytes]":
    # The socket's name is short, because it is meant within the data folder: long ones are refused.
    own = [f"--port={port}", f"--bind-address={HOST}", "--socket=server.sock", "--pid-file=server.pid"]
    # A server that starts clears its folder for temporary files, also of another one's.
    own.append(f"--tmpdir={server.folder}")
    with (server.folder / "mariadb.log").open("wb") as log:
        return subprocess.Popen(
            [*_command(program, server.data), *own],
            env=program.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _wait(server: Server, process: "subprocess.Popen[bytes]", seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < until:
        with suppress(OSError), socket.create_connection((HOST, server.port), timeout=5) as probe:
            if probe.recv(1):  # It greets first.
                return
        time.sleep(0.02)
    said = (server.folder / "mariadb.log").read_text(errors="replace")[-2000:]
    raise WikiProblem(f"MariaDB on port {server.port} does not answer. Its log says:\n{said}")


def _end(pid: int, sign: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, sign)
    for _ in range(2000):
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        if not lives(pid):
            return
        time.sleep(0.01)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _usable(port: int) -> int:
    """The port when nobody uses it, otherwise a free one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
