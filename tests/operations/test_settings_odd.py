"""A configuration with odd values in it is told, and never ends in a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.operations.settings import SettingsProblem, load

WIKI = "wikis:\n  - api: http://a.example/w/api.php\n"
UNREADABLE = {
    "ten thousand brackets": "[" * 10_000,
    "an escape for no character": f'contact: "\\U00110000"\n{WIKI}',
    "a number of thousands of digits": f"{WIKI}request_seconds: {'9' * 5000}\n",
    "a directive of thousands of digits": f"%YAML 1.{'9' * 5000}\n---\n{WIKI}",
    "a day that is none": f"{WIKI}store: 2026-13-45\n",
    "a day alone": "2026-13-45",
    "a number that is none": f"{WIKI}request_seconds: !!int many\n",
    "a number that is nothing": f"{WIKI}request_seconds: !!int ''\n",
    "neither yes nor no": f"{WIKI}store: !!bool maybe\n",
    "a moment that is none": f"{WIKI}store: !!timestamp soon\n",
    "half a line of settings": f"{WIKI}? [a]\n: b\n",
    "code": f"{WIKI}store: !!python/object/apply:os.system [id]\n",
}


def problem(folder: Path, text: str) -> SettingsProblem:
    path = folder / "bot.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(SettingsProblem) as caught:
        load(path)
    return caught.value


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_is_told(case: str, tmp_path: Path) -> None:
    found = problem(tmp_path, UNREADABLE[case])
    assert found.message.key == "settings-unreadable"


@pytest.mark.parametrize(
    "line",
    [
        "interval_minutes: .inf",
        "interval_minutes: .nan",
        "interval_minutes: 1000001",
        "discovery_minutes: 1.0e+300",
        "grace_days: 9999999",
        "full_reading_hours: 1.0e+9",
        "slice_edits: .inf",
        "most_participants: 1.0e+30",
        "turn_seconds: .inf",
        "bounds: {saves_per_hour: 1000000000000}",
        f"bounds: {{pages_per_day: {'9' * 400}}}",
        'contact: "me@example.org\\ud800"',
        'contact: "me@example.org\\0"',
        'contact: "me@example.org\\u202e"',
    ],
)
def test_a_value_that_is_none_is_told(line: str, tmp_path: Path) -> None:
    assert problem(tmp_path, f"{WIKI}{line}\n").message.key == "settings-bad-value"


def test_the_line_is_told_and_not_the_value(tmp_path: Path) -> None:
    found = problem(tmp_path, f"{WIKI}store: !!int mysql://user:verysecret@host/\n")
    assert found.message.params[1] == "line 3: this is no value"
    assert "verysecret" not in str(found.message)
