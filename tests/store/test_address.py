"""The address of a store is never shown with what is secret in it, however it was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.operations.ports import MemoryUnavailable
from bot.store.address import masked
from bot.store.store import Store, StoreError, account_of

MISTYPED = [
    "mysql://bot:hunter2@127.0.0.1:9/store",
    "mysql://bot:hun@hunter2@127.0.0.1:9/store",
    "mysql://bot:a/hunter2@127.0.0.1:9/store",
    "mysql://bot:hunter2#x?y@127.0.0.1:9/store",
    "mysql://bot:hunter2",
    "mysql://bot:hunter2:127.0.0.1/store",
    "mysql://bot;hunter2@127.0.0.1:9/store",
    "mysql://hunter2@127.0.0.1:9/store",
    "mysql://bot:hunter2@127.0.0.1:33o6/store",
    "mysql://bot:hunter2@[::1/store",
    "mysql:/bot:hunter2@127.0.0.1/store",
    "mysql//bot:hunter2@127.0.0.1/store",
    "mysql:///bot:hunter2@127.0.0.1/store",
    "mysql:bot:hunter2@127.0.0.1/store",
    "bot:hunter2@127.0.0.1/store",
    "mysq://bot:hunter2@127.0.0.1/store",
    "mysql+nothing://bot:hunter2@127.0.0.1/store",
    "oracle://bot:hunter2@127.0.0.1/store",
    "sqlite://bot:hunter2@127.0.0.1/store",
    "sqlite:bot:hunter2@127.0.0.1",
    "mysql://127.0.0.1:9/store?user=bot&password=hunter2",
    "mysql://127.0.0.1:9/store?user=bot&passwd=hunter2",
    "mysql://127.0.0.1:9/store?user=bot&pasword=hunter2",
    "mysql://127.0.0.1:9/store?password=hunter2&password=hunter2",
    " mysql://bot:hunter2@127.0.0.1:9/store",
    "http://bot:hunter2@127.0.0.1/store",
    "://bot:hunter2@x",
]


@pytest.mark.parametrize("address", MISTYPED)
def test_a_mistyped_address_is_told_without_its_password(address: str) -> None:
    with pytest.raises((StoreError, MemoryUnavailable)) as problem:
        Store(address)
    told = problem.value.message  # type: ignore[attr-defined]
    assert told.key in ("store-address", "store-unavailable")
    error: BaseException | None = problem.value
    assert "hunter2" not in str(told)
    assert "hunter2" not in masked(address)
    assert "hunter2" not in str(error)


def test_an_address_tells_its_secrets_and_the_file_with_more_of_them() -> None:
    assert account_of("mysql://bot:hunter2@db.example/store").secrets == ("hunter2",)
    assert account_of("sqlite:////srv/bot.sqlite").secrets == ()
    toolforge = account_of("mysql://tools.db.svc/s1__bot?read_default_file=/home/me/replica.my.cnf")
    assert (toolforge.secrets, toolforge.file) == ((), Path("/home/me/replica.my.cnf"))


def test_what_is_not_secret_in_an_address_is_shown() -> None:
    for address in (
        "sqlite:////srv/bot.sqlite",
        "campaignbot.sqlite",
        "mysql+pymysql://db.example:3306/store",
    ):
        assert masked(address) == address
