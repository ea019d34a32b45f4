"""A campaign page to start from: as it is printed, and as it is put into the edit box of a new page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.features.measures.registry import MEASURES
from bot.i18n.sections import participants_headings
from bot.i18n.texts import Texts

CODE = ('<syntaxhighlight lang="yaml">', "</syntaxhighlight>")
PLAIN = ("<pre>", "</pre>")
"""What stands around settings, where the wiki can colour code and where it can't."""
STARTING_POINTS = (
    "points:",
    *(f"  {line}" for measure in MEASURES for line in measure.starter),
)
"""The lines of the settings that give points where somebody only begins."""


@dataclass(frozen=True)
class Starter:
    """A page to start from. ``sign`` is the wikitext that makes it a campaign, empty for none.

    ``settings`` are its lines. ``sign_up`` is what stands below the ``heading`` of the participants;
    empty where nobody signs on the page.
    """

    sign: str
    settings: Sequence[str]
    heading: str
    sign_up: str
    marks: tuple[str, str] = CODE

    def wikitext(self) -> str:
        """The page. It signs nobody up by itself.

        The status box stands above the settings, so that these may grow without pushing it down.
        """
        return "\n".join(
            (
                *([self.sign] if self.sign else ()),
                "<!-- campaignbot:status -->",
                "<!-- /campaignbot:status -->",
                self.marks[0],
                *self.settings,
                self.marks[1],
                *(("", f"== {self.heading} ==", self.sign_up) if self.heading else ()),
                "",
            )
        )


def participants_heading(language: str) -> str:
    """What the list of participants is called in a language."""
    return participants_headings([language, "en"])[0]


def name_line(name: str) -> str:
    """The setting that names the campaign, whatever is in the name."""
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'name: "{quoted}"'


def next_month(today: date) -> tuple[date, date]:
    """Its first and its last day."""
    start = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return start, (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def starter_page(name: str | None, template: str, today: date, language: str) -> str:
    """A campaign page over the whole of next month, ready to be pasted."""
    words = Texts.of(language)
    start, end = next_month(today)
    lines = (name_line(name or words("new-name")), f"start: {start.isoformat()}", f"end: {end.isoformat()}")
    return printed_page((*lines, *STARTING_POINTS), template, language, participants_heading(language))


def printed_page(settings: Sequence[str], template: str, language: str, heading: str) -> str:
    """A campaign page with these settings; ``heading`` is that of the list on which people sign, if any."""
    sign_here = f"{Texts.of(language)('new-sign-here')} <code><nowiki>* ~~~~</nowiki></code>"
    return Starter(f"{{{{{template}}}}}", settings, heading, sign_here).wikitext()
