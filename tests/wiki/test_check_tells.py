"""``check`` of several pages, and what it tells of what the settings name."""

from __future__ import annotations

from .support import LocalWiki
from .test_commands import PAGE, SETTINGS, Commands, commands, page

__all__ = ["commands"]

CASES = {
    "Project:Judged": (
        "participants: {users: [Admin]}\nadjustments: [{user: Nemo, disqualify: Gone, reason: x}]\n",
        ["Nemo", "“Gone”"],
    ),
    "Project:Lists": ("participants: {page: Project:No list}\n", ["“Project:No list”"]),
    "Project:People": ("participants: {category: No people}\n", ["No people"]),
    "Project:Elsewhere": ("publish: {leaderboard: Project:Other}\n", ["Project:Other"]),
    "Project:Works": ("articles: {listed_on: Project:No works}\n", ["“Project:No works”"]),
    "Project:Templates": ("articles: {template: No tem}\n", ["No tem"]),
}


def test_each_page_is_told_of_though_another_is_missing(commands: Commands, wiki: LocalWiki) -> None:
    wiki.tell(
        {"do": "edit", "title": PAGE, "text": page()},
        *(
            {"do": "edit", "title": title, "text": page(SETTINGS + more)}
            for title, (more, _) in CASES.items()
        ),
    )
    done = commands("check", "Project:Missing", *CASES, PAGE)
    assert done.returncode == 2
    parts = dict(part.split("\n", 1) for part in done.stdout.split("— ")[1:])
    found = {title.strip(): " ".join(said.split()) for title, said in parts.items()}
    assert list(found) == ["Project:Missing", *CASES, PAGE]
    for title, (_, words) in CASES.items():
        for word in words:
            assert word in found[title], (title, found[title])
    assert "Missing" in found["Project:Missing"]
