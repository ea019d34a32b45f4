"""Several processes share one store on MariaDB: every campaign is done, and none of them twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.mediawiki.outcomes import Unchanged
from scripts.wiki import mariadb

from .bot import LocalBot, campaign_page
from .stories import add, noon, write
from .support import LocalWiki

CAMPAIGNS = [f"Project:Campaign {number}" for number in range(4)]
WORKERS = 3


@pytest.fixture
def told(wiki: LocalWiki) -> LocalWiki:
    """A wiki with four campaigns on the same 12 edits."""
    page = campaign_page(start=noon(-9)[:10], end=noon(9)[:10])
    wiki.tell(
        *({**write("Alice", f"A{n}", 100 + n), "at": noon(-5)} for n in range(6)),
        *({**add("Bob", f"A{n}", 9), "at": noon(-4)} for n in range(6)),
        *({"do": "edit", "as": "Olga", "title": title, "text": page} for title in CAMPAIGNS),
    )
    return wiki


def test_workers_share_the_campaigns_and_do_none_twice(told: LocalWiki, tmp_path: Path) -> None:
    with mariadb.temporary("workers") as server:
        server.database("store")
        config = tmp_path / "bot.yaml"
        config.touch(mode=0o600)
        config.write_text(f"wikis:\n- api: {told.api}\nslice_edits: 3\nstore: {server.url('store')}\n")
        command = [sys.executable, "-m", "bot", "run", "--once", "--config", str(config)]
        environment = {**os.environ, "PYWIKIBOT_DIR": str(told.pywikibot_dir), "LC_ALL": "C.UTF-8"}
        workers = [
            subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
            for _ in range(WORKERS)
        ]
        logs = [worker.communicate(timeout=120)[1] for worker in workers]
        assert [worker.returncode for worker in workers] == [0] * WORKERS, logs
    turns = Counter(line.split(": ")[2] for log in logs for line in log.splitlines() if "page saved" in line)
    assert turns == dict.fromkeys(CAMPAIGNS, 1), logs
    bot = LocalBot(told)
    bot.now = datetime.now(UTC)
    for title in CAMPAIGNS:
        assert len([one for one in told.history(title) if one["user"] == "CampaignBot"]) == 1
        assert all(isinstance(page.outcome, Unchanged) for page in bot.update(title, dry=True).pages)
