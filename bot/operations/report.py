"""How an update went, for those who have it done."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.mediawiki.outcomes import Failure, NotSaved
from bot.messages import Message, Remark
from bot.operations.count import Count
from bot.operations.holding import Guard
from bot.operations.messages_to_people.sender import Delivered
from bot.operations.publish import Published
from bot.render.view import View, Waiting
from bot.safety.bounds import Turning


@dataclass(frozen=True)
class Report:
    """How an update went. ``refusal`` says why the page is no campaign; everything else is then empty.

    ``view`` is None where nothing could be counted; ``resting`` is true for a final campaign that was left
    alone. ``unfinished``: there is more to count than has its turn at once; all of it is kept, and the next
    update goes on from there. ``busy``: another process is at it. ``count`` tells what the numbers are made
    of. ``waiting`` is a change of the settings that does not run yet; ``warnings`` are for the operator.
    ``turning`` is what the operator is to be told: what stops saves from now on, and does no more. ``guard``
    is what is remembered of the outputs for the next turn. ``delivered`` are messages to people.
    ``unread`` is why a wiki that the campaign names beside that of its page could not be read: then all stays
    as it was.
    """

    title: str
    refusal: Message | None = None
    problems: tuple[Remark, ...] = ()
    notices: tuple[Remark, ...] = ()
    view: View | None = None
    pages: tuple[Published, ...] = ()
    resting: bool = False
    unfinished: bool = False
    busy: bool = False
    count: Count | None = None
    waiting: Waiting | None = None
    warnings: tuple[Message, ...] = ()
    turning: Turning = field(default_factory=Turning)
    guard: Guard | None = None
    delivered: tuple[Delivered, ...] = ()
    unread: Message | None = None

    @property
    def held(self) -> bool:
        """Whether all is to be read again at once, because something would shrink without a reason."""
        return any(one.failure is Failure.HELD_BACK for one in self.failures)

    @property
    def failures(self) -> tuple[NotSaved, ...]:
        """The saves that did not come about."""
        return tuple(page.outcome for page in self.pages if isinstance(page.outcome, NotSaved))
