"""Declarations from beginning to end, as docs/organizers.md describes them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.declaration.campaign import (
    Adjustment,
    AnyOf,
    Articles,
    Before,
    Bonus,
    Campaign,
    CampaignWiki,
    Kind,
    Rule,
    Weight,
)
from bot.declaration.read import TOP_LEVEL_KEYS, read_declaration
from bot.declaration.schema.context import OutputKey
from bot.features.adjustments.disqualify import Disqualify
from bot.features.adjustments.points import GivePoints
from bot.features.adjustments.suspend import Suspend
from bot.features.conditions.category import InCategory
from bot.features.conditions.listed_on import ListedOn
from bot.features.conditions.template import HasTemplate
from bot.features.conditions.titles import Titled
from bot.features.measures.registry import PLANNED
from bot.features.participants.lists import SignUp
from bot.features.scoring.max_in_all import MaxInAll
from bot.features.scoring.max_per_article import MaxPerArticle
from bot.mediawiki.site import Title
from bot.messages import Message, Verbatim, message
from tests.declaration.people import who
from tests.declaration.reading import BASE, PAGE, brief, context, read

FULL = """\
name: Women in Physics 2026        # shown in tables and edit summaries
start: 2026-11-01                  # a date, or 2026-11-01 18:00; in the campaign's time zone
end: 2026-11-30                    # a date includes that whole day
timezone: Europe/Oslo              # IANA name; default: the wiki's
language: nb                       # of everything the bot writes here; default: the wiki's
organizers: [Alice, Bob]           # may change the declaration, judge and adjust; told about problems
wikis: [no.wikipedia.org, nn.wikipedia.org]    # default: the wiki with the page

participants:                      # several sources together: anybody found by one of them
  section: Participants            # default; the heading's usual names in the wiki's language are known
  page: Project:Women in Physics/Sign-up       # with `section`: that section of that page
  users: [Alice, Bob]
  category: Category:WiP participants
  event: 1234                      # an Event registration (CampaignEvents)
  hashtag: "#wip2026"              # in the edit summary: only those edits count
  anyone: true                     # whoever edits an article in the scope (which must be given); no bots
  except: [Mallory]
  teams:
    Red: [Alice]
    Blue: [Bob]

articles:                          # default: every page in the main namespace
  namespaces: [0]
  kind: new                        # new: became an article in the campaign; existing: was one before
  improved_when: {bytes_added: 200}
  reverts: tags                    # tags (default) or identity: see counting.md
  any:                             # at least one holds; `all:` and `none:` read alike, and nest
    - category: Women physicists
      depth: 3                     # levels of subcategories; default 0
      except: [Fictional physicists]           # and all below it
    - listed_on: Project:Women in Physics/Worklist     # linked from that page
    - template: Infobox scientist
    - titles: [Lise Meitner]
    - wikidata: "SELECT ?item WHERE { ?item wdt:P106 wd:Q169470; wdt:P21 wd:Q6581072 }"
  before:                          # the article before the participant's first revision
    max_bytes: 3000                # counting.md; a page that did not exist then fails
    template: Stub

points:
  articles_created: 10             # a measure and its points; measures are defined in counting.md
  bytes_added: {points: 1, per: 1000, max_per_article: 20}
  words_added: {points: 1, per: 100}
  references_added: 2
  images_added: {points: 5, max_per_article: 10}
  templates_removed:               # several rules for one measure: a list
    - {points: 3, templates: [Unreferenced]}
    - {points: 1, in_category: Stub templates}

bonus:
  - {measure: words_added, at: 500, points: 5, each: article}      # once per article (default)

weights:
  - {times: 2, where: {category: Nobel laureates}}

adjustments:
  - user: Alice
    points: -5
    reason: "copied text, see talk page"
    article: Lise Meitner
  - {user: Bob, disqualify: Marie Curie, reason: "written before the campaign"}
  - {user: Eve, suspend: 2026-11-10, reason: "sockpuppet case"}

goals:
  articles_created: 100
  references_added: 500

publish:                           # where each output goes
  leaderboard: true
  articles: /Articles              # a subpage
  status: false                    # not at all: problems are then told on the talk page
