"""A campaign as the outputs see it, and names and titles that would like to be markup."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from bot.counting.contributions import Contribution
from bot.counting.eligibility import Eligibility, Reason
from bot.counting.people import PersonFacts
from bot.counting.phase import Phase
from bot.counting.scoring import breakdown, decimal, page_score, standings_of
from bot.counting.scoring_rules import ScoringRules
from bot.counting.standings import Breakdown, Row, ScoredContribution
from bot.counting.stored_results import SeenRevision
from bot.declaration.campaign import Adjustment, Bonus, Campaign, Each, Rule, Weight
from bot.features.adjustments.disqualify import Disqualify
from bot.features.adjustments.points import GivePoints
from bot.features.adjustments.suspend import Suspend
from bot.features.conditions.category import InCategory
from bot.features.measures.registry import ALWAYS, AVAILABLE
from bot.features.outputs.registry import OUTPUTS
from bot.features.outputs.uncounted import UNCOUNTED, UncountedEdits
from bot.features.participants.lists import SignUp
from bot.features.scoring.max_in_all import MaxInAll
from bot.features.scoring.max_per_article import MaxPerArticle
from bot.i18n.collation import collate
from bot.i18n.texts import Texts
from bot.mediawiki.keys import AccountKey, PageKey
from bot.mediawiki.models import BY_AGE, Account, Page, Revision
from bot.mediawiki.site import Site, Title
from bot.messages import Message
from bot.render.table import LONGEST
from bot.render.view import View
from tests.declaration.people import who
from tests.keys import WIKI, account_key, page_key, participants

NAMES = (
    "Alice",
    "Çelik Ö",
    "Мария",
    "O'Neil",
    "Bob B",
    "Anna-Lena von der Heide",
    "~2026-12345-67",
    "أحمد",
)

NASTY_NAMES = (
    "A''B''",
    "A'''''B",
    "'quoted'",
    "Foo!!",
    "!!Foo!!bar",
    "~~x~~",
    "*star",
    "AT&T",
    "A&amp b",
    "RFC 1",
    "ISBN 9780306406157",
    "Http://example.com/x",
    "Mailto:a@b.example",
    "News:foo",
    "/sub",
    "...",
    "C:D:E",
    "-",
    "+x",
    "=x=",
    "100%",
    "＿＿目次非表示＿＿",
    '"q"',
    "A=b",
    "`code`",
    "\\",
    "(a), b",
    "مرحبا!",
)
FREE_TEXT = (
    "<script>alert(1)</script>",
    "{{Foo}}{{subst:x}}{{{1}}}",
    "[[File:X.png]] [http://a b]",
    "|}",
    "|-",
    "a\n|-\n|b\n* c",
    "~~~~",
    "__NOTOC__",
    "-{zh:a}-",
    "RFC 12 PMID 5 ISBN\u00a09780306406157",
    "https://x.example/ //y mailto:a@b.example",
    "== h ==",
    "<!-- /campaignbot:status --><nowiki>",
    "&lt;&#60;",
    "\u202eevil\u2066",
    "\x7f'\"`UNIQ-1-x-QINU`\"'\x7f",
    "----",
    "''it'' '''b'''",
    "<ref>x</ref>",
    "#REDIRECT [[X]]",
    " leading",
    "؟ عربي",
)
RULES = (
    Rule("articles_created", Decimal(10)),
    Rule("bytes_added", Decimal(1), Decimal(1000), (MaxPerArticle(Decimal(20)), MaxInAll(Decimal(100)))),
)

SITEINFO = {
    "general": {
        "wikiid": "wiki",
        "lang": "en",
        "timezone": "UTC",
        "rtl": False,
        "server": "https://wiki.example",
        "articlepath": "/wiki/$1",
        "script": "/w/index.php",
    },
    "namespaces": {
        str(number): {
            "id": number,
            "name": name,
            "canonical": name,
            "case": "first-letter",
            "content": number == 0,
        }
        for number, name in {
            -1: "Special",
            0: "",
            1: "Talk",
            2: "User",
            3: "User talk",
            4: "Project",
            6: "File",
            10: "Template",
            14: "Category",
            118: "Draft",
        }.items()
    },
    "namespacealiases": [],
    "interwikimap": [],
    "specialpagealiases": [],
}
SITE = Site.from_siteinfo(SITEINFO)


def revision(
    revid: int, pageid: int, userid: int = 1, *, size: int | None = 10, parentid: int | None = None
) -> Revision:
    """A revision made ``revid`` hours into the campaign."""
    when = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(hours=revid % 100_000)
    return Revision(revid, revid - 1 if parentid is None else parentid, pageid, userid, when, 100, size)


def contribution(
    account: Account,
    title: str,
    revisions: Sequence[Revision],
    *,
    created: bool = False,
    draft: bool = False,
    measures: Mapping[str, int | None] | None = None,
) -> Contribution:
    """``measures`` are more than the revisions themselves tell, or others."""
    sizes = [one.sizediff for one in revisions]
    known = [size for size in sizes if size is not None]
    found: dict[str, int | None] = {
        **dict.fromkeys(AVAILABLE, 0),
        "edits": len(revisions),
        "articles_created": int(created),
        "articles_improved": int(not created),
        "bytes_added": sum(known) if len(known) == len(sizes) else None,
        **(measures or {}),
    }
    return Contribution(WIKI, account, Page(revisions[0].pageid, 0, title), tuple(revisions), found, draft)


def accounts(names: Iterable[str]) -> list[Account]:
    return [Account(number, name) for number, name in enumerate(names, 1)]


def campaign(
    name: str = "Women in Physics 2026", rules: Sequence[Rule] = RULES, language: str = "en"
) -> Campaign:
    return Campaign(
        name=name,
        start=datetime(2026, 10, 31, 23, tzinfo=UTC),
        end=datetime(2026, 11, 30, 23, tzinfo=UTC),
        timezone="Europe/Oslo",
        language=language,
        page=Title(4, "WiP"),
        organizers=("Alice", "Bob B"),
        participants=who(sign_ups=(SignUp(default=True),)),
        rules=tuple(rules),
    )


def view(
    people: Sequence[Account] = (),
    contributions: Iterable[Contribution] = (),
    *,
    name: str = "Women in Physics 2026",
    rules: Sequence[Rule] = RULES,
    language: str = "en",
    factors: Mapping[int, Decimal] | None = None,
    **changes: object,
) -> View:
    """A running campaign; ``changes`` are fields of View, Campaign or UncountedEdits that differ.

    ``factors`` are what the weights come to, by pageid.
    """
    plain = campaign(name, rules, language)
    if "teams" in changes:
        changes["participants"] = replace(plain.participants, teams=changes.pop("teams"))  # type: ignore[arg-type]
    uncounted = uncounted_edits(changes.pop("uncounted", {}), changes.pop("pages", {}))  # type: ignore[arg-type]
    of_campaign = {key: changes.pop(key) for key in list(changes) if hasattr(plain, key)}
    declared = replace(plain, **of_campaign)  # type: ignore[arg-type]
    made_of = sorted(contributions, key=lambda c: (c.revisions[0].timestamp, c.revisions[0].revid))
    how = scoring(declared, people, factors or {})
    table = standings_of(participants(people), made_of, how, collate(language))
    made = View(
        campaign=declared,
        wiki=WIKI,
        site=SITE,
        texts=Texts.of(language),
        phase=Phase.ACTIVE,
        standings=table,
        changed=datetime(2026, 11, 22, 4, 34, tzinfo=UTC),
        checked_every=timedelta(minutes=30),
        final_from=datetime(2026, 12, 3, 23, tzinfo=UTC),
        data={**{one: one.read(Told(made_of, how), table) for one in ASKED}, UNCOUNTED: uncounted},
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def uncounted_edits(edits: Mapping[int, Sequence[Eligibility]], pages: Mapping[int, Page]) -> UncountedEdits:
    """The edits by userid, on pages by pageid."""
    return UncountedEdits(
        {
            account_key(userid): tuple(
                SeenRevision(WIKI, one, pages.get(one.revision.pageid, Page(one.revision.pageid, 0, "")))
                for one in theirs
            )
            for userid, theirs in edits.items()
        }
    )


ASKED = tuple(dict.fromkeys(data for output in OUTPUTS.values() for data in output.data))
"""What all outputs ask for."""


@dataclass(frozen=True)
class Told:
    """Tells what these contributions come to, as the stored results would."""

    contributions: Sequence[Contribution]
    how: ScoringRules

    def latest(self, limit: int) -> tuple[tuple[Contribution, ...], ...]:
        return by_article(self.contributions)[:limit]

    def newest(self, limit: int) -> tuple[ScoredContribution, ...]:
        parts = self.how.parts()
        scored = [
            ScoredContribution(one, decimal(sum(page_score(one, self.how, parts).parts, Fraction(0))))
            for one in self.contributions
        ]
        scored.sort(key=lambda one: BY_AGE(one.contribution.revisions[-1]), reverse=True)
        return tuple(scored[:limit])

    def breakdowns(self, rows: Iterable[Row]) -> tuple[Breakdown, ...]:
        return tuple(
            breakdown(
                row, [c for c in self.contributions if c.account_key in row.participant.accounts], self.how
            )
            for row in rows
        )

    def uncounted(self, _accounts: Collection[AccountKey]) -> Sequence[SeenRevision]:
        return ()

    def people(self, rows: Iterable[Row]) -> Mapping[AccountKey, PersonFacts]:
        """Everybody's account was made some days after the one before it; of the third it is not known."""
        first, keys = datetime(2026, 10, 5, tzinfo=UTC), [row.participant.account_key for row in rows]
        return {
            key: PersonFacts(
                None if key.userid == 3 else first + timedelta(days=5 * key.userid),
                first + timedelta(days=20, hours=key.userid) if key.userid % 2 else None,
                key.userid == 4,
            )
            for key in keys
        }

    def lacks(self, _seen: Iterable[SeenRevision]) -> Mapping[PageKey, tuple[Message, ...]]:
        return {}


