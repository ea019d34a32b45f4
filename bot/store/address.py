"""The address of a database: read, and shown without what is secret in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.messages import message
from bot.store.errors import StoreError
from bot.wikitext.secrets import HIDDEN, Secrets

SHOWN = frozenset({"read_default_file", "read_default_group", "charset", "unix_socket"})
"""Parameters behind a `?` that hold no secret."""
FORM = "an address reads mysql://user:password@host/database, and in a password @ is written %40 and / %2F"


@dataclass(frozen=True, slots=True)
class DatabaseLogin:
    """What an address says of an account: its secrets, and the file that it names for them."""

    secrets: tuple[str, ...] = ()
    file: Path | None = None


def read(address: str) -> URL:
    """The parts of an address. Raises StoreError where it is none."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # The latter where something that is no number stands for the port.
        raise problem(address, FORM) from None
    if url.get_backend_name() in ("mysql", "mariadb"):
        url = url.set(drivername="mysql+pymysql")
    if url.get_backend_name() != "sqlite" and _is_torn(url):
        raise problem(address, FORM)
    return url


def problem(address: str, reason: str) -> StoreError:
    """Why an address can't be used."""
    return StoreError(message("store-address", masked(address), without_account(address, reason)))


def shown(url: URL) -> str:
    """An address without its account."""
    account = f"{HIDDEN}@" if url.username or url.password else ""
    port = f":{url.port}" if url.port else ""
    query = "&".join(f"{name}={_shown(name, value)}" for name, value in url.query.items())
    place = f"{url.drivername}://{account}{url.host or ''}{port}"
    return f"{place}/{url.database or ''}{'?' if query else ''}{query}"


def masked(address: str) -> str:
    """An address as it was typed, as far as it surely holds no secret."""
    try:
        url = make_url(address)
        if url.get_backend_name() == "sqlite" or not _is_torn(url):
            return shown(url)
    except (ArgumentError, ValueError):
        pass
    scheme = re.match(r"[a-z][a-z0-9+]*(?=:/)", address, re.IGNORECASE)
    if scheme:
        return f"{scheme[0]}://{HIDDEN}"
    return HIDDEN if set(address) & set("@:?=") else address


def account_of(address: str) -> DatabaseLogin:
    """What an address says of an account. One that is none may be nothing but a secret."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        hidden = masked(address)
        return DatabaseLogin((address,) if HIDDEN in hidden else ())
    file = url.query.get("read_default_file")
    return DatabaseLogin(tuple(_secrets(url)), Path(file).expanduser() if isinstance(file, str) else None)


def without_account(address: str, reason: str) -> str:
    """What a library says of an address, without what is secret in it."""
    secrets = Secrets()
    secrets.add(*account_of(address).secrets)
    return secrets.hide(" ".join(reason.split()))


def _secrets(url: URL) -> Iterator[str]:
    if isinstance(url.password, str) and url.password:
        yield url.password
    if url.username and not re.fullmatch(r"[\w.-]*", url.username):  # A password may have got into it.
        yield url.username
    if url.get_backend_name() == "sqlite":
        return
    if _is_torn(url):
        yield from filter(None, (url.host, url.database))
    for name, value in url.query.items():
        if name not in (*SHOWN, "user") and not name.startswith("ssl"):
            yield from (value,) if isinstance(value, str) else value


def _shown(name: str, value: object) -> str:
    return str(value) if name in SHOWN else HIDDEN


def _is_torn(url: URL) -> bool:
    """Whether a part of the account has come into the host's or the database's name."""
    return "@" in (url.host or "") or not re.fullmatch(r"[^@:/]*", url.database or "")
