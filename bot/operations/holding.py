"""Holding back what would shrink without a reason, until everything has been read once more.

Nothing of a campaign is saved meanwhile: all its outputs are made from the same numbers. Rule:
bot/wikitext/shrinking.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from typing import Any

from bot.counting.canonical import canonical
from bot.features.outputs.registry import OUTPUTS, STATUS
from bot.mediawiki.outcomes import Failure
from bot.operations.count import fingerprint
from bot.operations.counting.settings_key import VERSION
from bot.operations.publish import OutputTexts, State, TargetPage
from bot.render import page_state
from bot.wikitext.input_pages import InputPage
from bot.wikitext.input_pages import InputPages as Read
from bot.wikitext.shrinking import (
    Extent,
    ListedPages,
    OutputInputs,
    Shrinkage,
    by_output,
    explained,
    extent,
    logged,
    lost_titles,
    shrinkage,
)


def bot_version() -> str:
    """What changes when the bot is another one: then its outputs may look different."""
    try:
        return f"{metadata.version('campaignbot')} {VERSION}"
    except metadata.PackageNotFoundError:
        return str(VERSION)


def output_inputs(declaration: str, read: Read) -> OutputInputs:
    """Short names for what the outputs are made from. ``declaration`` tells of the settings that hold now."""
    lists: dict[str, list[InputPage]] = {}
    for page in read.people:  # One page may have several lists.
        lists.setdefault(page.title, []).append(page)
    return OutputInputs(
        fingerprint(f"{bot_version()}\n{declaration}"),
        {title: _listed(pages) for title, pages in lists.items()},
        fingerprint(canonical(read.scope)),
        read.whole,
    )


def _listed(pages: Sequence[InputPage]) -> ListedPages:
    names = fingerprint(canonical([page.read for page in pages]))
    revid = pages[0].revid
    return ListedPages(names if revid is None else str(revid), names, sum(len(page.read) for page in pages))


@dataclass(frozen=True)
class Guard:
    """What is remembered of a campaign's outputs, from turn to turn.

    ``inputs`` and ``written`` are those of the last time that they were published, ``held`` what was held
    back at the last turn, and ``passed`` what may shrink and was not saved yet.
    """

    inputs: OutputInputs | None = None
    written: Mapping[str, Extent] = field(default_factory=dict)
    held: tuple[Shrinkage, ...] = ()
    passed: tuple[Shrinkage, ...] = ()

    @classmethod
    def of(cls, value: Any) -> Guard:
        """Out of the JSON that was remembered; None, or that of another version of the bot, is nothing."""
        try:
            return cls(
                OutputInputs.of(value["grounds"]) if value["grounds"] else None,
                {output: Extent(*numbers) for output, numbers in value["written"].items()},
                tuple(Shrinkage(*one) for one in value["held"]),
                tuple(Shrinkage(*one) for one in value["passed"]),
            )
        except (TypeError, KeyError, ValueError, AttributeError):
            return cls()

    def as_json(self) -> Any:
        """As JSON."""
        return {
            "grounds": self.inputs.as_json() if self.inputs else None,
            "written": {output: [one.bytes, one.people] for output, one in self.written.items()},
            "held": [one.as_json() for one in self.held],
            "passed": [one.as_json() for one in self.passed],
        }


@dataclass(frozen=True)
class Outputs:
    """What stands on the pages for each output, and what is to stand there."""

    before: Mapping[str, str]
    after: Mapping[str, str]

    @classmethod
    def of(cls, targets: Sequence[TargetPage], contents: OutputTexts) -> Outputs:
        """Of all blocks that are to be written on these pages."""
        before: dict[str, str] = {}
        after: dict[str, str] = {}
        for target in targets:
            states = target.states()
            blocks = target.blocks.pairs
            after |= {name: contents.texts[name] for name, state in states.items() if state.writable}
            before |= {
                name: blocks[name].inner
                for name, state in states.items()
                if state is State.FOUND and not _tells_problems(name, blocks[name].inner)
            }
        return cls(by_output(before), by_output(after))

    def extents(self) -> dict[str, Extent]:
        """How much is to stand there."""
        return {name: extent(text, people=_names_people(name)) for name, text in self.after.items()}

    def shrinkages(self, written: Mapping[str, Extent]) -> tuple[Shrinkage, ...]:
        """The outputs that would lose much."""
        found = (
            shrinkage(name, text, self.after[name], people=_names_people(name), written=written.get(name))
            for name, text in self.before.items()
        )
        return tuple(one for one in found if one)

    def lost_titles(self) -> frozenset[str]:
        """The pages that no output links any more."""
        return lost_titles("\n".join(self.before.values()), "\n".join(self.after.values()))


def _names_people(name: str) -> bool:
    return name in OUTPUTS and OUTPUTS[name].names_people


def _tells_problems(name: str, inner: str) -> bool:
    """Whether a status is that of a campaign that could not be counted: it has no numbers to lose."""
    return name == STATUS.name and page_state.read(inner) is None


@dataclass(frozen=True)
class Doubt:
    """What was found out in a turn. ``failure`` None: all may be saved.

    Otherwise ``doubtful`` would shrink, and nothing is saved: until everything is read again (HELD_BACK), or
    because what was read again says something else (UNSURE). ``shrinking`` is all that would.
    """

    outputs: Outputs
    inputs: OutputInputs
    guard: Guard
    shrinking: tuple[Shrinkage, ...] = ()
    doubtful: tuple[Shrinkage, ...] = ()

    @property
    def failure(self) -> Failure | None:
        """How the saves of this turn end."""
        if not self.doubtful:
            return None
        return Failure.UNSURE if self.guard.held else Failure.HELD_BACK

    @property
    def shown(self) -> str:
        """What would shrink, in numbers."""
        return "; ".join(one.shown for one in self.doubtful)

    def after(self, *, saved: bool) -> Guard:
        """What is to be remembered. ``saved``: all pages say now what they should."""
        guard = self.guard
        if self.doubtful:
            passed = tuple(one for one in self.shrinking if one not in self.doubtful)
            return Guard(guard.inputs, guard.written, self.doubtful, passed)
        if saved:
            return Guard(self.inputs, self.outputs.extents())
        return Guard(self.inputs, guard.written, (), self.shrinking)


def look(
    outputs: Outputs,
    guard: Guard,
    now: OutputInputs,
    log: Callable[[], frozenset[str]],
    *,
    by_edits: bool,
) -> Doubt:
    """See what would shrink, and whether something explains it or another reading said so, too.

    ``log`` asks the wiki for the titles of the pages to which something happened since the last turn, and is
    used only where nothing else explains it.
    """
    shrinking = outputs.shrinkages(guard.written)
    left = tuple(
        one
        for one in shrinking
        if not any(one.agrees(other) for other in (*guard.passed, *guard.held))
        and not explained(one, guard.inputs, now, by_edits=by_edits)
    )
    if left and (by_edits or not all(one.who for one in left)) and (titles := outputs.lost_titles()):
        found = log()
        if logged(titles, found):
            # People of a list of participants do not leave because articles do.
            left = tuple(one for one in left if one.who and not by_edits)
    return Doubt(outputs, now, guard, shrinking, left)
