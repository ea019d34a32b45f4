"""Python's collector of reference cycles, told how this program uses memory."""

from __future__ import annotations

import gc

YOUNG = 50_000
"""New objects before it looks at them; Python's own 700 are soon there where people are read by thousands."""


def collect_rarely() -> None:
    """Leave alone what is loaded by now, and look at the rest less often: values make no cycles.

    It took a tenth of the time of a large update to look for them.
    """
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 20)
