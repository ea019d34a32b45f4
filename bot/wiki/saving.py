"""Saving one page on its base revision; how that can end is a value.

Rules: https://www.mediawiki.org/wiki/API:Edit (baserevid, nocreate, createonly, assert).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import normalize

from bot.mediawiki.outcomes import Failure, NotSaved, Outcome, Saved, Unchanged
from bot.mediawiki.queries import PageText
from bot.operations.ports import Change, WikiUnavailable
from bot.wiki.door import NotSent
from bot.wiki.session import ApiRefusal, Session

_LINK = re.compile(r"\[\[(?:[^\[\]|]*+\|)?([^\[\]|]*+)\]\]")
FAILURES: Mapping[str, Failure] = {
    "editconflict": Failure.CONFLICT,
    "articleexists": Failure.CONFLICT,
    "missingtitle": Failure.DELETED,
    "pagedeleted": Failure.DELETED,
    "nosuchrevid": Failure.DELETED,
    "protectedpage": Failure.PROTECTED,
    "cascadeprotected": Failure.PROTECTED,
    "protectedtitle": Failure.PROTECTED,
    "protectednamespace": Failure.PROTECTED,
    "protectednamespace-interface": Failure.PROTECTED,
    "titleprotected": Failure.PROTECTED,
    "permissiondenied": Failure.NO_RIGHT,
    "writeapidenied": Failure.NO_RIGHT,
    "noedit": Failure.NO_RIGHT,
    "cantcreate": Failure.NO_RIGHT,
    "blocked": Failure.BLOCKED,
    "autoblocked": Failure.BLOCKED,
    "globalblocking-ipblocked": Failure.BLOCKED,
    "readonly": Failure.READ_ONLY,
    "maxlag": Failure.LAGGED,
    "ratelimited": Failure.RATE_LIMITED,
    "assertuserfailed": Failure.NOT_LOGGED_IN,
    "assertnameduserfailed": Failure.NOT_LOGGED_IN,
    "assertbotfailed": Failure.NOT_LOGGED_IN,
    "contenttoobig": Failure.TOO_LARGE,
    "contentmodel-mismatch": Failure.NOT_ALLOWED,
    "no-direct-editing": Failure.NOT_ALLOWED,
}


def save(session: Session, change: Change) -> Outcome:
    """Save the page. Nothing is overwritten: an edit since ``change.base`` is a conflict.

    The page is named by its title: MediaWiki takes either that or the page id, and by the id it would follow
    a page that was moved, because the move makes a version into which ours can be merged. The id is compared
    with the answer's instead.
    """
    title = change.base.title
    try:
        answer = session.write(_params(change))
    except ApiRefusal as refusal:
        return NotSaved(title, FAILURES.get(refusal.code, Failure.REFUSED), _plain(refusal.info))
    except NotSent as unsent:
        return NotSaved(title, Failure.UNREACHABLE, _detail(unsent))
    except WikiUnavailable as unavailable:
        if unavailable.rest is not None:
            return NotSaved(title, Failure.RATE_LIMITED, str(round(unavailable.rest)))
        return _looked_up(session, change, unavailable)
    return _outcome(change.base, answer.get("edit")) or _looked_up(session, change)


def _plain(info: str) -> str:
    """The wiki's words as a part of a sentence: links by what they show, without the period."""
    return _LINK.sub(r"\1", info).rstrip(" .")


def _params(change: Change) -> dict[str, str]:
    params = {
        "action": "edit",
        "title": change.base.title,
        "summary": change.summary,
        "bot": "1",
        "notminor": "1",
        "watchlist": "nochange",
        "assert": "user",
    }
    if change.undo:
        # Without the first of the two, the wiki would take the version before by its time.
        before, undone = change.undo
        return params | {"undoafter": str(before), "undo": str(undone), "nocreate": "1"}
    params["text"] = change.text
    if change.base.exists:
        return params | {"baserevid": str(change.base.revid), "nocreate": "1"}
    return params | {"createonly": "1"}


def _outcome(base: PageText, edit: Any) -> Outcome | None:
    """How the wiki says that it ended; None where it does not say whether the page was saved."""
    title = base.title
    if not isinstance(edit, dict) or not isinstance(edit.get("result"), str):
        return None
    if edit["result"] != "Success":
        # A CAPTCHA or an edit filter answers without an error code of its own.
        detail = str(edit.get("info") or edit.get("code") or ", ".join(edit))
        return NotSaved(title, Failure.REFUSED, detail)
    if edit.get("nochange") is True:
        return Unchanged(title)
    revid = edit.get("newrevid")
    return Saved(title, revid, _upon(base, edit)) if type(revid) is int and revid > 0 else None


def _upon(base: PageText, edit: Mapping[str, Any]) -> int:
    """The version that was saved upon; 0 where it is the one that was meant, of the page that was meant."""
    old = edit.get("oldrevid", 0)
    same = old == base.revid and edit.get("pageid", base.pageid) == base.pageid
    return 0 if same or not base.exists or type(old) is not int else old


def _looked_up(session: Session, change: Change, failed: WikiUnavailable | None = None) -> Outcome:
    """What came of a save of which the wiki did not say it: the bot's newest version of the page tells.

    It is not saved a second time. Where this can't be found out, the next turn begins with what stands there.
    ``failed`` is how the answer got lost.
    """
    title = change.base.title
    unknown = NotSaved(title, Failure.UNTOLD)
    try:
        answer = session.query(
            {
                "prop": "revisions",
                "titles": title,
                "rvprop": "ids|content",
                "rvslots": "main",
                "rvuser": session.account or "",
                "rvlimit": "1",
            }
        )
    except WikiUnavailable:
        return NotSaved(title, Failure.UNREACHABLE, _detail(failed)) if failed else unknown
    for revid, text in _versions(answer):
        if revid > change.base.revid and _as_kept(text) == _as_kept(change.text):
            return Saved(title, revid)
    return unknown


def _detail(failed: WikiUnavailable) -> str:
    return str(failed.message.params[-1]) if failed.message.params else ""


def _versions(answer: Any) -> Iterator[tuple[int, str]]:
    """The versions in an answer, as far as it has any."""
    for page in _rows(answer, "query", "pages"):
        for row in _rows(page, "revisions"):
            revid, text = _inner(row, "revid"), _inner(row, "slots", "main", "content")
            if type(revid) is int and isinstance(text, str):
                yield revid, text


def _rows(value: Any, *names: str) -> list[Any]:
    found = _inner(value, *names)
    return found if isinstance(found, list) else []


def _inner(value: Any, *names: str) -> Any:
    """What stands below these names, one in the other; None where there is no such place."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _as_kept(text: str) -> str:
    """A text as MediaWiki keeps it."""
    return normalize("NFC", text).rstrip()
