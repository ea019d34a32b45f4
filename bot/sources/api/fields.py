"""What rows of the Action API (formatversion 2) must hold to be used: fields that are there, of their type.

``flaw`` functions return the place within a row that is not as the API tells it, ``""`` for the row itself,
and None for a good row. A field that the wiki leaves out where it has nothing to say is optional, and of its
type where it is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

Check: TypeAlias = Callable[[Any], bool]
Checks: TypeAlias = Mapping[str, Check]
Params: TypeAlias = Mapping[str, str]
Flaw: TypeAlias = Callable[[Params, Any], str | None]

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
CHECKSUM = re.compile(r"[0-9a-f]{40}|", re.ASCII)
"""Hexadecimal; empty where the wiki has lost the text."""
NOTHING: Checks = {}


def whole(value: Any) -> bool:
    """A whole number."""
    return type(value) is int


def number(value: Any) -> bool:
    """A whole number that is not negative."""
    return type(value) is int and value >= 0


def known(value: Any) -> bool:
    """An id that something has."""
    return type(value) is int and value > 0


def text(value: Any) -> bool:
    """A text."""
    return isinstance(value, str)


def texts(value: Any) -> bool:
    """A list of texts."""
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def yes(value: Any) -> bool:
    """A flag, which is left out where it is not set."""
    return value is True


def truth(value: Any) -> bool:
    """True or false."""
    return isinstance(value, bool)


def moment(value: Any) -> bool:
    """A time that there is."""
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def checksum(value: Any) -> bool:
    """A SHA-1."""
    return isinstance(value, str) and CHECKSUM.fullmatch(value) is not None


def parameters(value: Any) -> bool:
    """The parameters of a log entry; PHP writes an empty list where there are none."""
    return isinstance(value, dict) or value == []


TITLE: Checks = {"ns": whole, "title": text}


def misfit(row: Any, required: Checks, optional: Checks = NOTHING) -> str | None:
    """The first field that is not there or not of its type."""
    if not isinstance(row, dict):
        return ""
    for name, check in required.items():
        if name not in row or not check(row[name]):
            return f".{name}"
    return next(
        (f".{name}" for name, check in optional.items() if name in row and not check(row[name])), None
    )


def rows_flaw(rows: Any, flaw: Callable[[Any], str | None]) -> str | None:
    """The first bad row of a list, or ``""`` where there is no list."""
    if not isinstance(rows, list):
        return ""
    for number_, row in enumerate(rows):
        found = flaw(row)
        if found is not None:
            return f"[{number_}]{found}"
    return None


def asked(params: Params, name: str) -> frozenset[str]:
    """The values of a parameter that names several; those with a ``|`` in them are parted by U+001F."""
    value = params.get(name, "")
    if value.startswith("\x1f"):
        return frozenset(value[1:].split("\x1f"))
    return frozenset(value.split("|")) if value else frozenset()


def _title(_params: Params, row: Any) -> str | None:
    return misfit(row, TITLE)


def _member(_params: Params, row: Any) -> str | None:
    return misfit(row, {**TITLE, "pageid": known})


def _perhaps(check: Check) -> Check:
    """The same, or null where nothing is known."""
    return lambda value: value is None or check(value)


def numbers(value: Any) -> bool:
    """Whole numbers by name."""
    return isinstance(value, dict) and all(number(one) for one in value.values())


ACCOUNT: Checks = {
    "groups": texts,
    "editcount": number,
    "registration": _perhaps(moment),
    "centralids": numbers,
}
"""By the names in ``usprop``. An old account's registration is null, and not left out."""
ACCOUNT_MAYBE: Checks = {"blockpartial": truth, "blockedby": text}
"""Told of accounts that are blocked."""


def _user(params: Params, row: Any) -> str | None:
    """An account, or the statement that there is none."""
    if not isinstance(row, dict):
        return ""
    if any(name in row for name in ("missing", "invalid", "interwiki")):
        by: Checks = {"userid": known} if "ususerids" in params else {"name": text}
        return misfit(row, by, {"missing": yes, "invalid": yes, "interwiki": yes})
    more = {name: check for name, check in ACCOUNT.items() if name in asked(params, "usprop")}
    found = misfit(row, {"userid": known, "name": text, **more}, ACCOUNT_MAYBE)
    return _central_flaw(row) if found is None and "centralids" in more else found


