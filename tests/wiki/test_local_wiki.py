"""The local wiki itself: what its stories leave behind is what MediaWiki documents."""

import subprocess
import sys
from typing import Any

import pytest

from scripts.wiki import paths, storyteller, web
from scripts.wiki.problems import WikiProblem
from scripts.wiki.storyteller import Action

from .conftest import WikiIn
from .support import LocalWiki

NOON = "2026-11-02T12:00:00Z"


def edit(title: str, text: str, by: str = "Admin", **more: Any) -> Action:
    return {"do": "edit", "title": title, "text": text, "as": by, **more}


def log(wiki: LocalWiki, kind: str) -> list[dict[str, Any]]:
    answer = wiki.query(list="logevents", letype=kind, lelimit=50)
    entries: list[dict[str, Any]] = answer["query"]["logevents"]
    return entries


def tags(wiki: LocalWiki, title: str) -> list[list[str]]:
    return [revision["tags"] for revision in wiki.history(title)]


# --- accounts and edits


def test_an_edit_has_the_given_author_time_and_summary(wiki: LocalWiki) -> None:
    (result,) = wiki.tell(edit("Lise Meitner", "Физик", "Alice", at=NOON, summary="new", minor=True))
    (revision,) = wiki.history("Lise Meitner")
    assert revision["user"] == "Alice"
    assert revision["timestamp"] == result["timestamp"] == NOON
    assert revision["comment"] == "new"
    assert revision["minor"]
    assert revision["size"] == len("Физик".encode())
    assert (result["revid"], result["parentid"]) == (revision["revid"], 0)


def test_recent_changes_follow_the_storys_clock(wiki: LocalWiki) -> None:
    wiki.tell(edit("A", "a", by="Alice", at=NOON), edit("A", "b", at="+2 hours", bot=True))
    changes = wiki.query(list="recentchanges", rctype="edit|new", rcprop="timestamp|flags|title")["query"]
    got = [(change["timestamp"], change["type"], change["bot"]) for change in changes["recentchanges"]]
    assert got == [("2026-11-02T14:00:00Z", "edit", True), (NOON, "new", False)]


def test_actions_without_a_time_come_after_everything_told_before(wiki: LocalWiki) -> None:
    first, second = wiki.tell(edit("A", "a"), edit("A", "b"))
    (third,) = wiki.tell(edit("A", "c"))
    assert first["timestamp"] < second["timestamp"] < third["timestamp"]


def test_accounts_have_groups_and_a_registration_time(wiki: LocalWiki) -> None:
    wiki.tell(
        {"do": "user", "name": "Çelik Ö", "registered": "2020-01-01T00:00:00Z", "groups": ["sysop"]},
        edit("A", "a", by="Newcomer", at=NOON),
    )
    users = wiki.query(list="users", ususers=["Çelik Ö", "Newcomer"], usprop="registration|groups|editcount")
    old, new = users["query"]["users"]
    assert old["registration"] == "2020-01-01T00:00:00Z"
    assert "sysop" in old["groups"]
    assert (new["registration"], new["editcount"]) == (NOON, 1)


def test_a_renamed_account_keeps_its_edits_and_number(wiki: LocalWiki) -> None:
    wiki.tell(
        edit("A", "a", by="Old name"), {"do": "rename", "user": "Old name", "to": "New name", "at": NOON}
    )
    wiki.tell(edit("A", "b", by="New name"))
    first, second = wiki.history("A")
    assert first["user"] == second["user"] == "New name"
    assert first["userid"] == second["userid"]
    (logged,) = log(wiki, "renameuser")
    assert logged["timestamp"] == NOON
    assert (logged["params"]["olduser"], logged["params"]["newuser"]) == ("Old name", "New name")


def test_people_without_an_account_edit_under_their_address(wiki: LocalWiki) -> None:
    wiki.tell(edit("A", "a", by="192.0.2.7"), edit("A", "b", by="2001:DB8:0:0:0:0:0:1"))
    assert [(one["user"], one["userid"], one["anon"]) for one in wiki.history("A")] == [
        ("192.0.2.7", 0, True),
        ("2001:DB8:0:0:0:0:0:1", 0, True),
    ]


def test_a_temporary_account_is_an_account(wiki: LocalWiki) -> None:
    wiki.tell(edit("A", "a", by="~2026-12345-67"))
    (revision,) = wiki.history("A")
    assert revision["user"] == "~2026-12345-67"
    assert revision["userid"] > 0


