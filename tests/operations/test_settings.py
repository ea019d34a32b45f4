"""The operator's configuration."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.operations.settings import Replicas, SettingsProblem, find, load
from bot.safety.bounds import Bounds
from bot.safety.trust import Trust

REPOSITORY = Path(__file__).resolve().parents[2]


def written(path: Path, text: str) -> Path:
    file = path / "bot.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_sample_is_read_and_holds_the_defaults(tmp_path: Path) -> None:
    text = (REPOSITORY / "config" / "bot.yaml").read_text(encoding="utf-8")
    sample = load(written(tmp_path, text.replace("# contact: you@", "contact: me@")))
    short = load(written(tmp_path, "wikis:\n  - wiki: test.wikipedia.org\ncontact: me@example.org\n"))
    assert sample == short
    assert (sample.interval, sample.grace) == (timedelta(minutes=30), timedelta(days=3))
    assert (short.interval, short.grace) == (sample.interval, sample.grace)
    assert sample.bounds == short.bounds == Bounds(360, 30, 100)


WIKIMEDIA = (
    "wiki: no.wikipedia.org",
    "api: https://Commons.Wikimedia.org/w/api.php",
    "wiki: www.wikidata.org",
    "wiki: en.wikipedia.beta.wmcloud.org",
    "wiki: www.mediawiki.org.",
)
OTHERS = (
    "api: http://127.0.0.1:8080/api.php",
    "wiki: wikipedia.org.example",
    "api: https://notwikipedia.org/api.php",
)


@pytest.mark.parametrize("wiki", WIKIMEDIA)
def test_wikimedia_is_told_whom_it_can_reach(tmp_path: Path, wiki: str) -> None:
    for contact in ("", "contact:", "contact: ''"):
        with pytest.raises(SettingsProblem) as caught:
            load(written(tmp_path, f"wikis: [{{api: 'http://127.0.0.1/api.php'}}, {{{wiki}}}]\n{contact}\n"))
        assert caught.value.message.key == "settings-no-contact"
    assert (
        load(written(tmp_path, f"wikis: [{{{wiki}}}]\ncontact: me@example.org\n")).contact == "me@example.org"
    )


@pytest.mark.parametrize("wiki", OTHERS)
def test_another_wiki_need_not_know_it(tmp_path: Path, wiki: str) -> None:
    assert load(written(tmp_path, f"wikis: [{{{wiki}}}]\n")).contact is None


@pytest.mark.parametrize(
    "contact", ["me@example.org", "'User:Olga'", "https://example.org/bot", "'[[:no:Bruker:Åse]]'"]
)
def test_a_contact_is_something_that_leads_to_a_person(tmp_path: Path, contact: str) -> None:
    assert load(written(tmp_path, f"wikis: [{{wiki: a}}]\ncontact: {contact}\n")).contact == contact.strip(
        "'"
    )


def test_a_relative_store_is_meant_beside_the_configuration(tmp_path: Path) -> None:
    settings = load(written(tmp_path, "wikis: [{wiki: a.example}]\nstore: sqlite:///x.sqlite\n"))
    assert settings.store == f"sqlite:///{tmp_path}/x.sqlite"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "settings-no-wikis"),
        ("wikis: []", "settings-no-wikis"),
        ("wikis: [{}]", "settings-wiki-or-api"),
        ("wikis: [{wiki: a, api: b}]", "settings-wiki-or-api"),
        ("wikis: [{wiki: a, colour: red}]", "settings-unknown"),
        ("wikis: [{wiki: a, discovery: {template: X, colour: red}}]", "settings-unknown"),
        ("wikis: [{wiki: a, discovery: {namespaces: [0]}}]", "settings-namespace-forbidden"),
        ("wikis: [{wiki: a, discovery: {namespaces: [10]}}]", "settings-namespace-forbidden"),
        ("wikis: [{wiki: a, discovery: {namespaces: User}}]", "settings-bad-value"),
        ("wikis: [a]", "settings-not-a-section"),
        ("wikis: [{wiki: a}]\ninterval_minutes: often", "settings-bad-value"),
        ("wikis: [{wiki: a}]\ninterval_minutes: 0", "settings-bad-value"),
        ("wikis: [{wiki: a}]\ngrace: 3", "settings-unknown"),
        ("wikis: [{wiki: a}]\ncontact: me", "settings-bad-value"),
        ("wikis: [{wiki: a}]\ncontact: [me@example.org]", "settings-bad-value"),
        ("wikis: [{wiki: a}]\nrequest_seconds: 0", "settings-bad-value"),
        ("wikis: [{wiki: a}]\nturn_seconds: soon", "settings-bad-value"),
        ("wikis: [{wiki: a}]\nbounds: 3", "settings-not-a-section"),
        ("wikis: [{wiki: a}]\nbounds: {saves: 3}", "settings-unknown"),
        ("wikis: [{wiki: a}]\nbounds: {saves_per_hour: 1}", "settings-bad-value"),
        ("wikis: [{wiki: a}]\nbounds: {saves_per_hour: 1.5}", "settings-bad-value"),
        ("wikis: [{wiki: a}]\nbounds: {pages_per_day: -1}", "settings-bad-value"),
        ("wikis: [{wiki: a, bounds: {campaign_saves_per_hour: yes}}]", "settings-bad-value"),
        ("wikis: [{wiki: a, bounds: {colour: 1}}]", "settings-unknown"),
        ("wikis: [", "settings-unreadable"),
        ("wikis: [{wiki: a, trust: {colour: red}}]", "settings-bad-value"),
        ("wikis: [{wiki: a}]\ntrust: {edits: many}", "settings-bad-value"),
        ("wikis: [{wiki: a, events: meta.wikimedia.org}]", "settings-no-contact"),
        ("wikis: [{wiki: a, events: [b]}]", "settings-bad-value"),
        ("wikis: [{wiki: a, events: two words}]", "settings-bad-value"),
        ("wikis: [{wiki: a, events: 'https://me@b.org/w/api.php'}]", "settings-bad-value"),
        ("wikis: [{wiki: a, source: database}]", "settings-bad-value"),
        ("wikis: [{wiki: a, source: [replicas]}]", "settings-bad-value"),
        ("wikis: [{wiki: a, replicas: {host: b}}]", "settings-replicas-unused"),
        ("wikis: [{wiki: a, source: api, replicas: {host: b}}]", "settings-replicas-unused"),
        ("wikis: [{wiki: a, source: replicas, replicas: {server: b}}]", "settings-unknown"),
        ("wikis: [{wiki: a, source: replicas, replicas: b}]", "settings-not-a-section"),
        ("wikis: [{wiki: a, source: replicas, replicas: {port: none}}]", "settings-bad-value"),
        ("wikis: [{wiki: a, source: replicas, replicas: {port: 70000}}]", "settings-bad-value"),
        ("wikis: [{wiki: a, source: replicas, replicas: {host: [a, b]}}]", "settings-bad-value"),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(SettingsProblem) as caught:
        load(written(tmp_path, text))
    assert caught.value.message.key == key


def test_a_wiki_is_read_through_its_api_unless_it_says_replicas(tmp_path: Path) -> None:
    wikis = "wikis: [{wiki: a}, {wiki: b, source: api}, {wiki: c, source: replicas}]"
    first, second, third = load(written(tmp_path, wikis)).wikis
    assert first.replicas is None
    assert second.replicas is None
    assert third.replicas == Replicas(credentials=Path.home() / "replica.my.cnf")


def test_events_may_be_kept_on_another_wiki(tmp_path: Path) -> None:
    wikis = "wikis: [{wiki: a}, {wiki: b, events: events.example.org}]"
    first, second = load(written(tmp_path, wikis)).wikis
    assert (first.events, second.events) == (None, "events.example.org")


def test_a_wiki_can_have_bounds_of_its_own(tmp_path: Path) -> None:
    wikis = "wikis: [{wiki: a, bounds: {saves_per_hour: 60, pages_per_day: 0}}, {wiki: b}]"
    settings = load(written(tmp_path, f"{wikis}\nbounds: {{campaign_saves_per_hour: 10}}\n"))
    assert settings.bounds == Bounds(360, 10, 100)
    assert [wiki.bounds for wiki in settings.wikis] == [Bounds(60, 10, 0), None]


def test_the_replicas_place_can_be_named(tmp_path: Path) -> None:
    there = "{host: 127.0.0.1, port: 4711, database: nowiki_p, credentials: my.cnf}"
    [wiki] = load(written(tmp_path, f"wikis: [{{wiki: a, source: replicas, replicas: {there}}}]")).wikis
    assert wiki.replicas == Replicas("127.0.0.1", 4711, "nowiki_p", tmp_path / "my.cnf")


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsProblem) as caught:
        find(str(tmp_path / "none.yaml"))
    assert caught.value.message.key == "settings-no-file"


def test_the_environment_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, "")
    monkeypatch.setenv("CAMPAIGNBOT_CONFIG", str(file))
    assert find(None) == file


def test_a_wiki_can_name_templates_of_its_own_that_make_a_reference(tmp_path: Path) -> None:
    wikis = (
        "wikis: [{wiki: a, reference_templates: [nota], reuse_templates: [ibid], note_templates: [voetnoot]}]"
    )
    [wiki] = load(written(tmp_path, wikis)).wikis
    assert wiki.reference_templates == {"nota"}
    assert wiki.reuse_templates == {"ibid"}
    assert wiki.note_templates == {"voetnoot"}


def test_who_may_declare_is_set_for_all_wikis_or_for_one(tmp_path: Path) -> None:
    wikis = "wikis: [{wiki: a}, {wiki: b, trust: anyone}]"
    assert [wiki.trust for wiki in load(written(tmp_path, wikis)).wikis] == [Trust(), Trust(anyone=True)]
    first, second = load(written(tmp_path, f"{wikis}\ntrust: {{groups: [sysop], edits: 3}}")).wikis
    assert first.trust == Trust(frozenset({"sysop"}), edits=3)
    assert second.trust == Trust(anyone=True)
