"""Reading the demo's story, whose days are counted from the beginning of a campaign that is going on."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

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
    participants: str  # the heading of the list of participants, in the wiki's language
    main_page: str = "Main Page"

    @property
    def start(self) -> datetime:
        """The first day, at midnight."""
        midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight - timedelta(days=DAYS_GONE)

    @property
    def page(self) -> str:
        """The title of the campaign page."""
        return self.fill("Project:Women in Physics @YEAR@")

    def fill(self, text: str) -> str:
        """Put the campaign's dates and words in the place of `@START@` and its like."""
        end = self.start + timedelta(days=DAYS_GONE + DAYS_LEFT - 1)
        words = {
            "YEAR": str(self.start.year),
            "START": self.start.date().isoformat(),
            "END": end.date().isoformat(),
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
    told: list[dict[str, Any]] = yaml.safe_load((FOLDER / "story.yaml").read_text())
    dated = [(campaign.time(action["at"]), action) for action in told]
    dated.sort(key=lambda pair: pair[0])
    return [_action(campaign, at, action) for at, action in dated]


def _action(campaign: Campaign, at: datetime, told: dict[str, Any]) -> Action:
    action: Action = {
        key: campaign.fill(value) if isinstance(value, str) else value for key, value in told.items()
    }
    action["at"] = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    if file := action.pop("file", None):
        action["text"] = campaign.fill((FOLDER / file).read_text())
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
