"""README and docs/ are true: their examples are read, their links lead somewhere, their commands exist."""

import contextlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from bot.cli import main as cli
from bot.cli.wiring import generic_site
from bot.counting.contributions import Contribution
from bot.counting.scoring import breakdown, standings_of
from bot.counting.scoring_rules import ScoringRules
from bot.declaration.campaign import Campaign
from bot.declaration.language import language
from bot.declaration.read import Declaration, read_declaration
from bot.declaration.schema.keyed import Keyed
from bot.declaration.schema.shapes import Shape
from bot.i18n.texts import Texts
from bot.mediawiki.models import Account, Page, Revision
from bot.mediawiki.site import PROJECT, Title
from bot.messages import Remark
from bot.operations.campaign_page import LANGUAGE_OUTPUTS, PLANNED_OUTPUTS, declaration_context
from bot.operations.settings import Discovery, SettingsProblem, load
from bot.render.problems import plain_remark
from bot.render.sums import award_sum, rule_sum, total_sum
from tests.keys import WIKI, account_key, page_key, participant

REPOSITORY = Path(__file__).resolve().parents[1]
README = REPOSITORY / "README.md"
DOCUMENTS = (
    README,
    REPOSITORY / "CHANGELOG.md",
    REPOSITORY / "CONTRIBUTING.md",
    REPOSITORY / "SECURITY.md",
    *sorted((REPOSITORY / "docs").glob("*.md")),
)
ORGANIZERS = REPOSITORY / "docs" / "organizers.md"
MAINTAINERS = REPOSITORY / "docs" / "maintainers.md"

REQUIRED = "name: Women in Physics 2026\nstart: 2026-11-01\nend: 2026-11-30\n"
SCRIPTS = {
    "scripts/demo": ("-m", "scripts.wiki.demo"),
    "scripts/local-wiki": ("scripts/local-wiki",),
    "scripts/check": None,
    "scripts/test": None,
}
"""How to ask a script for its options; None: it takes pytest's."""