def by_article(contributions: Sequence[Contribution]) -> tuple[tuple[Contribution, ...], ...]:
    """The contributions to each of the newest articles, as the results tell them."""
    articles: dict[int, list[Contribution]] = {}
    for contribution in contributions:
        articles.setdefault(contribution.page.pageid, []).append(contribution)

    def latest(article: Sequence[Contribution]) -> tuple[datetime, int]:
        return max((c.revisions[-1].timestamp, c.revisions[-1].revid) for c in article)

    return tuple(map(tuple, sorted(articles.values(), key=latest, reverse=True)))[:LONGEST]


def scoring(declared: Campaign, people: Sequence[Account], factors: Mapping[int, Decimal]) -> ScoringRules:
    """What the campaign declares, with the people's accounts for their names."""
    ids = {person.name: account_key(person.userid) for person in people}
    adjustments: dict[AccountKey, tuple[Adjustment, ...]] = {}
    for one in declared.adjustments:
        adjustments[ids[one.user]] = (*adjustments.get(ids[one.user], ()), one)
    used = {rule.measure for rule in declared.rules} | {bonus.measure for bonus in declared.bonuses}
    used |= declared.goals.keys()
    measured = tuple(name for name in AVAILABLE if name in ALWAYS or name in used)
    teams = {team: [ids[name] for name in members] for team, members in declared.participants.teams.items()}
    weighed = {page_key(pageid): factor for pageid, factor in factors.items()}
    return ScoringRules(declared.rules, declared.bonuses, weighed, adjustments, teams, measured)


