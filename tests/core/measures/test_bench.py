"""scripts/bench measures: the demands on speed are kept, and missing data is told."""

import json
from pathlib import Path

import pytest

from scripts.benchmarks import data
from scripts.benchmarks.__main__ import main
from scripts.benchmarks.measures import articles, history, measured
from tests.data import data_file


def test_a_history_is_measured_ten_times_as_fast_as_the_library_parses_it() -> None:
    data_file("history")
    assert measured(history(), runs=3).ratio > 10


def test_articles_are_measured_no_slower_than_the_library_parses_them() -> None:
    data_file("articles")
    assert measured(articles()[::5], runs=1).ratio > 1


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
