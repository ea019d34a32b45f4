"""A process that is killed leaves nothing behind: the next run makes the pages that an undisturbed one makes.

`pytest tests/wiki/test_kills.py --kills 200` kills it as often as that; without it, a few times.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ..faults.proxy import FaultProxy
from .kills import Ring
from .support import LocalWiki


@pytest.fixture
def ring(wiki: LocalWiki, tmp_path: Path) -> Iterator[Ring]:
    with FaultProxy(wiki.url) as proxy:
        made = Ring(wiki, proxy, tmp_path)
        made.prepare()
        yield made


def test_after_a_kill_the_next_run_makes_the_same_pages(ring: Ring, pytestconfig: pytest.Config) -> None:
    first, later = ring.starts
    assert "campaignbot:leaderboard" in first.wanted["Project:WiP/Leaderboard"]
    assert first.wanted.keys() == later.wanted.keys()
    assert first.wanted != later.wanted
    kills = pytestconfig.getoption("kills")
    wrong = list(filter(None, map(ring.kill, range(kills))))
    assert not wrong, "\n\n".join(wrong)
    assert ring.killed > kills // 2, "most of them were killed before they came to their end"
