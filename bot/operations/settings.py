"""The operator's configuration: ``config/bot.yaml`` -> Settings.

Every setting is explained in ``config/bot.yaml``. A mistake raises ``SettingsProblem`` with what to mend.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import yaml

from bot.messages import Message, Verbatim, message
from bot.safety.bounds import Bounds
from bot.safety.trust import Trust, read_trust
from bot.wikitext.secrets import without_secrets

T = TypeVar("T")
ENVIRONMENT = "CAMPAIGNBOT_CONFIG"
USUAL_PLACES = (Path("config/bot.yaml"), Path("bot.yaml"))
NEVER_CAMPAIGNS = frozenset({-2, -1, 6, 8, 10, 14, 828})
"""Special pages, files, interface, templates, categories and modules are never campaigns."""


WIKIMEDIA = re.compile(
    r"(^|\.)((wikipedia|wiktionary|wikiquote|wikibooks|wikisource|wikinews|wikiversity|wikivoyage|wikidata"
    r"|wikimedia|mediawiki|wikifunctions|wikimediafoundation)\.org|beta\.(wmcloud|wmflabs)\.org)$"
)
"""The hosts of the Wikimedia Foundation's wikis, and of their beta cluster."""


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
    ``bounds`` None: those of the configuration hold here, too.
    ``opt_out_category`` is that of the talk pages whose owners want no messages.
    ``reference_templates`` cite by themselves, ``reuse_templates`` re-use a reference and ``note_templates``
    stand for ``<ref>``, beside those that are known for the wiki's language. ``trust`` says who may declare.
    """

    address: str
    discovery: Discovery = field(default_factory=Discovery)
    user_templates: frozenset[str] = frozenset({"u", "user", "ul", "username", "bruker", "brukar", "مستخدم"})
    help_page: str | None = None
    shutoff: str | None = None
    reference_templates: frozenset[str] = frozenset()
    reuse_templates: frozenset[str] = frozenset()
    note_templates: frozenset[str] = frozenset()
    replicas: Replicas | None = None
    events: str | None = None
    """The wiki that keeps this one's registrations for events; None: itself, where it can."""
    trust: Trust = field(default_factory=Trust)
    bounds: Bounds | None = None
    opt_out_category: str = "Opted-out of message delivery"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the operator sets. ``path`` is the file it was read from."""

    path: Path
    wikis: tuple[WikiSettings, ...]
    store: str
    farm: bool = False
    """Whether campaigns may name any wiki of Wikimedia's, beside those of the configuration."""
    contact: str | None = None
    """How the operator can be reached: an e-mail address, a user page, or a web address."""
    interval: timedelta = timedelta(minutes=30)
    event_interval: timedelta = timedelta(minutes=5)
    """That of a campaign of a few days: people follow it while they sit together."""
    discovery_interval: timedelta = timedelta(minutes=5)
    grace: timedelta = timedelta(days=3)
    full_reading: timedelta = timedelta(days=1)
    """How often a campaign's edits are all read again, for what the wiki tells nobody."""
    slice_edits: int = 250_000
    slice_seconds: int = 60
    """How much of a campaign is done before the next one has its turn."""
    bounds: Bounds = field(default_factory=Bounds)
    """How much may be saved on a wiki, where the wiki's own entry says nothing else."""
    request_seconds: float = 60
    save_seconds: float = 120
    turn_seconds: float = 900
    """How long a wiki is waited for: for a whole answer, for that to a save, and in one turn."""
    most_participants: int = 50_000
    """How many people one campaign can have; who signed up behind them is told."""


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
        data = yaml.load(path.read_text(encoding="utf-8"), _Once)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsProblem(message("settings-unreadable", str(path), _reason(error))) from None
    except (*ODD, RecursionError):  # An escape that stands for no character; ten thousand brackets.
        raise SettingsProblem(message("settings-unreadable", str(path), "it is no YAML")) from None
    reader = _SettingsSection(data if data is not None else {}, "")
    trust = reader.trust(Trust())
    bounds = _bounds(reader.section("bounds"), Bounds())
    wikis = tuple(_wiki(entry, path, trust, bounds) for entry in reader.sections("wikis"))
    if not wikis:
        raise SettingsProblem(message("settings-no-wikis", str(path)))
    settings = Settings(
        path=path,
        wikis=wikis,
        farm=reader.text("farm", None) is not None and reader.one_of("farm", ("wikimedia",)) != "",
        contact=_contact(reader, wikis),
        store=_store(reader.text("store", "sqlite:///campaignbot.sqlite"), path),
        interval=timedelta(minutes=reader.number("interval_minutes", 30, least=1)),
        event_interval=timedelta(minutes=reader.number("event_interval_minutes", 5, least=1)),
        discovery_interval=timedelta(minutes=reader.number("discovery_minutes", 5, least=1)),
        grace=timedelta(days=reader.number("grace_days", 3, least=0, most=MOST // 10)),
        full_reading=timedelta(hours=reader.number("full_reading_hours", 24, least=1)),
        slice_edits=int(reader.number("slice_edits", 250_000, least=1, most=1000 * MOST)),
        slice_seconds=int(reader.number("slice_seconds", 60, least=1)),
        bounds=bounds,
        request_seconds=reader.number("request_seconds", 60, least=1),
        save_seconds=reader.number("save_seconds", 120, least=1),
        turn_seconds=reader.number("turn_seconds", 900, least=1),
        most_participants=int(reader.number("most_participants", 50_000, least=1, most=1000 * MOST)),
    )
    reader.finish()
    return settings


MOST = 10**6
"""No number is higher, but for those of edits and people: times have to stay within the calendar."""
ODD = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError)
"""How PyYAML ends where a value looks like one of a kind and is none: ``2026-13-45``."""


class _Once(yaml.SafeLoader):
    """Reads settings of which none is written twice: YAML itself would forget the first."""

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        """One value. Raises ConstructorError, with its line, where it is none."""
        try:
            return super().construct_object(node, deep)
        except ODD:
            told = "this is no value"
            raise yaml.constructor.ConstructorError(None, None, told, node.start_mark) from None

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        """The settings. Raises SettingsProblem where one of them is there twice."""
        lines: dict[str, int] = {}
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                continue
            line = key.start_mark.line + 1
            if key.value in lines and key.value != "<<":
                told = message("settings-twice", _shown(key.value), *map(_line, (lines[key.value], line)))
                raise SettingsProblem(told)
            lines[key.value] = line
        return super().construct_mapping(node, deep)


def _line(number: int) -> Verbatim:
    return Verbatim(str(number))


def _contact(reader: _SettingsSection, wikis: Iterable[WikiSettings]) -> str | None:
    """How the operator can be reached; Wikimedia wants to know it of every bot."""
    contact = reader.contact("contact")
    addresses = (address for wiki in wikis for address in (wiki.address, wiki.events) if address)
    host = next((host for one in addresses if (host := _host(one)) and WIKIMEDIA.search(host)), None)
    if host and contact is None:
        raise SettingsProblem(message("settings-no-contact", host))
    return contact


def _host(address: str) -> str:
    """The host in lower case, empty where the address is none."""
    try:
        return _named_host(address)
    except ValueError:
        return ""


def _named_host(address: str) -> str:
    return (urlsplit(address if "://" in address else f"//{address}").hostname or "").rstrip(".").lower()


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


def _bounds(section: _SettingsSection, default: Bounds) -> Bounds:
    """With room for one page an hour, either a campaign's own page or its others would never be saved."""
    found = Bounds(
        section.whole_number("saves_per_hour", default.saves_per_hour, least=2),
        section.whole_number("campaign_saves_per_hour", default.campaign_saves_per_hour, least=2),
        section.whole_number("pages_per_day", default.pages_per_day, least=0),
        section.whole_number("messages_per_hour", default.messages_per_hour, least=0),
    )
    section.finish()
    return found


def _wiki(section: _SettingsSection, path: Path, trust: Trust, bounds: Bounds) -> WikiSettings:
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
        note_templates=frozenset(section.texts("note_templates", ())),
        replicas=_replicas(section, str(api or host), path),
        events=section.address("events"),
        trust=section.trust(trust),
        bounds=_bounds(section.section("bounds"), bounds) if "bounds" in section.given else None,
        opt_out_category=section.text("opt_out_category", default.opt_out_category),
    )
    section.finish()
    return wiki