@dataclass(frozen=True)
class Fence:
    """A block of code in a document."""

    document: Path
    line: int
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.document.name}:{self.line}"


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def fences(document: Path) -> Iterator[Fence]:
    text = text_of(document)
    for match in re.finditer(r"^```(\S*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        yield Fence(document, text.count("\n", 0, match.start()) + 1, match[1], match[2])


def prose(document: Path) -> str:
    """The document without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", text_of(document), flags=re.DOTALL | re.MULTILINE)


def section(document: Path, heading: str) -> str:
    found = re.split(r"^## (.*)$", text_of(document), flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))[heading]


def of_kind(kind: str, *documents: Path) -> list[Fence]:
    return [fence for document in documents for fence in fences(document) if fence.kind == kind]


def read(settings: str) -> Declaration:
    where = declaration_context(Title(PROJECT, "Women in Physics 2026"), generic_site(), Discovery())
    return read_declaration(settings, where)


def said(remark: Remark) -> str:
    return plain_remark(remark, Texts.of("en"))


# --- the settings of a campaign


@pytest.mark.parametrize("example", of_kind("yaml", README, ORGANIZERS), ids=str)
def test_an_example_of_settings_is_fine(example: Fence) -> None:
    whole = re.search(r"^name:", example.text, re.MULTILINE)
    declaration = read(example.text if whole else REQUIRED + example.text)
    assert [said(remark) for remark in (*declaration.problems, *declaration.notices)] == []


@pytest.mark.parametrize("page", of_kind("wikitext", README, ORGANIZERS), ids=str)
def test_settings_in_an_example_of_a_page_are_fine(page: Fence) -> None:
    block = re.search(r'<syntaxhighlight lang="yaml">\n(.*?)</syntaxhighlight>', page.text, re.DOTALL)
    assert block is None or not read(block[1]).problems


def test_an_example_of_problems_shows_what_the_bot_says() -> None:
    (example,) = of_kind("text", ORGANIZERS)
    problems = [said(remark) for remark in read(example.text).problems]
    assert problems
    shown = section(ORGANIZERS, "Problems and notices")
    assert [problem for problem in problems if f"> - {problem}\n" not in shown] == []


def keys(*, planned: bool) -> set[str]:
    """The keys of the language that are available, or those that are not; not what is below the latter."""
    return set(_keys(language(LANGUAGE_OUTPUTS, PLANNED_OUTPUTS), planned, set()))


def _keys(shape: Shape[Any], planned: bool, seen: set[int]) -> Iterator[str]:
    if id(shape) in seen:
        return
    seen.add(id(shape))
    if isinstance(shape, Keyed):
        for key in shape.keys:
            if key.planned == planned:
                yield key.name
            if not key.planned:
                yield from _keys(key.shape, planned, seen)
    else:
        for part in shape.parts():
            yield from _keys(part, planned, seen)


@pytest.mark.parametrize("key", sorted(keys(planned=False)))
def test_a_setting_that_is_available_is_shown_to_organizers(key: str) -> None:
    examples = "".join(fence.text for fence in of_kind("yaml", ORGANIZERS))
    assert re.search(rf"\b{key}:", examples) or re.search(rf"`{key}\b", text_of(ORGANIZERS))


def test_what_is_not_available_yet_is_listed_and_nothing_else() -> None:
    rows = re.findall(r"^\| (.*?) \|", section(ORGANIZERS, "Not available yet"), re.MULTILINE)
    listed = {name.partition(":")[0] for row in rows for name in re.findall(r"`([^`]+)`", row)}
    assert listed == keys(planned=True)


# --- the worked example


def test_the_worked_example_adds_up() -> None:
    text = section(ORGANIZERS, "How points come about")
    rules = _campaign(text).rules
    *rows, total = _table(text)
    alice = Account(1, "Alice")
    contributions = [
        _contribution(number, alice, row[0], dict(zip(MEASURES, row[1:4], strict=True)))
        for number, row in enumerate(rows, 1)
    ]
    (row,) = standings_of([participant(alice)], contributions, ScoringRules(rules), str).rows
    for rule in breakdown(row, contributions, ScoringRules(rules)).rules:
        column = {"articles_created": 4, "articles_improved": 5, "bytes_added": 6}[rule.rule.measure]
        assert [award.points for award in rule.awards] == [Decimal(shown[column]) for shown in rows]
        assert rule.points == Decimal(total[column])
    for shown in rows:
        assert sum(map(Decimal, shown[4:7])) == Decimal(shown[7])
    assert row.points == Decimal(total[7])
    assert [row.measures[name].known for name in MEASURES] == [int(shown) for shown in total[1:4]]


def test_the_example_with_everything_in_it_adds_up() -> None:
    text = section(ORGANIZERS, "A score with everything in it")
    campaign, english = _campaign(text), Texts.of("en")
    *rows, total = _table(text)
    bob = Account(1, "Bob")
    contributions = [
        _contribution(number, bob, shown[0], {"articles_created": shown[2], "bytes_added": shown[3]})
        for number, shown in enumerate(rows, 1)
    ]
    (weight,) = campaign.weights
    factors = {
        page_key(number): weight.times
        for number, shown in enumerate(rows, 1)
        if Decimal(shown[1]) == weight.times
    }
    scheme = ScoringRules(
        campaign.rules, campaign.bonuses, factors, {account_key(bob.userid): campaign.adjustments}
    )
    (row,) = standings_of([participant(bob)], contributions, scheme, str).rows
    whole = breakdown(row, contributions, scheme)
    created, added = whole.rules
    assert [award_sum(award, english) for award in created.awards] == [shown[4] for shown in rows]
    assert [award_sum(award, english) for award in added.awards] == [shown[5] for shown in rows]
    assert [rule_sum(created, english), rule_sum(added, english)] == total[4:6]
    assert [row.measures[name].known for name in ("articles_created", "bytes_added")] == [
        int(shown) for shown in total[2:4]
    ]
    assert f"> {total_sum(whole, english)}\n" in text
    # Every step is in it, and something was taken by each of the caps.
    assert added.taken
    assert any(award.taken and award.bonus and award.factor != 1 for award in added.awards)
    assert row.adjustments == campaign.adjustments != ()


def test_the_sums_of_the_example_with_everything_in_it_are_right() -> None:
    text = section(ORGANIZERS, "A score with everything in it")
    sums = re.findall(r"(?<=[|>] )([-(]?[\d][^=|\n]*) = ([\d.]+)(?= \||\n)", text)
    assert len(sums) == 6
    for said, result in sums:
        assert _worked_out(said) == Decimal(result), said


def _worked_out(said: str) -> Decimal:
    """A sum such as ``(8 + 5) × 2 − 6``, without anything of the bot's."""
    python = re.sub(r"[\d.]+", lambda number: f"Decimal('{number[0]}')", said)
    python = python.replace("×", "*").replace("−", "-")
    return Decimal(eval(python, {"Decimal": Decimal}))


MEASURES = ("articles_created", "articles_improved", "bytes_added")


def _campaign(text: str) -> Campaign:
    settings = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert settings
    campaign = read(REQUIRED + settings[1]).campaign
    assert campaign
    return campaign


def _table(text: str) -> list[list[str]]:
    lines = [
        line.strip("| \n").replace("**", "").split(" | ") for line in text.splitlines() if line[:1] == "|"
    ]
    return lines[2:]


def _contribution(number: int, account: Account, title: str, shown: Mapping[str, str]) -> Contribution:
    when = datetime(2026, 11, number, tzinfo=UTC)
    revision = Revision(number, 0, number, account.userid, when, None, None)
    measures: dict[str, int | None] = {"edits": 1, **dict.fromkeys(MEASURES, 0)}
    measures |= {name: int(amount) for name, amount in shown.items()}
    return Contribution(WIKI, account, Page(number, 0, title), (revision,), measures)


# --- the configuration


@pytest.mark.parametrize("example", of_kind("yaml", MAINTAINERS), ids=str)
def test_an_example_of_the_configuration_can_be_used(example: Fence, tmp_path: Path) -> None:
    config = tmp_path / "bot.yaml"
    config.write_text(example.text, encoding="utf-8")
    assert load(config).wikis


def test_the_configuration_that_comes_with_the_bot_lacks_the_operators_name_alone(tmp_path: Path) -> None:
    sample = REPOSITORY / "config" / "bot.yaml"
    with pytest.raises(SettingsProblem) as caught:
        load(sample)
    assert caught.value.message.key == "settings-no-contact"
    config = tmp_path / "bot.yaml"
    config.write_text(text_of(sample).replace("# contact:", "contact:"), encoding="utf-8")
    assert load(config).wikis


# --- links


def links() -> Iterator[tuple[Path, str]]:
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^()\s]+)\)", prose(document)):
            if "://" not in target:
                yield document, target


