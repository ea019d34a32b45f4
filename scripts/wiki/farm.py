"""A farm: several local wikis in different languages, with links between them and unified accounts."""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from . import instance as instances
from . import mediawiki, server
from .accounts import Accounts
from .instance import Instance, Manner
from .mediawiki import MediaWiki
from .problems import WikiProblem


@dataclass(frozen=True)
class Member:
    """A wiki that is wanted: its language, and its MediaWiki's version; the empty text means any."""

    language: str
    version: str = ""

    def fits(self, version: str) -> bool:
        """Tell whether a wiki of this version is what is wanted."""
        return mediawiki.fits(version, self.version)

    def __str__(self) -> str:
        return f"{self.language}@{self.version}" if self.version else self.language


@dataclass(frozen=True)
class Farm:
    """The wikis of a farm by language, in order; their folders are in that of the farm."""

    folder: Path
    wikis: dict[str, Instance]

    @property
    def accounts(self) -> Accounts:
        """Its unified accounts."""
        return Accounts(self.folder / "accounts.json")

    @property
    def pywikibot_folder(self) -> Path:
        """The folder for PYWIKIBOT_DIR; the bot can log in to all the wikis with it."""
        return self.folder / "pywikibot"

    @property
    def bot_settings(self) -> Path:
        """A file with the bot's settings that names all the wikis."""
        return self.folder / "bot.yaml"

    def start(self, port: int = 0) -> None:
        """Start all its servers, on ports from this one on; 0: those they had, or free ones.

        Raises WikiProblem; then none of them runs.
        """
        try:
            self._start(port)
        except WikiProblem:
            self.stop()
            raise
        wikis = self.wikis.values()
        ports = {str(instance.made["dbname"]): instance.port for instance in wikis}
        instances.write_pywikibot_files(self.pywikibot_folder, ports)
        listed = "".join(f"  - api: {instance.url}/api.php\n" for instance in wikis)
        self.bot_settings.touch(mode=0o600)
        self.bot_settings.write_text(f"wikis:\n{listed}store: sqlite:///{self.folder}/campaignbot.sqlite\n")

    def _start(self, port: int) -> None:
        for number, instance in enumerate(self.wikis.values()):
            wanted = port + number if port else server.usable(instance.port) if instance.port else 0
            server.start(instance, wanted)

    def stop(self) -> bool:
        """Stop all its servers; return whether one was running."""
        stopped = [server.stop(instance) for instance in self.wikis.values()]
        return any(stopped)

    def running(self) -> bool:
        """Tell whether all its servers run."""
        return all(server.running(instance) is not None for instance in self.wikis.values())


def read(text: str) -> list[Member]:
    """Read what a person writes: `en,nb@1.43,ar`. Raises WikiProblem."""
    wanted = [Member(*part.strip().split("@", 1)) for part in text.split(",")]
    languages = [member.language for member in wanted]
    for language in languages:
        if not language.replace("-", "").isalnum() or language != language.lower():
            raise WikiProblem(f"“{language}” is no language code. A farm is written so: en,nb,ar")
        if languages.count(language) > 1:
            raise WikiProblem(f"A farm has one wiki in each language, and {language} is there twice.")
    return wanted


def create(folder: Path, wanted: Sequence[Member], manner: Manner = instances.PLAIN) -> Farm:
    """Make a fresh farm in `folder`, removing what is there; one that runs has to be stopped first.

    The wikis' languages and names are their own, the rest is as in ``manner``. Raises SetupProblem and
    WikiProblem.
    """
    programs = {member.language: mediawiki.find(member.version) for member in wanted}
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    wikis = [
        {"dbname": instances.dbname(language), "language": language, "folder": str(folder / language)}
        for language in programs
    ]
    farm = Farm(folder, dict(_made(folder, programs, manner)))
    # At last: without it, what was killed halfway is no farm, and is made anew.
    (folder / "farm.json").write_text(json.dumps({"wikis": wikis}))
    return farm


def _made(folder: Path, programs: dict[str, MediaWiki], manner: Manner) -> Iterator[tuple[str, Instance]]:
    for language, program in programs.items():
        sitename = f"{manner.sitename} ({language})"
        own = replace(manner, language=language, sitename=sitename, farm=folder)
        yield language, instances.create(program, folder / language, own)


def open_existing(folder: Path) -> Farm | None:
    """Return the farm in `folder`, None when there is none; its program files are not looked for."""
    if not (folder / "farm.json").exists():
        return None
    listed: list[dict[str, Any]] = json.loads((folder / "farm.json").read_text())["wikis"]
    found = {one["language"]: Path(one["folder"]) for one in listed}
    return Farm(
        folder,
        {
            language: Instance(place, MediaWiki(place, ""))
            for language, place in found.items()
            if (place / "wiki.json").exists()
        },
    )


def with_programs(farm: Farm) -> Farm:
    """The same farm, ready to be started with the versions that made it. Raises SetupProblem."""
    return replace(
        farm,
        wikis={
            language: replace(instance, mediawiki=mediawiki.find(str(instance.made["version"])))
            for language, instance in farm.wikis.items()
        },
    )
