"""A farm of local wikis as the tests see it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from scripts.wiki import farm as farms
from scripts.wiki import paths, server
from scripts.wiki.accounts import Accounts
from scripts.wiki.farm import Farm, Member
from scripts.wiki.instance import dbname

from .support import LocalWiki


class LocalFarm:
    """Running wikis by language: `farm["nb"]`. The bot has an account on each, under one name."""

    def __init__(self, farm: Farm) -> None:
        self.farm = farm
        self.wikis = {language: LocalWiki(instance) for language, instance in farm.wikis.items()}

    @classmethod
    def start(cls, name: str, wanted: Sequence[Member]) -> LocalFarm:
        """Make a farm and start its servers. Raises SetupProblem or WikiProblem."""
        folder = paths.cache_folder() / "wikis" / name
        if before := farms.open_existing(folder):
            before.stop()
        farm = farms.create(folder, wanted)
        farm.start()
        return cls(farm)

    def __getitem__(self, language: str) -> LocalWiki:
        return self.wikis[language]

    def __iter__(self) -> Iterator[LocalWiki]:
        return iter(self.wikis.values())

    @property
    def pywikibot_dir(self) -> Path:
        """The folder for PYWIKIBOT_DIR of a bot that works on all of them."""
        return self.farm.pywikibot_folder

    @property
    def accounts(self) -> Accounts:
        """What is not as usual with the unified accounts, until the next reset."""
        return self.farm.accounts

    def remove(self) -> None:
        """Stop the servers and delete the farm."""
        self.farm.stop()
        shutil.rmtree(self.farm.folder, ignore_errors=True)

    def reset(self) -> None:
        """Make all wikis as they were when new; the bot stays logged in."""
        self.accounts.forget()
        for wiki in self:
            wiki.reset()

    def take_down(self, language: str) -> None:
        """Nobody answers at this wiki's address until the next reset."""
        server.stop(self[language].instance)

    def register(self, name: str, *languages: str, **more: Any) -> None:
        """Make an account on these wikis, on all when none is named; ``more`` as in a story."""
        for language in languages or self.wikis:
            self[language].tell({"do": "user", "name": name, **more})

    def unattach(self, name: str, *languages: str) -> None:
        """The accounts of this name on these wikis are not attached to the unified one."""
        self.accounts.unattach(name, *(dbname(language) for language in languages))

    def rename(self, old: str, new: str, **more: Any) -> None:
        """Rename a unified account wherever it is, under its number; ``more`` as in a story."""
        for wiki in self:
            if self._has(wiki, old):
                wiki.tell({"do": "rename", "user": old, "to": new, **more})
        self.accounts.renamed(old, new)

    def configuration(self, folder: Path, *more: str) -> Path:
        """Write the bot's configuration, which names all wikis; ``more`` are further lines."""
        config = folder / "bot.yaml"
        wikis = [f"- api: {wiki.api}" for wiki in self]
        store = f"store: sqlite:///{folder}/campaignbot.sqlite"
        config.write_text("\n".join(["wikis:", *wikis, store, *more]) + "\n")
        return config

    def _has(self, wiki: LocalWiki, name: str) -> bool:
        (user,) = wiki.query(list="users", ususers=name)["query"]["users"]
        return "missing" not in user