"""


def test_three_lines_make_a_campaign() -> None:
    declaration = read("name: Women in Physics 2026\nstart: 2026-11-01\nend: 2026-11-30\n")
    assert declaration.problems == declaration.notices == ()
    assert declaration.campaign == Campaign(
        name="Women in Physics 2026",
        start=datetime(2026, 10, 31, 23, tzinfo=UTC),
        end=datetime(2026, 11, 30, 23, tzinfo=UTC),
        timezone="Europe/Oslo",
        language="nb",
        page=PAGE,
        participants=who((SignUp(default=True),)),
        articles=Articles(),
        publish={"status": PAGE, "leaderboard": PAGE, "articles": PAGE},
    )


UNAVAILABLE = ("wikidata", *PLANNED)
"""What is not built yet, as the full example writes it."""


def is_unavailable(line: str) -> bool:
    """Whether a line of the full example uses something that is not built yet."""
    written = line.partition("#")[0]
    return any(re.search(rf"(^[ -]*|measure: ){name}\b", written) for name in UNAVAILABLE)


def test_of_the_full_language_only_what_is_not_built_is_a_problem() -> None:
    declaration = read(FULL)
    lines = FULL.split("\n")
    expected = [(number, "not-yet") for number, line in enumerate(lines, 1) if is_unavailable(line)]
    assert brief(declaration.problems) == expected
    assert len(expected) >= 1
    assert declaration.campaign is None
    assert declaration.notices == ()


LISE = Title(0, "Lise Meitner")


def test_what_is_built_of_the_full_language_is_read() -> None:
    declaration = read("".join(line for line in FULL.splitlines(keepends=True) if not is_unavailable(line)))
    assert declaration.problems == ()
    campaign = declaration.campaign
    assert campaign is not None
    assert campaign == Campaign(
        name="Women in Physics 2026",
        start=datetime(2026, 10, 31, 23, tzinfo=UTC),
        end=datetime(2026, 11, 30, 23, tzinfo=UTC),
        timezone="Europe/Oslo",
        language="nb",
        page=PAGE,
        organizers=("Alice", "Bob"),
        participants=who(
            (SignUp(Title(4, "Women in Physics/Sign-up"), default=True, line=10),),
            ("Alice", "Bob"),
            (Title(14, "WiP participants"),),
            events=((1234, 14),),
            hashtags=("#wip2026",),
            anyone=True,
            excluded=("Mallory",),
            teams={"Red": ("Alice",), "Blue": ("Bob",)},
        ),
        articles=Articles(
            kind=Kind.NEW,
            improved_when={"bytes_added": Decimal(200)},
            scope=AnyOf(
                (
                    InCategory(Title(14, "Women physicists"), 3, (Title(14, "Fictional physicists"),)),
                    ListedOn(Title(4, "Women in Physics/Worklist")),
                    HasTemplate(Title(10, "Infobox scientist")),
                    Titled((LISE,)),
                )
            ),
            before=Before(max_bytes=3000, scope=HasTemplate(Title(10, "Stub"))),
        ),
        rules=(
            Rule("articles_created", Decimal(10)),
            Rule("bytes_added", Decimal(1), Decimal(1000), (MaxPerArticle(Decimal(20)),)),
            Rule("words_added", Decimal(1), Decimal(100)),
            Rule("references_added", Decimal(2)),
            Rule("images_added", Decimal(5), options=(MaxPerArticle(Decimal(10)),)),
            Rule("templates_removed", Decimal(3), given={"templates": (Title(10, "Unreferenced"),)}),
            Rule("templates_removed", Decimal(1), given={"in_category": Title(14, "Stub templates")}),
        ),
        publish={
            "goals": PAGE,
            "leaderboard": PAGE,
            "teams": PAGE,
            "wikis": PAGE,
            "articles": Title(4, "Kvinner i fysikk/Articles"),
        },
        bonuses=(Bonus("words_added", Decimal(500), Decimal(5)),),
        weights=(Weight(Decimal(2), InCategory(Title(14, "Nobel laureates"))),),
        adjustments=(
            Adjustment("Alice", "copied text, see talk page", GivePoints(Decimal(-5)), article=LISE),
            Adjustment("Bob", "written before the campaign", Disqualify(Title(0, "Marie Curie"))),
            Adjustment("Eve", "sockpuppet case", Suspend(datetime(2026, 11, 9, 23, tzinfo=UTC))),
        ),
        goals={"articles_created": Decimal(100), "references_added": Decimal(500)},
        wikis=(CampaignWiki("no", "no.wikipedia.org"), CampaignWiki("nn", "nn.wikipedia.org")),
    )


def test_everything_that_is_built_is_read() -> None:
    declaration = read(
        BASE + "organizers: [Alice, Bruker:Bob]\n"
        "participants:\n"
        "  section: Påmelding\n"
        "  page: Project:Women/Sign-up\n"
        "  users: [Carol]\n"
        "  category: WiP participants\n"
        "  except: [Mallory]\n"
        "articles:\n"
        "  namespaces: [0, Portal]\n"
        "  kind: existing\n"
        "  improved_when: {bytes_added: 200}\n"
        "  category: Women physicists\n"
        "  depth: 3\n"
        "  except: Kategori:Fictional physicists\n"
        "points:\n"
        "  articles_created: 10\n"
        "  bytes_added: {points: 1, per: 1000, max_per_article: 20, max: 100}\n"
        "publish:\n"
        "  articles: /Artikler\n"
        "  status: false\n"
    )
    assert declaration.problems == ()
    campaign = declaration.campaign
    assert campaign is not None
    assert campaign.organizers == ("Alice", "Bob")
    assert campaign.participants == who(
        sign_ups=(SignUp(Title(4, "Women/Sign-up"), "Påmelding", line=6),),
        users=("Carol",),
        categories=(Title(14, "WiP participants"),),
        excluded=("Mallory",),
    )
    assert campaign.articles == Articles(
        frozenset({0, 100}),
        Kind.EXISTING,
        {"bytes_added": Decimal(200)},
        InCategory(Title(14, "Women physicists"), 3, (Title(14, "Fictional physicists"),)),
    )
    assert campaign.rules == (
        Rule("articles_created", Decimal(10)),
        Rule("bytes_added", Decimal(1), Decimal(1000), (MaxPerArticle(Decimal(20)), MaxInAll(Decimal(100)))),
    )
    assert campaign.publish == {"leaderboard": PAGE, "articles": Title(4, "Kvinner i fysikk/Artikler")}


def test_the_example_of_what_an_organizer_reads() -> None:
    declaration = read(
        "# Our campaign\n"
        "\n"
        "organizers: Alice\n"
        "nmae: Women in Physics\n"
        "start: 2026-11-01\n"
        "end: 2026-11-31\n"
        "\n"
        "points:\n"
        "  bytes_added: lots\n"
    )
    november = message("declaration-month-11", Verbatim("2026"))
    assert [(problem.line, problem.message, problem.quote) for problem in declaration.problems] == [
        (4, message("declaration-unknown-key-near", "nmae", "name"), "nmae: Women in Physics"),
        (
            6,
            message("declaration-month-length-end", november, 30, "2026-11-31", "2026-11-30"),
            "end: 2026-11-31",
        ),
        (9, message("declaration-wants-points", "bytes_added", "lots"), "  bytes_added: lots"),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n", "hello", "- name: A\n", "{}", "[]", "\ufeff"])
def test_without_settings_the_three_lines_to_write_are_shown(text: str) -> None:
    assert brief(read(text).problems) == [(None, "no-settings")]


def test_what_is_missing_is_told_last() -> None:
    assert brief(read("language: xx\nname: A").problems) == [
        (1, "wants-language"),
        (None, "missing"),
        (None, "missing"),
    ]


def test_a_declaration_has_a_limit() -> None:
    assert brief(read("# " + "ø" * 33_000).problems) == [(None, "too-large")]
    assert read(BASE + "# " + "ø" * 32_000).campaign


def test_nesting_has_a_limit_and_what_stands_above_is_read() -> None:
    deep = "".join("  " * level + "- any:\n" for level in range(1, 20))
    assert brief(read("strat: 2026-11-01\narticles:\n  any:\n" + deep).problems) == [
        (1, "unknown-key-near"),
        (12, "too-deep"),
    ]


def test_a_long_list_of_problems_is_cut() -> None:
    told = read("\n".join(f"key{number}: x" for number in range(80))).problems
    assert len(told) == 51
    assert told[-1].message == Message("declaration-more", (33,))


@pytest.mark.parametrize(
    "text",
    [
        FULL,
        BASE,
        BASE + "points: [",
        BASE + "name: @A",
        BASE + "articles:\n  any:\n  - category:A\n    depth: 1",
    ],
)
def test_whether_there_is_a_problem_can_be_asked_quickly(text: str) -> None:
    quick, thorough = read_declaration(text, context(), thorough=False), read(text)
    assert bool(quick.problems) == bool(thorough.problems)
    assert quick.campaign == thorough.campaign


def test_lines_can_be_quoted_later() -> None:
    declaration = read(BASE + "organizers: Alice  # that's me\n")
    line = declaration.written["Alice"].line
    remark = declaration.remark(message("notice-no-account", "Alice"), line)
    assert (remark.line, remark.quote) == (4, "organizers: Alice  # that's me")
    assert declaration.remark(message("x"), None).quote == ""


def test_where_names_stand_is_remembered() -> None:
    declaration = read(
        BASE + "participants: [Smith, John]\narticles:\n  any:\n  - category: A\n  - titles:\n    - B\n"
    )
    assert {what: (where.line, where.in_list) for what, where in declaration.written.items()} == {
        "Smith": (4, True),
        "John": (4, True),
        Title(14, "A"): (7, False),
        Title(0, "B"): (9, False),
    }


def test_the_keys_that_begin_a_line() -> None:
    assert {"name", "start", "end", "participants", "goals"} <= TOP_LEVEL_KEYS
    assert "category" not in TOP_LEVEL_KEYS


def test_outputs_are_those_that_the_bot_has() -> None:
    assert read(BASE + "publish: {report: false}").campaign
    assert brief(read(BASE + "publish: {report: true}").problems) == [(4, "not-yet")]
    built = replace(context(), outputs=(*context().outputs, OutputKey("report")), planned_outputs=())
    declared = read_declaration(BASE + "publish: {report: true}", built).campaign
    assert declared
    assert declared.publish["report"] == PAGE
