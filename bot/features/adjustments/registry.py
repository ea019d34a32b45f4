"""What organizers can decide about a participant. One more decision is one module and one line here."""

from __future__ import annotations

from bot.features.adjustments.decision import Decision
from bot.features.adjustments.disqualify import Disqualify
from bot.features.adjustments.points import GivePoints
from bot.features.adjustments.suspend import Suspend

DECISIONS: tuple[type[Decision], ...] = (GivePoints, Disqualify, Suspend)
"""In the order of their keys; of several that take out a revision, the first one is the reason."""
