"""The operator's configuration: ``config/bot.yaml`` -> Settings.

Every setting is explained in ``config/bot.yaml``. A mistake raises ``SettingsProblem`` with what to mend.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import yaml

from bot.core.message import Message, message
from bot.core.secrets import without_secrets

T = TypeVar("T")
ENVIRONMENT = "CAMPAIGNBOT_CONFIG"
USUAL_PLACES = (Path("config/bot.yaml"), Path("bot.yaml"))
NEVER_CAMPAIGNS = frozenset({-2, -1, 6, 8, 10, 14, 828})
"""Special pages, files, interface, templates, categories and modules are never campaigns."""


class SettingsProblem(Exception):
    """The configuration cannot be used; ``message`` says what to mend."""

    def __init__(self, problem: Message) -> None:
        super().__init__(problem.key)
        self.message = problem


@dataclass(frozen=True, slots=True)
class Discovery:
    """Where campaign pages are looked for: by every way that is set, in ``namespaces`` alone."""

    template: str | None = "CampaignBot"
    category: str | None = None
    prefix: str | None = None
    pages: tuple[str, ...] = ()
    namespaces: frozenset[int] = frozenset({2, 4})


@dataclass(frozen=True, slots=True)
class Replicas:
    """Where a copy of the wiki's database is; ``{dbname}`` stands for the wiki's own name for it."""

    host: str = "{dbname}.analytics.db.svc.wikimedia.cloud"
    port: int = 3306
    database: str = "{dbname}_p"
    credentials: Path = Path("~/replica.my.cnf")


@dataclass(frozen=True, slots=True)
class WikiSettings:
    """One wiki: a Wikimedia host name or the address of its ``api.php``.

    ``replicas`` None: it is read through its API alone.
    ``reference_templates`` cite by themselves and ``reuse_templates`` re-use a reference, beside those that
    are known for the wiki's language.
    """

    address: str
    discovery: Discovery = field(default_factory=Discovery)
    user_templates: frozenset[str] = frozenset({"u", "user", "ul", "username", "bruker", "brukar", "مستخدم"})
    help_page: str | None = None
    shutoff: str | None = None
    reference_templates: frozenset[str] = frozenset()
    reuse_templates: frozenset[str] = frozenset()
    replicas: Replicas | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the operator sets. ``path`` is the file it was read from."""

    path: Path
    wikis: tuple[WikiSettings, ...]
    store: str
    interval: timedelta = timedelta(minutes=30)
    discovery_interval: timedelta = timedelta(minutes=5)
    grace: timedelta = timedelta(days=3)
    full_reading: timedelta = timedelta(days=1)
    """How often a campaign's edits are all read again, for what the wiki tells nobody."""
    slice_edits: int = 250_000
    slice_seconds: int = 60
    """How much of a campaign is done before the next one has its turn."""


def find(given: str | None) -> Path:
    """The configuration's file: as given, else from the environment, else one of the usual places.

    Raises SettingsProblem when there is none.
    """
    named = given or os.environ.get(ENVIRONMENT)
    if named:
        path = Path(named).expanduser()
        if not path.is_file():
            raise SettingsProblem(message("settings-no-file", str(path)))
        return path
    for place in USUAL_PLACES:
        if place.is_file():
            return place
    raise SettingsProblem(message("settings-none"))


def load(path: Path) -> Settings:
    """Read and check the file. Raises SettingsProblem."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsProblem(message("settings-unreadable", str(path), _reason(error))) from None
    reader = _Section(data if data is not None else {}, "")
    wikis = tuple(_wiki(entry, path) for entry in reader.sections("wikis"))
    if not wikis:
        raise SettingsProblem(message("settings-no-wikis", str(path)))
    settings = Settings(
        path=path,
        wikis=wikis,
        store=_store(reader.text("store", "sqlite:///campaignbot.sqlite"), path),
        interval=timedelta(minutes=reader.number("interval_minutes", 30, least=1)),
        discovery_interval=timedelta(minutes=reader.number("discovery_minutes", 5, least=1)),
        grace=timedelta(days=reader.number("grace_days", 3, least=0)),
        full_reading=timedelta(hours=reader.number("full_reading_hours", 24, least=1)),
        slice_edits=int(reader.number("slice_edits", 250_000, least=1)),
        slice_seconds=int(reader.number("slice_seconds", 60, least=1)),
    )
    reader.finish()
    return settings


def _reason(error: Exception) -> str:
    """Why the file can't be read: YAML would show the line, which may hold a password."""
    if isinstance(error, yaml.MarkedYAMLError):
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        return f"{line}{without_secrets(' '.join((error.problem or '').split()))}"
    return " ".join(str(error).split())


def _store(address: str, path: Path) -> str:
    """A relative SQLite path is meant beside the configuration, not wherever the bot is started."""
    prefix = "sqlite:///"
    if not address.startswith(prefix) or address in (prefix, prefix + ":memory:"):
        return address
    return prefix + str((path.parent / Path(address.removeprefix(prefix)).expanduser()).resolve())


