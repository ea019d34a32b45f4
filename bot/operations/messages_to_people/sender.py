"""Sends messages to people, each of them once: the wiki itself tells which were sent.

Before a message is saved, the bot's own edits of talk pages are read, by their proofs (``message.py``),
together with the page; and it is saved on the version that was read. So it is never sent twice, whatever
became of the store, of the process, or of an answer. Where the bot can't be sure, it sends nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from functools import partial

from bot.mediawiki.outcomes import Again, Failure, NotSaved, Outcome, Saved
from bot.mediawiki.queries import WIKITEXT, Deletions, PageText, PageTexts, RevisionTexts
from bot.messages import Message, message
from bot.operations.campaign_page import Opened
from bot.operations.context import WikiContext
from bot.operations.lease import Lease
from bot.operations.messages_to_people.message import Proof, TalkMessage, proofs_in
from bot.operations.messages_to_people.talk_pages import TalkPages, leads_to, look, talk_title
from bot.operations.ports import Change
from bot.wikitext.bot_exclusion import bots_allowed

FRESH = timedelta(seconds=30)
"""What was read longer ago is read again before something is sent by it."""
SENDING = 0
"""Whose turn it is to send messages on a wiki stands under a page that no wiki has."""


class Delivery(Enum):
    """What became of a message; the value is the end of its message's key."""

    SENT = "sent"
    KNOWN = "known"
    """The person has it already."""
    WOULD_BE = "would-be"
    """It would be sent, but this is a dry run."""
    LATER = "later"
    """As many were sent as may be in an hour, another process is at it, or the wiki does not take it now."""
    OPTED_OUT = "opted-out"
    """The talk page is in the category of those who want no messages."""
    NO_BOTS = "no-bots"
    """The talk page asks bots to stay away."""
    NO_WIKITEXT = "no-wikitext"
    """Messages on the talk page are not wikitext."""
    ELSEWHERE = "elsewhere"
    """The talk page leads to a page that is nobody's talk page, or on from there."""
    DELETED = "deleted"
    """The talk page was deleted once, and nobody knows what stood there."""
    NO_TEMPLATE = "no-template"
    """The template that was to be put there does not exist."""
    REFUSED = "refused"
    """The wiki did not take it."""

    @property
    def settled(self) -> bool:
        """Whether there is nothing more to be done about it."""
        return self in {Delivery.SENT, Delivery.KNOWN}

    @property
    def waits(self) -> bool:
        """Whether the next turn tries again; of all others but the settled ones, that is done once a day."""
        return self in {Delivery.LATER, Delivery.WOULD_BE, Delivery.NO_TEMPLATE}


@dataclass(frozen=True, slots=True)
class Delivered:
    """A message after its turn, the full title of the page it was for, and why it was not saved."""

    message: TalkMessage
    title: str
    delivery: Delivery
    failure: NotSaved | None = None

    @property
    def said(self) -> Message:
        """What to tell a person of it."""
        usual = message(f"delivery-{self.delivery.value}", self.title)
        return self.failure.message if self.failure else usual


