"""The demo's story can be told, and has in it what the demo wants to show."""

from datetime import UTC, datetime

from scripts.wiki import past

from .support import LocalWiki

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_the_demos_story_ends_now_and_shows_what_happens_on_a_wiki(wiki: LocalWiki) -> None:
    campaign = past.Campaign(NOW, "Participants")
    results = wiki.tell(*past.story(campaign))
    times = [result["timestamp"] for result in results]
    assert times == sorted(times)
    assert "2026-11-22T00:00:00Z" < times[-1] <= "2026-11-22T09:00:00Z"
    assert [revision["tags"] for revision in wiki.history("Vera Rubin")] == [[], ["mw-reverted"], ["mw-undo"]]
    assert wiki.history("Jocelyn Bell Burnell")[-1]["tags"] == ["mw-rollback"]
    assert wiki.history("Harriet Brooks")[0]["user"] == "Bob B"
    assert "start: 2026-11-01\nend: 2026-11-30\n" in wiki.text(campaign.page)
    assert wiki.text(campaign.page).count("\n* ") == 7
    deletions = wiki.query(list="logevents", leaction="delete/delete")["query"]["logevents"]
    assert [entry["title"] for entry in deletions] == ["List of my favourite physicists"]


def test_no_article_is_left_out_of_the_demos_story() -> None:
    told = {action["title"] for action in past.story(past.Campaign(NOW, "Participants")) if "title" in action}
    assert {path.stem for path in (past.FOLDER / "articles").iterdir()} <= told | {
        "Harriet Brooks",
        "Hertha Ayrton",
    }
