"""What updating a campaign needs from the world. ``cli`` builds the real ones and hands them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.core.judging import Judged
from bot.core.measures.syntax import Syntax
from bot.core.message import Message
from bot.core.outcomes import Outcome
from bot.core.questions import Answers, PageText, Question
from bot.core.revisions import Page
from bot.core.site import Site


class WikiUnavailable(Exception):
    """The wiki could not be reached, or refused: nothing was lost, and the next turn tries again."""

    def __init__(self, problem: Message) -> None:
        super().__init__(problem.key)
        self.message = problem


class Stopped(Exception):
    """The process was asked to end between two requests."""


@dataclass(frozen=True, slots=True)
class Change:
    """A page to be saved: its new text, built upon the version ``base``."""

    base: PageText
    text: str
    summary: str


class Source(Protocol):
    """Where facts about one wiki come from."""

    def ask(self, *questions: Question[Any]) -> Answers:
        """Answer all the questions. Raises WikiUnavailable."""


class Wiki(Protocol):
    """One wiki to read pages from and save pages to."""

    @property
    def site(self) -> Site:
        """The wiki's own facts."""

    @property
    def syntax(self) -> Syntax:
        """The words of its wikitext."""

    @property
    def account(self) -> str | None:
        """The name of the bot's account, None when it reads without one."""

    def save(self, change: Change) -> Outcome:
        """Save a page; expected failures are values."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A revision that an earlier update saw, with its page's place at that time."""

    judged: Judged
    page: Page


@dataclass(frozen=True, slots=True)
class Check:
    """The last time that a campaign was brought up to date.

    ``revid`` is its page's revision after that; ``resting`` when its numbers were final then.
    """

    at: datetime
    revid: int
    resting: bool = False


class Memory(Protocol):
    """What is remembered between runs. Losing it changes nothing that people see."""

    def good_version(self, wiki: str, pageid: int) -> int | None:
        """The revision of the campaign page whose declaration last had no problems."""

    def remember_good(self, wiki: str, pageid: int, revid: int) -> None:
        """Keep that revision in mind."""

    def recall(self, wiki: str, pageid: int, userid: int) -> Sequence[Remembered]:
        """What earlier updates of a campaign saw of one account."""

    def remember(self, wiki: str, pageid: int, seen: Sequence[Remembered]) -> None:
        """Keep what an update saw."""

    def last_check(self, wiki: str, pageid: int) -> Check | None:
        """How the campaign was left the last time, None for never."""

    def remember_check(self, wiki: str, pageid: int, check: Check) -> None:
        """Note that the campaign is up to date."""
