"""scripts/bench wiki reads from the wiki's own log what was asked of it."""

from __future__ import annotations

from pathlib import Path

from scripts.benchmarks.wiki.api_log import ApiLog, kinds, split
from scripts.wiki.instance import Instance
from scripts.wiki.mediawiki import MediaWiki

LOG = """\
2026-11-22 11:00:00 host wiki: API GET 127.0.0.1 127.0.0.1 T=9ms action=query meta=userinfo uiprop=rights
2026-11-22 11:00:00 host wiki: API GET 127.0.0.1 127.0.0.1 T=9ms action=query meta=tokens type=%2A
2026-11-22 11:00:01 host wiki: API POST CampaignBot 127.0.0.1 T=9ms action=login lgpassword=[redacted]
2026-11-22 11:00:02 host wiki: API GET CampaignBot 127.0.0.1 T=9ms action=query meta=siteinfo|tokens
2026-11-22 11:00:03 host wiki: API GET CampaignBot 127.0.0.1 T=9ms action=query list=users meta=userinfo
2026-11-22 11:00:04 host wiki: API POST CampaignBot 127.0.0.1 T=9ms action=query meta=tokens type=csrf
2026-11-22 11:00:05 host wiki: API POST CampaignBot 127.0.0.1 T=9ms action=edit title=Project%3AA text=a[...]
"""


def read(folder: Path) -> ApiLog:
    log = ApiLog(Instance(folder, MediaWiki(folder, "")))
    (folder / "api.log").write_text(LOG)
    return log


def test_log_in_and_site_facts_are_told_from_the_rest(tmp_path: Path) -> None:
    site, others = split(read(tmp_path).requests())
    assert kinds(site) == {"userinfo": 1, "tokens": 1, "login": 1, "siteinfo|tokens": 1}
    assert kinds(others) == {"users+userinfo": 1, "tokens": 1, "edit": 1}


def test_titles_that_come_along_with_site_facts_are_about_the_site() -> None:
    letters = {"action": "query", "titles": "User:ßx|User:ﬁx", "meta": "siteinfo|tokens|userinfo"}
    pages = {"action": "query", "titles": "Project:A", "prop": "info", "meta": "siteinfo"}
    assert split([letters, pages]) == ([letters], [pages])


def test_what_was_before_is_forgotten(tmp_path: Path) -> None:
    log = read(tmp_path)
    log.clear()
    assert log.requests() == []
