"""Saving one page on its base revision; how that can end is a value.

Rules: https://www.mediawiki.org/wiki/API:Edit (baserevid, nocreate, createonly, assert).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.outcomes import Failure, NotSaved, Outcome, Saved, Unchanged
from bot.ports import Change, WikiUnavailable
from bot.wiki.session import ApiRefusal, Session

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
    "permissiondenied": Failure.PROTECTED,
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
}


def save(session: Session, change: Change) -> Outcome:
    """Save the page. Nothing is overwritten: an edit since ``change.base`` is a conflict."""
    title = change.base.title
    try:
        answer = session.write(_params(change))
    except ApiRefusal as refusal:
        return NotSaved(title, FAILURES.get(refusal.code, Failure.REFUSED), refusal.info)
    except WikiUnavailable as unavailable:
        if unavailable.rest is not None:
            return NotSaved(title, Failure.RATE_LIMITED, str(round(unavailable.rest)))
        detail = unavailable.message.params[-1] if unavailable.message.params else ""
        return NotSaved(title, Failure.UNREACHABLE, str(detail))
    return _outcome(title, answer.get("edit", {}))


def _params(change: Change) -> dict[str, str]:
    params = {
        "action": "edit",
        "title": change.base.title,
        "text": change.text,
        "summary": change.summary,
        "bot": "1",
        "notminor": "1",
        "watchlist": "nochange",
        "assert": "user",
    }
    if change.base.exists:
        return params | {"baserevid": str(change.base.revid), "nocreate": "1"}
    return params | {"createonly": "1"}


def _outcome(title: str, edit: Mapping[str, Any]) -> Outcome:
    if edit.get("result") != "Success":
        # A CAPTCHA or an edit filter answers without an error code of its own.
        detail = str(edit.get("info") or edit.get("code") or ", ".join(edit))
        return NotSaved(title, Failure.REFUSED, detail)
    if edit.get("nochange"):
        return Unchanged(title)
    return Saved(title, int(edit["newrevid"]))
