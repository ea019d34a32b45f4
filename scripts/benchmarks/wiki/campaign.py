"""One campaign on the local wiki, updated by the bot as its operator would do it."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.wiki import storyteller
from scripts.wiki.instance import Instance

from ..processes import BenchProblem, python
from .api_log import ApiLog, kinds, split
from .story import Story, stamp


@dataclass(frozen=True)
class Cost:
    """What one update took: requests as the bot counts them, and as the wiki does.

    ``site`` are those for logging in and for facts about the wiki, which are not among ``requests``. ``peak``
    is the bot's memory in MiB. ``kinds`` are the wiki's.
    """

    requests: int
    site: int
    seconds: float
    peak: float
    seen_requests: int
    seen_site: int
    kinds: Mapping[str, int]

    @property
    def honest(self) -> bool:
        """Whether the bot and the wiki count alike."""
        return (self.requests, self.site) == (self.seen_requests, self.seen_site)


@dataclass(frozen=True)
class Campaign:
    """One campaign with a configuration and a store of its own, and a bot that has never logged in."""

    instance: Instance
    name: str

    @property
    def page(self) -> str:
        """Its page's title."""
        return f"Project:{self.name}"

    def declare(self, story: Story, *, scope: bool) -> None:
        """Write its page."""
        text = story.campaign(self.name, scope=scope)
        at = stamp(story.start)
        storyteller.tell(
            self.instance, [{"do": "edit", "as": "Olga", "at": at, "title": self.page, "text": text}]
        )

    def update(self) -> Cost:
        """Run the bot. Raises BenchProblem where it fails."""
        log = ApiLog(self.instance)
        log.clear()
        ended = python(
            *("-m", "bot", "update", self.page, "--json", "--config", str(self._config())),
            environment={"PYWIKIBOT_DIR": str(self.instance.pywikibot_folder)},
        ).succeeded()
        site, others = split(log.requests())
        counted = _costs(json.loads(ended.output))["requests"]
        return Cost(
            requests=counted["total"],
            site=counted["site"],
            seconds=ended.seconds,
            peak=ended.peak,
            seen_requests=len(others),
            seen_site=len(site),
            kinds=kinds(others),
        )

    def _config(self) -> Path:
        config = self.instance.folder / f"{self.name}.yaml"
        store = self.instance.folder / f"{self.name}.sqlite"
        config.write_text(f"wikis:\n  - api: {self.instance.url}/api.php\nstore: sqlite:///{store}\n")
        return config


def _costs(document: Mapping[str, Any]) -> Mapping[str, Any]:
    costs: Mapping[str, Any] | None = document.get("costs")
    if costs is None:
        raise BenchProblem("`update --json` says nothing of its costs.")
    return costs


def disagreement(cost: Cost) -> str:
    """What the bot counts and what the wiki counts, where they differ."""
    listed = ", ".join(f"{number} {kind}" for kind, number in Counter(cost.kinds).most_common())
    return (
        f"the bot says {cost.requests} requests and {cost.site} for log-in and site facts, "
        f"the wiki's log {cost.seen_requests} and {cost.seen_site}: {listed}"
    )
