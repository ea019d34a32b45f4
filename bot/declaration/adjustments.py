"""What organizers decide about single participants: ``adjustments``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from bot.declaration.campaign import Adjustment
from bot.declaration.schema.context import NamedWiki
from bot.declaration.schema.keyed import Key, Keyed, Values
from bot.declaration.schema.names import PageTitle, UserName
from bot.declaration.schema.reader import Reader
from bot.declaration.schema.shapes import ListOf, Text
from bot.declaration.schema.there import KEY, KeyedThere
from bot.declaration.schema.wiki_names import WikiName
from bot.features.adjustments.decision import Decision
from bot.features.adjustments.registry import DECISIONS
from bot.mediawiki.site import Title

LONGEST_REASON = 300
KINDS = tuple(decision.key for decision in DECISIONS)


@dataclass(frozen=True, slots=True)
class WrittenAdjustment:
    """An adjustment as it was written: its decision waits for the campaign's time zone."""

    user: str
    reason: str
    decision: type[Decision]
    written: Any
    article: Title | None
    wiki: NamedWiki | None = None

    def adjustment(self, zone: ZoneInfo) -> Adjustment:
        """The adjustment, its moment in UTC."""
        decision = self.decision.of(self.written, zone)
        return Adjustment(self.user, self.reason, decision, self.article, self.wiki)


def _written(values: Values, _: Reader) -> WrittenAdjustment | None:
    for decision in DECISIONS:
        if decision.key in values.found:
            user, reason, article = (values.get(key) for key in ("user", "reason", "article"))
            written, wiki = values.get(decision.key), values.get(KEY)
            return WrittenAdjustment(user, reason, decision, written, article, wiki)
    return None


def _check(values: Values, reader: Reader) -> None:
    """One decision an item, so that each has a reason of its own."""
    given = [kind for kind in KINDS if kind in values.nodes]
    if len(given) > 1:
        reader.problem(values.nodes[given[1]].key.span, "declaration-adjustment-one")
    elif not given and "user" in values.nodes and reader.complete and reader.findings.meant.isdisjoint(KINDS):
        reader.problem(values.nodes["user"].key.span, "declaration-adjustment-what")


ADJUSTMENT: Keyed[WrittenAdjustment | None] = KeyedThere(
    "adjustments",
    (
        Key("user", UserName(), required=True, example="user: Alice"),
        *(Key(one.key, one.shape, synonyms=one.synonyms, sample=one.sample) for one in DECISIONS),
        Key("article", PageTitle(), sample="article: Lise Meitner"),
        Key(KEY, WikiName(), sample="wiki: nn.wikipedia.org"),
        Key("reason", Text(LONGEST_REASON), required=True, example='reason: "copied text, see talk page"'),
    ),
    _written,
    "declaration-wants-adjustment",
    check=_check,
)
ADJUSTMENTS: ListOf[WrittenAdjustment | None] = ListOf(ADJUSTMENT)
DECIDED = tuple(key for key in ADJUSTMENT.keys if key.required or key.name == KINDS[0])
"""What a decision takes, with the first kind there is."""
