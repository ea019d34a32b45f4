"""The bot on a farm of local wikis, as the tests use it: campaigns stand on one of them and name others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from bot.mediawiki.queries import Answers, Question
from bot.messages import message
from bot.operations.context import WikiContext
from bot.operations.named_wikis import NamedWikis
from bot.operations.ports import OtherWikiUnavailable, WikiUnavailable
from scripts.wiki.storyteller import Action

from .bot import LocalBot
from .farm import LocalFarm


@dataclass(frozen=True)
class Away:
    """A source of facts that nobody reaches."""

    host: str

    def ask(self, *_questions: Question[Any]) -> Answers:
        """Raises OtherWikiUnavailable."""
        unavailable = WikiUnavailable(message("wiki-unreachable", self.host, "no route"))
        raise OtherWikiUnavailable(self.host, unavailable)


class FarmBot(LocalBot):
    """The bot on the wiki of the campaign's page; ``bots`` are those on all wikis, by language.

    ``away`` are the languages of wikis that can't be read at the moment, ``gone`` those that a new process
    can't even open.
    """

    def __init__(self, farm: LocalFarm, home: str) -> None:
        super().__init__(farm[home])
        self.farm = farm
        self.home = home
        self.bots = {language: LocalBot(wiki) for language, wiki in farm.wikis.items() if language != home}
        self.bots[home] = self
        self.away: set[str] = set()
        self.gone: set[str] = set()

    def host(self, language: str) -> str:
        """What a wiki is called in settings."""
        return urlsplit(self.farm[language].api).netloc

    def address(self, language: str) -> str:
        """Its address in the configuration."""
        return self.farm[language].api

    @property
    def context(self) -> WikiContext:
        """That of the wiki with the page; the others are read with the same clock and store."""
        named = NamedWikis(
            [one.wiki_settings for one in self.bots.values()], lambda address: self._other(address).site
        )
        return replace(self.alone, others=self._other, named=named.named, hosts=named.hosts)

    def _other(self, address: str) -> WikiContext:
        language = next(one for one in self.bots if self.address(one) == address)
        if language in self.gone:
            Away(self.host(language)).ask()
        other = self.bots[language]
        other.now, other.store, other.settings = self.now, self.store, self.settings
        found = other.alone
        return replace(found, source=Away(self.host(language))) if language in self.away else found

    def tell(self, language: str, *story: Action) -> None:
        """Something happens on one of the wikis."""
        self.farm[language].tell(*story)
