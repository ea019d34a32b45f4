"""Names without a link on the lists: whose account edited the list takes part, the others are told."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.counting.canonical import canonical
from bot.features.participants.source import ListedNames
from bot.mediawiki.queries import Accounts, Authors, PageText
from bot.messages import Message, Somebody, message
from bot.operations.counting.pending_notes import PendingNotes
from bot.operations.ports import Source
from bot.wikitext.plain_names import Plain

NOTE = "plain names"
MOST = 500
"""So many names are looked up; what a line may mean beside them is not tried."""


class Editors:
    """Finds out whose accounts edited a list, and remembers it until somebody edits the list.

    ``bot`` is the bot's own account, whose saves tell nothing new of who signed up; ``note`` is where it is
    remembered.
    """

    def __init__(self, notes: PendingNotes, bot: str | None, note: str) -> None:
        self._notes = notes
        self._bot = bot
        self._note = note

    def among(self, names: tuple[str, ...], pages: Sequence[PageText], source: Source) -> set[str]:
        """Those of these names whose accounts edited one of the pages."""
        before = self._notes.get(self._note) or {}
        versions = {page.title: page.revid for page in pages}
        digest = hashlib.sha256(canonical((names, sorted(versions))).encode()).hexdigest()
        if before.get("asked") == digest:
            unchanged = [page.title for page in pages if self._bot and page.user == self._bot]
            versions |= {title: before["versions"][title] for title in unchanged}
            if before["versions"] == versions:
                self._notes.put(self._note, before)
                return set(before["found"])
        accounts, authors = Accounts(names), Authors(tuple(sorted(versions)))
        answers = source.ask(accounts, authors)
        editors = {userid for page in answers[authors].values() for userid in page.userids}
        found = [name for name, account in answers[accounts].items() if account and account.userid in editors]
        self._notes.put(self._note, {"asked": digest, "versions": versions, "found": sorted(found)})
        return set(found)


class PlainNames:
    """Tells by whose accounts edited a list who is meant by lines without a link."""

    def __init__(self, notes: PendingNotes, bot: str | None) -> None:
        self._editors = Editors(notes, bot, NOTE)

    def take_part(self, lists: Sequence[ListedNames], source: Source) -> Mapping[Plain, tuple[str, ...]]:
        """Who takes part by each line, nobody where no account that it may mean edited the list."""
        lines = tuple(dict.fromkeys(line for one in lists for line in one.lines))
        names = tuple(dict.fromkeys(name for line in lines for names in line.readings for name in names))
        pages = [page for one in lists for page in one.pages]
        found = self._editors.among(names[:MOST], pages, source) if names else set()
        return {line: _meant(line, found) for line in lines}


def _meant(line: Plain, found: Collection[str]) -> tuple[str, ...]:
    readings = (tuple(name for name in names if name in found) for names in line.readings)
    return next(filter(None, readings), ())


def told(lines: Mapping[Plain, tuple[str, ...]], known: Iterable[str]) -> Iterable[Message]:
    """What the organizers should know about these lines; ``known`` take part by a link as well."""
    linked = set(known)
    for line, names in lines.items():
        new = [name for name in names if name not in linked]
        if new:
            yield message("notice-plain-name", Somebody(line.text), Somebody(_links(new)))
        elif not names and line.certain:
            yield _told_nobody(line)


def _told_nobody(line: Plain) -> Message:
    if not line.readings:
        return message("notice-nobody-named", Somebody(line.text))
    shortest = min(line.readings, key=lambda names: (-len(names), sum(map(len, names))))
    return message("notice-names-nobody", Somebody(line.text), Somebody(_links(shortest)))


def _links(names: Iterable[str]) -> str:
    return ", ".join(f"[[User:{name}]]" for name in names)
