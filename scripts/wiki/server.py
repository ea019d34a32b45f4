"""Starting and stopping a local wiki's web server, which is PHP's own."""

import os
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from . import mediawiki, paths, storage, web
from .instance import Instance
from .problems import WikiProblem
from .processes import noted

WORKERS = 4


def start(instance: Instance, port: int = 0) -> None:
    """Start the server and wait until it answers; port 0 chooses a free one. Raises WikiProblem."""
    stop(instance)
    instance.storage.start(instance.folder)
    attempts = 1 if port else 5
    for attempt in range(1, attempts + 1):
        instance.use_port(port or _free_port())
        process = _launch(instance)
        try:
            wait(instance, process)
        except WikiProblem:
            _end(process.pid)
            # Somebody else may have taken a port between choosing and using it.
            if attempt == attempts:
                raise
        else:
            return


def stop(instance: Instance) -> bool:
    """End the server with all its workers and its database; return whether it was running."""
    pid = running(instance)
    if pid is not None:
        _end(pid)
    (instance.folder / "pid").unlink(missing_ok=True)
    storage.database_server(instance.folder).stop()
    return pid is not None


def running(instance: Instance) -> int | None:
    """Return the server's process id, or None when it is not running."""
    return noted(instance.folder / "pid", instance.folder)


def wait(instance: Instance, process: subprocess.Popen[bytes] | None = None, seconds: float = 20) -> None:
    """Wait until the server answers. Raises WikiProblem when it ends or takes longer."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process and process.poll() is not None:
            break
        if answers(instance):
            return
        time.sleep(0.02)
    log = instance.folder / "server.log"
    said = log.read_text(errors="replace")[-2000:] if log.exists() else ""
    raise WikiProblem(f"The wiki's server on port {instance.port} does not answer. Its log says:\n{said}")


def _launch(instance: Instance) -> "subprocess.Popen[bytes]":
    root = str(instance.mediawiki.root)
    options = {
        "error_log": str(instance.folder / "php.log"),  # also tells whose process this is
        "display_errors": "0",
        "log_errors": "1",
        "error_reporting": str(0x7FFF & ~0x6000),
        "memory_limit": "512M",
        "upload_max_filesize": "32M",
        "post_max_size": "64M",
        # What a reset forgets must not live on in the memory of the server: ids of link targets, for one.
        "apc.enabled": "0",
        # A script is looked at once; who changes one starts the server anew.
        "opcache.revalidate_freq": "86400",
        "opcache.file_cache": str(mediawiki.compiled_code()),
        "opcache.interned_strings_buffer": "32",
        "opcache.max_accelerated_files": "20000",
    }
    command = [
        "php",
        *(f"-d{name}={value}" for name, value in options.items()),
        "-S",
        f"127.0.0.1:{instance.port}",
        "-t",
        root,
        str(paths.PHP_FILES / "router.php"),
    ]
    environment = {**os.environ, **instance.environment, "PHP_CLI_SERVER_WORKERS": str(WORKERS)}
    with (instance.folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    (instance.folder / "pid").write_text(str(process.pid))
    return process


def answers(instance: Instance) -> bool:
    """Tell whether the server answers, and for this very wiki."""
    try:
        return web.fetch(f"{instance.url}/.local-wiki", seconds=5) == (200, str(instance.folder))
    except OSError:
        return False


def _end(pid: int) -> None:
    """End a process group: PHP's workers outlive the process that started them."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(pid, sign)
        except ProcessLookupError:
            return
        until = time.monotonic() + 3
        while _group_lives(pid):
            if time.monotonic() > until:
                break
            time.sleep(0.01)
        else:
            return


def _group_lives(pid: int) -> bool:
    """Tell whether a process of the group still runs; ended ones that nobody has asked about don't count."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
    if not Path("/proc/self/stat").exists():
        with suppress(ProcessLookupError):
            os.killpg(pid, 0)
            return True
        return False
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, _parent, group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(group) == pid and state != "Z":
                return True
    return False


def usable(port: int) -> int:
    """Return the port when nobody uses it, otherwise 0."""
    with socket.socket() as probe:
        # As PHP's server does: a port that has just been given up may be used again.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
        return port


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
