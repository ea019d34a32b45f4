"""Reading a story from a file; its days are counted from the beginning of a campaign that is going on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import yaml

from .storyteller import Action

FOLDER = Path(__file__).resolve().parent / "demo_story"
DAYS_GONE = 21
DAYS_LEFT = 9  # today is the first of them
CATEGORY = "\n\n[[Category:Physicists]]"


@dataclass(frozen=True)
class Campaign:
    """What the story has to know about the campaign in it."""

    now: datetime
    participants: str = ""  # the heading of the list of participants, in the wiki's language
    main_page: str = "Main Page"
    days_gone: int = DAYS_GONE

    @property
    def start(self) -> datetime:
        """The first day, at midnight."""
        midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight - timedelta(days=self.days_gone)

    @property
    def end(self) -> datetime:
        """The last day, at midnight."""
        return self.start + timedelta(days=self.days_gone + DAYS_LEFT - 1)

    @property
    def page(self) -> str:
        """The title of the campaign page."""
        return self.fill("Project:Women in Physics @YEAR@")

    def fill(self, text: str) -> str:
        """Put the campaign's dates and words in the place of `@START@` and its like."""
        words = {
            "YEAR": str(self.start.year),
            "START": self.start.date().isoformat(),
            "END": self.end.date().isoformat(),
            "PARTICIPANTS": self.participants,
            "MAINPAGE": self.main_page,
        }
        return re.sub(r"@(\w+)@", lambda found: words[found[1]], text)

    def time(self, told: str) -> datetime:
        """Understand `day 3 14:05` and `40 minutes ago`."""
        if found := re.fullmatch(r"(\d+) minutes ago", told):
            return self.now - timedelta(minutes=int(found[1]))
        found = re.fullmatch(r"day (-?\d+) (\d\d):(\d\d)", told)
        if not found:
            raise ValueError(f"{told!r} is no time of this story; write `day 3 14:05` or `40 minutes ago`")
        day, hour, minute = (int(part) for part in found.groups())
        return self.start + timedelta(days=day - 1, hours=hour, minutes=minute)


def story(campaign: Campaign) -> list[Action]:
    """Return the demo's actions in the order of their times."""
    return in_order(campaign, yaml.safe_load((FOLDER / "story.yaml").read_text()))


def in_order(campaign: Campaign, told: Iterable[Action], folder: Path = FOLDER) -> list[Action]:
    """Actions as they stand in a file, in the order of their times; the texts they name are in ``folder``."""
    dated = [(campaign.time(action["at"]), action) for action in told]
    dated.sort(key=lambda pair: pair[0])
    return [
        {**with_text(campaign, action, folder), "at": at.strftime("%Y-%m-%dT%H:%M:%SZ")}
        for at, action in dated
    ]


def with_text(campaign: Campaign, told: Action, folder: Path = FOLDER) -> Action:
    """An action with the text it names, and the campaign's dates and words filled in."""
    action: Action = {
        key: campaign.fill(value) if isinstance(value, str) else value for key, value in told.items()
    }
    if file := action.pop("file", None):
        action["text"] = campaign.fill((folder / file).read_text())
    if "parts" in action:
        draft_of = action.pop("of", None)
        text = _article(draft_of or action["title"], action.pop("parts"))
        # Drafts stand in no category.
        action["text"] = text if draft_of else text + CATEGORY
    return action


def _article(title: str, count: int) -> str:
    parts = (FOLDER / "articles" / f"{title}.wiki").read_text().strip().split("\n%%\n")
    if count > len(parts):
        raise ValueError(f"{title} has {len(parts)} parts, not {count}")
    return "".join(parts[:count])