def test_saving_the_same_text_makes_no_revision(wiki: LocalWiki) -> None:
    first, second = wiki.tell(edit("A", "a"), edit("A", "a"))
    assert second["nochange"]
    assert second["revid"] == first["revid"]
    assert len(wiki.history("A")) == 1


def test_appending_and_prepending(wiki: LocalWiki) -> None:
    wiki.tell(edit("A", "b"), {"do": "edit", "title": "A", "append": "c", "prepend": "a"})
    assert wiki.text("A") == "abc"


def test_links_are_known_at_once(wiki: LocalWiki) -> None:
    wiki.tell(edit("Template:CampaignBot", "x"), edit("A", "{{CampaignBot}} [[Category:Physicists]]"))
    using = wiki.query(list="embeddedin", eititle="Template:CampaignBot")["query"]["embeddedin"]
    members = wiki.query(list="categorymembers", cmtitle="Category:Physicists")["query"]["categorymembers"]
    assert [page["title"] for page in using] == [page["title"] for page in members] == ["A"]


def test_jobs_bring_a_changed_template_to_its_pages(wiki: LocalWiki) -> None:
    wiki.tell(
        edit("A", "{{T}}"), {"do": "upload", "title": "File:Dot.png"}, edit("Template:T", "[[Category:C]]")
    )
    (member,) = wiki.query(list="categorymembers", cmtitle="Category:C")["query"]["categorymembers"][:1]
    assert member["title"] == "A"


# --- reverts and their tags


def test_an_undo_marks_the_undone_edit(wiki: LocalWiki) -> None:
    wiki.tell(
        edit("A", "one\n\ntwo\n\nthree"),
        edit("A", "one bad\n\ntwo\n\nthree", by="Mallory", id="bad"),
        edit("A", "one bad\n\ntwo\n\nthree\n\nfour"),
        {"do": "undo", "revid": "bad", "as": "Alice"},
    )
    assert wiki.text("A") == "one\n\ntwo\n\nthree\n\nfour"
    assert tags(wiki, "A") == [[], ["mw-reverted"], [], ["mw-undo"]]
    assert wiki.history("A")[-1]["comment"].startswith(("Undo revision", "Undid revision"))


def test_a_rollback_marks_all_edits_it_takes_back(wiki: LocalWiki) -> None:
    wiki.tell(
        edit("A", "good"),
        edit("A", "bad", by="Mallory"),
        edit("A", "worse", by="Mallory"),
        {"do": "rollback", "title": "A", "user": "Mallory"},
    )
    assert tags(wiki, "A") == [[], ["mw-reverted"], ["mw-reverted"], ["mw-rollback"]]
    assert wiki.text("A") == "good"


def test_a_rollback_of_somebody_who_did_not_edit_last_is_refused(wiki: LocalWiki) -> None:
    with pytest.raises(WikiProblem, match=r"Action 2 \(rollback\)"):
        wiki.tell(
            edit("A", "good"), edit("A", "b", by="Bob"), {"do": "rollback", "title": "A", "user": "Eve"}
        )


def test_saving_an_old_text_again_is_a_manual_revert(wiki: LocalWiki) -> None:
    wiki.tell(
        edit("A", "good", id="good"),
        edit("A", "bad", by="Mallory"),
        {"do": "revert-to", "revid": "good", "as": "Alice"},
    )
    assert tags(wiki, "A") == [[], ["mw-reverted"], ["mw-manual-revert"]]


def test_undoing_an_undo_leaves_the_first_mark(wiki: LocalWiki) -> None:
    wiki.tell(
        edit("A", "one"),
        edit("A", "two", by="Bob", id="two"),
        {"do": "undo", "revid": "two", "as": "Alice", "id": "undo"},
        {"do": "undo", "revid": "undo", "as": "Carol"},
    )
    assert tags(wiki, "A") == [[], ["mw-reverted"], ["mw-undo", "mw-reverted"], ["mw-undo"]]


def test_without_jobs_the_mark_waits(wiki: LocalWiki) -> None:
    wiki.tell(edit("A", "a", id="a"), edit("A", "b"), {"do": "revert-to", "revid": "a"}, jobs=False)
    assert tags(wiki, "A")[1] == []
    assert wiki.run_jobs() >= 1
    assert tags(wiki, "A")[1] == ["mw-reverted"]


