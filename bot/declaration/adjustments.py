"""What organizers decide about single participants: ``adjustments``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.declaration.campaign import Adjustment
from bot.declaration.schema.dates import When
from bot.declaration.schema.keyed import Key, Keyed, Values
from bot.declaration.schema.moments import DateOrTime
from bot.declaration.schema.names import PageTitle, UserName
from bot.declaration.schema.numbers import Number
from bot.declaration.schema.reader import Reader
from bot.declaration.schema.shapes import ListOf, Text
from bot.mediawiki.site import Title

LONGEST_REASON = 300
KINDS = ("points", "disqualify", "suspend")


@dataclass(frozen=True, slots=True)
class WrittenAdjustment:
    """An adjustment as it was written: its moment waits for the campaign's time zone."""

    user: str
    reason: str
    points: Decimal | None
    disqualify: Title | None
    suspend: DateOrTime | None
    article: Title | None

    def adjustment(self, zone: ZoneInfo) -> Adjustment:
        """The adjustment, its moment in UTC."""
        suspended = self.suspend.begins(zone) if self.suspend else None
        return Adjustment(self.user, self.reason, self.points, self.disqualify, suspended, self.article)


def _written(values: Values, _: Reader) -> WrittenAdjustment:
    return WrittenAdjustment(
        values.get("user"),
        values.get("reason"),
        values.get("points"),
        values.get("disqualify"),
        values.get("suspend"),
        values.get("article"),
    )


def _check(values: Values, reader: Reader) -> None:
    """One decision an item, so that each has a reason of its own."""
    given = [kind for kind in KINDS if kind in values.nodes]
    if len(given) > 1:
        reader.problem(values.nodes[given[1]].key.span, "declaration-adjustment-one")
    elif not given and "user" in values.nodes and reader.complete and reader.findings.meant.isdisjoint(KINDS):
        reader.problem(values.nodes["user"].key.span, "declaration-adjustment-what")


ADJUSTMENTS: ListOf[WrittenAdjustment] = ListOf(
    Keyed(
        "adjustments",
        (
            Key("user", UserName(), required=True, example="user: Alice"),
            Key("points", Number(least=None)),
            Key("disqualify", PageTitle()),
            Key("suspend", When()),
            Key("article", PageTitle()),
            Key(
                "reason", Text(LONGEST_REASON), required=True, example='reason: "copied text, see talk page"'
            ),
        ),
        _written,
        "declaration-wants-adjustment",
        check=_check,
    )
)
