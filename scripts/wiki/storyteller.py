"""Telling a local wiki its past; php/story/README.md describes the actions."""

import json
from collections.abc import Sequence
from typing import Any

from . import mediawiki, paths, server, web
from .instance import Instance
from .problems import WikiProblem

Action = dict[str, Any]
Result = dict[str, Any]


def tell(instance: Instance, actions: Sequence[Action], *, jobs: bool = True) -> list[Result]:
    """Perform the actions and return one result for each.

    With `jobs`, reverted edits are marked at once and all other jobs run at the end; without, they wait.
    Raises WikiProblem with the storyteller's words when an action cannot be understood or done.
    """
    if not server.running(instance):
        return in_a_process(instance, actions, jobs=jobs)
    headers = {"X-Local-Wiki-Key": instance.made["key"], "Content-Type": "application/json"}
    story = _story(actions, jobs).encode()
    status, text = web.fetch(f"{instance.url}/.local-wiki/story", story, headers)
    if status != 200:
        raise WikiProblem(text)
    return _results(text)


def in_a_process(instance: Instance, actions: Sequence[Action], *, jobs: bool = True) -> list[Result]:
    """Tell a story in a process of its own, which needs no running server and a quarter of a second more."""
    command = instance.mediawiki.script(str(paths.PHP_FILES / "story.php"))
    printed = mediawiki.run(command, instance.environment, _story(actions, jobs))
    # MediaWiki may print remarks of its own first.
    return _results(printed.strip().rsplit("\n", 1)[-1])


def _story(actions: Sequence[Action], jobs: bool) -> str:
    return json.dumps({"actions": list(actions), "jobs": jobs})


def _results(printed: str) -> list[Result]:
    results: list[Result] = json.loads(printed)
    return results