def _replicas(wiki: _SettingsSection, address: str, path: Path) -> Replicas | None:
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


def _discovery(section: _SettingsSection) -> Discovery:
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


class _SettingsSection:
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

    def number(self, key: str, default: float, least: float, most: float = MOST) -> float:
        def convert(value: Any) -> float | None:
            number = isinstance(value, int | float) and not isinstance(value, bool)
            return float(value) if number and least <= value <= most else None

        return self._get(key, default, convert)

    def contact(self, key: str) -> str | None:
        """Something by which a person can be reached, on one line; None where there is nothing."""
        text = " ".join(str(self.text(key, "")).split())
        if text and (not re.search(r"\w@\w|\w:.*\w", text) or not text.isprintable()):
            raise SettingsProblem(message("settings-bad-value", self._path(key), text))
        return text or None

    def address(self, key: str) -> str | None:
        """A wiki: its host, or the address of its ``api.php``; None where there is nothing."""
        text = self.text(key, None)
        host = _host(str(text)) if text is not None else ""
        if text is not None and (not host or "@" in str(text) or re.search(r"\s", str(text))):
            raise SettingsProblem(message("settings-bad-value", self._path(key), _shown(text)))
        return None if text is None else str(text)

    def one_of(self, key: str, values: tuple[str, ...]) -> str:
        """One of these words; without any the first."""
        return self._get(key, values[0], lambda v: v if v in values else None)

    def port(self, key: str, default: int) -> int:
        return self._get(key, default, lambda v: v if type(v) is int and 0 < v < 2**16 else None)

    def whole_number(self, key: str, default: int, least: int) -> int:
        return self._get(key, default, lambda v: v if type(v) is int and least <= v <= MOST else None)

    def whole_numbers(self, key: str, default: tuple[int, ...]) -> tuple[int, ...]:
        def convert(value: Any) -> tuple[int, ...] | None:
            usable = isinstance(value, list) and all(type(item) is int for item in value)
            return tuple(value) if usable else None

        return self._get(key, default, convert)

    def trust(self, default: Trust) -> Trust:
        return self._get("trust", default, read_trust)

    def section(self, key: str) -> _SettingsSection:
        self._read.add(key)
        return _SettingsSection(self._data.get(key) or {}, self._path(key))

    def sections(self, key: str) -> list[_SettingsSection]:
        self._read.add(key)
        value = self._data.get(key) or []
        if not isinstance(value, list):
            raise SettingsProblem(message("settings-bad-value", key, _shown(value)))
        return [_SettingsSection(item, key) for item in value]

    def finish(self) -> None:
        """Refuse keys that nobody read: nothing is parsed and ignored."""
        for key in self._data:
            if key not in self._read:
                raise SettingsProblem(message("settings-unknown", self._path(_shown(key))))
