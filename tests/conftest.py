"""What all tests share."""

import sys
from pathlib import Path

import pytest
from hypothesis import settings

# The tests start wikis with the modules of scripts/, which are not installed with the bot.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


# A change is tested with the same cases every time, however slow the machine is. Others are looked for with
# `scripts/test --hypothesis-profile=hunt`, as often as one likes.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("hunt", deadline=None, print_blob=True)
settings.load_profile("steady")


SERVICES = {"wiki_servers": "wiki", "server": "mariadb"}
"""Fixtures that start something beside Python, and the marks of the tests that take them."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a wiki or a database server: `scripts/test --unit` leaves it out."""
    for item in items:
        for fixture, mark in SERVICES.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)
        if "mariadb" in getattr(getattr(item, "callspec", None), "params", {}).values():
            item.add_marker("mariadb")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Say what else can be asked for."""
    parser.addoption("--whole-matrix", action="store_true", help="try every fault on every kind of request")
    parser.addoption(
        "--every-fragment",
        action="store_true",
        help="try every fragment of hostile pages on everything that reads what people wrote (takes an hour)",
    )
    parser.addoption("--kills", type=int, default=3, help="how often tests/wiki/test_kills.py kills the bot")