def anchors(document: Path) -> set[str]:
    """The names that a hosting site gives to the headings of a document."""
    titles = re.findall(r"^#+ (.*)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize(
    ("document", "target"), [*links()], ids=lambda part: str(getattr(part, "name", part))
)
def test_a_link_leads_to_something(document: Path, target: str) -> None:
    name, _, anchor = target.partition("#")
    place = (document.parent / unquote(name)).resolve() if name else document
    assert place.exists()
    assert place.is_relative_to(REPOSITORY)
    assert not anchor or anchor in anchors(place)


def test_a_file_that_is_named_is_there() -> None:
    named = {
        (document.name, name)
        for document in DOCUMENTS
        for name in re.findall(r"`(\w[\w./*-]*/[\w.*-]+\.(?:py|md|yaml|sh|sample|json))`", text_of(document))
        if "xx." not in name
    }
    places = (REPOSITORY, REPOSITORY / "bot", REPOSITORY / "docs")
    assert named
    assert {pair for pair in named if not any((place / pair[1]).exists() for place in places)} == set()


# --- commands


@cache
def help_of(*command: str) -> str:
    """What a command of the bot says with ``--help``; empty where there is no such command."""
    said = io.StringIO()
    with (
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(io.StringIO()),
        contextlib.suppress(SystemExit),
    ):
        cli.main([*command, "--help"])
    return said.getvalue()