def test_where_changes_are_patrolled_the_mark_comes_with_the_patrol(wiki: LocalWiki) -> None:
    wiki.configure(wgUseRCPatrol=True)
    wiki.tell(
        edit("A", "a", id="a"), edit("A", "b", by="Bob"), {"do": "revert-to", "revid": "a", "as": "Newcomer"}
    )
    assert tags(wiki, "A")[1] == []
    wiki.tell({"do": "patrol", "revid": wiki.history("A")[-1]["revid"]})
    assert tags(wiki, "A")[1] == ["mw-reverted"]
    assert [entry["action"] for entry in log(wiki, "patrol")] == ["patrol"]


def test_redirects_are_tagged_when_they_come_and_go(wiki: LocalWiki) -> None:
    wiki.tell({"do": "redirect", "title": "A", "to": "Main Page"}, edit("A", "An article."))
    assert tags(wiki, "A") == [["mw-new-redirect"], ["mw-removed-redirect"]]


# --- whole pages


def test_a_move_leaves_a_redirect_and_entries_at_its_time(wiki: LocalWiki) -> None:
    made, moved = wiki.tell(
        edit("User:Alice/Draft", "text", at="2026-11-01T00:00:00Z"),
        {"do": "move", "title": "User:Alice/Draft", "to": "Draft B", "at": NOON},
    )
    assert moved["pageid"] == made["pageid"]
    first, entry = wiki.history("Draft B")
    assert (first["sha1"], entry["timestamp"]) == (entry["sha1"], NOON)
    assert "mw-new-redirect" in tags(wiki, "User:Alice/Draft")[0]
    (logged,) = log(wiki, "move")
    assert (logged["timestamp"], logged["logid"]) == (NOON, moved["logid"])
    assert logged["params"]["target_title"] == "Draft B"


def test_a_move_without_a_redirect(wiki: LocalWiki) -> None:
    wiki.tell(edit("A", "text"), {"do": "move", "title": "A", "to": "B", "leave_redirect": False})
    with pytest.raises(WikiProblem, match="does not exist"):
        wiki.text("A")
    assert wiki.text("B") == "text"


def test_deleted_pages_are_gone_and_restored_ones_are_back(wiki: LocalWiki) -> None:
    wiki.tell(edit("A", "a", by="Alice", id="a"), edit("A", "b"), {"do": "delete", "title": "A", "at": NOON})
    assert wiki.history("A") == []
    assert wiki.query(list="usercontribs", ucuser="Alice")["query"]["usercontribs"] == []
    assert log(wiki, "delete")[0]["timestamp"] == NOON
    wiki.tell({"do": "undelete", "title": "A"})
    assert [revision["user"] for revision in wiki.history("A")] == ["Alice", "Admin"]


def test_a_partial_restore_leaves_a_parent_that_does_not_exist(wiki: LocalWiki) -> None:
    _, second, _ = wiki.tell(edit("A", "a"), edit("A", "ab", id="b"), {"do": "delete", "title": "A"})
    wiki.tell({"do": "undelete", "title": "A", "revids": [second["revid"]]})
    (revision,) = wiki.history("A")
    assert revision["revid"] == second["revid"]
    assert revision["parentid"] == second["parentid"]


def test_a_protected_page_refuses_the_bot(wiki: LocalWiki) -> None:
    wiki.tell(edit("A", "a"), {"do": "protect", "title": "A", "at": NOON})
    (page,) = wiki.query(prop="info", titles="A", inprop="protection")["query"]["pages"]
    assert sorted((rule["type"], rule["level"]) for rule in page["protection"]) == [
        ("edit", "sysop"),
        ("move", "sysop"),
    ]
    assert log(wiki, "protect")[0]["timestamp"] == NOON


def test_hidden_revisions_hide_what_was_asked(wiki: LocalWiki) -> None:
    first, second, _ = wiki.tell(edit("A", "a"), edit("A", "b", summary="secret"), edit("A", "c"))
    wiki.tell(
        {"do": "hide", "revids": [first["revid"]]},
        {"do": "hide", "revids": [second["revid"]], "what": ["user", "comment"]},
    )
    one, two, _ = wiki.history("A", rvprop="ids|user|comment|content|size", rvslots="main")
    assert one["slots"]["main"]["texthidden"]
    assert one["size"] == 1
    assert (two["userhidden"], two["commenthidden"]) == (True, True)
    wiki.tell({"do": "unhide", "revids": [second["revid"]], "what": ["user", "comment"]})
    assert wiki.history("A")[1]["comment"] == "secret"


