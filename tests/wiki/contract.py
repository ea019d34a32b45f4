"""What every source of facts is asked, and has to answer alike: the questions on the contract's past."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.mediawiki import queries as q
from bot.mediawiki.queries import Question

from .contract_story import STRANGE_NAMES, STRANGE_TITLES

MEDDLING = """
UPDATE logging SET log_deleted = 1 WHERE log_title LIKE 'Moved_with_hidden_action';
UPDATE logging SET log_deleted = 2 WHERE log_title LIKE 'Moved_with_hidden_comment';
UPDATE logging SET log_deleted = 4 WHERE log_title LIKE 'Moved_with_hidden_user';
UPDATE logging SET log_deleted = 15 WHERE log_title LIKE 'Moved_with_hidden_all';
UPDATE logging SET log_params = 'Moved with hidden old\\n1' WHERE log_title LIKE 'Moved_with_hidden_old';
UPDATE logging SET log_page = NULL WHERE log_title LIKE 'Moved_with_hidden_unknown';
UPDATE logging SET log_deleted = 2 WHERE log_type = 'merge' AND log_title = 'Merged_away';
UPDATE logging SET log_deleted = 4 WHERE log_type = 'delete' AND log_title = 'Restored';
UPDATE user_groups SET ug_expiry = '20260101000000' WHERE ug_user IN
    (SELECT user_id FROM user WHERE user_name = 'Former robot');
UPDATE page SET page_namespace = 250 WHERE page_title = 'Last_page';
INSERT INTO logging (log_type, log_action, log_timestamp, log_actor, log_namespace, log_title, log_page,
    log_comment_id, log_params)
SELECT 'import', 'upload', '20260902000000', 1, 0, page_title, page_id, 1, 'a:1:{s:8:"4:number";i:3;}'
    FROM page WHERE page_title = 'Imported'
