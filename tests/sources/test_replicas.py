"""The parts of the replica source that need no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha1
from pathlib import Path
from typing import Any

import pytest

from bot.operations.ports import WikiUnavailable
from bot.sources.replicas.connection import Access, Connection
from bot.sources.replicas.history import _base36, _hexadecimal, _together
from bot.sources.replicas.php import parameters
from bot.sources.replicas.schema import Schemas

# --- what PHP wrote down


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        (
            b'a:2:{s:9:"4::target";s:11:"Draft:\xc3\x86r\xc3\xb8";s:10:"5::noredir";s:1:"1";}',
            {"4::target": "Draft:Ærø", "5::noredir": "1"},
        ),
        (b'a:2:{s:7:"4::dest";s:5:"a";b:";s:4:"5::m";s:2:"20";}', {"4::dest": 'a";b:', "5::m": "20"}),
        (b'a:3:{i:0;s:1:"a";i:1;a:2:{i:0;i:-1;i:1;d:0.5;}s:1:"x";N;}', {"0": "a"}),
        (b'a:2:{s:1:"n";b:1;s:9:"4::target";s:0:"";}', {"4::target": ""}),
        (b"a:0:{}", {}),
        (b"Old title\n1", {"0": "Old title", "1": "1"}),
        (b"", {"0": ""}),
        (b'a:1:{s:9:"4::targ', {}),
        (b'a:1:{O:8:"stdClass":0:{}i:1;}', {}),
    ],
)
def test_the_parameters_of_a_log_entry(stored: bytes, told: Mapping[str, str]) -> None:
    assert parameters(stored) == told


# --- checksums


def test_a_checksum_in_base_36_becomes_hexadecimal() -> None:
    assert _hexadecimal(b"") == ""
    text = sha1(b"some text").hexdigest()
    assert _hexadecimal(_base36(int(text, 16)).rjust(31, "0").encode()) == text
    assert _hexadecimal(b"0" * 31) == "0" * 40


def test_a_revision_of_several_slots_has_the_checksum_of_their_checksums() -> None:
    first, second = b"a" * 31, b"b" * 31
    assert _together([first]) == first
    assert _hexadecimal(_together([first, second])) == sha1(first + second).hexdigest()


# --- tables in the middle of a change

NULLABLE, FULL = "YES", "NO"


class Columns(Connection):
    """A database that tells its columns, and nothing else."""

    def __init__(self, **columns: Sequence[tuple[str, str]]) -> None:
        super().__init__(Access("", 0, "", Path()))
        self.columns = columns

    def rows(self, *_: object) -> Sequence[Sequence[Any]]:
        return [(table, *column) for table, columns in self.columns.items() for column in columns]


@pytest.mark.parametrize(
    ("columns", "title"),
    [
        ([("cl_to", FULL)], "cl_to"),
        ([("cl_to", FULL), ("cl_target_id", NULLABLE)], "cl_to"),
        ([("cl_to", FULL), ("cl_target_id", FULL)], "lt_title"),
        ([("cl_target_id", FULL)], "lt_title"),
        ([("cl_target_id", NULLABLE)], "lt_title"),
    ],
)
def test_a_table_that_has_both_ways_is_read_the_way_that_is_complete(
    columns: list[tuple[str, str]], title: str
) -> None:
    assert Schemas(Columns(categorylinks=columns)).schema.categories.title == title


def test_the_tables_are_asked_about_once_until_something_failed() -> None:
    columns = Columns(revision=[("rev_sha1", FULL)])
    schemas = Schemas(columns)
    assert schemas.schema.sha1
    columns.columns = {}
    assert schemas.schema.sha1
    schemas.forget()
    assert not schemas.schema.sha1


# --- credentials


@pytest.mark.parametrize(
    "text", ["", "user = a\npassword = b\n", "[client]\nuser = a\n", "[mysql]\nuser = a\n", "\udcff"]
)
def test_a_file_without_an_account_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "replica.my.cnf"
    file.write_bytes(text.encode(errors="surrogateescape"))
    with (
        pytest.raises(WikiUnavailable) as caught,
        Connection(Access("127.0.0.1", 1, "x", file)) as connection,
    ):
        connection.rows("test", "SELECT 1", {})
    assert caught.value.message.key == "replicas-no-credentials"