EVERYTHING: dict[str, object] = {
    "rules": (
        Rule("articles_created", Decimal(10)),
        Rule("bytes_added", Decimal(1), Decimal(1000), (MaxPerArticle(Decimal(20)), MaxInAll(Decimal(60)))),
        Rule("edits", Decimal(1), Decimal(3)),
    ),
    "bonuses": (
        Bonus("bytes_added", Decimal(3000), Decimal(5)),
        Bonus("bytes_added", Decimal(20000), Decimal("2.5"), Each.PARTICIPANT),
    ),
    "weights": (
        Weight(Decimal(2), InCategory(Title(14, "Nobel laureates"))),
        Weight(Decimal("1.5"), InCategory(Title(14, "Women chemists"), 2)),
    ),
    "adjustments": (
        Adjustment(
            "Alice", "copied text, see talk page", GivePoints(Decimal(-5)), article=Title(0, "Lise Meitner")
        ),
        Adjustment("Alice", "helped newcomers", GivePoints(Decimal("1.25"))),
        Adjustment("Bob B", "written before the campaign", Disqualify(Title(0, "Marie Curie"))),
        Adjustment("O'Neil", "", Suspend(datetime(2026, 11, 10, 8, tzinfo=UTC))),
    ),
    "teams": {"Red": ("Alice", "Мария", "O'Neil"), "Blue": ("Bob B", "Çelik Ö"), "Late": ("أحمد",)},
    "goals": {
        "articles_created": Decimal(4),
        "bytes_added": Decimal(500_000),
        "edits": Decimal(30),
    },
    "factors": {1: Decimal(2), 3: Decimal("1.5")},
}
"""All that can be declared about points, people and goals at once."""
ARTICLES = ("Lise Meitner", "Marie Curie", "Irène Joliot-Curie", "Chien-Shiung Wu")