def _central_flaw(row: Mapping[str, Any]) -> str | None:
    """Of each id it is told whether the account is attached to it, the wiki's own among them."""
    attached = row.get("attachedlocal")
    if not isinstance(attached, dict) or not all(truth(one) for one in attached.values()):
        return ".attachedlocal"
    same = attached.keys() == row["centralids"].keys() and "local" in attached
    return None if same else ".centralids"


EDIT: Mapping[str, Checks] = {
    "ids": {"revid": known},
    "timestamp": {"timestamp": moment},
    "tags": {"tags": texts},
    "title": TITLE,
}
EDIT_MAYBE: Checks = {
    "parentid": number,
    "size": number,
    "sizediff": whole,
    "texthidden": yes,
    "userhidden": yes,
    "comment": text,
}
"""Unknown in rows that are older than the columns that hold it."""


def _edit(params: Params, row: Any) -> str | None:
    """An edit of ``list=usercontribs``, by one of those who were asked for."""
    wanted = asked(params, "ucprop")
    required = {name: check for prop in wanted for name, check in EDIT.get(prop, NOTHING).items()}
    if "ids" in wanted:
        required["pageid"] = known
    if "comment" in wanted and isinstance(row, dict):
        required |= _hidden_or(row, "commenthidden", {"comment": text})
    if "ucuser" in params:
        found = misfit(row, {"user": text, **required}, EDIT_MAYBE)
        return ".user" if found is None and row["user"] != params["ucuser"] else found
    found = misfit(row, {"userid": number, **required}, EDIT_MAYBE)
    if found is None and str(row["userid"]) not in asked(params, "ucuserids"):
        return ".userid"
    return found


def _entry(_params: Params, row: Any) -> str | None:
    """An entry of the log; what is hidden is said to be."""
    required: dict[str, Check] = {"type": text, "action": text, "timestamp": moment}
    if not isinstance(row, dict) or "actionhidden" in row:
        return misfit(row, required, {"actionhidden": yes})
    found = misfit(row, {**required, **TITLE, "logpage": number, "params": parameters})
    if found is None and row["params"]:
        aim: Checks = {"target_ns": whole, "target_title": text, "dest_title": text, "newuser": text}
        found = misfit(row["params"], {}, aim)
        return None if found is None else f".params{found}"
    return found


def _change(_params: Params, row: Any) -> str | None:
    """One of the recent changes."""
    if not isinstance(row, dict) or "actionhidden" in row:
        return misfit(row, {}, {"actionhidden": yes})
    return misfit(row, {"pageid": number})


def _edited(params: Params, row: Any) -> str | None:
    """A page of ``list=allrevisions`` with some of its revisions."""
    found = misfit(row, {**TITLE, "pageid": known})
    if found is not None:
        return found
    found = rows_flaw(row.get("revisions"), lambda inner: _revision(params, inner, "arvprop"))
    return None if found is None else f".revisions{found}"


LISTS: Mapping[str, Flaw] = {
    "users": _user,
    "usercontribs": _edit,
    "logevents": _entry,
    "recentchanges": _change,
    "categorymembers": _member,
    "embeddedin": _member,
    "allrevisions": _edited,
}
"""The rows of ``list=`` modules; those of others are looked at by nobody."""


def _global_account(params: Params, row: Any) -> str | None:
    """A unified account, or the statement that there is none."""
    if isinstance(row, dict) and "missing" in row:
        return misfit(row, {"missing": yes})
    found = misfit(row, {"id": known, "name": text, "registration": _perhaps(moment)}, {"locked": yes})
    return ".name" if found is None and row["name"] != params["guiuser"] else found


METAS: Mapping[str, Flaw] = {"globaluserinfo": _global_account}
"""What ``meta=`` modules answer; the answers of others are looked at by nobody."""


def _hidden_or(row: Mapping[str, Any], hidden: str, required: Checks) -> Checks:
    """What must be there, unless the wiki says that it is hidden."""
    return {hidden: yes} if hidden in row else required


REVISION_MAYBE: Checks = {
    "parentid": number,
    "sha1": checksum,
    "userid": number,
    "user": text,
    "comment": text,
    "slotsmissing": yes,
}