@dataclass
class Sender:
    """Sends one campaign's messages. ``opened`` is the campaign as its turn began."""

    context: WikiContext
    opened: Opened
    dry: bool = False
    _seen: TalkPages | None = field(default=None, init=False)
    _sent: set[Proof] = field(default_factory=set, init=False)
    """What was sent in this turn, or would be."""

    def send(self, messages: Sequence[TalkMessage]) -> Iterator[Delivered]:
        """All of them, each when it is done, as far as there is room. Raises WikiUnavailable."""
        if not messages or not self.context.wiki.account:
            return
        context = self.context
        lease = Lease(context.memory, context.address, SENDING, context.worker, context.clock)
        with lease.taken() as mine:
            stopped = None if mine else self._later(messages[0])
            for place, message in enumerate(messages):
                # What stops one stops all that come behind it.
                if stopped is None:
                    lease.keep()
                    one = self._one(message, messages[place:])
                    stopped = one if one.delivery is Delivery.LATER else None
                    yield one
                else:
                    yield self._later(message)

    def _one(self, message: TalkMessage, left: Sequence[TalkMessage]) -> Delivered:
        if self._seen and message.proof in self._seen.proofs:
            return Delivered(message, talk_title(message.name, self.context), Delivery.KNOWN)
        done = self._tried(message, self._look(message, left))
        if done.failure and done.failure.again is Again.NOW:
            # Somebody edited the page meanwhile, another process of the bot, maybe.
            self._seen = None
            return self._tried(message, self._look(message, left))
        return done

    def _look(self, message: TalkMessage, left: Sequence[TalkMessage]) -> TalkPages:
        """What stands on the pages of those that are left, read not long ago and not written on since."""
        seen = self._seen
        title = talk_title(message.name, self.context)
        old = seen is None or abs(self.context.clock() - seen.at) >= FRESH
        if seen is None or old or title not in seen.pages:
            seen = look(left, self.opened, self.context)
            self._seen = seen
        return seen

    def _tried(self, message: TalkMessage, seen: TalkPages) -> Delivered:
        own = seen.pages[talk_title(message.name, self.context)]
        led = seen.pages.get(leads_to(own, self.context) or "") if own.redirect else None
        page = led or own
        if seen.was_sent(message, own) or seen.was_sent(message, page):
            return Delivered(message, page.title, Delivery.KNOWN)
        if seen.stopped:
            return Delivered(message, page.title, Delivery.LATER, NotSaved(page.title, Failure.SHUT_OFF))
        if message.template in seen.missing:
            return Delivered(message, message.template or "", Delivery.NO_TEMPLATE)
        if page.redirect or (led and not led.exists):
            return Delivered(message, page.title, Delivery.ELSEWHERE)
        if why := self._why_not(page) or self._why_not(own):
            return Delivered(message, page.title, why)
        written = seen.within_an_hour(but=self._sent) + len(self._sent)
        if written >= self.context.bounds.messages_per_hour:
            return Delivered(message, page.title, Delivery.LATER)
        if any(self._was_deleted(message, title) for title in {own.title: None, page.title: None}):
            return Delivered(message, page.title, Delivery.DELETED)
        if self.dry:
            self._sent.add(message.proof)
            return Delivered(message, page.title, Delivery.WOULD_BE)
        # What was read of it is old from now on; others may lead there, too.
        seen.pages.pop(talk_title(message.name, self.context), None)
        self._seen = None if led else seen
        return self._saved(message, page)

    def _why_not(self, page: PageText) -> Delivery | None:
        """Why nothing is to be written on a talk page."""
        if page.model != WIKITEXT:
            return Delivery.NO_WIKITEXT
        if page.categorized:
            return Delivery.OPTED_OUT
        return None if bots_allowed(page.text, self.context.wiki.account or "") else Delivery.NO_BOTS

    def _was_deleted(self, message: TalkMessage, title: str) -> bool:
        """Whether the talk page was deleted since the message may have been sent: its proof went, too."""
        question = Deletions(title)
        return any(at >= message.earliest for at in self.context.source.ask(question)[question])

    def _saved(self, message: TalkMessage, page: PageText) -> Delivered:
        outcome = self._save(message, page, message.added_to(page.text))
        if isinstance(outcome, Saved) and outcome.upon:
            self._restore(message, page, outcome)
        if not isinstance(outcome, NotSaved):
            self._sent.add(message.proof)
            return Delivered(message, page.title, _done(outcome))
        kept = outcome.again is not Again.NEVER or outcome.failure in STOPS
        return Delivered(message, page.title, Delivery.LATER if kept else Delivery.REFUSED, outcome)

    def _save(self, message: TalkMessage, page: PageText, new: str) -> Outcome:
        change = Change(page, new, message.signed_summary)
        line = self.context.line(message.campaign)
        # A talk page is no page of the campaign's, so that it takes no room from these.
        work = partial(self.context.wiki.save, change)
        return line.save(page.title, work, made=False, first=True, main=False)

    def _restore(self, message: TalkMessage, page: PageText, saved: Saved) -> None:
        """Put back another message that came in between, of a process with a store of its own.

        MediaWiki takes no two edits of one account for a conflict: the later one takes the place of the
        earlier.
        """
        lost, now = RevisionTexts((saved.upon,)), PageTexts((saved.title,))
        answers = self.context.source.ask(lost, now)
        before, present = answers[lost].get(saved.upon, ""), answers[now][saved.title]
        ours = page.text.rstrip()
        missing = set(proofs_in(before)) - set(proofs_in(present.text))
        if missing and present.revid == saved.revid and before.startswith(ours):
            self._save(message, present, f"{present.text}\n\n{before[len(ours) :].strip()}")

    def _later(self, message: TalkMessage) -> Delivered:
        return Delivered(message, talk_title(message.name, self.context), Delivery.LATER)


STOPS = frozenset({Failure.BLOCKED, Failure.NOT_LOGGED_IN, Failure.NO_RIGHT, Failure.SHUT_OFF})
"""What keeps the bot from all pages, not from this one."""


def _done(outcome: Outcome) -> Delivery:
    """Where nothing changed, the same text came from another process in the same moment."""
    return Delivery.SENT if isinstance(outcome, Saved) else Delivery.KNOWN