def test_blocks_begin_and_end(wiki: LocalWiki) -> None:
    wiki.tell({"do": "block", "user": "Mallory", "reason": "spam"})
    assert [block["user"] for block in wiki.query(list="blocks")["query"]["blocks"]] == ["Mallory"]
    wiki.tell({"do": "unblock", "user": "Mallory"})
    assert wiki.query(list="blocks")["query"]["blocks"] == []


def test_an_uploaded_file_exists_and_is_used(wiki: LocalWiki) -> None:
    wiki.tell({"do": "upload", "title": "File:Portrait.png", "at": NOON}, edit("A", "[[File:Portrait.png]]"))
    (page,) = wiki.query(titles="File:Portrait.png", prop="imageinfo")["query"]["pages"]
    assert page["imageinfo"][0]["timestamp"] == NOON
    assert 'src="/images/' in wiki.html("A")


def test_histories_can_be_merged(wiki: LocalWiki) -> None:
    wiki.tell(
        edit("Old", "1", at="2026-01-01T00:00:00Z"),
        edit("New", "2", at="2026-02-01T00:00:00Z"),
        {"do": "merge", "title": "Old", "to": "New"},
    )
    assert [revision["timestamp"][:7] for revision in wiki.history("New")] == ["2026-01", "2026-02"]


def test_imports_keep_authors_and_times(wiki: LocalWiki) -> None:
    xml = """<mediawiki xml:lang="en"><page><title>Rio Grande</title><ns>0</ns>
      <revision><timestamp>2002-02-25T15:51:15Z</timestamp>
      <contributor><username>O'Neil &amp; Co</username><id>7</id></contributor><text>one</text></revision>
      <revision><timestamp>2006-03-01T00:00:00Z</timestamp>
      <contributor><ip>192.0.2.1</ip></contributor><text>two</text></revision></page></mediawiki>"""
    (result,) = wiki.tell({"do": "import", "xml": xml})
    first, second = wiki.history("Rio Grande")
    assert result["revisions"] == 2
    assert (first["user"], first["timestamp"]) == ("O'Neil & Co", "2002-02-25T15:51:15Z")
    assert first["userid"] > 0
    assert second["user"] == "192.0.2.1"


# --- stories that cannot be told


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ({"do": "dance"}, "Action 0: “do” must be one of edit, "),
        ({"do": "edit"}, r"Action 0 \(edit\): “title” is missing"),
        (
            {"do": "edit", "title": "A", "txt": "a"},
            "unknown key “txt”; known are title, do, at, as, id, text",
        ),
        ({"do": "edit", "title": "A"}, "give the edit a “text”"),
        ({"do": "edit", "title": "[[A]]", "text": "a"}, "is no title"),
        ({"do": "edit", "title": "A", "text": "a", "at": "noon"}, "“noon” is no time"),
        ({"do": "edit", "title": "A", "text": "a", "as": "#"}, "“#” is no user name"),
        ({"do": "undo", "revid": "nobody"}, "has the id “nobody”"),
        ({"do": "undo", "revid": 4711}, "revision 4711 does not exist"),
        ({"do": "move", "title": "Nowhere", "to": "B"}, "“Nowhere” does not exist"),
        ({"do": "move", "title": "Main Page", "to": "Main Page"}, "the wiki says: "),
    ],
)
def test_a_mistake_in_a_story_is_explained(wiki: LocalWiki, action: dict[str, Any], said: str) -> None:
    with pytest.raises(WikiProblem, match=said):
        wiki.tell(action)


def test_a_story_with_an_unknown_action_does_nothing(wiki: LocalWiki) -> None:
    with pytest.raises(WikiProblem):
        wiki.tell(edit("A", "a"), {"do": "dance"})
    assert wiki.history("A") == []


def test_every_action_is_described(wiki: LocalWiki) -> None:
    with pytest.raises(WikiProblem) as problem:
        wiki.tell({"do": "dance"})
    actions = str(problem.value).partition("one of ")[2].partition(";")[0].split(", ")
    table = (paths.PHP_FILES / "story" / "README.md").read_text().partition("| action |")[2]
    described = [name for line in table.splitlines() for name in line.split("|")[1:2]]
    for action in actions:
        assert any(f"`{action}`" in cell for cell in described), action


