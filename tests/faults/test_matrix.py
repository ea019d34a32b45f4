"""No spoilt answer makes a false number, and the next healthy update is right with the same store.

Every second fault is tried on a kind of request; ``--whole-matrix`` tries all of them on all.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from scripts.wiki.storyteller import Action

from ..wiki.stories import add, do, noon, write
from ..wiki.support import LocalWiki
from .matrix import Case, Scene, SteadyProxy, cases, run, scenes

pytestmark = pytest.mark.wiki

SETTINGS = """
participants:
  section: Participants
  users: [Carol]
  category: People of the campaign
articles:
  any:
    - category: Physicists
      depth: 1
    - listed_on: /Worklist
    - template: Infobox
    - titles: [Turned]
  before:
    none:
      - category: Good articles
      - template: Good
points:
  edits: 1
  words_added: 1
  images_added: 2
  templates_removed:
    - points: 3
      in_category: Stub templates
"""
ANYONE = """
participants:
  anyone: true
articles:
  any:
    - category: Physicists
      depth: 1
    - template: Infobox
points:
  edits: 1
  articles_created: 5
"""


def told(days: int, *actions: Action) -> tuple[Action, ...]:
    """The same, some days ago."""
    first, *others = actions
    return ({**first, "at": noon(-days)}, *others)


BEFORE: tuple[Action, ...] = (
    *told(
        15,
        write("Olga", "Template:Infobox", "box"),
        do("redirect", "Olga", title="Template:Kasten", to="Template:Infobox"),
        write("Olga", "Template:Stub", "stub<noinclude>[[Category:Stub templates]]</noinclude>"),
        do("redirect", "Olga", title="Template:Stubb", to="Template:Stub"),
        write("Olga", "Category:Women", "[[Category:Physicists]]"),
        write("Olga", "Curie", "{{Stubb}} An article. [[Category:Women]]"),
        write("Olga", "Meitner", "Another. [[Category:Physicists]]"),
        write("Olga", "Wu", "{{Good}} Listed."),
        write("Olga", "Noether", "{{Kasten}} With a box."),
        write("Olga", "Turned", "Named."),
        write("Olga", "Gone", "[[Category:Women]]"),
        write("Olga", "Outside", "Of no interest."),
        write("Olga", "Project:WiP/Worklist", "[[Wu]] [[Old Curie]] [[Nowhere]]"),
        do("redirect", "Olga", title="Old Curie", to="Curie"),
        write("Dora", "User:Dora", "[[Category:People of the campaign]]"),
        do("upload", "Olga", title="File:Dot.png"),
    ),
    *told(
        5,
        add("Alice", "Curie", " words by Alice [[File:Dot.png]] [[File:None.png]]"),
        add("Bob", "Meitner", " several words by Bob"),
        add("Carol", "Wu", " more words"),
        add("Carol", "Gone", " some words"),
        add("Dora", "Noether", " words by Dora here"),
        add("Alice", "Turned", " words"),
        add("Alice", "Outside", " words"),
        add("Bob", "Curie", " wrong", id="wrong"),
        do("undo", "Mallory", revid="wrong"),
        write("Alice", "Draft:New", "A draft. [[Category:Women]]"),
        do("move", "Alice", title="Draft:New", to="New", leave_redirect=False),
        write("Olga", "Template:Nothing", ""),
    ),
)
AFTER: tuple[Action, ...] = (
    add("Alice", "Meitner", " and more words of Alice"),
    write("Bob", "Curie", "An article. [[Category:Women]] words by Alice and Bob [[File:Dot.png]]"),
    add("Dora", "Noether", " again", id="again"),
    do("undo", "Mallory", revid="again"),
    do("delete", title="Gone"),
    write("Carol", "Later", "{{Infobox}} a new one"),
    write("Olga", "Draft:Moved", "[[Category:Women]]"),
    add("Alice", "Draft:Moved", " words"),
    do("move", "Olga", title="Draft:Moved", to="Moved", leave_redirect=False),
)


@pytest.fixture(scope="module")
def prepared(wiki_server: LocalWiki, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Scene]]:
    """A campaign with all kinds of settings, and one in which everybody takes part."""
    wiki_server.reset()
    campaigns = {"Project:WiP": SETTINGS, "Project:All": ANYONE}
    with SteadyProxy(wiki_server.url) as proxy:
        yield scenes(
            wiki_server, proxy, tmp_path_factory.mktemp("scene"), campaigns, before=BEFORE, after=AFTER
        )


def chosen(config: pytest.Config) -> list[Case]:
    """All cases, or each form of fault with one kind of request, in turn."""
    everything = list(cases())
    if config.getoption("--whole-matrix"):
        return everything
    forms: dict[str, list[Case]] = {}
    for case in everything:
        forms.setdefault(case.form.name, []).append(case)
    return [
        theirs[number * 7 % len(theirs)] for number, theirs in enumerate(forms.values()) if number % 4 == 1
    ]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "case" in metafunc.fixturenames:
        metafunc.parametrize("case", chosen(metafunc.config), ids=str)


def test_a_spoilt_answer_makes_no_false_number(prepared: list[Scene], case: Case) -> None:
    for scene, known in product(prepared, (True, False)):
        found = run(scene, case, known=known)
        if found.asked:
            if not case.form.unseen(case.kind):
                assert found.published in (None, scene.right)
            assert found.mended == scene.right
            return
    pytest.fail("no such request")