def full(language: str = "en", names: Sequence[str] = NAMES, **changes: object) -> View:
    """A campaign that declares everything; the last participant has done nothing that counts."""
    people = accounts(names)
    work = [
        contribution(
            person,
            title,
            [
                revision(place * 1000 + person.userid * 100 + n, place, person.userid, size=size)
                for n, size in enumerate(_sizes(person.userid, place))
            ],
            created=person.userid == place,
        )
        for person in people[:-1]
        for place, title in enumerate(ARTICLES[: 5 - person.userid // 2], 1)
    ]
    given = {**EVERYTHING, **uncounted(people), "publish": {"details": Title(4, "WiP/Details")}, **changes}
    return view(people, work, language=language, **given)  # type: ignore[arg-type]


def _sizes(userid: int, place: int) -> list[int]:
    return [24_310 // userid // place, *(-17 * n for n in range(1, 1 + (userid * place) % 8))]


def uncounted(people: Sequence[Account]) -> dict[str, object]:
    """For everybody some edits that do not count, on pages of their own."""
    pages = {n: Page(n, 0, title) for n, title in ((91, "Ida Noddack"), (92, "User:Sandbox"), (93, ""))}
    reasons = (Reason.REVERTED, Reason.NOT_AN_ARTICLE, Reason.PAGE_GONE, Reason.HIDDEN)
    evaluated = {
        person.userid: tuple(
            Eligibility(revision(5000 + person.userid * 50 + n, 91 + n % 3, person.userid), reasons[n % 4])
            for n in range(3 + person.userid * 5)
        )
        for person in people
    }
    return {"uncounted": evaluated, "pages": pages}


def busy(names: Sequence[str] = NAMES, titles: Sequence[str] = ("Lise Meitner",), **changes: object) -> View:
    """Everybody has worked on every title, the first one more than the others; but the last one has not."""
    people = accounts(names)
    work = [
        contribution(
            person,
            title,
            [revision(100 * person.userid + pageid, pageid, person.userid, size=24310 // person.userid)],
            created=person.userid == 1,
        )
        for person in people[:-1]
        for pageid, title in enumerate(titles, 1)
    ]
    return view(people, work, **changes)  # type: ignore[arg-type]
