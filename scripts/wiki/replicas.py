"""Views of a local wiki's tables as the Wiki Replicas have them: what is hidden on the wiki is hidden there.

The rules are those of maintain-views.yaml in Wikimedia's operations/puppet: a hidden text takes a revision's
size and checksum along, a hidden name its actor, and the views named ``…_userindex`` leave such rows out.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

USER = "replica"
PASSWORD = "password-of-the-replica"
CREDENTIALS = "replica.my.cnf"
SHAPES = ("wiki_p", "wiki_old_p", "wiki_new_p")
"""Databases: links as this MediaWiki has them, all by title as of old, all by ``linktarget`` as lately."""

TEXT, COMMENT, NAME = 1, 2, 4
REVISION = {
    "rev_id": 0, "rev_page": 0, "rev_comment_id": COMMENT, "rev_actor": NAME, "rev_timestamp": 0,
    "rev_minor_edit": 0, "rev_deleted": 0, "rev_len": TEXT, "rev_parent_id": 0, "rev_sha1": TEXT,
}  # fmt: skip
LOG = {
    "log_id": 0, "log_type": 0, "log_action": TEXT, "log_timestamp": 0, "log_actor": NAME,
    "log_namespace": TEXT, "log_title": TEXT, "log_comment_id": COMMENT, "log_deleted": 0, "log_page": TEXT,
    "log_params": TEXT | COMMENT | NAME,
}  # fmt: skip
CHANGE = {
    "rc_id": 0, "rc_timestamp": 0, "rc_actor": NAME, "rc_namespace": 0, "rc_title": 0,
    "rc_comment_id": COMMENT, "rc_minor": 0, "rc_bot": 0, "rc_new": 0, "rc_cur_id": 0, "rc_this_oldid": 0,
    "rc_last_oldid": 0, "rc_type": 0, "rc_source": 0, "rc_patrolled": 0, "rc_old_len": 0, "rc_new_len": 0,
    "rc_deleted": 0, "rc_logid": 0, "rc_log_type": 0, "rc_log_action": 0, "rc_params": 0,
}  # fmt: skip
OPEN = (
    "category", "change_tag", "change_tag_def", "imagelinks", "page", "page_props", "page_restrictions",
    "redirect", "slot_roles", "content_models", "user_groups", "image",
)  # fmt: skip
"""Tables of which everything may be seen."""
LINKS = ("categorylinks", "pagelinks", "templatelinks", "linktarget")
LOG_TYPES = (
    "block", "contentmodel", "create", "delete", "import", "interwiki", "managetags", "merge", "move",
    "newusers", "pagelang", "patrol", "protect", "renameuser", "rights", "tag", "upload",
)  # fmt: skip


def statements() -> list[str]:
    """SQL that makes the views beside a new database ``wiki``, and the account that reads them."""
    return [*_base(), *(line for name in SHAPES for line in _views(name)), *_heartbeat(), *_account()]


def write_credentials(path: Path) -> None:
    """Write the file with which the account's owner connects, as Toolforge puts one into each home folder."""
    path.touch(mode=0o600)
    path.write_text(f"[client]\nuser = {USER}\npassword = {PASSWORD}\n")


def behind(shard: str, moment: str | None) -> str:
    """SQL that holds the replica's clock at ``2026-11-02T12:00:00.000000``; None lets it run again."""
    stamp = "NULL" if moment is None else f"'{moment}'"
    return f"REPLACE INTO heartbeat.heartbeat VALUES ('{shard}', {stamp})"


def _base() -> Iterator[str]:
    """Links by title and hidden accounts, however this MediaWiki stores them."""
    yield "CREATE DATABASE wiki_base"
    yield _either(
        "ipblocks", "ipb_id", "hidden_user",
        "SELECT ipb_user AS user_id FROM wiki.ipblocks WHERE ipb_auto = 0 AND ipb_deleted = 1",
        "SELECT bt_user AS user_id FROM wiki.block JOIN wiki.block_target ON bt_id = bl_target"
        " WHERE bl_deleted = 1 AND bt_user IS NOT NULL",
    )  # fmt: skip
    # MediaWiki 1.39 keeps the summaries' numbers in a table of their own.
    yield _either(
        "revision_comment_temp", "revcomment_rev", "revision_comment",
        "SELECT revcomment_rev AS revid, revcomment_comment_id AS comment FROM wiki.revision_comment_temp",
        "SELECT rev_id AS revid, rev_comment_id AS comment FROM wiki.revision",
    )  # fmt: skip
    more = "cl_sortkey, cl_sortkey_prefix, cl_timestamp, cl_type"
    yield _either(
        "categorylinks", "cl_to", "category_link",
        f"SELECT cl_from AS origin, 14 AS namespace, cl_to AS title, {more} FROM wiki.categorylinks",
        f"SELECT cl_from AS origin, lt_namespace AS namespace, lt_title AS title, {more}"
        " FROM wiki.categorylinks JOIN wiki.linktarget ON lt_id = cl_target_id",
    )  # fmt: skip
    for table, letters in (("pagelinks", "pl"), ("templatelinks", "tl")):
        shared = f"{letters}_from AS origin, {letters}_from_namespace AS origin_namespace"
        yield _either(
            table, f"{letters}_title", f"{table[:-5]}_link",
            f"SELECT {shared}, {letters}_namespace AS namespace, {letters}_title AS title FROM wiki.{table}",
            f"SELECT {shared}, lt_namespace AS namespace, lt_title AS title"
            f" FROM wiki.{table} JOIN wiki.linktarget ON lt_id = {letters}_target_id",
        )  # fmt: skip