@cache
def help_of_script(script: str) -> str:
    command = SCRIPTS[script]
    if command is None:
        return ""
    done = subprocess.run(
        [sys.executable, *command, "--help"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def commands_of_the_bot() -> set[str]:
    return {module.__name__.rpartition(".")[2] for module in cli.COMMANDS}


def code() -> Iterator[tuple[str, str]]:
    """Every line of code in the documents, with the name of its document."""
    for document in DOCUMENTS:
        for fence in fences(document):
            if fence.kind in {"", "sh"}:
                yield from ((document.name, line) for line in fence.text.splitlines())
        yield from ((document.name, span) for span in re.findall(r"`([^`\n]+)`", prose(document)))


def named_commands() -> list[tuple[str, tuple[str, ...]]]:
    """A command (``bot update`` or a script) and the options that stand behind it, in whatever document."""
    found = set()
    for _, line in code():
        words = line.split()
        for number, word in enumerate(words):
            options = tuple(w.partition("=")[0] for w in words[number + 1 :] if re.match(r"--?[a-z]", w))
            if word in SCRIPTS:
                found.add((word, options))
            elif (word == "bot" and words[number - 1 : number] == ["-m"]) or word.endswith("bin/campaignbot"):
                found.add((" ".join(["bot", *words[number + 1 : number + 2]]), options))
            # `install -m` is the system's own.
            elif number == 0 and word in commands_of_the_bot() and words[1:2] != ["-m"]:
                found.add((f"bot {word}", options))
    return sorted(found)


@pytest.mark.parametrize(("command", "options"), named_commands())
def test_a_command_that_is_named_exists(command: str, options: tuple[str, ...]) -> None:
    if command in SCRIPTS:
        assert os.access(REPOSITORY / command, os.X_OK)
        usage = help_of_script(command)
        options = () if SCRIPTS[command] is None else options
    else:
        name = command.removeprefix("bot").strip()
        usage = help_of() if name.startswith("-") or not name else help_of(name)
        assert usage
    assert [option for option in options if not re.search(rf"(?<![\w-]){option}\b", usage)] == []


def test_commands_are_found_at_all() -> None:
    named = {command for command, _ in named_commands()}
    assert named >= {f"bot {name}" for name in commands_of_the_bot()} | set(SCRIPTS)


def test_an_option_that_is_named_alone_belongs_to_some_command() -> None:
    usage = "".join(map(help_of, sorted(commands_of_the_bot()))) + "".join(map(help_of_script, SCRIPTS))
    named = {line.split()[0] for _, line in code() if re.match(r"--?[a-z]", line)}
    several = {"-vv", "--unit", "--cover"}
    assert "--unit" in (REPOSITORY / "scripts" / "test").read_text()
    assert {option for option in named - several if option not in usage} == set()


# --- the README


@pytest.mark.parametrize("heading", ["Try it", "For organizers", "For maintainers", "For developers"])
def test_the_readme_has_a_section(heading: str) -> None:
    assert section(README, heading).strip()


def test_the_readme_shows_a_leaderboard() -> None:
    picture = REPOSITORY / "docs" / "leaderboard.png"
    assert "](docs/leaderboard.png)" in text_of(README)
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert len(data) < 200_000
    assert 1000 <= int.from_bytes(data[16:20]) <= 1200
