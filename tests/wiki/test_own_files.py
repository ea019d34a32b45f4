"""``own_files_added``: files in articles that the participant uploaded first. See docs/counting.md."""

from __future__ import annotations

from bot.operations.report import Report

from .bot import LocalBot
from .stories import add, do, rows, write

SETTINGS = "points: {own_files_added: 5}\nparticipants: {users: [Evan, Xia]}"


def own(report: Report) -> dict[str, int | None]:
    """How many own files each participant added."""
    amounts = {name: row.measures["own_files_added"] for name, row in rows(report).items()}
    return {name: None if amount.unknown else amount.known for name, amount in amounts.items()}


def test_files_count_for_who_uploaded_their_first_version_and_put_them_in(bot: LocalBot) -> None:
    bot.declare(SETTINGS)
    report = bot.count(
        do("upload", "Evan", "11-02", title="File:Mine.png"),
        do("upload", "Xia", "11-03", title="File:Mine.png", base64="AAAA"),
        do("upload", "Xia", "11-03", title="File:Hers.png"),
        write(
            "Evan",
            "Curie",
            "[[File:Mine.png]] [[File:Hers.png]] [[File:None.png]] [[File:Mine.png]]",
            "11-04",
        ),
        add("Xia", "Meitner", "[[File:Mine.png]] [[File:Hers.png]]", "11-04"),
    )
    assert own(report) == {"Evan": 1, "Xia": 1}
    assert rows(report)["Evan"].points == 5


def test_what_is_taken_out_again_or_deleted_is_taken_off(bot: LocalBot) -> None:
    bot.declare(SETTINGS)
    report = bot.count(
        do("upload", "Evan", "11-02", title="File:Mine.png"),
        do("upload", "Xia", "11-02", title="File:Hers.png"),
        write("Evan", "Curie", "[[File:Mine.png]]", "11-04"),
        write("Xia", "Meitner", "[[File:Hers.png]] and more", "11-04"),
        write("Xia", "Meitner", "and more words", "11-05"),
    )
    assert own(report) == {"Evan": 1, "Xia": 0}
    assert own(bot.count(do("delete", "Admin", title="File:Mine.png"))) == {"Evan": 0, "Xia": 0}