# --- the wiki itself


def test_a_reset_takes_everything_back(wiki: LocalWiki) -> None:
    wiki.configure(wgReadOnly="Closed.")
    wiki.reset()
    wiki.tell(edit("A", "a"), {"do": "upload", "title": "File:A.png"})
    wiki.reset()
    assert wiki.query(list="allpages")["query"]["allpages"] == [{"pageid": 1, "ns": 0, "title": "Main Page"}]
    assert wiki.query(list="allimages")["query"]["allimages"] == []


def test_a_reset_takes_messages_back_that_were_read(wiki: LocalWiki) -> None:
    def shown() -> str:
        messages = wiki.query(meta="allmessages", ammessages="tagline")["query"]["allmessages"]
        return str(messages[0]["content"])

    before = shown()
    wiki.tell(edit("MediaWiki:Tagline", "Changed"))
    assert shown() == "Changed"
    wiki.reset()
    assert shown() == before


def test_settings_change_at_once(wiki: LocalWiki) -> None:
    wiki.configure(wgReadOnly="Closed for the day.")
    general = wiki.query(meta="siteinfo")["query"]["general"]
    assert general["readonlyreason"] == "Closed for the day."
    wiki.reset()
    assert not wiki.query(meta="siteinfo")["query"]["general"]["readonly"]


def test_a_story_can_be_told_while_the_server_rests(wiki: LocalWiki) -> None:
    told = storyteller.in_a_process(
        wiki.instance, [edit("A", "a", at=NOON), {"do": "move", "title": "A", "to": "B"}]
    )
    assert [one["title"] for one in told] == ["A", "B"]
    assert wiki.history("B")[0]["timestamp"] == NOON


@pytest.mark.parametrize(
    ("language", "talk", "direction"), [("nb", "Diskusjon", "ltr"), ("ar", "نقاش", "rtl")]
)
def test_wikis_in_other_languages(wiki_in: WikiIn, language: str, talk: str, direction: str) -> None:
    wiki = wiki_in(language)
    wiki.tell(edit("Project:A", "a"))
    answer = wiki.query(meta="siteinfo", siprop="general|namespaces")["query"]
    assert (answer["general"]["lang"], answer["namespaces"]["1"]["name"]) == (language, talk)
    assert f'dir="{direction}"' in web.fetch(f"{wiki.url}/wiki/Project:A")[1]


def test_pages_are_shown_with_skin_and_styles(wiki: LocalWiki) -> None:
    wiki.tell(edit("A/B: ?", "== Words ==\n'''Text'''<ref>[https://example.org Source]</ref>"))
    status, page = web.fetch(f"{wiki.url}/wiki/A/B:_%3F")
    assert status == 200
    assert "<b>Text</b>" in page
    style = page.split('<link rel="stylesheet" href="')[1].split('"')[0].replace("&amp;", "&")
    assert web.fetch(wiki.url + style)[1].count("{") > 100
    for address in ("/resources/assets/licenses/cc-0.png", "/rest.php/v1/page/Main_Page"):
        assert web.fetch(f"{wiki.url}{address}")[0] == 200, address
    assert web.fetch(f"{wiki.url}/includes/Setup.php")[0] == 404
    assert web.fetch(f"{wiki.url}/skins/../LocalSettings.php")[0] == 404


def test_the_bots_account_logs_in_and_edits_with_pywikibot(wiki: LocalWiki) -> None:
    code = (
        "import pywikibot\n"
        "page = pywikibot.Page(pywikibot.Site(), 'A')\n"
        "page.text = 'by the bot'\n"
        "page.save('A test', minor=False, bot=True, quiet=True)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYWIKIBOT_DIR": str(wiki.pywikibot_dir), "PATH": "/usr/bin"},
        capture_output=True,
        text=True,
        check=False,
        cwd=wiki.pywikibot_dir,
    )
    assert done.returncode == 0, done.stderr
    (revision,) = wiki.history("A")
    assert revision["user"] == "CampaignBot"
    changes = wiki.query(list="recentchanges", rcprop="flags|user", rcshow="bot")["query"]["recentchanges"]
    assert [change["user"] for change in changes] == ["CampaignBot"]
