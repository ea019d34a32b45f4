"""scripts/bench measures: it prints ratios, and tells where data is missing."""

import json
from pathlib import Path

import pytest

from scripts.benchmarks import data
from scripts.benchmarks.__main__ import main
from scripts.benchmarks.measures import articles
from tests.data import data_file


@pytest.mark.slow
def test_the_ratios_as_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    data_file("history")
    monkeypatch.setattr("scripts.benchmarks.measures.articles", lambda: articles()[:3])
    assert main(["measures", "--json", "--runs", "1"]) == 0
    ratios = json.loads(capsys.readouterr().out)
    assert set(ratios) == {"history", "articles"}
    assert all(set(of) == {"ratio"} for of in ratios.values())


def test_without_the_data_it_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(data, "ROOT", tmp_path)
    assert main(["measures"]) == 2
    assert str(tmp_path) in capsys.readouterr().err
