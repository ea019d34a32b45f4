"""Unified accounts of a farm: accounts of one name are one person's, but for what is said here."""

import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Accounts:
    """What is not as usual with a farm's unified accounts; it holds from the next request on.

    `php/farm/FarmAccounts.php` reads it. Wikis are meant by their dbname: `nbwiki`.
    """

    file: Path

    def unattach(self, name: str, *wikis: str) -> None:
        """The accounts of this name on these wikis are other people's; no wiki: all are attached."""
        self._say("unattached", name, list(wikis))

    def home(self, name: str, wiki: str) -> None:
        """The account comes from this wiki; otherwise it is that where it was registered first."""
        self._say("home", name, wiki)

    def groups(self, name: str, *groups: str) -> None:
        """The account is in these global groups."""
        self._say("groups", name, list(groups))

    def lock(self, *names: str) -> None:
        """Just these accounts are locked."""
        self._write({**self._said(), "locked": list(names)})

    def hide(self, *names: str) -> None:
        """Just these accounts are hidden: asked for them, the wikis say that there are none."""
        self._write({**self._said(), "hidden": list(names)})

    def number(self, name: str) -> int:
        """The number of the unified account of this name, whether there is one or not."""
        return int(self._said().get("ids", {}).get(name, 1_000_000 + zlib.crc32(name.encode()) % 90_000_000))

    def renamed(self, old: str, new: str) -> None:
        """The account keeps its number under its new name; who takes the old one is somebody else."""
        said = self._said()
        kept, fresh = self.number(old), self.number(f"{old}#{self.number(new)}")
        told: dict[str, Any] = {**said, "ids": {**said.get("ids", {}), new: kept, old: fresh}}
        for what in ("unattached", "home", "groups"):
            told[what] = {new if name == old else name: value for name, value in said.get(what, {}).items()}
        for what in ("locked", "hidden"):
            told[what] = [new if name == old else name for name in said.get(what, [])]
        self._write(told)

    def forget(self) -> None:
        """Everything is as usual again."""
        self.file.unlink(missing_ok=True)

    def _said(self) -> dict[str, Any]:
        return dict(json.loads(self.file.read_text())) if self.file.exists() else {}

    def _say(self, what: str, name: str, value: Any) -> None:
        said = self._said()
        self._write({**said, what: {**said.get(what, {}), name: value}})

    def _write(self, said: dict[str, Any]) -> None:
        # In one step: a request that reads it sees the old text or the new one.
        new = self.file.with_name(self.file.name + ".new")
        new.write_text(json.dumps(said, ensure_ascii=False))
        new.rename(self.file)
