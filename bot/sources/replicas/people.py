"""Accounts, and what they edited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.mediawiki.models import REVERTED, Account
from bot.mediawiki.queries import Accounts, AccountsById, Answers, Contributions, Reverted
from bot.sources.replicas.replica import PartialAnswer, Replica, stamp
from bot.sources.replicas.revisions import FIELDS, Rows

ACCOUNTS = """
SELECT user_id, user_name, EXISTS (
    SELECT 1 FROM user_groups
    WHERE ug_user = user_id AND ug_group = 'bot'
    AND (ug_expiry IS NULL OR ug_expiry >= DATE_FORMAT(UTC_TIMESTAMP(), '%%Y%%m%%d%%H%%i%%s'))
)
FROM user WHERE {column} IN %(ids)s
"""
# In this order, whatever the server may guess of views: from few people to their edits.
EDITS = """
FROM actor_revision
JOIN revision_userindex AS edit ON edit.rev_actor = actor_id
JOIN page ON page_id = edit.rev_page
"""
PARENT = "LEFT JOIN revision AS parent ON parent.rev_id = edit.rev_parent_id"
SUMMARY = "LEFT JOIN comment_revision ON comment_id = edit.rev_comment_id"
TAGGED = "JOIN change_tag ON ct_rev_id = edit.rev_id JOIN change_tag_def ON ctd_id = ct_tag_id"


def accounts(question: Accounts, replica: Replica) -> PartialAnswer:
    """``user`` by name."""
    sql = ACCOUNTS.format(column="user_name")
    rows = replica.each(sql, [name.encode() for name in question.names])
    found = {account.name: account for account in map(_account, rows)}
    answer = {name: found.get(name) for name in question.names}
    unknown = tuple(name for name in answer if answer[name] is None and name not in replica.nobody)
    doubted = Accounts(unknown)

    def complete(told: Answers) -> Mapping[str, Account | None]:
        for name, account in told[doubted].items() if unknown else ():
            if account is not None:
                raise replica.half(f"user: {name}")
            replica.nobody.add(name)
        return answer

    return PartialAnswer(complete, [doubted] if unknown else [])


def accounts_by_id(question: AccountsById, replica: Replica) -> PartialAnswer:
    """``user`` by id."""
    rows = replica.each(ACCOUNTS.format(column="user_id"), question.userids)
    found = {account.userid: account for account in map(_account, rows)}
    missing = tuple(userid for userid in question.userids if userid not in found)
    return PartialAnswer.whole(found).unless_there(AccountsById(missing), bool(missing), replica, "user")


def _account(row: Any) -> Account:
    userid, name, bot = row
    return Account(userid, name.decode(), bool(bot))


def contributions(question: Contributions, replica: Replica) -> PartialAnswer:
    """``revision_userindex``, which leaves out revisions whose author is hidden, as the API does."""
    more = "parent.rev_id, parent.rev_len, comment_text"
    sql = f"SELECT STRAIGHT_JOIN {FIELDS}, {more} {EDITS} {PARENT} {SUMMARY}"
    rows = Rows()
    for *revision, parent, size, summary in _edits(sql, question, replica):
        rows.add(revision, size if parent else 0, summary=summary)
    return rows.draft(lambda found: found[-question.limit :] if question.limit else found)


def reverted(question: Reverted, replica: Replica) -> PartialAnswer:
    """The same edits by their tag."""
    sql = f"SELECT STRAIGHT_JOIN edit.rev_id {EDITS} {TAGGED}"
    rows = _edits(sql, question, replica, "ctd_name = %(tag)s")
    return PartialAnswer.whole(frozenset(revid for (revid,) in rows))


def _edits(sql: str, question: Contributions | Reverted, replica: Replica, *more: str) -> Iterable[Any]:
    """The rows of one of these statements for a question's accounts, time and namespaces."""
    conditions = ["actor_user IN %(ids)s", *more]
    if question.since:
        conditions.append("edit.rev_timestamp >= %(since)s")
    if question.until:
        conditions.append("edit.rev_timestamp < %(until)s")
    if question.namespaces is not None:
        conditions.append("page_namespace IN %(namespaces)s")
    if question.namespaces == frozenset():
        return ()
    limit = question.limit if isinstance(question, Contributions) else None
    last = f"ORDER BY edit.rev_timestamp DESC, edit.rev_id DESC LIMIT {limit}" if limit is not None else ""
    return replica.each(
        f"{sql} WHERE {' AND '.join(conditions)} {last}",
        question.userids,
        tag=REVERTED,
        since=stamp(question.since) if question.since else None,
        until=stamp(question.until) if question.until else None,
        namespaces=sorted(question.namespaces or ()),
    )
