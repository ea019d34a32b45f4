"""Where things are: the repository's own files and the cache folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PHP_FILES = Path(__file__).resolve().parent / "php"


def cache_folder() -> Path:
    """Return the folder for everything that can be made again; it may not exist yet."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "campaignbot"


@contextmanager
def locked(name: str) -> Iterator[Path]:
    """Hold the cache folder's lock `name`, so that two runs don't prepare the same thing at once."""
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder
