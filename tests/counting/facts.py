"""Short ways to write down facts in tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.counting.contributions import Contribution
from bot.declaration.campaign import Articles, Campaign, Participants, Rule
from bot.features.scoring.max_in_all import MaxInAll
from bot.features.scoring.max_per_article import MaxPerArticle
from bot.mediawiki.models import Account, Page, Revision
from bot.mediawiki.site import Title
from tests.keys import WIKI

START = datetime(2026, 11, 1, tzinfo=UTC)
END = datetime(2026, 12, 1, tzinfo=UTC)
ALICE, BOB = Account(1, "Alice"), Account(2, "Bob")


def campaign(*, rules: tuple[Rule, ...] = (), articles: Articles | None = None) -> Campaign:
    return Campaign(
        name="Test",
        start=START,
        end=END,
        timezone="UTC",
        language="en",
        page=Title(4, "Test"),
        participants=Participants(),
        articles=articles or Articles(),
        rules=rules,
    )


def revision(revid: int, *tags: str, **facts: object) -> Revision:
    """A revision on the given day of the campaign; ``day`` 0 is its first."""
    day = facts.pop("day", 1)
    assert isinstance(day, int | float)
    known: dict[str, object] = {
        "parentid": revid - 1,
        "pageid": 1,
        "userid": ALICE.userid,
        "size": 100,
        "sizediff": 10,
        **facts,
    }
    return Revision(revid=revid, timestamp=START + timedelta(days=day), tags=frozenset(tags), **known)  # type: ignore[arg-type]


def page(pageid: int = 1, namespace: int = 0, title: str = "Lise Meitner", *, redirect: bool = False) -> Page:
    return Page(pageid, namespace, title, redirect)


def contribution(
    account: Account = ALICE, pageid: int = 1, *, revisions: int = 1, **measures: int | None
) -> Contribution:
    amounts: dict[str, int | None] = {
        "edits": revisions,
        "articles_created": 0,
        "articles_improved": 1,
        "bytes_added": 0,
        **measures,
    }
    made = tuple(revision(n + 1, pageid=pageid, userid=account.userid) for n in range(revisions))
    return Contribution(WIKI, account, page(pageid), made, amounts)


def rule(
    measure: str,
    points: Decimal | str | int,
    per: str | int = 1,
    *,
    max_per_article: Decimal | str | int | None = None,
    max: Decimal | str | int | None = None,  # noqa: A002 - the language's own word
) -> Rule:
    given = ((MaxPerArticle, max_per_article), (MaxInAll, max))
    options = tuple(option(Decimal(cap)) for option, cap in given if cap is not None)
    return Rule(measure, Decimal(points), Decimal(per), options)
