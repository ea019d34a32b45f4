"""Fixtures: a real MediaWiki for each test, in about a tenth of a second."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts.wiki import farm as farms
from scripts.wiki import mediawiki
from scripts.wiki.problems import SetupProblem, WikiProblem

from .bot import LocalBot
from .farm import LocalFarm
from .support import LocalWiki, remove_left_behind
from .told import Told

WikiIn = Callable[[str], LocalWiki]
WikiOn = Callable[[str], LocalWiki]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.wiki)


_running: dict[str, LocalWiki] = {}
"""The wikis of this process by language: other folders of tests have this module's fixtures, too."""


@pytest.fixture(scope="session")
def wiki_servers() -> Iterator[WikiIn]:
    """One wiki for each language, started when first asked for and kept for the session."""

    def start(language: str) -> LocalWiki:
        if language not in _running:
            _running[language] = _started(language, language)
        return _running[language]

    if not _running:
        remove_left_behind()
    yield start
    while _running:
        _running.popitem()[1].remove()


def _started(name: str, language: str = "en", database: str = "sqlite") -> LocalWiki:
    try:
        return LocalWiki.start(f"test-{os.getpid()}-{name}", language, database)
    except (SetupProblem, WikiProblem) as problem:
        pytest.fail(f"No MediaWiki to test on. {problem}", pytrace=False)


@pytest.fixture(scope="module")
def wiki_on(wiki_servers: WikiIn) -> Iterator[WikiOn]:  # noqa: ARG001 - it marks what needs a wiki
    """Gives a new English wiki on another database, for all tests of a module: `wiki_on("mariadb")`."""
    running: list[LocalWiki] = []

    def start(database: str) -> LocalWiki:
        running.append(_started(f"{database}-{len(running)}", database=database))
        return running[-1]

    yield start
    for wiki in running:
        wiki.remove()


@pytest.fixture(scope="session")
def told(wiki_servers: WikiIn) -> Iterator[Told]:  # noqa: ARG001 - it marks what needs a wiki
    """The contract's past, told once; whoever changes anything has to take it back."""
    wiki = _started("told", database="mariadb")
    yield Told.on(wiki)
    wiki.remove()


@pytest.fixture(scope="session")
def wiki_server(wiki_servers: WikiIn) -> LocalWiki:
    """The English wiki's server, in whatever state it is."""
    return wiki_servers("en")


@pytest.fixture
def wiki(wiki_server: LocalWiki) -> LocalWiki:
    """An English wiki as it is when new."""
    wiki_server.reset()
    return wiki_server


@pytest.fixture
def wiki_in(wiki_servers: WikiIn) -> WikiIn:
    """Gives a wiki in another content language, as it is when new: `wiki_in("nb")`."""

    def fresh(language: str) -> LocalWiki:
        wiki = wiki_servers(language)
        wiki.reset()
        return wiki

    return fresh


@pytest.fixture
def bot(wiki: LocalWiki) -> LocalBot:
    """The bot on that wiki."""
    return LocalBot(wiki)


@pytest.fixture(scope="session")
def farm_servers(wiki_servers: WikiIn) -> Iterator[LocalFarm]:  # noqa: ARG001 - it marks what needs a wiki
    """The servers of a farm in English, Norwegian and Arabic, which is written from right to left."""
    try:
        # Where two versions are at hand, both are there, as on the days on which Wikimedia updates its wikis.
        other = mediawiki.at_hand()[-1:] or [""]
        farm = LocalFarm.start(f"test-{os.getpid()}-farm", farms.read(f"en,nb@{other[0]},ar"))
    except (SetupProblem, WikiProblem) as problem:
        pytest.fail(f"No MediaWiki to test on. {problem}", pytrace=False)
    yield farm
    farm.remove()


@pytest.fixture
def farm(farm_servers: LocalFarm) -> LocalFarm:
    """Three wikis with links between them and unified accounts, as they are when new: `farm["nb"]`."""
    farm_servers.reset()
    return farm_servers
