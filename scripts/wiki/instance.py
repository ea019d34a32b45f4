"""A wiki of one's own: a folder with its settings, database, uploads and files for pywikibot."""

import hashlib
import json
import secrets
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import mediawiki, paths, pywikibot_files, storage
from .mediawiki import MediaWiki
from .storage import Storage

BOT = "CampaignBot"
ADMIN = "Admin"
BOT_PASSWORD = "bot-password-of-the-local-wiki"
ADMIN_PASSWORD = "admin-password-of-the-local-wiki"


@dataclass(frozen=True)
class Instance:
    """One wiki on disk, running or not."""

    folder: Path
    mediawiki: MediaWiki

    @property
    def made(self) -> dict[str, Any]:
        """How it was made: port, language, sitename, ..."""
        return dict(json.loads((self.folder / "wiki.json").read_text()))

    @property
    def program_version(self) -> str:
        """The version of the MediaWiki that made it."""
        return str(self.made["version"])

    @property
    def port(self) -> int:
        """The port its server uses."""
        return int(self.made["port"])

    @property
    def language(self) -> str:
        """Its content language."""
        return str(self.made["language"])

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pywikibot_folder(self) -> Path:
        """The folder for PYWIKIBOT_DIR."""
        return self.folder / "pywikibot"

    @property
    def database(self) -> str:
        """Which kind of database it is on: `sqlite` or `mariadb`."""
        return str(self.made.get("database", "sqlite"))

    @property
    def storage(self) -> Storage:
        """Where it keeps its pages."""
        return storage.KINDS[self.database]

    @property
    def environment(self) -> dict[str, str]:
        """What PHP has to know to work on this wiki."""
        return _environment(self.mediawiki, self.folder)

    def configure(self, **settings: Any) -> None:
        """Set MediaWiki settings (`wgReadOnly="..."`) from the next request on, in place of earlier ones."""
        _write(self.folder / "settings.json", json.dumps(settings, ensure_ascii=False))
        # pywikibot would believe what it was told about the wiki for a month.
        for folder in (self.folder, Path(self.made.get("farm", self.folder))):
            shutil.rmtree(folder / "pywikibot" / "apicache", ignore_errors=True)

    def reset(self) -> None:
        """Make the wiki as it was when new. Its server may run on; people stay logged in."""
        if (self.folder / "settings.json").exists():
            self.configure()
            (self.folder / "settings.json").unlink()
        shutil.rmtree(self.folder / "images", ignore_errors=True)
        (self.folder / "images").mkdir()
        (self.folder / "data").mkdir(exist_ok=True)
        self.storage.restore(pristine(self.mediawiki, self.language, self.database), self.folder)
        storage.forget_cached(self.folder)

    def use_port(self, port: int) -> None:
        """Note the port, and write the files that depend on it."""
        _write(self.folder / "wiki.json", json.dumps({**self.made, "port": port}))
        write_pywikibot_files(self.pywikibot_folder, {pywikibot_files.FAMILY: port})


@dataclass(frozen=True)
class Manner:
    """What kind of wiki to make.

    `jobs` runs jobs after each request, as a wiki does for people; without it they wait for a story to run
    them. `highlight` colours code where Pygments is at hand, which costs a moment for each page view.
    `database` is `sqlite` or `mariadb`. `farm` is the folder of the farm that it belongs to, if it does.
    """

    language: str = "en"
    sitename: str = "Local wiki"
    jobs: bool = False
    highlight: bool = False
    database: str = "sqlite"
    farm: Path | None = None

    @property
    def kin(self) -> dict[str, str]:
        """What a wiki has to know that is one of a farm."""
        return {"dbname": dbname(self.language), "farm": str(self.farm)} if self.farm else {}


def dbname(language: str) -> str:
    """What the wiki of a language is called in a farm: `enwiki`."""
    return f"{language.replace('-', '_')}wiki"


PLAIN = Manner()


