"""A wiki of one's own: a folder with its settings, database, uploads and files for pywikibot."""

import hashlib
import json
import secrets
import shutil
import sqlite3
import sys
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import mediawiki, paths, pywikibot_files
from .mediawiki import MediaWiki

BOT = "CampaignBot"
ADMIN = "Admin"
BOT_PASSWORD = "bot-password-of-the-local-wiki"
ADMIN_PASSWORD = "admin-password-of-the-local-wiki"
DATABASES = ("wiki.sqlite", "wiki_jobqueue.sqlite")
BEGINNING = "20010115120000"


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
    def environment(self) -> dict[str, str]:
        """What PHP has to know to work on this wiki."""
        return _environment(self.mediawiki, self.folder)

    def configure(self, **settings: Any) -> None:
        """Set MediaWiki settings (`wgReadOnly="..."`) from the next request on, in place of earlier ones."""
        _write(self.folder / "settings.json", json.dumps(settings, ensure_ascii=False))
        # pywikibot would believe what it was told about the wiki for a month.
        shutil.rmtree(self.pywikibot_folder / "apicache", ignore_errors=True)

    def reset(self) -> None:
        """Make the wiki as it was when new. Its server may run on; people stay logged in."""
        if (self.folder / "settings.json").exists():
            self.configure()
            (self.folder / "settings.json").unlink()
        shutil.rmtree(self.folder / "images", ignore_errors=True)
        (self.folder / "images").mkdir()
        _restore(pristine(self.mediawiki, self.language), self.folder / "data")

    def use_port(self, port: int) -> None:
        """Note the port, and write the files that depend on it."""
        _write(self.folder / "wiki.json", json.dumps({**self.made, "port": port}))
        pywikibot_files.write(self.pywikibot_folder, port=port, user=BOT, password=BOT_PASSWORD)


def create(
    wiki: MediaWiki,
    folder: Path,
    *,
    language: str = "en",
    sitename: str = "Local wiki",
    jobs: bool = False,
    highlight: bool = False,
) -> Instance:
    """Make a fresh wiki in `folder`, removing what is there.

    `jobs` runs jobs after each request, as a wiki does for people; without it they wait for a story to run
    them. `highlight` colours code where Pygments is at hand, which costs a moment for each page view.
    """
    shutil.rmtree(folder, ignore_errors=True)
    _write_settings(
        folder,
        {
            "port": 0,
            "version": wiki.version,
            "language": language,
            "sitename": sitename,
            "jobs": jobs,
            "pygmentize": _pygmentize() if highlight else "",
            "key": secrets.token_hex(),
        },
    )
    instance = Instance(folder, wiki)
    instance.reset()
    return instance


def open_existing(wiki: MediaWiki, folder: Path) -> Instance | None:
    """Return the wiki in `folder`, or None when there is none."""
    return Instance(folder, wiki) if (folder / "wiki.json").exists() else None


def pristine(wiki: MediaWiki, language: str) -> Path:
    """Return the folder of a newly installed wiki in that language; it is made once and then copied."""
    digest = hashlib.sha256((paths.PHP_FILES / "settings.php").read_bytes() + Path(__file__).read_bytes())
    name = f"{wiki.version}-{language}-{digest.hexdigest()[:12]}"
    folder = paths.cache_folder() / "pristine" / name
    if not folder.is_dir():
        with paths.locked("pristine"):
            if not folder.is_dir():
                _install(wiki, folder, language)
    return folder


def _install(wiki: MediaWiki, folder: Path, language: str) -> None:
    print(f"Preparing MediaWiki {wiki.version} in language {language} ...", file=sys.stderr, flush=True)
    work = folder.with_name(folder.name + ".new")
    shutil.rmtree(work, ignore_errors=True)
    data = work / "data"
    data.mkdir(parents=True)
    installer = [
        "--confpath",
        str(data),
        "--dbtype",
        "sqlite",
        "--dbpath",
        str(data),
        "--dbname",
        "wiki",
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
    _write_settings(work, made)
    mediawiki.run(
        wiki.script("createAndPromote", "--custom-groups", "bot", BOT, BOT_PASSWORD), _environment(wiki, work)
    )
    _date_back(data / DATABASES[0])
    for file in data.iterdir():
        if file.name not in DATABASES:
            shutil.rmtree(file) if file.is_dir() else file.unlink()
    work.rename(folder)


def _date_back(database: Path) -> None:
    """Let the main page and the accounts be older than any story, however long ago that plays."""
    columns = {
        "revision": "rev_timestamp",
        "logging": "log_timestamp",
        "page": "page_touched",
        "user": "user_registration",
    }
    with closing(sqlite3.connect(database)) as connection, connection:
        for table, column in columns.items():
            connection.execute(f"UPDATE {table} SET {column} = ?", (BEGINNING,))
        connection.execute("DELETE FROM recentchanges")


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


def _restore(source: Path, data: Path) -> None:
    """Bring the databases back to their beginning."""
    data.mkdir(parents=True, exist_ok=True)
    for name in DATABASES:
        new, live = source / "data" / name, data / name
        if live.exists():
            # Through SQLite, for a request may still be closing the file.
            with closing(sqlite3.connect(new)) as beginning, closing(sqlite3.connect(live)) as present:
                present.execute("PRAGMA synchronous = OFF")
                beginning.backup(present)
        else:
            shutil.copyfile(new, live)
    # Refused as long as MediaWiki has not made the table.
    with (
        suppress(sqlite3.OperationalError),
        closing(sqlite3.connect(data / "wikicache.sqlite")) as cache,
        cache,
    ):
        cache.execute("DELETE FROM objectcache")


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
