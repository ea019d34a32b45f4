"""Names that no account has any more, by the wiki's log of renamed accounts.

Newcomers have neither a user page nor a talk page that a renaming would move, so only the log tells. Each
name is looked up there once: while no account bears it, no other renaming can begin with it. What was found
is remembered for the whole wiki.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.mediawiki.models import Account
from bot.mediawiki.queries import Accounts, RenamedTo
from bot.mediawiki.site import USER, Site, Title
from bot.operations.ports import CampaignResults, Source

NOTE = "renames"
WIKI = 0
"""What is noted of a wiki itself stands under a page that no wiki has."""
MOST = 20
"""So many names are looked up in the log in one update: each is a request."""
LISTED = 100
"""Of more names without an account only the first are looked up: that is no list of participants."""
STEPS = 5
"""Who was renamed more often in a row is followed further at the next update."""
KEPT = 5_000
"""So many names are remembered: those that were looked up last."""


class Renames:
    """What the log told of names: the name that followed, "" for none."""

    def __init__(self, results: CampaignResults, site: Site) -> None:
        self._results = results
        self._site = site
        self._noted: dict[str, str] = dict(results.note(NOTE) or {})
        self._before = dict(self._noted)

    def borne(self, names: Iterable[str]) -> None:
        """These names have accounts: should those be renamed, the log will say something new."""
        for name in names:
            self._noted.pop(name, None)

    def known(self, names: Iterable[str]) -> Mapping[str, str]:
        """Where names lead to, as far as it was looked up before."""
        led = {name: self._end(name) for name in names}
        return {name: end for name, end in led.items() if end != name}

    def look_up(self, names: Sequence[str], source: Source) -> dict[str, Account]:
        """The accounts that had these names, which nobody has now. Raises WikiUnavailable."""
        found: dict[str, Account] = {}
        left = MOST
        for _ in range(STEPS):
            ends = {name: self._end(name) for name in names[:LISTED] if name not in found}
            asked = [end for end in dict.fromkeys(ends.values()) if end not in self._noted][:left]
            if not asked:
                break
            left -= len(asked)
            self._ask(asked, source)
            found |= self._accounts(self.known(name for name, end in ends.items() if end in asked), source)
        return found

    def keep(self) -> None:
        """Remember what was looked up."""
        if self._noted != self._before:
            self._before = dict(list(self._noted.items())[-KEPT:])
            self._results.put_note(NOTE, self._before)

    def _end(self, name: str) -> str:
        passed = {name}
        while (following := self._noted.get(name)) and following not in passed:
            passed.add(following)
            name = following
        return name

    def _ask(self, names: Sequence[str], source: Source) -> None:
        questions = {name: RenamedTo(self._site.full_title(Title(USER, name))) for name in names}
        answers = source.ask(*questions.values())
        for name, question in questions.items():
            self._noted[name] = self._site.user_name(answers[question] or "") or ""

    def _accounts(self, led: Mapping[str, str], source: Source) -> dict[str, Account]:
        if not led:
            return {}
        question = Accounts(tuple(dict.fromkeys(led.values())))
        accounts = source.ask(question)[question]
        return {name: account for name, new in led.items() if (account := accounts.get(new))}
