"""The contract's past on a wiki on MariaDB, with its API and its replicas."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.mediawiki.queries import Answers, Question
from bot.mediawiki.site import Site
from bot.operations.ports import Source
from bot.sources.api.source import ApiSource
from bot.sources.replicas.connection import Access
from bot.sources.replicas.source import ReplicaSource
from scripts.wiki import mariadb, replicas, storage

from .bot import opened
from .contract import MEDDLING, Extent
from .contract_story import story
from .support import LocalWiki


@dataclass(frozen=True)
class Told:
    """A wiki on which everything has happened; nobody edits it any more."""

    wiki: LocalWiki
    site: Site
    api: ApiSource
    extent: Extent
    answers: dict[Question[Any], Any] = field(default_factory=dict)

    @classmethod
    def on(cls, wiki: LocalWiki) -> Told:
        """Tell it."""
        results = wiki.tell(*story())
        real = opened(wiki.api, wiki.pywikibot_dir)
        newest = {key: max(result.get(key, 0) for result in results) for key in ("pageid", "revid")}
        users = wiki.query(list="allusers", aulimit=500)["query"]["allusers"]
        (alice,) = (user["userid"] for user in users if user["name"] == "Alice")
        extent = Extent(max(user["userid"] for user in users), newest["pageid"], newest["revid"], alice)
        told = cls(wiki, real.site, ApiSource(real.session), extent)
        told.sql(f"USE wiki; {MEDDLING}")
        return told

    def ask(self, *questions: Question[Any]) -> Answers:
        """What the API says; it is asked once for all replicas."""
        new = [question for question in questions if question not in self.answers]
        answers = self.api.ask(*new)
        self.answers.update({question: answers[question] for question in new})
        return Answers(self.answers)

    def access(self, database: str = "wiki_p") -> Access:
        """Where one of the replicas is."""
        server = storage.database_server(self.wiki.instance.folder)
        return Access(mariadb.HOST, server.port, database, self.wiki.instance.folder / replicas.CREDENTIALS)

    def replica(self, database: str = "wiki_p", api: Source | None = None) -> ReplicaSource:
        """One of the replicas, newly opened."""
        return ReplicaSource(api or self.api, self.site, self.access(database))

    def sql(self, statements: str) -> None:
        """Do something behind MediaWiki's back."""
        storage.database_server(self.wiki.instance.folder).execute(statements)
