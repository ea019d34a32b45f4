"""Notes in a campaign's results that are taken before it is known whether the results begin anew."""

from __future__ import annotations

from typing import Any

from bot.operations.ports import CampaignResults


class PendingNotes:
    """Reads the results' notes, and writes new ones when the results are ready for them."""

    def __init__(self, results: CampaignResults) -> None:
        self._results = results
        self._new: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """A note, None where there is none."""
        return self._new[name] if name in self._new else self._results.note(name)

    def put(self, name: str, value: Any) -> None:
        """Note a JSON value, to be kept later."""
        self._new[name] = value

    def keep(self) -> None:
        """Write what is new."""
        for name, value in self._new.items():
            if self._results.note(name) != value:
                self._results.put_note(name, value)