def _either(table: str, column: str, view: str, with_it: str, without: str) -> str:
    """A base view made in one of two ways: whether the wiki's table has that column."""
    known = (
        "SELECT COUNT(*) FROM information_schema.columns"
        f" WHERE table_schema = 'wiki' AND table_name = '{table}' AND column_name = '{column}'"
    )
    body = f"IF(({known}), '{_quoted(with_it)}', '{_quoted(without)}')"
    return f"SET @made = CONCAT('CREATE VIEW wiki_base.{view} AS ', {body}); EXECUTE IMMEDIATE @made"


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def _views(database: str) -> Iterator[str]:
    yield f"CREATE DATABASE {database}"
    selects = {table: f"SELECT * FROM wiki.{table}" for table in OPEN}
    selects |= _hiding() | _people() | _contents()
    selects |= {"wiki_old_p": _links_by_title, "wiki_new_p": _links_by_target}.get(
        database, _links_as_they_are
    )()
    for name, select in selects.items():
        yield f"CREATE VIEW {database}.{name} AS {select}"
    if database == "wiki_new_p":  # MediaWiki 1.46 has no checksum of a whole revision any more.
        for name in ("revision", "revision_userindex"):
            yield f"CREATE OR REPLACE VIEW {database}.{name} AS {_without_sha1(selects[name])}"


def _without_sha1(select: str) -> str:
    return select.replace(f", {_masked('rev_sha1', TEXT, 'rev_deleted')}", "")


def _masked(column: str, bits: int, deleted: str) -> str:
    return f"IF({deleted} & {bits}, NULL, {column}) AS {column}" if bits else column


def _hiding() -> dict[str, str]:
    logged = f"log_type IN ({', '.join(repr(kind) for kind in LOG_TYPES)})"
    found = {"logging_logindex": _hidden("logging", LOG, logged, without=TEXT)}
    for table, columns, where in (
        ("revision", REVISION, "1"),
        ("logging", LOG, logged),
        ("recentchanges", CHANGE, "1"),
    ):
        found[table] = _hidden(table, columns, where)
        found[f"{table}_userindex"] = _hidden(table, columns, where, without=NAME)
    return found


def _hidden(table: str, columns: Mapping[str, int], where: str, without: int = 0) -> str:
    """A table with what is hidden taken out, or ``without`` such rows: only then an index is of use."""
    deleted = next(column for column in columns if column.endswith("_deleted"))
    listed = ", ".join(_masked(column, bits & ~without, deleted) for column, bits in columns.items())
    summary = "(SELECT comment FROM wiki_base.revision_comment WHERE revid = rev_id)"
    listed = listed.replace("NULL, rev_comment_id)", f"NULL, {summary})")
    return f"SELECT {listed} FROM wiki.{table} WHERE {where} AND {deleted} & {without} = 0"


