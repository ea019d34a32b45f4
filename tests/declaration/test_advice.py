"""Advice works when it is followed: a text is mended as it is told to, until nothing is left to tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.declaration.read import Declaration, read_declaration
from bot.messages import Remark
from tests.declaration.reading import BASE, brief, context

ROUNDS = 12


def reading(text: str) -> Declaration:
    known = replace(context(), languages=lambda code: code in ("nb", "en", "de", "fr", "pl", "xx"))
    return read_declaration(text, known)


def _line(line: str, new: str) -> str:
    return line[: len(line) - len(line.lstrip())] + new


def _value(line: str, new: str) -> str:
    return f"{line.partition(':')[0]}: {new}"


def _written(line: str, params: tuple[str, ...]) -> str:
    return _line(line, params[-1])


def _key(line: str, params: tuple[str, ...]) -> str:
    return re.sub(rf"\b{re.escape(params[0])}\b", params[1], line, count=1, flags=re.IGNORECASE)


Following = Callable[[str, tuple[str, ...]], str]
FOLLOWED: dict[str, Following] = {
    "no-colon": _written,
    "begins-with": _written,
    "one-too-many": _written,
    "bullet": _written,
    "colon-inside": _written,
    "unknown-key-near": _key,
    "unknown-measure-near": _key,
    "unknown-output-near": _key,
    "column": lambda line, params: " " * int(params[1]) + line.strip(),
    "column-first": lambda line, _: line.strip(),
    "belongs": lambda line, _: "  " + line.strip(),
    "belongs-top": lambda line, _: line.strip(),
    "stray-line": lambda line, _: "# " + line,
    "date-format": lambda line, params: _value(line, params[1]),
    "date-two-ways": lambda line, params: _value(line, params[1]),
    "no-year": lambda line, params: _value(line, params[1]),
    "month-length": lambda line, params: _value(line, params[3]),
    "month-length-end": lambda line, params: _value(line, params[3]),
    "zone-in-date": lambda line, params: _value(line, params[0]),
    "hour-24": lambda line, params: _value(line, params[0] + " 00:00"),
    "zone-offset-fixed": lambda line, params: _value(line, params[1]),
    "zone-offset": lambda line, params: _value(line, params[1]),
    "everybody": lambda *_: "participants: {anyone: true}\narticles: {category: Fysikere}",
}
"""What a person does to a line that is told so; notices need not be followed."""


def follow(text: str, remark: Remark) -> str:
    lines = text.split("\n")
    key = remark.message.key.removeprefix("declaration-")
    assert remark.line, key
    if key == "wrapper":
        return "\n".join(unwrapped(lines, remark.line))
    params = tuple(getattr(param, "text", str(param)) for param in remark.message.params)
    lines[remark.line - 1] = FOLLOWED[key](lines[remark.line - 1], params)
    return "\n".join(lines)


def unwrapped(lines: list[str], line: int) -> list[str]:
    """Without that line, and what stands below it moved to the left."""
    rest = lines[line:]
    below = next((n for n, one in enumerate(rest) if one.strip() and not one.startswith(" ")), len(rest))
    width = min((len(one) - len(one.lstrip()) for one in rest[:below] if one.strip()), default=0)
    return [*lines[: line - 1], *(one[width:] for one in rest[:below]), *rest[below:]]


def followed(text: str) -> str:
    """The text with the first advice followed, again and again; it never gets worse, and comes out well."""
    declaration = reading(text)
    for _ in range(ROUNDS):
        if not declaration.problems:
            break
        text = follow(text, declaration.problems[0])
        after = reading(text)
        assert len(after.problems) <= len(declaration.problems), (text, brief(after.problems))
        declaration = after
    assert declaration.campaign, (text, brief(declaration.problems))
    return text


THREE = "name: T\nstart: 2026-11-01\nend: 2026-11-30"
LAYOUTS = [
    "* name: T\n* start: 2026-11-01\n* end: 2026-11-30",
    "*name: T\n*start: 2026-11-01\n*end: 2026-11-30",
    "name: T\n* start: 2026-11-01\n* end: 2026-11-30",
    "* name: T\nstart: 2026-11-01\nend: 2026-11-30",
    "- name: T\n- start: 2026-11-01\n- end: 2026-11-30",
    "- name: T\n- start: 2026-11-01\n- end: 2026-11-30\n- points:\n    edits: 1",
    "name = WiP\nstart: 2026-11-01\nend: 2026-11-30",
    "name: T\nstart = 2026-11-01\nend: 2026-11-30",
    "name = T\nstart = 2026-11-01\nend = 2026-11-30",
    "Name = T\nStart = 2026-11-01\nEnd = 2026-11-30",
    "name T\nstart 2026-11-01\nend 2026-11-30",
    "Welcome to our campaign!\n\n" + THREE,
    "Hello.\nThese are the settings.\n" + THREE + "\npoints:\n  edits: 1",
    "We count what you write\n\nand there are prizes\n" + THREE,
    "Velkommen\n" + THREE,
    "  " + THREE,
]


@pytest.mark.parametrize("text", LAYOUTS)
def test_lines_that_are_no_settings_yet(text: str) -> None:
    found = reading(followed(text)).campaign
    assert found
    assert found.name in ("T", "WiP")


INSIDE = "\n".join(f"  {line}" for line in THREE.split("\n"))
WRAPPED = [
    "campaign:\n" + INSIDE,
    "CampaignBot:\n" + INSIDE,
    "settings:\n    name: T\n    start: 2026-11-01\n    end: 2026-11-30",
    "kampanje:\n" + INSIDE + "\n  points:\n    edits: 1",
    "campaign:\n" + INSIDE + "\npoints:\n  edits: 1",
    THREE + "\nscoring:\n  points:\n    edits: 1",
    "campaign:\n  Name: T\n  start: 1.11.2026\n  end: 30.11.2026",
    "campaign:\n" + INSIDE + "\n  colour: blue\n",
]


@pytest.mark.parametrize("text", WRAPPED)
def test_settings_below_a_line_that_means_nothing(text: str) -> None:
    found = reading(followed(text.replace("\n  colour: blue", ""))).campaign
    assert found
    assert found.name == "T"
    if "points" in text:
        assert [rule.measure for rule in found.rules] == ["edits"]
    assert "declaration-wrapper" in [one.message.key for one in reading(text).problems]


@pytest.mark.parametrize("text", ["participnts:\n  users: [A]", "colour: blue", "article:\n  category: X"])
def test_what_is_misspelt_is_no_such_line(text: str) -> None:
    assert "declaration-wrapper" not in [one.message.key for one in reading(f"{THREE}\n{text}").problems]


BELOW = [
    "points:\n  bytes_added:\n  points: 1\n  per: 1000",
    "points:\n  bytes_added:\n    points: 1\n  per: 1000",
    "points:\n  edits: 2\n  bytes_added:\n  points: 1\n  max: 3\n  words_added: 1",
    "points:\n  bytes_added:\n  points: 1",
    "participants:\n  teams:\n  Red: [Alice]\n  Blue: [Bob]",
    "articles:\n  before:\n  max_bytes: 3000",
    "pionts:\n  bytes_addd: 1",
    "articels:\n  categry: X\n  depht: 3",
    "participnats:\n  user: [Alice]",
    "weigths:\n  - {time: 2, where: {categori: X}}",
    "points:\n  bytes_addded: {point: 1, pr: 3}",
    "publish:\n  leaderbord: /X",
    "organizers: ?",
    "organizers:\n  - ?",
    "organizers:\n  -?",
    "articles:\n  titles:\n    - ?\n    - ? x",
    "participants: all",
    "participants: everyone",
    "participants: [All]",
    "participants: anyone",
    "participants: alle",
    'participants: "Everybody"',
]


@pytest.mark.parametrize("text", BELOW)
def test_what_stands_below(text: str) -> None:
    followed(BASE + text)


@pytest.mark.parametrize(
    "text",
    [
        "points:\n  bytes_addd: 1\npionts:\n  edits: x",
        "pionts:\n  edits: x",
        "articels:\n  kind: nwe",
        "participants:\n  userz: [A, A]\n  exept: {a: 1}",
        "gaols:\n  articles_created: many",
        "publsh:\n  status: 12|",
    ],
)
def test_what_stands_below_a_misspelt_key_is_told_in_the_same_round(text: str) -> None:
    told = reading(BASE + text).problems
    assert len(told) == 2 or told[-1].line != told[0].line


@pytest.mark.parametrize(
    "text",
    [
        "Name: T\nStart: 2026-11-01\nEnd: 2026-11-30",
        "NAME: T\nSTART: 2026-11-01\nEND: 2026-11-30",
        THREE + "\nPoints:\n  Bytes_added: {Points: 1, Per: 1000}",
        THREE + "\nParticipants:\n  Users: [Alice]\n  Teams:\n    Red: [Bob]",
        THREE + "\nArticles:\n  Any:\n    - Category: X\n      Depth: 2",
        THREE + "\nTimezone: Asia/Tokyo",
        THREE + "\nPublish:\n  Leaderboard: /Tabell",
    ],
)
def test_capital_keys_are_read(text: str) -> None:
    campaign = reading(text).campaign
    assert campaign
    small = reading(re.sub(r"\b([A-Z]\w*):", lambda key: key[0].replace("Red", "X").lower(), text)).campaign
    assert small
    assert (small.start, small.rules) == (campaign.start, campaign.rules)
    assert [*campaign.participants.teams] in ([], ["Red"])


def test_a_capital_key_and_a_small_one_are_the_same_key() -> None:
    assert brief(reading(THREE + "\nName: U").problems) == [(4, "duplicate")]


ENDS = {
    "2026-11-30 23:59": "2026-11-30T23:00",
    "2026-11-30 00:00": "2026-11-30T23:00",
    "2026-11-30 23:59:59": "2026-11-30T23:00",
    "2026-11-30T23:59": "2026-11-30T23:00",
    "2026-11-30 24:00": "2026-11-30T23:00",
    "2026-11-30 23h59": "2026-11-30T23:00",
    "2026-11-30 11:59 pm": "2026-11-30T23:00",
    "November 30, 2026 at 11:59 PM": "2026-11-30T23:00",
    "2026-11-30T23:59:59Z": "2026-11-30T23:59:59",
    "2026-11-30T23:00:00Z": "2026-11-30T23:00",
    "2026-11-30T22:59Z": "2026-11-30T23:00",
    "2026-11-30 18:00 UTC+1": "2026-11-30T17:00",
    "2026-11-30T18:00:00+02:00": "2026-11-30T16:00",
    "2026-11-30 18h00": "2026-11-30T17:00",
    "2026-11-30 1 pm": "2026-11-30T12:00",
    "26-11-30": "2026-11-30T23:00",
    "30. november 2026": "2026-11-30T23:00",
    "2026-11-30 23:59 CET": "2026-11-30T23:00",
    "2026-11-30 18:00 CET": "2026-11-30T17:00",
    "2026-11-30 18:00 (UTC)": "2026-11-30T18:00",
    "2026-11-30 6 pm PST": "2026-12-01T02:00",
    "30 November 2026 noon": "2026-11-30T11:00",
    "2026-11-30 midnight": "2026-11-30T23:00",
    "18:00, 30 November 2026 (UTC)": "2026-11-30T18:00",
    "12:00, 30 November 2026": "2026-11-30T11:00",
    "30 November": "2026-11-30T23:00",
    "Nov 30": "2026-11-30T23:00",
    "30.11.": "2026-11-30T23:00",
    "30.11": "2026-11-30T23:00",
    "11-30": "2026-11-30T23:00",
    "30. november": "2026-11-30T23:00",
    "30-Nov-2026": "2026-11-30T23:00",
    "31 November": "2026-11-30T23:00",
    "November": "2026-11-30T23:00",
    "30/11": "2026-11-30T23:00",
    "Monday, 30 November": "2026-11-30T23:00",
    "30 November 6 pm": "2026-11-30T17:00",
    "15 January": "2027-01-15T23:00",
    "2026-11-30T24:00:00": "2026-11-30T23:00",
    "2026-11-30 18:00 America/New_York": "2026-11-30T23:00",
    "30 November 2026 (UTC)": "2026-12-01T00:00",
}
NO_DATES = {"Mitternacht", "23:59 CET", "the end", "2026-11-30 18:00 XYZ", "2026"}


@pytest.mark.parametrize("end", sorted(NO_DATES))
def test_what_names_no_day_is_asked_for_a_date(end: str) -> None:
    [problem] = reading(f"name: T\nstart: 2026-11-01\nend: {end}").problems
    assert problem.message.key == "declaration-wants-date"


@pytest.mark.parametrize(("end", "over"), ENDS.items())
def test_an_end_is_what_people_mean_by_it(end: str, over: str) -> None:
    campaign = reading(followed(f"name: T\nstart: 2026-11-01\nend: {end}\ntimezone: Europe/Oslo")).campaign
    assert campaign
    assert campaign.end.isoformat().startswith(over)


STARTS = {
    "2026-11-01T00:00:00Z": "2026-11-01T00:00",
    "2026-10-31T23:00Z": "2026-10-31T23:00",
    "2026-11-01 00:00": "2026-10-31T23:00",
    "2026-11-01 24:00": "2026-11-01T23:00",
    "2026-11-01T12:00:00-05:00": "2026-11-01T17:00",
    "2026-11-01 6 pm": "2026-11-01T17:00",
    "26-11-01": "2026-10-31T23:00",
    "1. nov. 2026": "2026-10-31T23:00",
}


@pytest.mark.parametrize(("start", "begins"), STARTS.items())
def test_a_start_is_the_moment_that_is_written(start: str, begins: str) -> None:
    campaign = reading(followed(f"name: T\nstart: {start}\nend: 2026-11-30\ntimezone: Europe/Oslo")).campaign
    assert campaign
    assert campaign.start.isoformat().startswith(begins)


@pytest.mark.parametrize("zone", ["UTC+1", "GMT+1", "+01:00", "UTC+5:30", "UTC-4", "UTC+01:00"])
def test_a_zone_in_hours(zone: str) -> None:
    followed(BASE + f"timezone: {zone}")


@pytest.mark.parametrize(
    ("language", "end"),
    [
        ("nb", "1. mai 2027"),
        ("de", "1. März 2027"),
        ("de", "31. Dezember 2026"),
        ("fr", "1er février 2027"),
        ("pl", "3 grudnia 2026"),
        ("en", "March 1, 2027"),
    ],
)
def test_months_of_the_campaigns_language(language: str, end: str) -> None:
    followed(f"name: T\nstart: 2026-11-01\nend: {end}\nlanguage: {language}")
    followed(f"name: T\nstart: 2026-11-01\nend: {end}\nLanguage: {language}")
