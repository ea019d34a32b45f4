"""The answer of a wiki that has nothing of what it is asked for: a whole one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def nothing(params: Mapping[str, str]) -> dict[str, Any]:
    """Every list empty, every page missing, nobody with such a name or id."""

    def named(name: str) -> list[str]:
        return params[name].split("|") if name in params else []

    query: dict[str, Any] = {name: [] for name in named("list")}
    if "users" in query:
        query["users"] += [{"name": name, "missing": True} for name in named("ususers")]
        query["users"] += [{"userid": int(userid), "missing": True} for userid in named("ususerids")]
    if "generator" not in params:
        query["pages"] = [_missing(title) for title in named("titles")]
        query["pages"] += [{"pageid": int(pageid), "missing": True} for pageid in named("pageids")]
        query["badrevids"] = [{"revid": int(revid), "missing": True} for revid in named("revids")]
    return {"batchcomplete": True, "curtimestamp": "2026-11-20T12:00:00Z", "query": query}


def _missing(title: str) -> dict[str, Any]:
    where = {"ns": 6, "imagerepository": ""} if title.startswith("File:") else {"ns": 0}
    return {"title": title, "missing": True, **where}
