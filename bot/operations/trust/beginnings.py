"""Who brought settings onto a page that have stood there for longer than its versions are read.

Only such settings are looked for: the versions are parted again and again, fifty texts at a time, until one
is found that has the settings while the one before has not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.mediawiki.models import Revision
from bot.mediawiki.queries import AccountsById, History, RevisionTexts
from bot.operations.ports import Source

PROBES = 50
"""Texts that are read at a time."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The version that brought the settings. ``author`` None: it has no account, or is hidden."""

    revision: Revision
    author: str | None


def beginning(pageid: int, revid: int, has_them: Callable[[str], bool], source: Source) -> Beginning | None:
    """A version up to ``revid``, which has the settings, that has them while the one before has not.

    None where the page's history is gone. Raises WikiUnavailable.
    """
    question = History(pageid)
    history = [one for one in source.ask(question)[question] if one.revid <= revid]
    if not history:
        return None
    place = _first(history, has_them, source)
    brought = history[place]
    if not _is_seen(history, place) or brought.user_hidden or not brought.userid:
        return Beginning(brought, None)
    accounts = AccountsById((brought.userid,))
    account = source.ask(accounts)[accounts].get(brought.userid)
    return Beginning(brought, account.name if account else None)


def _is_seen(history: Sequence[Revision], place: int) -> bool:
    """Whether what a version changed is known: the one before it is there, and can be read.

    What was changed out of sight (hidden, deleted, on a page of which versions were moved or imported) was
    not changed by whoever saved the page next.
    """
    if place == 0:
        return history[0].parentid == 0
    before = history[place - 1]
    return history[place].parentid == before.revid and not before.text_hidden


def _first(history: Sequence[Revision], has_them: Callable[[str], bool], source: Source) -> int:
    """The place of such a version, the latest that the probes show; a hidden one is taken for one without."""
    without, with_them = -1, len(history) - 1
    while with_them - without > 1:
        step = max(1, (with_them - without) // (PROBES + 1))
        places = range(without + step, with_them, step)[:PROBES]
        question = RevisionTexts(tuple(history[place].revid for place in places))
        texts = source.ask(question)[question]
        # From the newest on, so that what was brought back is not taken for what had been there before.
        for place in reversed(places):
            if not has_them(texts.get(history[place].revid, "")):
                without = place
                break
            with_them = place
    return with_them
