"""Telling whether a process still runs."""

import os
from pathlib import Path


def lives(pid: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def noted(file: Path, about: Path) -> int | None:
    """Return the process whose number stands in ``file``, None when it is not running any more.

    Its command names the folder ``about``: the number may belong to another process by now.
    """
    try:
        pid = int(file.read_text())
        os.kill(pid, 0)
    except (OSError, ValueError):
        return None
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return pid if not Path("/proc/self").exists() else None
    return pid if str(about).encode() in command else None
