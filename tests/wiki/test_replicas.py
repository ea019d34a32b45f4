"""What a replica does beside giving the API's answers: few statements, its clock, and what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from bot.cli.wiring import Wiring
from bot.mediawiki import queries as q
from bot.mediawiki.queries import Answers, Question
from bot.operations.ports import Source, Stopped, WikiUnavailable
from bot.operations.waiting import Patience
from bot.sources.replicas.connection import Access, Connection
from bot.sources.replicas.source import ReplicaSource
from scripts.wiki import replicas

from .contract import NAMES, TITLES, day
from .told import Told


class Listening:
    """A source that notes what it is asked."""

    def __init__(self, real: Source) -> None:
        self.real = real
        self.asked: list[tuple[Question[Any], ...]] = []

    def ask(self, *questions: Question[Any]) -> Answers:
        self.asked.append(questions)
        return self.real.ask(*questions)


# --- few statements, and little from the API


def test_a_question_takes_a_statement_or_two_however_much_it_names(told: Told) -> None:
    replica = told.replica()
    replica.ask(
        q.Contributions(tuple(range(1, 4000)), day(1)),
        q.Pages(tuple(range(1, 4000)), categories=True, templates=("Template:Box",)),
        q.Revisions(tuple(range(1, 4000))),
        q.Accounts(NAMES),
    )
    costs = replica.costs()
    assert costs.requests == {
        "SQL Contributions": 1,
        "SQL Pages": 3,
        "SQL Revisions": 1,
        "SQL Accounts": 1,
        "SQL schema": 1,
    }
    assert costs.rows > told.extent.revisions


def test_the_api_is_asked_once_for_texts_and_for_what_is_hidden(told: Told) -> None:
    api = Listening(told.api)
    texts = q.PageTexts(TITLES[:2])
    told.replica(api=api).ask(q.Contributions(told.extent.userids, None), texts, q.Clock())
    ((first, second),) = api.asked
    assert first == texts
    assert isinstance(second, q.Revisions)
    hidden = told.ask(second)[second].values()
    assert hidden
    assert all(revision.text_hidden for revision in hidden)


def test_the_api_is_left_alone_where_the_replica_knows_all(told: Told) -> None:
    api = Listening(told.api)
    told.replica(api=api).ask(
        q.Contributions(told.extent.userids, day(4), day(6)), q.Moves(day(6)), q.Clock()
    )
    assert not api.asked


def test_no_connection_is_made_for_what_the_api_answers(told: Told) -> None:
    nowhere = ReplicaSource(told.api, told.site, Access("127.0.0.1", 1, "x", Path("none")))
    assert nowhere.ask(q.PageTexts(TITLES[:2]))[q.PageTexts(TITLES[:2])]


# --- the clock


@pytest.fixture
def behind(told: Told) -> Iterator[datetime]:
    """The replica stands still since three hours."""
    since = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)
    told.sql(replicas.behind("s1", since.strftime("%Y-%m-%dT%H:%M:%S.000120")))
    yield since
    told.sql(replicas.behind("s1", None))


def test_a_replica_that_stands_still_says_since_when(told: Told, behind: datetime) -> None:
    moment = told.replica().ask(q.Clock())[q.Clock()]
    assert moment.complete == behind
    assert timedelta(hours=3) <= moment.lag < timedelta(hours=3, minutes=1)


def test_of_several_shards_the_slowest_counts_unless_an_edit_proves_more(
    told: Told, behind: datetime
) -> None:
    told.sql(replicas.behind("s2", None))
    told.sql("CREATE TABLE wiki.kept AS SELECT rc_id, rc_timestamp FROM wiki.recentchanges")
    told.sql("UPDATE wiki.recentchanges SET rc_timestamp = '20140101000000'")
    try:
        assert told.replica().ask(q.Clock())[q.Clock()].complete == behind
        proof = behind + timedelta(minutes=7)
        told.sql(f"UPDATE wiki.recentchanges SET rc_timestamp = '{proof:%Y%m%d%H%M%S}' LIMIT 1")
        assert told.replica().ask(q.Clock())[q.Clock()].complete == proof
    finally:
        told.sql(
            "DELETE FROM heartbeat.heartbeat WHERE shard = 's2';"
            "UPDATE wiki.recentchanges JOIN wiki.kept USING (rc_id)"
            " SET recentchanges.rc_timestamp = kept.rc_timestamp; DROP TABLE wiki.kept"
        )


# --- what goes wrong


def number(connection: Connection) -> int:
    ((found,),) = connection.rows("test", "SELECT CONNECTION_ID()", {})
    return int(found)


def test_a_lost_connection_is_made_anew_once(told: Told) -> None:
    with Connection(told.access()) as connection:
        first = number(connection)
        assert number(connection) == first
        told.sql(f"KILL {first}")
        assert number(connection) > first


def test_a_connection_lasts_for_one_ask(told: Told) -> None:
    connection = Connection(told.access())
    with connection:
        first = number(connection)
    with connection:
        assert number(connection) > first


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"port": 1}, "replicas-unavailable"),
        ({"host": "no-such-host.invalid"}, "replicas-unavailable"),
        ({"database": "dewiki_p"}, "replicas-unavailable"),
        ({"database": "wiki"}, "replicas-unavailable"),
        ({"credentials": Path("/none/replica.my.cnf")}, "replicas-no-credentials"),
    ],
)
def test_a_replica_that_cannot_be_had_is_a_wiki_unavailable(
    told: Told, wrong: dict[str, Any], key: str
) -> None:
    source = ReplicaSource(told.api, told.site, replace(told.access(), **wrong))
    with pytest.raises(WikiUnavailable) as caught:
        source.ask(q.Clock(), q.Accounts(NAMES))
    assert caught.value.message.key == key


def test_an_account_without_the_right_password_is_told(told: Told, tmp_path: Path) -> None:
    credentials = tmp_path / "replica.my.cnf"
    credentials.write_text("[client]\nuser = replica\npassword = wrong\n")
    source = ReplicaSource(told.api, told.site, replace(told.access(), credentials=credentials))
    with pytest.raises(WikiUnavailable) as caught:
        source.ask(q.Clock())
    assert "Access denied" in str(caught.value.message.params)


def test_it_stops_between_two_statements(told: Told) -> None:
    patience = Patience()
    patience.stop.set()
    source = ReplicaSource(told.api, told.site, told.access(), patience)
    with pytest.raises(Stopped):
        source.ask(q.Clock())


def test_a_statement_ends_with_the_turn_and_with_the_process(told: Told) -> None:
    patience = Patience(turn_seconds=1)
    with Connection(told.access(), patience) as connection:
        patience.begin_turn()
        with pytest.raises(WikiUnavailable) as caught:
            connection.rows("test", "SELECT SLEEP(60)", {})
        assert "no answer in 1 seconds" in str(caught.value.message.params)
        patience.turn_seconds = 60
        patience.begin_turn()
        assert connection.rows("test", "SELECT 1", {}) == ((1,),)
        Timer(0.3, patience.stop.set).start()
        with pytest.raises(Stopped):
            connection.rows("test", "SELECT SLEEP(60)", {})


def test_the_replicas_account_sees_the_views_alone(told: Told) -> None:
    with Connection(told.access()) as connection:
        assert connection.rows("test", "SELECT user_name FROM user WHERE user_id = 1", {}) == ((b"Admin",),)
        with pytest.raises(WikiUnavailable):
            connection.rows("test", "SELECT user_password FROM wiki.user", {})


def test_the_configuration_chooses_the_replica(told: Told, tmp_path: Path) -> None:
    access = told.access()
    place = f"{{host: {access.host}, port: {access.port}, credentials: {access.credentials}}}"
    config = tmp_path / "bot.yaml"
    config.write_text(f"wikis:\n- api: {told.wiki.api}\n  source: replicas\n  replicas: {place}\n")
    world = Wiring.of(str(config), saving=False)
    source = world.sources(world.settings.wikis[0]).source
    assert isinstance(source, ReplicaSource)
    source.ask(q.Clock())
    assert world.sources(world.settings.wikis[0]).source is source
    assert world.costs().requests == {"SQL Clock": 1}