def _revision(params: Params, row: Any, asked_in: str = "rvprop") -> str | None:
    """A revision of ``prop=revisions``, with the text where it was asked for."""
    if not isinstance(row, dict):
        return ""
    wanted = asked(params, asked_in)
    required: dict[str, Check] = {}
    for prop in ("ids", "timestamp", "tags"):
        required |= EDIT[prop] if prop in wanted else {}
    if "size" in wanted:
        required["size"] = number
    if "sha1" in wanted:
        required |= _hidden_or(row, "sha1hidden", {"sha1": checksum})
    for prop, check in (("userid", number), ("user", text)):
        required |= _hidden_or(row, "userhidden", {prop: check}) if prop in wanted else {}
    if "comment" in wanted:
        required |= _hidden_or(row, "commenthidden", {"comment": text})
    found = misfit(row, required, REVISION_MAYBE)
    if found is None and "content" in wanted and "slotsmissing" not in row:
        return _slot(row)
    return found


def _slot(row: Mapping[str, Any]) -> str | None:
    """The main slot of a revision has a text, or the wiki says why it has none."""
    slots = row.get("slots")
    main = slots.get("main") if isinstance(slots, dict) else None
    if not isinstance(main, dict):
        return ".slots.main"
    if "content" in main:
        found = misfit(main, {"content": text}, {"contentmodel": text})
        return None if found is None else f".slots.main{found}"
    reasons = [name for name in ("texthidden", "textmissing", "missing") if name in main]
    return None if reasons and all(main[name] is True for name in reasons) else ".slots.main.content"


def _several(flaw: Flaw) -> Flaw:
    return lambda params, rows: rows_flaw(rows, lambda row: flaw(params, row))


def _language_link(_params: Params, row: Any) -> str | None:
    return misfit(row, {"lang": text, "title": text})


def _contributor(_params: Params, row: Any) -> str | None:
    return misfit(row, {"userid": known})


def _deleted(_params: Params, row: Any) -> str | None:
    return misfit(row, {"revid": known})


def _revisions(params: Params, rows: Any) -> str | None:
    """A page without revisions has no list of them."""
    return "" if rows == [] else _several(_revision)(params, rows)


def _upload(params: Params, row: Any) -> str | None:
    """A version of a file; its uploader is named or hidden, where that was asked."""
    if not isinstance(row, dict):
        return ""
    named = _hidden_or(row, "userhidden", {"user": text}) if "user" in asked(params, "iiprop") else {}
    return misfit(row, {"timestamp": text, **named})


PROPS: Mapping[str, Flaw] = {
    "imageinfo": _several(_upload),
    "revisions": _revisions,
    "deletedrevisions": _several(_deleted),
    "categories": _several(_title),
    "templates": _several(_title),
    "redirects": _several(_title),
    "langlinks": _several(_language_link),
    "contributors": _several(_contributor),
    "categoryinfo": lambda _params, value: misfit(value, {"size": number, "subcats": number}),
    "imagerepository": lambda _params, value: None if text(value) else "",
    "contentmodel": lambda _params, value: None if text(value) else "",
    "lastrevid": lambda _params, value: None if number(value) else "",
    "talkid": lambda _params, value: None if known(value) else "",
    "length": lambda _params, value: None if number(value) else "",
    "redirect": lambda _params, value: None if yes(value) else "",
}
"""What ``prop=`` modules add to a page, by its name in the page's row."""

STATES = ("missing", "invalid", "special", "known")
"""What may be said of a page that is not there."""


def page_flaw(params: Params, row: Any) -> str | None:
    """A page, or the statement that there is none, with what the modules add to it."""
    if not isinstance(row, dict):
        return ""
    found = misfit(row, _identity(row), dict.fromkeys(STATES, yes))
    if found is not None:
        return found
    for name, flaw in PROPS.items():
        if name in row and (inner := flaw(params, row[name])) is not None:
            return f".{name}{inner}"
    return None


def _identity(row: Mapping[str, Any]) -> Checks:
    if "invalid" in row:
        return {"title": text}
    if "special" in row:
        return TITLE
    if "missing" in row:
        return {"pageid": known} if "title" not in row else TITLE
    return {**TITLE, "pageid": known}


def strings(rows: Any, names: Iterable[str]) -> str | None:
    """Rows that hold these texts, as ``normalized`` and ``redirects`` do."""
    return rows_flaw(rows, lambda row: misfit(row, dict.fromkeys(names, text)))
