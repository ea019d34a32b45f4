"""A damaged SQLite file is put aside, and a new store begun; nothing else is ever touched."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.counting.stored_results import Tally
from bot.messages import Message
from bot.operations.ports import MemoryUnavailable
from bot.store.store import Store, StoreError
from tests.keys import WIKI, account_key, accounts_of, pages_of
from tests.store.told import CAMPAIGN, count, edit, prepare, results, waiting, wiki_cache

PAGE = 4096


def address(file: Path) -> str:
    return f"sqlite:///{file}"


def fill(store: Store) -> None:
    """Some of everything, on many pages of the file."""
    store.remember_good(WIKI, CAMPAIGN, 7)
    wiki_cache(store).take([edit(number, number // 9) for number in range(5, 3000)])
    wiki_cache(store).take_derived("words", {number: ["word" * 400] for number in range(5, 100)})
    one = prepare(store)
    one.record(
        [count(number, [edit(number * 9)]) for number in range(1, 300)], {account_key(1): Tally(3)}, {}
    )
    one.put_note("reading", {"at": None, "newest": list(range(1_700_000_000, 1_700_003_000))})


def use(store: Store) -> None:
    """Read all that a turn may read, and write."""
    store.good_version(WIKI, CAMPAIGN)
    one = wiki_cache(store)
    one.revids([1], edit(1).timestamp, edit(4000).timestamp)
    one.revisions(range(5, 3000))
    one.derived("words", range(5, 100))
    one.take([edit(4000)])
    mine = prepare(store)
    mine.note("reading")
    mine.seen(accounts_of(1))
    mine.counted_of(accounts_of(1))
    mine.entries_of(accounts_of(1))
    mine.entries(pages_of(*range(1, 300)))
    waiting(mine)
    store.grand_totals()
    store.remember_good(WIKI, CAMPAIGN, 8)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a store with something in it."""
    path = tmp_path_factory.mktemp("filled") / "store.sqlite"
    store = Store(address(path))
    fill(store)
    store.close()
    assert path.stat().st_size > 60 * PAGE
    return path.read_bytes()


@pytest.fixture
def file(filled: bytes, tmp_path: Path) -> Path:
    """Such a file, at which nobody is at work."""
    path = tmp_path / "store.sqlite"
    path.write_bytes(filled)
    return path


def aside(file: Path) -> list[str]:
    return sorted(path.name for path in file.parent.glob(f"{file.name}.damaged-*"))


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2 + 17]


def cut_to_a_page(data: bytes) -> bytes:
    return data[:PAGE]


def garbage_for_a_header(data: bytes) -> bytes:
    return b"\x93garbage!" * 20 + data[180:]


def a_page_of_garbage_first(data: bytes) -> bytes:
    return random.Random(1).randbytes(PAGE) + data[PAGE:]


def nothing_but_zeros(data: bytes) -> bytes:
    return bytes(len(data))


def zeros_first(data: bytes) -> bytes:
    return bytes(3 * PAGE) + data[3 * PAGE :]


def everything_behind_the_first_page(data: bytes) -> bytes:
    return data[:PAGE] + b"x" * 200_000


