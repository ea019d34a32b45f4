"""The wikis of a farm: https://www.mediawiki.org/wiki/Extension:SiteMatrix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

PARAMS = {
    "action": "sitematrix",
    "smsiteprop": "url|dbname",
    "smlangprop": "code|site",
}


@dataclass(frozen=True, slots=True)
class MatrixWiki:
    """One wiki: its address, the name of its database, and whether only members may read what is there."""

    url: str
    dbname: str
    private: bool


def wikis(answer: Mapping[str, Any]) -> Iterator[MatrixWiki]:
    """The wikis of an answer (formatversion 2).

    Wikis that are closed can be read, and what was done there before can be counted.
    """
    for name, group in answer.get("sitematrix", {}).items():
        sites = group if name == "specials" else group.get("site", ()) if isinstance(group, dict) else ()
        for site in sites:
            url = str(site.get("url", "")).lower()
            if urlsplit(url).netloc:
                yield MatrixWiki(url, str(site.get("dbname", "")), bool(site.get("private")))
