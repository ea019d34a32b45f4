"""What a question is answered from: the replica's tables, in the wiki's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any, TypeVar

from bot.mediawiki.queries import Answers, Question
from bot.mediawiki.site import MAIN, SPECIAL, Site, Title
from bot.sources.replicas.connection import Connection, HalfReplica, Row
from bot.sources.replicas.schema import Schema, Schemas

T = TypeVar("T")

MOST = 5000
"""How many ids or titles one statement names."""


@dataclass(frozen=True, slots=True)
class PartialAnswer:
    """An answer as far as a replica tells; ``complete`` adds what the API says to ``wanted``."""

    complete: Callable[[Answers], Any]
    wanted: Sequence[Question[Any]] = ()

    @classmethod
    def whole(cls, answer: Any) -> PartialAnswer:
        """One that needs nothing more."""
        return cls(lambda _told: answer)

    def unless_there(
        self, question: Question[Any], asked: bool, replica: Replica, place: str
    ) -> PartialAnswer:
        """The same, but where ``asked``, the wiki is to say that it has nothing of ``question``, either.

        What a replica does not have may be gone, or on a table that is being loaded.
        """
        if not asked:
            return self

        def complete(told: Answers) -> Any:
            if told[question]:
                raise replica.half(place)
            return self.complete(told)

        return PartialAnswer(complete, [*self.wanted, question])


@dataclass(frozen=True, slots=True)
class Replica:
    """One wiki's replica, asked for one question; ``about`` is that question's name.

    ``nobody`` are names of which the wiki itself has said that nobody has them.
    ``present`` gives the time by the wiki's own clock, None where nobody knows it.
    """

    connection: Connection
    schemas: Schemas
    site: Site
    about: str
    nobody: set[str] = field(default_factory=set)
    present: Callable[[], datetime | None] = lambda: None

    @property
    def schema(self) -> Schema:
        """How its tables are made. Raises WikiUnavailable."""
        return self.schemas.schema

    def half(self, place: str) -> HalfReplica:
        """To be raised where something is missing in the tables that must be there."""
        return HalfReplica.of(self.connection.access.host, place)

    def rows(self, sql: str, **params: Any) -> Sequence[Row]:
        """See :meth:`Connection.rows`."""
        return self.connection.rows(self.about, sql, params)

    def each(self, sql: str, ids: Iterable[T], **params: Any) -> Iterator[Row]:
        """The rows of a statement that names many things, ``%(ids)s``: as few statements as can be."""
        for chunk in chunks(ids):
            yield from self.rows(sql, ids=chunk, **params)

    def each_titled(
        self, sql: str, titles: Iterable[Title], namespace: str, name: str, **params: Any
    ) -> Iterator[Row]:
        """The same for titles: ``{titles}`` in the statement asks for the two columns to be one of them."""
        for chunk in chunks(titles):
            condition, names = one_of(chunk, namespace, name)
            yield from self.rows(sql.format(titles=condition), **names, **params)

    def full_title(self, namespace: int, name: bytes) -> str:
        """A page's full title as the API writes it: spaces, and the namespace in the wiki's language."""
        return self.written(self.title(namespace, name))

    def title(self, namespace: int, name: bytes) -> Title:
        """A title out of the two columns that hold it."""
        return Title(namespace, name.decode(errors="replace").replace("_", " "))

    def written(self, title: Title) -> str:
        """As :meth:`full_title`; a namespace that the wiki no longer has is told as MediaWiki does."""
        if title.namespace in self.site.namespaces:
            return self.site.full_title(title)
        special = self.site.full_title(Title(SPECIAL, f"Badtitle/NS{title.namespace}"))
        return f"{special}:{title.name}"

    def parsed(self, text: str) -> Title | None:
        """The title that a full one means; None where no page can have it."""
        return self.site.plain_title(text, MAIN)


def chunks(items: Iterable[T]) -> Iterator[tuple[T, ...]]:
    """Different items, in groups of at most ``MOST``."""
    iterator = iter(dict.fromkeys(items))
    while chunk := tuple(islice(iterator, MOST)):
        yield chunk


def key(title: Title) -> bytes:
    """A title's name as the tables have it."""
    return title.name.replace(" ", "_").encode()


def one_of(titles: Iterable[Title], namespace: str, name: str) -> tuple[str, dict[str, list[bytes]]]:
    """The condition by namespaces, because MariaDB finds no index for pairs of columns."""
    spaces: dict[int, list[bytes]] = {}
    for title in titles:
        spaces.setdefault(title.namespace, []).append(key(title))
    parts = [f"({namespace} = {number} AND {name} IN %(titles{i})s)" for i, number in enumerate(spaces)]
    return f"({' OR '.join(parts)})", {f"titles{i}": names for i, names in enumerate(spaces.values())}


def moment(stamp: bytes) -> datetime:
    """A timestamp of MediaWiki, 14 digits in UTC."""
    text = stamp.decode()
    return datetime.fromisoformat(f"{text[:8]}T{text[8:]}+00:00")


def stamp(when: datetime) -> bytes:
    """A moment as the tables have it."""
    return when.astimezone(UTC).strftime("%Y%m%d%H%M%S").encode()