def _people() -> dict[str, str]:
    not_hidden = "NOT IN (SELECT user_id FROM wiki_base.hidden_user)"
    user = f"actor_user IN (SELECT user_id FROM wiki.user) AND actor_user {not_hidden}"
    actors = {"actor_user": user}
    comments = {}
    summarized = (
        "EXISTS (SELECT 1 FROM wiki_base.revision_comment JOIN wiki.revision ON rev_id = revid"
        f" WHERE comment = comment_id AND rev_deleted & {COMMENT} = 0)"
    )
    for table, letters in (("revision", "rev"), ("logging", "log"), ("recentchanges", "rc")):
        seen = f"EXISTS (SELECT 1 FROM wiki.{table} WHERE {letters}_%s AND {letters}_deleted & %d = 0)"
        actors[f"actor_{table}"] = seen % ("actor = actor_id", NAME)
        comments[f"comment_{table}"] = seen % ("comment_id = comment.comment_id", COMMENT)
    actors["actor"] = " OR ".join(f"({where})" for where in actors.values())
    comments["comment_revision"] = summarized
    comments["comment"] = " OR ".join(comments.values())
    return {
        "user": "SELECT user_id, user_name, user_real_name, user_registration, user_editcount"
        f" FROM wiki.user WHERE user_id {not_hidden}",
        **{name: f"SELECT * FROM wiki.actor WHERE {where}" for name, where in actors.items()},
        **{name: f"SELECT * FROM wiki.comment WHERE {where}" for name, where in comments.items()},
    }


def _contents() -> dict[str, str]:
    joined = (
        "FROM wiki.slots LEFT JOIN wiki.revision ON rev_id = slot_revision_id"
        " LEFT JOIN wiki.archive ON ar_rev_id = slot_revision_id"
    )
    hidden = f"(COALESCE(rev_deleted, 0) | COALESCE(ar_deleted, 0)) & {TEXT}"
    return {
        "slots": "SELECT slot_revision_id, slot_role_id,"
        f" IF({hidden}, NULL, slot_content_id) AS slot_content_id, slot_origin {joined}",
        "content": "SELECT * FROM wiki.content"
        f" WHERE EXISTS (SELECT 1 {joined} WHERE slot_content_id = content_id AND {hidden} = 0)",
    }


def _links_as_they_are() -> dict[str, str]:
    return {table: f"SELECT * FROM wiki.{table}" for table in LINKS}


def _links_by_title() -> dict[str, str]:
    found = {
        "categorylinks": "SELECT origin AS cl_from, title AS cl_to, cl_sortkey, cl_sortkey_prefix,"
        " cl_timestamp, cl_type FROM wiki_base.category_link"
    }
    for name, letters in (("page", "pl"), ("template", "tl")):
        found[f"{name}links"] = (
            f"SELECT origin AS {letters}_from, origin_namespace AS {letters}_from_namespace,"
            f" namespace AS {letters}_namespace, title AS {letters}_title FROM wiki_base.{name}_link"
        )
    return found


def _links_by_target() -> dict[str, str]:
    number = "CONV(LEFT(SHA1(CONCAT(namespace, ':', title)), 12), 16, 10)"
    found = {
        "categorylinks": f"SELECT origin AS cl_from, CAST({number} AS UNSIGNED) AS cl_target_id, cl_sortkey,"
        " cl_sortkey_prefix, cl_timestamp, cl_type FROM wiki_base.category_link"
    }
    for name, letters in (("page", "pl"), ("template", "tl")):
        found[f"{name}links"] = (
            f"SELECT origin AS {letters}_from, origin_namespace AS {letters}_from_namespace,"
            f" CAST({number} AS UNSIGNED) AS {letters}_target_id FROM wiki_base.{name}_link"
        )
    targets = " UNION ".join(
        f"SELECT CAST({number} AS UNSIGNED) AS lt_id, namespace AS lt_namespace, title AS lt_title"
        f" FROM wiki_base.{name}_link"
        for name in ("category", "page", "template")
    )
    return {**found, "linktarget": targets}


def _heartbeat() -> Iterator[str]:
    """How far the replica is: a moment for each shard, the present where the table holds none."""
    beat = "COALESCE(ts, DATE_FORMAT(UTC_TIMESTAMP(6), '%Y-%m-%dT%H:%i:%s.%f'))"
    behind_by = f"TIMESTAMPDIFF(MICROSECOND, {beat}, UTC_TIMESTAMP(6))"
    yield "CREATE DATABASE heartbeat; CREATE DATABASE heartbeat_p"
    yield "CREATE TABLE heartbeat.heartbeat (shard VARBINARY(10) PRIMARY KEY, ts VARBINARY(26))"
    yield behind("s1", None)
    yield (
        f"CREATE VIEW heartbeat_p.heartbeat AS SELECT shard, {beat} AS last_updated,"
        f" GREATEST({behind_by}, 0) / 1000000 AS lag"
        " FROM heartbeat.heartbeat"
    )


def _account() -> Iterator[str]:
    yield f"CREATE USER '{USER}'@'%' IDENTIFIED BY '{PASSWORD}'"
    for database in (*SHAPES, "heartbeat_p"):
        yield f"GRANT SELECT, SHOW VIEW ON {database}.* TO '{USER}'@'%'"
