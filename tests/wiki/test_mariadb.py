"""MariaDB for tests and trials: a server of one's own, and a local wiki on it."""

from __future__ import annotations

import pytest

from scripts.wiki import mariadb, replicas
from scripts.wiki.problems import WikiProblem
from scripts.wiki.storage import database_server

from .conftest import WikiOn


def test_a_temporary_server_keeps_its_data_until_it_is_gone() -> None:
    with mariadb.temporary("itself") as server:
        server.database("one")
        server.execute("CREATE TABLE one.numbers (number INT); INSERT INTO one.numbers VALUES (1)")
        port = server.port
        assert server.stop()
        assert not server.running()
        server.start()
        assert server.port == port
        server.execute("SELECT number FROM one.numbers")
        with pytest.raises(WikiProblem, match="nonsense"):
            server.execute("SELECT 1; SELECT nonsense FROM one.numbers; SELECT 2")
    assert not server.running()
    assert not server.folder.exists()


def test_two_servers_live_side_by_side() -> None:
    with mariadb.temporary("first") as first, mariadb.temporary("second") as second:
        first.database("one")
        with pytest.raises(WikiProblem):
            second.execute("USE one")


def test_a_wiki_on_mariadb_is_reset_while_it_runs(wiki_on: WikiOn) -> None:
    wiki = wiki_on("mariadb")
    wiki.tell({"do": "edit", "title": "A", "text": "Ærø", "as": "Øystein"})
    assert wiki.text("A") == "Ærø"
    wiki.reset()
    with pytest.raises(WikiProblem):
        wiki.text("A")
    (told,) = wiki.tell({"do": "edit", "title": "B", "text": "new", "as": "Bob"})
    assert told["revid"] == 2
    for database in replicas.SHAPES:
        database_server(wiki.instance.folder).execute(f"SELECT * FROM {database}.revision_userindex")
