"""Running a command as a process of its own, and seeing what it took."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
LIMIT = 1800.0
"""Seconds after which a process is ended."""
_UNIT = 1 if sys.platform == "darwin" else 1024
"""What getrusage counts memory in, in bytes."""


class BenchProblem(Exception):
    """The benchmark cannot be run, or its numbers cannot be trusted."""


@dataclass(frozen=True)
class Ended:
    """A process that has ended: what it printed, and what it took. ``peak`` is memory in MiB."""

    code: int
    output: str
    complaints: str
    seconds: float
    peak: float

    def succeeded(self) -> "Ended":
        """The same. Raises BenchProblem where it failed."""
        if self.code != 0:
            raise BenchProblem(f"A process ended with {self.code}:\n{self.complaints or self.output}")
        return self


def python(*arguments: str, environment: Mapping[str, str] | None = None) -> Ended:
    """Run this Python with these arguments in the repository's folder."""
    return run([sys.executable, *arguments], environment or {})


def run(command: Sequence[str], environment: Mapping[str, str]) -> Ended:
    """Run a command; its memory is its own, and not that of processes before it."""
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as complaints:
        process = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
        )
        limit = threading.Timer(LIMIT, process.kill)
        limit.start()
        try:
            assert process.stdout
            output = process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            limit.cancel()
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        complaints.seek(0)
        said = complaints.read()
    return Ended(process.returncode, output, said, seconds, usage.ru_maxrss * _UNIT / 2**20)
