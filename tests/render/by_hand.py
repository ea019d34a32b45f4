"""Adding up what is printed, as a participant with a pencil would."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from decimal import Decimal

from hypothesis import strategies as st

from bot.declaration.campaign import Adjustment, Bonus, Each, Rule
from bot.features.adjustments.points import GivePoints
from bot.features.scoring.max_in_all import MaxInAll
from bot.features.scoring.max_per_article import MaxPerArticle
from bot.render.view import View

from .samples import accounts, contribution, revision, view

ALMOST = Decimal("0.00002")
"""What rounding at the sixth decimal may add up to."""
SIGNS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}


def value(said: str) -> Decimal:
    """What a printed sum comes to, after checking that it is right: ``(3 + 5) × 2 − 6 = 10``."""
    sides = [_side(side) for side in said.split("=")]
    assert all(abs(side - sides[-1]) < ALMOST for side in sides), said
    return sides[-1]


def _side(said: str) -> Decimal:
    plain = said.replace("\xa0", "").replace(",", "").replace("×", "*").replace("−", "-")
    return _node(ast.parse(plain.strip(), mode="eval").body, plain)


def _node(node: ast.expr, text: str) -> Decimal:
    match node:
        case ast.BinOp(left, sign, right):
            return SIGNS[type(sign)](_node(left, text), _node(right, text))
        case ast.UnaryOp(ast.USub(), operand):
            return -_node(operand, text)
        case ast.Constant():
            # The text itself, because a float has lost some of it.
            return Decimal(ast.get_source_segment(text.strip(), node) or "")
    raise AssertionError(text)


points = st.decimals("0.1", 50, places=2)
caps = st.none() | st.decimals(1, 100, places=1)
options = st.tuples(caps, caps).map(
    lambda pair: tuple(
        option(cap) for option, cap in zip((MaxPerArticle, MaxInAll), pair, strict=True) if cap is not None
    )
)
MEASURES = st.sampled_from(["edits", "articles_created", "bytes_added"])
rules = st.lists(
    st.builds(Rule, MEASURES, points, st.sampled_from([Decimal(1), Decimal(3), Decimal(700)]), options),
    max_size=4,
)
bonuses = st.lists(
    st.builds(Bonus, MEASURES, st.decimals(1, 3000, places=0), points, st.sampled_from(Each)), max_size=3
)
factors = st.dictionaries(st.integers(1, 6), st.sampled_from(["0", "0.5", "1", "1.5", "2", "7"]).map(Decimal))
decided = st.lists(st.decimals(-60, 60, places=2), max_size=3)
amounts = st.integers(-9000, 900_000) | st.none()
work = st.lists(st.tuples(st.sampled_from([1, 2]), amounts, st.integers(1, 9)), max_size=8)


@st.composite
def campaigns(draw: st.DrawFn, language: str = "en") -> View:
    """Two people, and all that can happen to their points."""
    people = accounts(["Alice", "Bob"])
    made = [
        contribution(
            people[userid - 1],
            f"Article {place}",
            [
                revision(place * 100 + n, place, userid, size=None if size is None else size // count)
                for n in range(count)
            ],
            created=place % 2 == 0,
        )
        for place, (userid, size, count) in enumerate(draw(work), 1)
    ]
    adjustments = tuple(
        Adjustment("Alice", f"reason {n}", GivePoints(one)) for n, one in enumerate(draw(decided))
    )
    return view(
        people,
        made,
        language=language,
        rules=tuple(draw(rules)),
        bonuses=tuple(draw(bonuses)),
        factors=draw(factors),
        adjustments=adjustments,
    )