"""
"""What no story tells: hidden and very old log entries, rights that ran out, a namespace that is no more."""


@dataclass(frozen=True)
class Extent:
    """The ids that the wiki has given; a few more are asked about than there are."""

    users: int
    pages: int
    revisions: int
    alice: int

    @property
    def userids(self) -> tuple[int, ...]:
        return tuple(range(1, self.users + 3))

    @property
    def pageids(self) -> tuple[int, ...]:
        return tuple(range(1, self.pages + 3))

    @property
    def revids(self) -> tuple[int, ...]:
        return tuple(range(1, self.revisions + 3))


def day(month: int, number: int = 1) -> datetime:
    return datetime(2026, month, number, tzinfo=UTC)


HISTORIES = (
    "Much hidden", "Hidden first", "Two hidden in a row", "Reverted", "Marie Curie", "Project:Grown",
    "Partly restored", "Made anew", "Imported", "Merged into", "Partly merged", "Partly merged into", "Empty",
    "Page of a hidden person", "Made by nobody", "Grown up",
)  # fmt: skip
NAMES = (
    "Alice",
    "Bob",
    "Robot",
    "Former robot",
    "New name",
    "Old name",
    "Hidden person",
    "Nobody",
    "192.0.2.7",
)
CATEGORIES = ("Physicists", "Scientists", "People", "No page", "Strange", "Boxes", "Nothing", *STRANGE_TITLES)
TITLES = (
    "Lise Meitner", "iPod", "Meitner", "Lise", "Circle one", "To itself", "To nowhere", "Another to nowhere",
    "Nowhere", "To a section", "Talk:To elsewhere", "Abroad", "Was a redirect", "Became a redirect", "List",
    "Draft:Marie Curie", "Marie Curie", "Grown up", "Project:Grown", "Deleted", "Partly restored",
    "Made anew", "Category:Physicists", "Template:B", "File:Point.png", "file:dot.png", "User:Alice",
    "Merged away", "Special:RecentChanges", "de:Elsewhere", "Bad|title", "To a special page", "Much hidden",
    "Imported", "Made by nobody", "Page of a hidden person", *STRANGE_TITLES,
)  # fmt: skip
TEMPLATES = ("Template:Box", "Template:B", "Template:Missing", "Lise Meitner", "User:Alice", *STRANGE_TITLES)
TAGS = frozenset(f"tag{number}" for number in range(6))
SPACES = frozenset({0, 1, 2, 14, 118})

Case = Callable[[Extent], Question[Any]]


def members(category: str) -> Case:
    return lambda _: q.Members(f"Category:{category}", SPACES | {6})


def embedding(template: str) -> Case:
    return lambda _: q.Embedding(template, SPACES)


CASES: Mapping[str, Case] = {
    "accounts": lambda _: q.Accounts((*NAMES, *STRANGE_NAMES)),
    "no accounts": lambda _: q.Accounts(()),
    "accounts by id": lambda e: q.AccountsById(e.userids),
    "all contributions": lambda e: q.Contributions(e.userids, None),
    "contributions of a time": lambda e: q.Contributions(e.userids, day(3), day(6)),
    "contributions to articles": lambda e: q.Contributions(e.userids, day(1), None, frozenset({0})),
    "contributions to two namespaces": lambda e: q.Contributions(e.userids, None, day(9), frozenset({1, 2})),
    "the newest contributions of one": lambda e: q.Contributions((e.alice,), None, limit=5),
    "the newest contributions up to a time": lambda e: q.Contributions((e.alice,), day(1), day(6), limit=5),
    "contributions of nobody": lambda _: q.Contributions((), None),
    "edits with hashtags": lambda _: q.Hashtagged(TAGS, day(1), day(11), SPACES),
    "edits with hashtags of a time": lambda _: q.Hashtagged(TAGS, day(3), day(3, 2), frozenset({0})),
    "reverted edits": lambda e: q.Reverted(e.userids, day(1)),
    "reverted edits of a time": lambda e: q.Reverted(e.userids, day(2), day(4, 2)),
    "reverted edits of articles": lambda e: q.Reverted(e.userids, day(1), None, frozenset({0})),
    "renamed to": lambda _: q.RenamedTo("User:Old name"),
    "not renamed": lambda _: q.RenamedTo("User:Alice"),
    "moves": lambda _: q.Moves(day(1)),
    "moves of a time": lambda _: q.Moves(day(5), day(6)),
    "no moves": lambda _: q.Moves(day(11)),
    "events": lambda _: q.Events(day(1)),
    "late events": lambda _: q.Events(day(6)),
    "merges, imports and restored pages": lambda _: q.HistoryEvents(day(1)),
    "those of a time": lambda _: q.HistoryEvents(day(1), day(6)),
    "deletions": lambda _: q.Deletions("Restored"),
    "no deletions": lambda _: q.Deletions("Lise Meitner"),
    "changed redirects": lambda _: q.RedirectChanges(day(1)),
    "authors": lambda _: q.Authors(TITLES),
    "pages": lambda e: q.Pages(e.pageids),
    "pages with categories": lambda e: q.Pages(e.pageids, categories=True),
    "pages with categories and templates": lambda e: q.Pages(e.pageids, categories=True, templates=TEMPLATES),
    "pages with their talk pages": lambda e: q.Pages(e.pageids, talk=True),
    "category parents": lambda _: q.CategoryParents(
        tuple(f"Category:{name[:1].upper()}{name[1:]}" for name in CATEGORIES)
    ),
    "links of a list": lambda _: q.Linked("List of names", SPACES),
    "links of a redirect to a list": lambda _: q.Linked("List", frozenset({0})),
    "links of no page": lambda _: q.Linked("Nowhere", SPACES),
    "pages by title": lambda _: q.PagesTitled(TITLES),
    "the page of each title": lambda _: q.PagesOf(TITLES),
    "a redirect to another wiki": lambda _: q.PagesTitled(("Abroad",)),
    **{f"members of {name}": members(name) for name in (*CATEGORIES[:7], STRANGE_TITLES[3])},
    "members that are articles": lambda _: q.Members("Category:Physicists", frozenset({0})),
    **{f"pages with {name}": embedding(name) for name in TEMPLATES},
    "articles with a template": lambda _: q.Embedding("Template:Box", frozenset({0})),
    "revisions": lambda e: q.Revisions(e.revids),
    "other names": lambda _: q.OtherNames(TITLES),
    "names of a redirect to another wiki": lambda _: q.OtherNames(("Abroad",)),
    "texts": lambda _: q.PageTexts(TITLES[:3], follow=True),
    "redirects": lambda e: q.Redirects(e.revids),
    "revision texts": lambda e: q.RevisionTexts(e.revids[:20]),
    "uploaders": lambda _: q.Uploaders(("File:Dot.png", "File:Point.png", "File:No such.png")),
    "existing files": lambda _: q.ExistingFiles(("File:Dot.png", "File:Point.png", "File:No such.png")),
}
"""By what they are about. The histories of pages are asked for besides."""
