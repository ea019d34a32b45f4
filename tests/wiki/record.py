"""Records the API's answers to every kind of question: ``python -m tests.wiki.record``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.sources.api.source import ApiSource
from scripts.wiki.farm import read
from scripts.wiki.storyteller import Action
from tests.sources import recorded
from tests.wiki.bot import opened
from tests.wiki.farm import LocalFarm
from tests.wiki.stories import add, do, write
from tests.wiki.support import LocalWiki

STORY: tuple[Action, ...] = (
    do("user", "Admin", "10-01", name="Robot", groups=["bot"]),
    write("Olga", "Template:CampaignBot", ""),
    write("Olga", "Template:Box", "box"),
    do("redirect", "Olga", title="Template:Kasten", to="Template:Box"),
    write("Olga", "Category:Physicists", "[[Category:People]]"),
    write("Alice", "Draft:Curie", "{{Box}} [[Category:Physicists]] first", "11-02", id="first"),
    do("move", "Alice", title="Draft:Curie", to="Marie Curie", leave_redirect=False),
    add("Bob", "Marie Curie", " [[Category:Women]] second", id="second", summary="more #wip"),
    add("Mallory", "Marie Curie", " hidden", id="hidden"),
    add("192.0.2.7", "Marie Curie", " address"),
    add("Alice", "Marie Curie", " bad", id="bad"),
    do("undo", "Bob", revid="bad"),
    do("hide", revids=["hidden"], what=["text", "user"]),
    write("Alice", "Lise Meitner", "[[Category:Physicists]] [[nb:Meitner]]"),
    do("redirect", "Alice", title="Old name", to="Marie Curie"),
    write("Alice", "Turned", "a text"),
    do("redirect", "Alice", title="Turned", to="Lise Meitner"),
    write("Bob", "Gone", "soon", id="gone"),
    do("delete", title="Gone"),
    do("upload", "Alice", title="File:Dot.png"),
    write("Olga", "Project:Campaign", "{{CampaignBot}} [[Category:Campaigns]]"),
    write("Olga", "Project:Listed", "[[Marie Curie]] [[Old name]] [[Red link]]"),
    do("user", "Admin", "11-20", name="Former"),
    do("rename", user="Former", to="Latter"),
    write("Bob", "Talk:Marie Curie", "talk"),
    do("user", "Admin", "11-21", name="Unwanted"),
    do("block", user="Unwanted", reason="spam"),
)


class Recorder:
    """The session, with what it answers."""

    batch = 50

    def __init__(self, session: Any) -> None:
        self.session = session
        self.parts: list[Mapping[str, Any]] = []

    def query(self, params: Mapping[str, str]) -> Mapping[str, Any]:
        few = {name: "3" for name, value in params.items() if value == "max"}
        answer = self.session.query({**params, **few})
        self.parts.append({name: part for name, part in answer.items() if name != "limits"})
        return answer  # type: ignore[no-any-return]


def record(wiki: LocalWiki) -> Mapping[str, Any]:
    """Tell the story, ask everything, and return what is kept."""
    results = wiki.tell(*STORY)
    named = {action["id"]: result for action, result in zip(STORY, results, strict=True) if "id" in action}
    ids = {name: int(named[name]["revid"]) for name in ("first", "second", "hidden", "gone")}
    users = wiki.query(list="allusers", aulimit=500)["query"]["allusers"]
    ids |= {user["name"].lower(): user["userid"] for user in users if user["name"] in {"Alice", "Bob"}}
    pages = wiki.query(titles="Marie Curie|Old name")["query"]["pages"]
    ids |= {page["title"].split()[-1].lower().replace("name", "old"): page["pageid"] for page in pages}
    session = opened(wiki.api, wiki.pywikibot_dir).session
    answers = {}
    for name, question in recorded.questions(ids).items():
        recorder = Recorder(session)
        ApiSource(recorder).ask(question)
        answers[name] = recorder.parts
    return {"ids": ids, "answers": answers}


def main() -> None:
    """Start two wikis, record on the first, and stop them."""
    farm = LocalFarm.start(f"record-{os.getpid()}", read("en,nb"))
    try:
        farm.accounts.lock("Latter")
        text = json.dumps(record(farm["en"]), ensure_ascii=False, indent=1, sort_keys=True)
    finally:
        farm.remove()
    Path(sys.argv[1] if len(sys.argv) > 1 else recorded.FILE).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
