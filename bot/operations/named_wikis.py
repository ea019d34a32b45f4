"""Finding the wikis that campaigns name: those of the configuration, and of a farm where it allows that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.declaration.schema.context import NamedWiki
from bot.declaration.schema.wiki_names import host_of as written_host
from bot.mediawiki.site import Site
from bot.operations.settings import WikiSettings


@dataclass(frozen=True)
class FarmWiki:
    """One wiki of a farm, as the site matrix tells, with the address by which it can be opened.

    ``dbname`` is the name of its database. ``private``: only its members may read it.
    """

    address: str
    dbname: str
    private: bool


def host_of(address: str) -> str:
    """The host in a wiki's address in the configuration, with its port where it has one."""
    return urlsplit(address if "://" in address else f"//{address}").netloc.lower()


@dataclass
class NamedWikis:
    """``configured`` are those of the configuration; ``facts`` opens a wiki and gives its own facts.

    ``matrix`` asks for the wikis of the farm, once, where the configuration allows these; None: it does not.
    """

    configured: Sequence[WikiSettings]
    facts: Callable[[str], Site]
    matrix: Callable[[], Iterable[FarmWiki]] | None = None
    _farm: dict[str, FarmWiki] = field(default_factory=dict)

    def named(self, host: str) -> NamedWiki | None:
        """The wiki of a host; None where the bot knows none. Raises WikiUnavailable."""
        # Settings are read such that ``www.wikidata.org`` is ``wikidata.org``, so addresses are, too.
        written = written_host(host)
        address = {written_host(one): wiki for one, wiki in self._by_host.items()}.get(written)
        if address is not None:
            private = self.facts(address).private
        elif (known := self._of_farm().get(written)) is not None:
            address, private = known.address, known.private
        else:
            return None
        return NamedWiki(address, host_of(address), lambda: self.facts(address), private)

    def called(self, dbname: str) -> NamedWiki | None:
        """The wiki whose database has this name; None where the bot knows none. Raises WikiUnavailable.

        The site matrix tells them; where it is not asked, those of the configuration are opened.
        """
        for wiki in self._of_farm().values():
            if wiki.dbname == dbname:
                return self.named(host_of(wiki.address))
        addresses = [] if self.matrix else [wiki.address for wiki in self.configured]
        found = (address for address in addresses if self.facts(address).dbname == dbname)
        return next((self.named(host_of(address)) for address in found), None)

    def settings(self, address: str) -> WikiSettings:
        """What is set for a wiki; of one of the farm that the configuration does not name, nothing is.

        LookupError for another one.
        """
        known = next((wiki for wiki in self.configured if wiki.address == address), None)
        if known is None and all(address != wiki.address for wiki in self._of_farm().values()):
            raise LookupError(address)
        return known or WikiSettings(address)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of the configuration."""
        return tuple(self._by_host)

    @property
    def _by_host(self) -> Mapping[str, str]:
        return {host_of(wiki.address): wiki.address for wiki in self.configured}

    def _of_farm(self) -> Mapping[str, FarmWiki]:
        if self.matrix is not None and not self._farm:
            self._farm.update((written_host(wiki.address), wiki) for wiki in self.matrix())
        return self._farm
