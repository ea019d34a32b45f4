"""A campaign as the outputs see it, and names and titles that would like to be markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.core.campaign import Campaign, Participants, Rule, SignUp
from bot.core.contributions import Contribution
from bot.core.phase import Phase
from bot.core.revisions import Account, Page, Revision
from bot.core.scheme import Scheme
from bot.core.scoring import standings
from bot.core.site import Site, Title
from bot.i18n.collation import collate
from bot.i18n.texts import Texts
from bot.render.view import View

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
    Rule("bytes_added", Decimal(1), Decimal(1000), max_per_article=Decimal(20), max=Decimal(100)),
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
    when = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(hours=revid)
    return Revision(revid, revid - 1 if parentid is None else parentid, pageid, userid, when, 100, size)


def contribution(
    account: Account,
    title: str,
    revisions: Sequence[Revision],
    *,
    created: bool = False,
    draft: bool = False,
) -> Contribution:
    sizes = [one.sizediff for one in revisions]
    known = [size for size in sizes if size is not None]
    measures = {
        "edits": len(revisions),
        "articles_created": int(created),
        "articles_improved": int(not created),
        "bytes_added": sum(known) if len(known) == len(sizes) else None,
    }
    return Contribution(account, Page(revisions[0].pageid, 0, title), tuple(revisions), measures, draft)


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
        participants=Participants(sign_ups=(SignUp(default=True),)),
        rules=tuple(rules),
    )


def view(
    people: Sequence[Account] = (),
    contributions: Iterable[Contribution] = (),
    *,
    name: str = "Women in Physics 2026",
    rules: Sequence[Rule] = RULES,
    language: str = "en",
    **changes: object,
) -> View:
    """A running campaign; ``changes`` are fields of View, or of Campaign, that are to be different."""
    declared = campaign(name, rules, language)
    of_campaign = {key: changes.pop(key) for key in list(changes) if hasattr(declared, key)}
    table = standings(people, contributions, Scheme(tuple(rules)), collate(language))
    made = View(
        campaign=replace(declared, **of_campaign),  # type: ignore[arg-type]
        site=SITE,
        texts=Texts.of(language),
        phase=Phase.ACTIVE,
        standings=table,
        changed=datetime(2026, 11, 22, 4, 34, tzinfo=UTC),
        checked_every=timedelta(minutes=30),
        final_from=datetime(2026, 12, 3, 23, tzinfo=UTC),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


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
