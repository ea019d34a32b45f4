"""A wiki that is named by its api.php: whatever it answers, a command ends, says why, and with which code."""

from __future__ import annotations

import pytest

from bot.wiki import pywikibot_library

from ..faults.proxy import Fault, FaultProxy, answers, asks, bent, everything, resets, says
from .bot import PAGE, campaign_page
from .support import LocalWiki
from .through import Elsewhere, Here, elsewhere, here, logged_out, proxy

__all__ = ["elsewhere", "here", "logged_out", "proxy"]

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
    "an error within the wiki": answers({"error": {"code": "internal_api_error_TypeError", "info": "x"}}),
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


# --- logging in


REFUSALS: dict[str, tuple[Fault, str]] = {
    "a wrong password": (
        answers({"clientlogin": {"status": "FAIL", "message": "Wrong", "messagecode": "wrongpassword"}}),
        "Wrong",
    ),
    "a second factor": (
        answers({"clientlogin": {"status": "UI", "message": "Code?", "requests": []}}),
        "Code?",
    ),
    "too many tries": (
        answers({"clientlogin": {"status": "FAIL", "message": "Wait", "messagecode": "login-throttled"}}),
        "Wait",
    ),
    "an odd yes": (answers({"clientlogin": {"status": None}}), "did not work"),
    "a list": (answers({"clientlogin": []}), "could not be reached"),
    "something else": (answers({"login": {"result": "Success"}}), "could not be reached"),
    "a yes that means nothing": (answers({"clientlogin": {"status": "PASS"}}), "does not take the bot for"),
    "an old token": (answers({"error": {"code": "badtoken", "info": "Invalid CSRF token."}}), "badtoken"),
    "a refused OAuth": (
        answers({"error": {"code": "mwoauth-invalid-authorization", "info": "Revoked"}}),
        "Revoked",
    ),
    "a nonce": (
        answers({"error": {"code": "mwoauth-invalid-authorization", "info": "Nonce already used: 1"}}),
        "could not be reached",
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
@pytest.mark.usefixtures("logged_out")
def test_a_refused_login_is_told_and_tried_no_more(name: str, here: Here, proxy: FaultProxy) -> None:
    fault, said = REFUSALS[name]
    proxy.spoil(asks(action="clientlogin"), fault)
    for command in (COMMANDS["update"], COMMANDS["run"]):
        proxy.forget()
        done = here(*command)
        assert done.code == 3, done
        assert said in done.errors or command == COMMANDS["run"]
        assert "Traceback" not in done.errors
        tries = len([asked for asked in proxy.asked if asked.action == "clientlogin"])
        assert tries == (3 if "reached" in said else 1)
    proxy.heal()
    assert here(*COMMANDS["update"]).code == 0


def test_an_account_that_is_not_named_or_has_no_password_is_told(elsewhere: Elsewhere) -> None:
    home = elsewhere.folder / "pywikibot"
    for spoil in (
        lambda: (home / "user-password.py").write_text("('Somebody', 'secret')\n"),
        lambda: (home / "user-password.py").write_text("nonsense(\n"),
        (home / "user-password.py").unlink,
    ):
        spoil()
        done = elsewhere("update", PAGE)
        assert done.returncode == 3
        assert "Logging in" in done.stderr
        assert "Traceback" not in done.stderr
        assert "secret" not in done.stderr


# --- where it is


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_wiki_that_has_moved_says_what_to_write(status: int, here: Here, proxy: FaultProxy) -> None:
    there = "https://wiki.example.org/w/api.php"
    proxy.spoil(everything, says("<html>Moved", status, location=there))
    for command in (COMMANDS["check"], COMMANDS["update"]):
        proxy.forget()
        done = here(*command)
        assert done.code == 3
        assert f"it says that it is at `{there}` now" in done.errors
        assert len(proxy.asked) == 1, "nobody is sent on with what is meant for the wiki"


@pytest.mark.parametrize("path", ["/api.php", "/api.php?x=1", "/index.php"])
def test_an_address_is_understood_as_people_write_it(path: str, here: Here, proxy: FaultProxy) -> None:
    here.write_config(api=proxy.url + path)
    assert here("check", PAGE).code == 0
    assert {asked.path for asked in proxy.asked} == {"/api.php"}


def test_two_wikis_on_one_host_are_two(here: Here, proxy: FaultProxy) -> None:
    here.write_config(f"- api: {proxy.url}/other/api.php")
    proxy.spoil(lambda asked: asked.path.startswith("/other/"), says("no wiki", 404))
    done = here("check", f"{proxy.url}/other/wiki/A", PAGE)
    assert done.code == 3
    assert "/other/api.php` could not be reached" in done.errors


@pytest.mark.parametrize("api", ["ftp://a.example/api.php", "https:///api.php", "http://[::1/api.php"])
def test_what_is_no_address_is_told(api: str, here: Here) -> None:
    here.write_config(api=f"'{api}'")
    done = here("check", PAGE)
    assert done.code == 3
    assert "Traceback" not in done.errors


# --- from another process, with everything that a command starts with


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_without_its_wiki_ends_with_3(
    command: str, elsewhere: Elsewhere, proxy: FaultProxy
) -> None:
    proxy.spoil(everything, says("<html>Error", 502))
    done = elsewhere(*COMMANDS[command], "--config", str(elsewhere.folder / "bot.yaml"))
    assert done.returncode == 3, done
    assert "could not be reached: HTTP 502 Bad Gateway" in done.stderr
    assert "Traceback" not in done.stderr


# --- who asks


def test_every_request_says_who_sends_it(elsewhere: Elsewhere, proxy: FaultProxy) -> None:
    elsewhere.write_config("contact: 'User:Åse (bot)'")
    agent = f"CampaignBot/0.1.0 (User:%C3%85se %28bot%29) pywikibot/{pywikibot_library.load().__version__}"
    for command in ("dry", "update", "run", "new"):
        assert elsewhere(*COMMANDS[command]).returncode == 0
    assert {asked.headers["user-agent"] for asked in proxy.asked} == {agent}
    assert {"clientlogin", "edit"} <= {asked.action for asked in proxy.asked}


@pytest.mark.usefixtures("logged_out")
def test_a_bot_without_a_contact_still_says_its_name(here: Here, proxy: FaultProxy) -> None:
    here("update", PAGE)
    [agent] = {asked.headers["user-agent"] for asked in proxy.asked}
    assert agent.startswith("CampaignBot/0.1.0 pywikibot/")
