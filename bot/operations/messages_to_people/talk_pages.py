"""What stands on people's talk pages, and what the bot has sent: all that is looked at before it writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.mediawiki.queries import EditsOf, PageText, PageTexts, SignedEdit
from bot.mediawiki.site import CATEGORY, USER_TALK, Title
from bot.operations.campaign_page import Opened, declared_texts
from bot.operations.community import wished
from bot.operations.context import WikiContext
from bot.operations.former_names import target
from bot.operations.messages_to_people.message import Proof, TalkMessage, earliest_of, proofs_in

HOUR = timedelta(hours=1)
AT_ONCE = 30
"""So many talk pages are read at once: hardly more are written to in an hour."""


@dataclass(frozen=True)
class TalkPages:
    """The talk pages by their full titles, and the bot's own edits of such pages, ``at`` a moment.

    ``stopped``: somebody has stopped the bot, or the campaign is not what it was when its turn began.
    ``proofs`` are those of the edits, ``missing`` the templates of messages that nobody has written.
    """

    at: datetime
    pages: dict[str, PageText]
    edits: Sequence[SignedEdit]
    stopped: bool
    proofs: Collection[Proof] = field(default_factory=frozenset)
    missing: Collection[str] = field(default_factory=frozenset)

    def within_an_hour(self, but: Collection[Proof]) -> int:
        """How often the bot wrote to people in the hour before, but for these messages.

        A time to come is of a clock that is wrong.
        """
        recent = (one for one in self.edits if one.timestamp > self.at - HOUR and _is_message(one))
        return sum(not set(proofs_in(one.summary or "")) & set(but) for one in recent)

    def was_sent(self, message: TalkMessage, page: PageText) -> bool:
        """Whether the person has it; so, too, where a hidden summary of the bot may say so."""
        if message.proof in self.proofs or message.proof in proofs_in(page.text):
            return True
        return any(one.summary is None and one.title == page.title for one in self.edits)


def _is_message(edit: SignedEdit) -> bool:
    return edit.summary is None or bool(proofs_in(edit.summary))


def talk_title(name: str, context: WikiContext) -> str:
    """The full title of somebody's talk page."""
    return context.site.full_title(Title(USER_TALK, name))


def look(left: Sequence[TalkMessage], opened: Opened, context: WikiContext) -> TalkPages:
    """Read the pages of the first of these messages, those that stop the bot, and what it has sent.

    That is one request, and one more where a talk page leads to another one. ``opened`` is the campaign as
    its turn began. Raises WikiUnavailable.
    """
    at, messages = context.clock(), left[:AT_ONCE]
    stops = tuple(filter(None, (context.shutoff_page, context.community_page)))
    titles = tuple(dict.fromkeys(talk_title(message.name, context) for message in messages))
    templates = tuple(message.template for message in messages if message.template)
    question = _texts((*titles, opened.page.title, *stops, *templates), context)
    since = min(earliest_of(left), at - HOUR)
    own = EditsOf(context.wiki.account or "", since, frozenset({USER_TALK}))
    answers = context.source.ask(question, own)
    texts, edits = answers[question], answers[own]
    pages = {title: texts[title] for title in titles} | _led_to([texts[title] for title in titles], context)
    proofs = frozenset(proof for one in edits for proof in proofs_in(one.summary or ""))
    missing = frozenset(title for title in templates if not texts[title].exists)
    return TalkPages(at, pages, edits, _is_stopped(opened, texts, context), proofs, missing)


def leads_to(page: PageText, context: WikiContext) -> str | None:
    """The talk page of another user to which a redirect leads; None: it leads elsewhere."""
    title = target(page, context.site)
    ours = title is not None and title.namespace == USER_TALK
    return context.site.full_title(title) if title and ours else None


def _led_to(pages: Sequence[PageText], context: WikiContext) -> dict[str, PageText]:
    led = {title for page in pages if page.redirect and (title := leads_to(page, context))}
    if not led:
        return {}
    question = _texts(tuple(sorted(led)), context)
    return dict(context.source.ask(question)[question])


def _texts(titles: Sequence[str], context: WikiContext) -> PageTexts:
    """Pages, and whether they are in the category of those who want no messages."""
    category = context.site.title(context.wiki_settings.opt_out_category, CATEGORY)
    name = context.site.full_title(category) if category else None
    return PageTexts(tuple(dict.fromkeys(titles)), category=name)


def _is_stopped(opened: Opened, texts: Mapping[str, PageText], context: WikiContext) -> bool:
    """Whether somebody has stopped the bot, or the campaign is not what it was."""
    if context.shutoff_page and texts[context.shutoff_page].text.strip():
        return True
    if not wished(texts.get(context.community_page or ""), context).community.enabled:
        return True
    page = texts[opened.page.title]
    same = page.pageid == opened.page.pageid
    return not same or declared_texts(page.text) != declared_texts(opened.page.text)
