"""The file of a SQLite store: private, never mixed up with somebody else's, and put aside when it is damaged.

Nothing is deleted. SQLite finds its journals by the file's name, so whoever opens the file and whoever puts
it aside keep out of each other's way: by a lock on the folder, because the file itself may be renamed.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path

from bot.messages import message
from bot.operations.ports import MemoryUnavailable
from bot.store.errors import StoreError

JOURNALS = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside the file, by the ends of the names."""
PRIVATE = 0o600
PATIENCE = 60
"""Seconds to wait for another process that is opening the file."""
MOST = 20
"""So many damaged files are put aside. Where there are more, it is the disk that wants looking at."""
HEAD = 256 * 1024
"""The tables are made together, so what tells them stands near the file's beginning."""
MAGIC = b"SQLite format 3\0"
EMPTY = b"\x0d\0\0\0\0"
"""How the list of tables, at byte 100, begins where there are none."""
TRACES = (b"good_revid", b"CREATE TABLE category_parents")
"""What stands in every store of the bot, and in nothing else."""
APPLICATION = 0x43616D42
"""The mark of the bot's stores, where SQLite has a place for it: bytes 68 to 71."""
USUAL_NAMES = (".sqlite", ".sqlite3", ".db")

Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class StoreFile:
    """A file by its path, links followed. ``shown`` is how messages name it."""

    path: Path
    shown: str

    def identity(self) -> Identity | None:
        """Which file it is, whatever its name; None where there is none."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def check_kind(self) -> None:
        """Raise StoreError where it is no file that a store may be in, and leave it as it is."""
        if self.path.exists() and not self.path.is_file():
            raise self.not_ours()

    def not_ours(self) -> StoreError:
        """It belongs to somebody else."""
        return StoreError(message("store-not-ours", self.shown))

    def is_ours(self) -> bool:
        """Whether it was a store of the bot, as far as that is left to be seen."""
        head = _head(self.path, HEAD)
        if self.is_database():
            mark = int.from_bytes(head[68:72], "big")
            return mark == APPLICATION or (mark == 0 and self._has_traces())
        # After a crash of the machine a file may have its size and nothing, or anything, in it.
        garbage = self.path.suffix in USUAL_NAMES and not _is_text(head)
        return garbage or not head[:512].strip(b"\0") or self._has_traces()

    def _has_traces(self) -> bool:
        return any(_has_traces(self._beside(self.path, end)) for end in ("", "-wal"))

    def is_empty(self) -> bool:
        """Whether there is nothing in it yet: no byte, or no table."""
        head = _head(self.path, 4097)
        return not head or (self.is_database() and len(head) <= 4096 and head[100:105] == EMPTY)

    def is_database(self) -> bool:
        """Whether it begins as every SQLite database does."""
        return _head(self.path, len(MAGIC)) == MAGIC

    def make_private(self) -> None:
        """Make the file where there is none, and keep others from reading what is there."""
        with suppress(OSError):
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE))
        for name in ("", *JOURNALS):
            _close_to_others(self._beside(self.path, name))

    @contextmanager
    def opening(self) -> Iterator[None]:
        """While the file is opened: nobody puts it aside meanwhile."""
        with self._locked(fcntl.LOCK_SH):
            yield

    def put_aside(self, damaged: Identity | None) -> Path | None:
        """Rename the damaged file with its journals; None where another process has done so already.

        Raises MemoryUnavailable where it can't be done, and StoreError where the file is not the bot's.
        """
        with self._locked(fcntl.LOCK_EX):
            if damaged is None or self.identity() != damaged:
                return None
            if not self.is_ours():
                raise self.not_ours()
            target = self._free_name()
            try:
                for name in ("", *JOURNALS):
                    with suppress(FileNotFoundError):
                        self._beside(self.path, name).rename(self._beside(target, name))
            except OSError as error:
                raise MemoryUnavailable(message("store-unavailable", self.shown, str(error))) from error
        return target

    def _free_name(self) -> Path:
        for number in range(1, MOST + 1):
            target = self._beside(self.path, f".damaged-{number}")
            if not target.exists():
                return target
        raise MemoryUnavailable(message("store-damaged-again", self.shown, MOST))

    @staticmethod
    def _beside(path: Path, end: str) -> Path:
        return path.with_name(path.name + end)

    @contextmanager
    def _locked(self, kind: int) -> Iterator[None]:
        try:
            folder = os.open(self.path.parent, os.O_RDONLY)
        except OSError:  # SQLite will say what is wrong with it.
            yield
            return
        try:
            self._wait_for(folder, kind)
            yield
        finally:
            os.close(folder)

    def _wait_for(self, folder: int, kind: int) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(folder, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    raise MemoryUnavailable(message("store-busy", self.shown)) from None
                time.sleep(0.02)
            except OSError:  # A file system without such locks.
                return
            else:
                return


def _is_text(head: bytes) -> bool:
    try:
        return "\0" not in head.decode()
    except UnicodeDecodeError as error:
        return error.end >= len(head) > 4  # The last character was cut.


def _has_traces(path: Path) -> bool:
    if any(trace in _head(path, HEAD) for trace in TRACES):
        return True
    try:
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as whole:
            return any(whole.find(trace) >= 0 for trace in TRACES)
    except (OSError, ValueError):  # It is not there, or has no byte.
        return False


def _head(path: Path, size: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError:
        return b""


def _close_to_others(path: Path) -> None:
    with suppress(OSError):
        mode = path.stat().st_mode
        if mode & 0o077:
            path.chmod(mode & 0o700)