def _wiki(section: _Section, path: Path) -> WikiSettings:
    host, api = section.text("wiki", None), section.text("api", None)
    if bool(host) == bool(api):
        raise SettingsProblem(message("settings-wiki-or-api"))
    default = WikiSettings("")
    if "@" in str(api or host).partition("://")[2].partition("/")[0]:
        raise SettingsProblem(message("settings-api-account", _shown(api or host)))
    wiki = WikiSettings(
        address=str(api or host),
        discovery=_discovery(section.section("discovery")),
        user_templates=frozenset(section.texts("user_templates", tuple(default.user_templates))),
        help_page=section.text("help_page", None),
        shutoff=section.text("shutoff", None),
        reference_templates=frozenset(section.texts("reference_templates", ())),
        reuse_templates=frozenset(section.texts("reuse_templates", ())),
        replicas=_replicas(section, str(api or host), path),
    )
    section.finish()
    return wiki


def _replicas(wiki: _Section, address: str, path: Path) -> Replicas | None:
    source = wiki.one_of("source", ("api", "replicas"))
    if source == "api":
        if "replicas" in wiki.given:
            raise SettingsProblem(message("settings-replicas-unused", address))
        return None
    section = wiki.section("replicas")
    default = Replicas()
    credentials = Path(section.text("credentials", str(default.credentials)))
    found = Replicas(
        host=section.text("host", default.host),
        port=section.port("port", default.port),
        database=section.text("database", default.database),
        credentials=path.parent / credentials.expanduser(),
    )
    section.finish()
    return found


def _discovery(section: _Section) -> Discovery:
    ways = {"category", "prefix", "pages"} & section.given
    found = Discovery(
        template=section.text("template", None if ways else "CampaignBot"),
        category=section.text("category", None),
        prefix=section.text("prefix", None),
        pages=section.texts("pages", ()),
        namespaces=frozenset(section.whole_numbers("namespaces", (2, 4))),
    )
    forbidden = found.namespaces & (NEVER_CAMPAIGNS | {0})
    if forbidden:
        raise SettingsProblem(message("settings-namespace-forbidden", min(forbidden)))
    section.finish()
    return found


def _shown(value: object) -> str:
    return without_secrets(str(value))


class _Section:
    """A mapping of the file that knows which of its keys were read."""

    def __init__(self, data: Any, name: str) -> None:
        if not isinstance(data, dict):
            raise SettingsProblem(message("settings-not-a-section", name or "bot.yaml"))
        self._data: Mapping[Any, Any] = data
        self._name = name
        self._read: set[str] = set()

    @property
    def given(self) -> set[str]:
        return {str(key) for key in self._data}

    def _get(self, key: str, default: T, convert: Callable[[Any], T | None]) -> T:
        self._read.add(key)
        value = self._data.get(key)
        if value is None:
            return default
        converted = convert(value)
        if converted is None:
            raise SettingsProblem(message("settings-bad-value", self._path(key), _shown(value)))
        return converted

    def _path(self, key: str) -> str:
        return f"{self._name}: {key}" if self._name else key

    def text(self, key: str, default: str | None) -> Any:
        return self._get(key, default, lambda v: str(v) if isinstance(v, str | int) else None)

    def texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        return self._get(key, default, lambda v: tuple(map(str, v)) if isinstance(v, list) else (str(v),))

    def number(self, key: str, default: float, least: float) -> float:
        def convert(value: Any) -> float | None:
            usable = isinstance(value, int | float) and not isinstance(value, bool) and value >= least
            return float(value) if usable else None

        return self._get(key, default, convert)

    def one_of(self, key: str, values: tuple[str, ...]) -> str:
        """One of these words; without any the first."""
        return self._get(key, values[0], lambda v: v if v in values else None)

    def port(self, key: str, default: int) -> int:
        return self._get(key, default, lambda v: v if type(v) is int and 0 < v < 2**16 else None)

    def whole_numbers(self, key: str, default: tuple[int, ...]) -> tuple[int, ...]:
        def convert(value: Any) -> tuple[int, ...] | None:
            usable = isinstance(value, list) and all(type(item) is int for item in value)
            return tuple(value) if usable else None

        return self._get(key, default, convert)

    def section(self, key: str) -> _Section:
        self._read.add(key)
        return _Section(self._data.get(key) or {}, self._path(key))

    def sections(self, key: str) -> list[_Section]:
        self._read.add(key)
        value = self._data.get(key) or []
        if not isinstance(value, list):
            raise SettingsProblem(message("settings-bad-value", key, _shown(value)))
        return [_Section(item, key) for item in value]

    def finish(self) -> None:
        """Refuse keys that nobody read: nothing is parsed and ignored."""
        for key in self._data:
            if key not in self._read:
                raise SettingsProblem(message("settings-unknown", self._path(_shown(key))))
