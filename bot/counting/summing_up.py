"""Much of the same is told by a few, and how many more there are: nobody reads a thousand lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bot.messages import Remark, message

EACH = 20
"""So many of a kind are told."""
ALL = 50
"""So many are told altogether."""

_TWO_NAMES = "notice-no-account-comma"
_SAME = {_TWO_NAMES: "notice-no-account"}
_MORE = {
    "notice-no-account": "notice-more-accounts",
    "notice-no-page": "notice-more-pages",
    "notice-no-category": "notice-more-categories",
}


def summed_up(remarks: Iterable[Remark], each: int = EACH, most: int = ALL) -> tuple[Remark, ...]:
    """The first of each kind, ``most`` of all kinds, and for each kind how many more there are."""
    told: list[Remark] = []
    seen, left = Counter[str](), Counter[str]()
    for remark in remarks:
        kind = _SAME.get(remark.message.key, remark.message.key)
        if seen[kind] < each and len(told) < most:
            told.append(remark)
            seen[kind] += 1
        else:
            left[kind if kind in _MORE else ""] += 2 if remark.message.key == _TWO_NAMES else 1
    sums = (Remark(message(_MORE.get(kind, "notice-more"), number)) for kind, number in left.items())
    return (*told, *sums)