def create(wiki: MediaWiki, folder: Path, manner: Manner = PLAIN) -> Instance:
    """Make a fresh wiki in `folder`, removing what is there; one that runs has to be stopped first."""
    shutil.rmtree(folder, ignore_errors=True)
    _write_settings(
        folder,
        {
            "port": 0,
            "version": wiki.version,
            "language": manner.language,
            "sitename": manner.sitename,
            "jobs": manner.jobs,
            "pygmentize": _pygmentize() if manner.highlight else "",
            "database": manner.database,
            "key": secrets.token_hex(),
            **manner.kin,
        },
    )
    instance = Instance(folder, wiki)
    instance.reset()
    return instance


def write_pywikibot_files(folder: Path, ports: Mapping[str, int]) -> None:
    """Let the bot log in to these wikis, see pywikibot_files."""
    pywikibot_files.write(folder, ports=ports, user=BOT, password=BOT_PASSWORD)


def open_existing(wiki: MediaWiki, folder: Path) -> Instance | None:
    """Return the wiki in `folder`, or None when there is none."""
    return Instance(folder, wiki) if (folder / "wiki.json").exists() else None


def pristine(wiki: MediaWiki, language: str, database: str = "sqlite") -> Path:
    """Return the folder of a newly installed wiki in that language; it is made once and then copied."""
    here = Path(__file__)
    made_by = [paths.PHP_FILES / "settings.php", here, here.with_name("storage.py")]
    made_by += [here.with_name("replicas.py")] if database == "mariadb" else []
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in made_by))
    name = f"{wiki.version}-{language}-{database}-{digest.hexdigest()[:12]}"
    folder = paths.cache_folder() / "pristine" / name
    if not folder.is_dir():
        with paths.locked("pristine"):
            if not folder.is_dir():
                work = folder.with_name(folder.name + ".new")
                try:
                    _install(wiki, work, language, database)
                finally:
                    storage.database_server(work).stop()
                work.rename(folder)
    return folder


def _install(wiki: MediaWiki, work: Path, language: str, database: str) -> None:
    on = " on MariaDB" if database == "mariadb" else ""
    print(f"Preparing MediaWiki {wiki.version} in language {language}{on} ...", file=sys.stderr, flush=True)
    kind = storage.KINDS[database]
    shutil.rmtree(work, ignore_errors=True)
    data = work / "data"
    data.mkdir(parents=True)
    installer = [
        "--confpath",
        str(data),
        *kind.installer(work),
        "--lang",
        language,
        "--scriptpath",
        "",
        "--server",
        "http://127.0.0.1",
        "--pass",
        ADMIN_PASSWORD,
        "Local wiki",
        ADMIN,
    ]
    mediawiki.run(wiki.script("install", *installer), {"MW_CONFIG_FILE": str(work / "none.php")})
    made = {"port": 0, "language": language, "sitename": "Local wiki", "jobs": False, "pygmentize": ""}
    _write_settings(work, {**made, "database": database})
    mediawiki.run(
        wiki.script("createAndPromote", "--custom-groups", "bot", BOT, BOT_PASSWORD), _environment(wiki, work)
    )
    kind.finish(work)


def _write_settings(folder: Path, made: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "images").mkdir(exist_ok=True)
    _write(folder / "wiki.json", json.dumps(made))
    shared = json.dumps(str(paths.PHP_FILES / "settings.php"))
    start = f"<?php\n$wgLocalWiki = __DIR__;\nrequire {shared};\n# Your own settings:\n"
    _write(folder / "LocalSettings.php", start)


def _environment(wiki: MediaWiki, folder: Path) -> dict[str, str]:
    texts = paths.cache_folder() / "l10n" / wiki.version
    texts.mkdir(parents=True, exist_ok=True)
    return {
        "MW_CONFIG_FILE": str(folder / "LocalSettings.php"),
        "MW_INSTALL_PATH": str(wiki.root),
        "LOCAL_WIKI_L10N": str(texts),
    }


def _pygmentize() -> str:
    beside = Path(sys.executable).with_name("pygmentize")
    ours = paths.REPOSITORY / ".venv" / "bin" / "pygmentize"
    for path in (beside, ours):
        if path.exists():
            return str(path)
    return shutil.which("pygmentize") or ""


def _write(path: Path, text: str) -> None:
    """Write a file in one step: a request that reads it sees the old text or the new one."""
    new = path.with_name(path.name + ".new")
    new.write_text(text)
    new.rename(path)
