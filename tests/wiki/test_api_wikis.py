"""A wiki that is named by its api.php: whatever it answers, a command ends, says why, and with which code."""

from __future__ import annotations

import pytest

from ..faults.proxy import Fault, FaultProxy, answers, asks, bent, everything, resets, says
from .bot import PAGE, campaign_page
from .support import LocalWiki
from .through import Here, elsewhere, here, proxy

__all__ = ["elsewhere", "here", "proxy"]

COMMANDS = {
    "check": ("check", PAGE),
    "update": ("update", PAGE),
    "dry": ("update", PAGE, "--dry-run"),
    "run": ("run", "--once"),
    "explain": ("explain", PAGE, "Alice"),
    "new": ("new",),
}
PLAIN = "You are making too many requests to the API."
FAULTS: dict[str, Fault] = {
    "429": says(PLAIN, 429),
    "429 in plain text": says(PLAIN, 429, content_type="text/plain", retry_after="57"),
    "429 of another day": says("<html>", 429, retry_after="Wed, 21 Oct 2026 07:28:00 GMT"),
    "HTML": says("<!DOCTYPE html><title>Wikimedia Error</title>"),
    "403": says("Please respect our robot policy", 403),
    "404": says("<html>Not found", 404),
    "503": says("<html>Down for maintenance", 503),
    "503 for an hour": says("<html>Down for maintenance", 503, retry_after="3600"),
    "599": says("odd", 599),
    "empty": says(""),
    "truncated": bent(cut=40),
    "{}": answers({}),
    "null": answers(None),
    "[]": answers([]),
    "no query": answers({"batchcomplete": True}),
    "query null": answers({"query": None}),
    "query []": answers({"query": []}),
    "an error without a code": answers({"error": "oops"}),
    "an error in the database": answers({"error": {"code": "internal_api_error_DBQueryError", "info": "x"}}),
    "deep": says("[" * 100_000),
    "a long number": says('{"query": ' + "9" * 10_000 + "}"),
    "no UTF-8": says("\udcff".encode("utf-16", "surrogatepass").decode("latin-1")),
    "reset": resets,
}


@pytest.fixture(autouse=True)
def page(wiki: LocalWiki) -> None:
    wiki.tell({"do": "user", "name": "Alice"}, {"do": "edit", "title": PAGE, "text": campaign_page()})


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_a_wiki_answers_it_could_not_be_reached(fault: str, here: Here, proxy: FaultProxy) -> None:
    proxy.spoil(everything, FAULTS[fault])
    for name, command in COMMANDS.items():
        done = here(*command)
        assert done.code == 3, (name, done)
        assert "could not be reached" in done.errors or name == "run", (name, done)
        assert "Traceback" not in done.errors


@pytest.mark.parametrize("fault", [name for name in FAULTS if "429 " not in name and "hour" not in name])
def test_a_fault_that_passes_is_tried_again_and_not_noticed(
    fault: str, here: Here, proxy: FaultProxy
) -> None:
    for fits in (asks(meta="siteinfo"), asks(prop="revisions"))[: 1 if "query" in fault else 2]:
        proxy.spoil(fits, FAULTS[fault], times=1)
        assert here("check", PAGE).code == 0, proxy.asked
