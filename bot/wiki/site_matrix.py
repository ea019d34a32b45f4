"""The wikis of a farm: https://www.mediawiki.org/wiki/Extension:SiteMatrix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

PARAMS = {
    "action": "sitematrix",
    "smsiteprop": "url",
    "smlangprop": "code|site",
}


def wikis(answer: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """The addresses of an answer (formatversion 2), and whether only members may read what is there.

    Wikis that are closed can be read, and what was done there before can be counted.
    """
    for name, group in answer.get("sitematrix", {}).items():
        sites = group if name == "specials" else group.get("site", ()) if isinstance(group, dict) else ()
        for site in sites:
            url = str(site.get("url", "")).lower()
            if urlsplit(url).netloc:
                yield url, bool(site.get("private"))
