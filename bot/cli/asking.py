"""The questions of ``new --ask``: each answer is read as the setting that it becomes, and asked for again
where that has a problem.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from threading import current_thread, main_thread

from bot.cli.screen import Screen
from bot.declaration.bonuses import UNNAMED
from bot.declaration.campaign import Campaign
from bot.declaration.language import language
from bot.declaration.points import POINTS
from bot.declaration.read import Context, read_declaration
from bot.declaration.reference import every_setting
from bot.declaration.schema.keyed import INDENT, Key, Keyed, walk
from bot.features.conditions.registry import CONDITIONS
from bot.features.participants.registry import every_key
from bot.lenient_yaml.line_scanner import quoted
from bot.messages import Message, Verbatim, message
from bot.render.starter import STARTING_POINTS, name_line, next_month

_ODD = re.compile(r"^[#@%&*!|>{?`-]|: | #|:$")
"""What YAML reads otherwise than people mean it."""
BETWEEN = ";"
"""Names and titles have commas in them."""


@dataclass
class Questions:
    """Asks, and keeps the ``lines`` that became of the answers. EOFError and KeyboardInterrupt end it."""

    screen: Screen
    where: Context
    lines: list[str] = field(default_factory=list)

    def all(self, today: date) -> Campaign:
        """Ask them all; the campaign as it is then. Its settings are the ``lines``."""
        first, last = (day.isoformat() for day in next_month(today))
        self._tell(message("cli-ask-intro"))
        self._ask(message("cli-ask-name"), lambda answer: [name_line(answer)] if answer else ["name:"])
        self._ask(message("cli-ask-start"), lambda answer: [f"start: {answer}"], first)
        self._ask(message("cli-ask-end"), lambda answer: [f"end: {answer}"], last, whole=True)
        self._ask_for_key(message("cli-ask-who"), "participants", [key for key in every_key() if _short(key)])
        conditions = [key for entry in CONDITIONS for key in entry.settings()[:1] if _short(key)]
        self._ask_for_key(message("cli-ask-articles"), "articles", conditions, whole=True)
        self._ask_for_points()
        campaign = read_declaration("\n".join(self.lines), self.where).campaign
        if campaign is None:
            raise AssertionError("what was read line by line can be read as a whole")
        return campaign

    def _ask(
        self, question: Message, written: Callable[[str], list[str]], usual: str = "", *, whole: bool = False
    ) -> None:
        while not self._taken(written(self._answer(question, usual) or usual), whole=whole):
            pass

    def _ask_for_key(
        self, question: Message, place: str, keys: Sequence[Key], *, whole: bool = False
    ) -> None:
        """One of these keys, and then its value; no answer is an answer, too."""
        known = {key.name: key for key in keys if all(map(self.where.answers, key.asks))}
        while True:
            self._tell(question)
            self._list(known.values())
            word = self._answer()
            key = known.get(word.lower())
            lines = self._with_value(place, key) if key else [f"{place}:", f"  {word}: x"] if word else []
            if self._taken(lines, whole=whole) and (key or not word):
                return

    def _with_value(self, place: str, key: Key) -> list[str]:
        several = key.shape.takes_list
        example = Verbatim(_example(key))
        value = self._answer(message("cli-ask-several" if several else "cli-ask-value", key.name, example))
        items = [part.strip() for part in value.split(BETWEEN)] if several else [value]
        if len(items) == 1:
            return [f"{place}:", f"  {key.name}: {_written(value)}"]
        return [f"{place}:", f"  {key.name}:", *(f"    - {_written(item)}" for item in items if item)]

    def _ask_for_points(self) -> None:
        """Which measures, and what each gives; the answer may be all that a rule can be."""
        known = {key.name: key for key in POINTS.keys if key.name in {one.name for one in UNNAMED}}
        while True:
            self._tell(message("cli-ask-points"))
            self._list(known.values())
            words = [word.strip().lower() for word in re.split(r"[,;\s]+", self._answer()) if word.strip()]
            unknown = [word for word in words if word not in known]
            if unknown:
                self._told([*STARTING_POINTS[:1], *(f"  {word}: 1" for word in unknown)])
                continue
            for number, word in enumerate(dict.fromkeys(words)):
                self._ask_for_rule(known[word], first=number == 0)
            return

    def _ask_for_rule(self, key: Key, *, first: bool) -> None:
        head = STARTING_POINTS[:1] if first else ()
        usual = [f"{' ' * INDENT}{line}" for line in key.shown.splitlines()]
        question = message("cli-ask-points-for", key.name, Verbatim(_example(key)))
        while True:
            answer = self._answer(question)
            lines = [f"  {key.name}: {answer}"] if answer else usual
            if self._taken([*head, *lines], whole=True):
                return

    def _taken(self, lines: list[str], *, whole: bool) -> bool:
        """Whether these lines are fine, together with those before; what is wrong with them is told."""
        fine = not self._told(lines, whole=whole)
        if fine:
            self.lines += lines
        return fine

    def _told(self, lines: Sequence[str], *, whole: bool = False) -> bool:
        """Whether there is a problem; what has not been asked for yet is none."""
        text = "\n".join((*self.lines, *lines))
        missing = [key for key in language().required if not re.search(rf"(?m)^{key.name}:", text)]
        text = "\n".join((text, *(key.example for key in missing)))
        problems = read_declaration(text, self.where, whole=whole).problems
        for remark in problems:
            self._tell(remark.message)
        return bool(problems)

    def _list(self, keys: Iterable[Key]) -> None:
        for key in keys:
            slot = next(setting.slot for setting in every_setting(language()) if setting.key == key)
            self.screen.err.print(f"  {key.name}: {self.screen.texts(f'help-{slot}')}", markup=False)

    def _answer(self, question: Message | None = None, usual: str = "") -> str:
        """What is typed, without spaces around it. The question goes where the page does not."""
        asked = self.screen.texts.render(question) if question else ""
        self.screen.err.print(f"{asked} [{usual}]" if usual else asked, markup=False, end="\n> ")
        return input().strip()

    def _tell(self, said: Message) -> None:
        self.screen.complain(said)


@contextmanager
def interrupted_at_once() -> Iterator[None]:
    """Ctrl-C raises KeyboardInterrupt, as nothing is under way that has to come to its end."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _short(key: Key) -> bool:
    """Whether its value is one answer: not settings of its own."""
    return not key.planned and not any(isinstance(shape, Keyed) for shape in walk(key.shape))


def _example(key: Key) -> str:
    """The value of its example, on one line."""
    _, *below = key.shown.splitlines()
    if not below:
        return key.shown.partition(": ")[2]
    items = [line.strip().removeprefix("- ") for line in below]
    listed = below[0].strip().startswith("- ")
    return f"{BETWEEN} ".join(items) if listed else f"{{{', '.join(items)}}}"


def _written(value: str) -> str:
    return quoted(value) if _ODD.search(value) else value
