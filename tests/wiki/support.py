"""A local wiki as the tests see it."""

import bz2
import gzip
import json
import os
import shutil
import urllib.parse
from pathlib import Path
from typing import IO, Any, cast

from scripts.wiki import instance as instances
from scripts.wiki import mariadb, mediawiki, paths, server, storyteller, web
from scripts.wiki.instance import Instance
from scripts.wiki.problems import WikiProblem
from scripts.wiki.processes import lives
from scripts.wiki.storyteller import Action, Result


class LocalWiki:
    """A running MediaWiki that tests can give any past, ask and reset."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.url = instance.url
        self.api = f"{instance.url}/api.php"
        self.pywikibot_dir = instance.pywikibot_folder
        self.language = instance.language
        self.version = instance.mediawiki.version

    @classmethod
    def start(cls, name: str, language: str = "en", database: str = "sqlite") -> "LocalWiki":
        """Make a wiki and start its server. Raises SetupProblem or WikiProblem."""
        program = mediawiki.find()
        folder = paths.cache_folder() / "wikis" / name
        if before := instances.open_existing(program, folder):
            server.stop(before)
        instance = instances.create(program, folder, instances.Manner(language, database=database))
        server.start(instance)
        return cls(instance)

    def remove(self) -> None:
        """Stop the server and delete the wiki."""
        server.stop(self.instance)
        shutil.rmtree(self.instance.folder, ignore_errors=True)

    def reset(self) -> None:
        """Make the wiki as it was when new; the bot stays logged in.

        PHP's own server is no server for years: one that ended is started again, at the same address.
        """
        if not server.answers(self.instance):
            server.start(self.instance, self.instance.port)
        self.instance.reset()

    def configure(self, **settings: Any) -> None:
        """Set MediaWiki settings (`wgReadOnly="..."`) until the next call or reset."""
        self.instance.configure(**settings)

    def tell(self, *actions: Action, jobs: bool = True) -> list[Result]:
        """Perform the actions (scripts/wiki/php/story/README.md); return one result for each."""
        return storyteller.tell(self.instance, actions, jobs=jobs)

    def run_jobs(self) -> int:
        """Run the waiting jobs, as a wiki does all the time; return how many there were."""
        return int(self.tell({"do": "jobs"})[0]["jobs"])

    def import_dump(self, path: Path) -> int:
        """Load an XML dump (.xml, .gz or .bz2) with its authors' accounts; return the number of revisions."""
        plain = self.instance.folder / "import.xml"
        with _open(path) as packed, plain.open("wb") as unpacked:
            shutil.copyfileobj(packed, unpacked)
        return int(self.tell({"do": "import", "file": str(plain)})[0]["revisions"])

    def query(self, **parameters: Any) -> dict[str, Any]:
        """Ask the API without an account; action=query unless given, lists become `a|b`."""
        asked = {"action": "query", "format": "json", "formatversion": 2, **parameters}
        given = {name: _parameter(value) for name, value in asked.items() if value is not False}
        body = urllib.parse.urlencode(given)
        status, text = web.fetch(self.api, body.encode())
        answer: dict[str, Any] = json.loads(text) if status == 200 else {"error": {"info": text}}
        if "error" in answer:
            raise WikiProblem(f"{asked}: {answer['error']['info']}")
        return answer

    def history(self, title: str, **parameters: Any) -> list[dict[str, Any]]:
        """Return a page's revisions, oldest first; `rvprop` and all other parameters can be given."""
        wanted = "ids|flags|timestamp|user|userid|size|sha1|tags|comment"
        asked = {"prop": "revisions", "titles": title, "rvprop": wanted, "rvlimit": 500, "rvdir": "newer"}
        page = self.query(**{**asked, **parameters})["query"]["pages"][0]
        revisions: list[dict[str, Any]] = page.get("revisions", [])
        return revisions

    def text(self, title: str) -> str:
        """Return a page's wikitext. Raises WikiProblem when there is no such page."""
        # Without a limit or direction the wiki gives the page's latest, whatever its time by a story's clock.
        revisions = self.history(title, rvprop="content", rvslots="main", rvdir=False, rvlimit=False)
        if not revisions:
            raise WikiProblem(f"The page “{title}” does not exist.")
        return str(revisions[0]["slots"]["main"]["content"])

    def html(self, title: str) -> str:
        """Return the HTML of a page's content, without the skin. Raises WikiProblem."""
        status, text = web.fetch(f"{self.url}/index.php?action=render&title={urllib.parse.quote(title)}")
        if status != 200:
            raise WikiProblem(f"{title}: status {status}")
        return text


def remove_left_behind() -> None:
    """Stop and delete the wikis and database servers of test runs that were killed."""
    mariadb.remove_left_behind()
    for folder in (paths.cache_folder() / "wikis").glob("test-*"):
        owner = int(folder.name.split("-")[1])
        if owner != os.getpid() and lives(owner):
            continue
        # A farm has its wikis inside. What was killed while it made or removed a wiki does not run.
        for made in (folder / "wiki.json", *folder.glob("*/wiki.json")):
            if made.exists():
                server.stop(Instance(made.parent, mediawiki.MediaWiki(made.parent, "")))
        shutil.rmtree(folder, ignore_errors=True)


def _open(path: Path) -> IO[bytes]:
    if path.suffix == ".bz2":
        return bz2.open(path)
    return cast(IO[bytes], gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _parameter(value: Any) -> str:
    if value is True:
        return "1"
    if isinstance(value, list | tuple):
        return "|".join(str(item) for item in value)
    return str(value)
