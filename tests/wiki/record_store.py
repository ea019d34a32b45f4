"""``python -m tests.wiki.record_store``: keep a store as this version leaves it, in tests/store/older."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.store.schema import CURRENT
from bot.store.store import Store

from .bot import LocalBot
from .older_stores import FOLDER, OlderStore, Story, begin, mediawiki
from .support import LocalWiki


def main() -> None:
    """Tell a new wiki the story, update the campaigns twice, and write what is left."""
    story = Story.read()
    wiki = LocalWiki.start("record-store")
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "store.sqlite"
            _update(wiki, story, path)
            OlderStore.recorded(path, wiki).write(FOLDER / f"version-{CURRENT}-on-{mediawiki(wiki)}.json")
    finally:
        wiki.remove()


def _update(wiki: LocalWiki, story: Story, path: Path) -> None:
    begin(wiki, story)
    bot = LocalBot(wiki)
    bot.settings = replace(bot.settings, full_reading=timedelta(days=1))
    bot.store = Store(f"sqlite:///{path}")
    for minutes in (0, 10):
        bot.now = story.now + timedelta(minutes=minutes)
        for page in story.campaigns:
            report = bot.update(page)
            assert not report.problems, report.problems
            assert not report.failures, report.failures
    bot.store.close()


if __name__ == "__main__":
    main()
