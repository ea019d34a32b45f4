"""The real wiki data that is measured on: dumps of pages, and what wikis say about themselves."""

import bz2
import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

ROOT = Path(os.environ.get("CAMPAIGNBOT_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")


class DataMissing(Exception):
    """A file of the data is not there."""


def data_file(*parts: str) -> Path:
    """A file or folder of the data. Raises DataMissing."""
    path = ROOT.joinpath(*parts)
    if not path.exists():
        raise DataMissing(
            f"This needs real wiki data, and there is no {path}. "
            "Set CAMPAIGNBOT_DATA to the folder that holds articles/, history/ and siteinfo/."
        )
    return path


def texts(dump: Path) -> Iterator[str]:
    """The texts of all revisions in an XML dump, in their order."""
    with bz2.open(dump) as file:
        root = ElementTree.parse(file).getroot()
    space = root.tag.partition("}")[0] + "}"
    return (node.text or "" for node in root.iter(f"{space}text"))


def siteinfo(wiki: str) -> dict[str, Any] | None:
    """The ``query`` part of a wiki's siteinfo; None where the data has none of that wiki."""
    path = ROOT / "siteinfo" / f"{wiki}.json.gz"
    if not path.exists():
        return None
    with gzip.open(path) as file:
        query: dict[str, Any] = json.load(file)["query"]
    return query
