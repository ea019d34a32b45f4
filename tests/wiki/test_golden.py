"""Golden campaigns: settings, a story and the standings worked out by hand; see tests/cases/golden."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.counting.standings import Row
from bot.operations.explain import explain
from bot.render.explanation import Explanation

from .bot import PAGE, SIGN_UP, LocalBot
from .support import LocalWiki

CASES = sorted((Path(__file__).resolve().parents[1] / "cases" / "golden").glob("*.yaml"))


def written(text: Any) -> Any:
    """``{words: alpha, times: 200}`` as so many words with spaces between."""
    if not isinstance(text, dict):
        return text
    words = " ".join([text["words"]] * text["times"])
    return text.get("before", "") + words + text.get("then", "")


def shown(row: Row, wanted: dict[str, Any]) -> dict[str, Any]:
    found = {"rank": row.rank, "user": row.participant.name, "points": float(row.points or 0)}
    measures = {name: amount.known for name, amount in row.measures.items() if name in wanted}
    return {**found, **measures}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_golden_campaign(path: Path, wiki: LocalWiki) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    actions = [{key: written(value) for key, value in action.items()} for action in case["story"]]
    block = f'<syntaxhighlight lang="yaml">\n{case["settings"]}</syntaxhighlight>'
    page = {"do": "edit", "at": "2026-10-01T00:00:00Z", "title": PAGE}
    wiki.tell({**page, "text": f"{{{{CampaignBot}}}}\n{block}\n{SIGN_UP}"}, *actions)
    bot = LocalBot(wiki)
    bot.now = case["now"] if isinstance(case["now"], datetime) else datetime.fromisoformat(case["now"])
    report = bot.update()
    assert report.problems == ()
    assert report.view is not None
    rows = report.view.standings.rows
    assert [shown(row, one) for row, one in zip(rows, case["expected"], strict=True)] == case["expected"]
    teams = [
        {"rank": team.rank, "team": team.name, "points": float(team.points or 0)}
        for team in report.view.standings.teams
    ]
    assert teams == case.get("teams", [])
    for row in rows:
        explained = explain(bot.title(), row.participant.name, bot.context)
        assert isinstance(explained, Explanation)
        assert explained.whole is not None
        assert explained.whole.row == row