DAMAGES = [
    truncated,
    cut_to_a_page,
    garbage_for_a_header,
    a_page_of_garbage_first,
    nothing_but_zeros,
    zeros_first,
    everything_behind_the_first_page,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_put_aside_and_told_once(file: Path, damage: Callable[[bytes], bytes]) -> None:
    file.write_bytes(damage(file.read_bytes()))
    damaged = file.read_bytes()
    told: list[Message] = []
    store = Store(address(file), told.append)
    try:
        use(store)
    except MemoryUnavailable as unavailable:
        told.append(unavailable.message)
    use(store)
    assert store.good_version(WIKI, CAMPAIGN) == 8
    store.close()
    assert [one.key for one in told] == ["store-damaged"]
    assert file.with_name(f"{file.name}.damaged-1").read_bytes()[PAGE:] == damaged[PAGE:]
    again = Store(address(file), told.append)
    assert again.good_version(WIKI, CAMPAIGN) == 8
    assert len(told) == 1


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_is_damaged_while_it_is_open_is_put_aside(
    file: Path, damage: Callable[[bytes], bytes]
) -> None:
    store = Store(address(file))
    use(store)
    store.close()
    file.write_bytes(damage(file.read_bytes()))
    told: list[str] = []
    for _ in range(2):
        try:
            use(store)
        except MemoryUnavailable as unavailable:
            told.append(unavailable.message.key)
    use(store)
    assert set(told) <= {"store-damaged"}
    assert "store.sqlite.damaged-1" in aside(file)


STATEMENTS = [
    "DROP TABLE judged",
    "DROP TABLE version",
    "DROP TABLE campaigns",
    "DROP INDEX campaigns_page",
    "DELETE FROM version",
    "UPDATE version SET number = -3",
    "INSERT INTO version VALUES (99)",
    "ALTER TABLE entries DROP COLUMN parts",
    "ALTER TABLE wikis RENAME TO vikis",
    "DROP TABLE notes; CREATE TABLE notes (text TEXT)",
    "DROP TABLE todo; CREATE TABLE todo (campaign TEXT PRIMARY KEY, wiki TEXT, pageid TEXT, depth TEXT)",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_tables_that_are_not_as_they_were_made_are_damage(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file)
    connection.executescript(statement)
    connection.close()
    told: list[Message] = []
    store = Store(address(file), told.append)
    use(store)
    assert [one.key for one in told] == ["store-damaged"]
    assert aside(file) == ["store.sqlite.damaged-1"]


def test_a_table_that_goes_missing_meanwhile_is_damage(file: Path) -> None:
    store = Store(address(file))
    use(store)
    connection = sqlite3.connect(file)
    connection.executescript("DROP TABLE judged")
    connection.close()
    with pytest.raises(MemoryUnavailable) as told:
        use(store)
    assert told.value.message.key == "store-damaged"
    use(store)


VALUES = [
    "UPDATE derived SET value = substr(value, 1, 9)",
    "UPDATE derived SET value = CAST(x'5b22ff225d' AS TEXT)",
    "UPDATE notes SET value = ''",
    "UPDATE members SET measures = '{\"edits\"'",
    "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE TABLE x' WHERE name = 'judged'",
]


@pytest.mark.parametrize("statement", VALUES)
def test_values_that_cannot_have_been_written_are_damage(file: Path, statement: str) -> None:
    connection = sqlite3.connect(file)
    connection.executescript(statement)
    connection.close()
    told: list[str] = []
    store = Store(address(file), lambda message: told.append(message.key))
    for _ in range(2):
        try:
            use(store)
            prepare(store).tallies()
        except MemoryUnavailable as unavailable:
            told.append(unavailable.message.key)
    assert told == ["store-damaged"]
    assert "store.sqlite.damaged-2" not in aside(file)
    assert aside(file)[0] == "store.sqlite.damaged-1"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_damaged_the_bot_comes_back_to_a_store_that_works(file: Path, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(file.read_bytes())
    for _ in range(chance.randrange(1, 12)):
        place = chance.randrange(0, len(data) // PAGE) * PAGE + chance.choice((0, 0, 700))
        size = chance.choice((40, PAGE, 2 * PAGE))
        what = chance.choice((bytes(size), chance.randbytes(size)))
        data[place : place + size] = what[: len(data) - place]
    file.write_bytes(data[: chance.choice((len(data), chance.randrange(1, len(data))))])
    told: list[str] = []
    for _ in range(4):
        try:
            store = Store(address(file))
            use(store)
            store.close()
        except (MemoryUnavailable, StoreError) as problem:
            told.append(problem.message.key)
        if aside(file):
            break
    assert set(told) <= {"store-damaged"}
    use(Store(address(file)))


# --- what is not damaged, or not ours


def _database(path: Path, script: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()


def _damaged_database(path: Path) -> None:
    _database(path, "CREATE TABLE notes (id INTEGER, x TEXT)")
    path.write_bytes(path.read_bytes()[:4500])


FOREIGN: dict[str, Callable[[Path], object]] = {
    "a text": lambda path: path.write_text("Some notes of mine, which nobody should lose." * 300),
    "a short text": lambda path: path.write_text("x"),
    "a text in another script": lambda path: path.write_text("Ђж" * 200_000),
    "a folder": lambda path: path.mkdir(),
    "another program's database": lambda path: _database(path, "CREATE TABLE pages (id INTEGER, x TEXT)"),
    "another one's version": lambda path: _database(
        path, "CREATE TABLE version (number INTEGER); INSERT INTO version VALUES (3)"
    ),
    "another one's database, damaged": _damaged_database,
}


def test_a_picture_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + random.Random(2).randbytes(9000))
    with pytest.raises(StoreError):
        Store(address(tmp_path / "a.png"))


@pytest.mark.parametrize("make", FOREIGN.values(), ids=FOREIGN)
def test_what_belongs_to_others_is_left_as_it_is(tmp_path: Path, make: Callable[[Path], object]) -> None:
    file = tmp_path / "a.sqlite"
    make(file)
    file.chmod(0o755)
    before = (file.stat(), file.read_bytes() if file.is_file() else None)
    with pytest.raises(StoreError) as problem:
        Store(address(file))
    assert problem.value.message.key == "store-not-ours"
    after = (file.stat(), file.read_bytes() if file.is_file() else None)
    assert (after[0].st_mtime_ns, after[0].st_mode, after[1]) == (
        before[0].st_mtime_ns,
        before[0].st_mode,
        before[1],
    )
    assert [path.name for path in tmp_path.iterdir()] == ["a.sqlite"]


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").touch()
    use(Store(address(tmp_path / "a.sqlite")))
    _database(tmp_path / "b.sqlite", "PRAGMA journal_mode = WAL")
    use(Store(address(tmp_path / "b.sqlite")))
    assert not [path for path in tmp_path.iterdir() if "damaged" in path.name]


def test_a_locked_file_is_not_damaged(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.location.SQLITE", ("PRAGMA busy_timeout=50", "PRAGMA journal_mode=WAL"))
    store = Store(address(file))
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(MemoryUnavailable) as told:
        use(store)
    assert told.value.message.key == "store-unavailable"
    connection.close()
    use(store)
    assert aside(file) == []


def test_a_full_disk_is_not_damage(file: Path) -> None:
    store = Store(address(file))
    with store._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(MemoryUnavailable) as told:
        wiki_cache(store).take_derived("words", {number: ["other" * 900] for number in range(5, 300)})
    assert told.value.message.key == "store-unavailable"
    use(store)
    assert aside(file) == []


def test_a_mistake_of_the_bots_is_not_damage(file: Path) -> None:
    store = Store(address(file))
    with pytest.raises(AttributeError):
        prepare(store).record([], {account_key(1): None}, {})  # type: ignore[dict-item]
    assert aside(file) == []


# --- several processes


@pytest.mark.slow
def test_of_several_that_find_it_one_puts_it_aside_and_all_go_on(file: Path) -> None:
    file.write_bytes(truncated(file.read_bytes()))
    script = (
        "import sys\nfrom bot.operations.ports import MemoryUnavailable\nfrom bot.store.store import Store\n"
        "from tests.store.test_damage import use\nstore = None\n"
        # Another one may put the file aside while this one opens it.
        "for turn in range(4):\n    try:\n        store = store or Store(sys.argv[1])\n        use(store)\n"
        "    except MemoryUnavailable as told:\n        print(told.message.key)\n"
        "    else:\n        print('fine')\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, address(file)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    told = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], told
    assert all(out.split()[-1] == "fine" for out, _ in told), told
    assert aside(file)[:1] == ["store.sqlite.damaged-1"]
    assert not any("damaged-2" in name for name in aside(file))
    use(Store(address(file)))


def test_who_still_has_the_lost_file_open_goes_on_with_the_new_one(file: Path) -> None:
    one, other = Store(address(file)), Store(address(file))
    use(one)
    use(other)
    mine = results(other)
    for end in ("", "-wal", "-shm"):
        old = file.with_name(file.name + end)
        if old.exists():
            old.rename(file.with_name(file.name + ".damaged-1" + end))
    new = Store(address(file))
    new.remember_good(WIKI, 99, 5)
    with pytest.raises(MemoryUnavailable) as told:
        mine.put_note("x", 1)
    assert told.value.message.key == "store-replaced"
    assert other.good_version(WIKI, 99) == 5
    other.remember_good(WIKI, 98, 6)
    one.close()
    other.close()
    assert file.with_name(file.name + "-wal").exists(), "the journal of the new one is left alone"
    assert (new.good_version(WIKI, 98), new.good_version(WIKI, 99)) == (6, 5)
    use(new)


def test_a_store_may_be_deleted_at_any_time(file: Path) -> None:
    store = Store(address(file))
    use(store)
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)
    assert store.good_version(WIKI, CAMPAIGN) is None
    use(store)
    assert sqlite3.connect(file).execute("SELECT good_revid FROM campaigns").fetchall() == [(8,)]


def opened_twice(file: Path) -> None:
    """Use a store; whether opening it or what follows finds the damage is left open."""
    Store(address(file))
    use(Store(address(file)))


def test_a_disk_that_damages_everything_is_told_and_not_filled(file: Path) -> None:
    for number in range(1, 21):
        file.with_name(f"{file.name}.damaged-{number}").touch()
    file.write_bytes(truncated(file.read_bytes()))
    with pytest.raises(MemoryUnavailable) as told:
        opened_twice(file)
    assert told.value.message.key == "store-damaged-again"


# --- nobody else reads it


def test_a_store_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        file = tmp_path / "a.sqlite"
        store = Store(address(file))
        use(store)
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
        assert modes == dict.fromkeys(["a.sqlite", "a.sqlite-wal", "a.sqlite-shm"], 0o600)
        store.close()
        file.chmod(0o664)
        Store(address(file)).close()
        assert file.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)


def test_looking_for_damage_is_not_done_all_the_time(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(address(file))
    asked: list[float] = []
    monkeypatch.setattr("bot.store.location.complaint", lambda _: asked.append(time.monotonic()))
    for _ in range(3):
        store.doubt()
    assert len(asked) == 1
