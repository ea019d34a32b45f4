"""Notes in a campaign's ledger that are taken before it is known whether the ledger begins anew."""

from __future__ import annotations

from typing import Any

from bot.operations.ports import Ledger


class Notes:
    """Reads a ledger's notes, and writes new ones when the ledger is ready for them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._new: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """A note, None where there is none."""
        return self._new[name] if name in self._new else self._ledger.note(name)

    def put(self, name: str, value: Any) -> None:
        """Note a JSON value, to be kept later."""
        self._new[name] = value

    def keep(self) -> None:
        """Write what is new."""
        for name, value in self._new.items():
            if self._ledger.note(name) != value:
                self._ledger.put_note(name, value)
