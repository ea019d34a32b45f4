"""The words the bot speaks, by language, in the message format of MediaWiki extensions.

A language's messages stand in ``nb.json`` and in parts of their own, ``nb.declaration.json``; together they
are one set of keys. ``qqq`` explains each message to translators.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

DOCUMENTATION = "qqq"
"""The language code under which MediaWiki extensions explain their messages."""


@cache
def codes() -> frozenset[str]:
    """The languages that have texts of their own."""
    names = (file.name for file in files("bot.i18n").iterdir() if file.name.endswith(".json"))
    return frozenset(name.partition(".")[0] for name in names) - {DOCUMENTATION}


@cache
def messages(code: str) -> Mapping[str, str]:
    """A language's messages by key, all its files together.

    KeyError-free by design of the files: a key that stands in two of them is a ValueError.
    """
    found: dict[str, str] = {}
    for file in sorted(files("bot.i18n").iterdir(), key=lambda file: file.name):
        if not (file.name.startswith(f"{code}.") and file.name.endswith(".json")):
            continue
        for key, text in json.loads(file.read_text(encoding="utf-8")).items():
            if key in found:
                raise ValueError(f"{file.name}: the message {key!r} stands in another file, too")
            if not key.startswith("@"):
                found[key] = text
    return found
