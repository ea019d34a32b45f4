"""Real wiki data beside the repository (see its README.md there), and sites made from it or by hand."""

import gzip
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.mediawiki.site import Site

ROOT = Path(os.environ.get("CAMPAIGNBOT_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data")


def data_file(*parts: str) -> Path:
    """A file of the data; where it is absent, the test that asks is skipped."""
    path = ROOT.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs {'/'.join(parts)} of the real wiki data")
    return path


def siteinfo(wiki: str) -> dict[str, Any]:
    """The ``query`` part of a real wiki's siteinfo."""
    with gzip.open(data_file("siteinfo", f"{wiki}.json.gz")) as file:
        query: dict[str, Any] = json.load(file)["query"]
    return query


@cache
def real_site(wiki: str) -> Site:
    """A real wiki."""
    return Site.from_siteinfo(siteinfo(wiki))


def small_siteinfo(**general: object) -> dict[str, Any]:
    """The siteinfo of a small made-up wiki in Norwegian, so that tests need no data folder."""
    names = {
        -2: ("Media", "Media"),
        -1: ("Spesial", "Special"),
        0: ("", ""),
        1: ("Diskusjon", "Talk"),
        2: ("Bruker", "User"),
        3: ("Brukerdiskusjon", "User talk"),
        4: ("Wikipedia", "Project"),
        6: ("Fil", "File"),
        10: ("Mal", "Template"),
        14: ("Kategori", "Category"),
        100: ("Portal", ""),
    }
    return {
        "general": {
            "wikiid": "testwiki",
            "lang": "nb",
            "fallback": [{"code": "no"}],
            "timezone": "Europe/Oslo",
            "rtl": False,
            "server": "//test.wikipedia.org",
            "articlepath": "/wiki/$1",
            "script": "/w/index.php",
            "variantarticlepath": False,
            "case": "first-letter",
            **general,
        },
        "namespaces": {
            str(number): {
                "id": number,
                "case": "first-letter",
                "name": name,
                "content": number in (0, 100),
                **({"canonical": canonical} if canonical else {}),
            }
            for number, (name, canonical) in names.items()
        },
        "namespacealiases": [
            {"id": 2, "alias": "Brukerinne"},
            {"id": 3, "alias": "Brukerinnediskusjon"},
            {"id": 4, "alias": "WP"},
            {"id": 6, "alias": "Image"},
        ],
        "interwikimap": [
            {"prefix": "de", "language": "Deutsch", "url": "https://de.wikipedia.org/wiki/$1"},
            {"prefix": "meta", "local": True, "url": "https://meta.wikimedia.org/wiki/$1"},
            {"prefix": "w", "local": True, "url": "https://en.wikipedia.org/wiki/$1"},
            {
                "prefix": "no",
                "language": "norsk",
                "localinterwiki": True,
                "url": "https://test.wikipedia.org/wiki/$1",
            },
        ],
        "specialpagealiases": [
            {"realname": "Contributions", "aliases": ["Bidrag", "Contribs"]},
            {"realname": "Log", "aliases": ["Logg"]},
        ],
    }


def small_site(**general: object) -> Site:
    """That wiki."""
    return Site.from_siteinfo(small_siteinfo(**general))
