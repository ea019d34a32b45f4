"""The demo: a real wiki with three weeks of history, a campaign on it, and the bot counting it."""

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
import urllib.parse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.i18n.sections import participants_headings

from . import instance as instances
from . import mediawiki, past, paths, server, storyteller, tour, web
from .instance import Instance
from .problems import SetupProblem, WikiProblem

NAME = "demo"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the demo; return the bot's exit code, 1 when the wiki fails, 3 when something is missing."""
    options = _parser().parse_args(arguments)
    stop = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stop.set())
    try:
        if options.tour:
            return tour.run(stop, once=options.once, port=options.port, name=options.name)
        instance = _start(options)
    except SetupProblem as problem:
        print(problem, file=sys.stderr)
        return 3
    except WikiProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    try:
        return _show(instance, stop, once=options.once)
    finally:
        server.stop(instance)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="demo", description="Starts a real MediaWiki with a campaign on it, and lets the bot count it."
    )
    parser.add_argument("--once", action="store_true", help="end after that, instead of waiting for Ctrl-C")
    parser.add_argument("--port", type=int, default=0, help="of the wiki (default: a free one)")
    parser.add_argument(
        "--tour",
        action="store_true",
        help="lead through all of it instead, on three wikis: from the bot's pages for organizers over a "
        "campaign's start, sign-ups and a registration to tables that count them all, step by step",
    )
    parser.add_argument("--name", default=tour.NAME, help="of the tour's wikis (default: %(default)s)")
    parser.add_argument("--language", default="en", help="of the wiki (default: en)")
    return parser


def _start(options: argparse.Namespace) -> Instance:
    wiki = mediawiki.find()
    folder = paths.cache_folder() / "wikis" / NAME
    if before := instances.open_existing(wiki, folder):
        server.stop(before)
    manner = instances.Manner(options.language, "Little encyclopedia", jobs=True, highlight=True)
    instance = instances.create(wiki, folder, manner)
    server.start(instance, options.port)
    return instance


def _show(instance: Instance, stop: threading.Event, *, once: bool) -> int:
    print(
        f"MediaWiki {instance.mediawiki.version} is running. Writing three weeks of history ...", flush=True
    )
    heading = participants_headings([instance.language, "en"])[0]
    campaign = past.Campaign(datetime.now(UTC), heading, _main_page(instance))
    try:
        storyteller.tell(instance, past.story(campaign))
    except WikiProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    environment = {
        "PYWIKIBOT_DIR": str(instance.pywikibot_folder),
        "CAMPAIGNBOT_CONFIG": str(_config(instance)),
    }
    print(f"The bot counts: python -m bot update {campaign.page!r}\n", flush=True)
    command = [sys.executable, "-m", "bot", "update", campaign.page]
    code = subprocess.run(
        command, cwd=paths.REPOSITORY, env={**os.environ, **environment}, check=False
    ).returncode
    page = urllib.parse.quote(campaign.page.replace(" ", "_"), safe=":/")
    print(f"\nThe campaign page: {instance.url}/wiki/{page}", flush=True)
    if not once and not stop.is_set():
        _wait(environment, stop)
    return code


def _main_page(instance: Instance) -> str:
    _, answer = web.fetch(f"{instance.url}/api.php?action=query&meta=siteinfo&format=json")
    return str(json.loads(answer)["query"]["general"]["mainpage"])


def _wait(environment: dict[str, str], stop: threading.Event) -> None:
    print(f"Log in as {instances.ADMIN}, password {instances.ADMIN_PASSWORD}, or edit without an account.")
    print("To run the bot yourself, in another terminal:")
    for name, value in environment.items():
        print(f"  export {name}={value}")
    print("  .venv/bin/python -m bot run")
    print("Ctrl-C ends the wiki.", flush=True)
    stop.wait()
    print("\nThe wiki is stopped.")


def _config(instance: Instance) -> Path:
    config = instance.folder / "bot.yaml"
    store = instance.folder / "campaignbot.sqlite"
    config.write_text(f"wikis:\n  - api: {instance.url}/api.php\nstore: sqlite:///{store}\n")
    return config


if __name__ == "__main__":
    sys.exit(main())
