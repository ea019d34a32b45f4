"""The welcome: what each newcomer gets from a campaign that declares one, while it is on."""

from __future__ import annotations

from collections.abc import Iterator

from bot.counting.people import is_newcomer
from bot.counting.phase import Phase
from bot.mediawiki.site import USER, USER_TALK
from bot.operations.messages_to_people.kind import MessageKind, MessageTurn
from bot.operations.messages_to_people.message import TalkMessage, template_called
from bot.render.view import View
from bot.render.wikitext import text

NAME = "welcome"


def _messages(turn: MessageTurn) -> Iterator[TalkMessage]:
    """One for each newcomer with an account on the campaign's wiki that is not blocked."""
    view, welcome = turn.view, turn.view.campaign.newcomers.welcome
    # A welcome would tell everybody who takes part.
    if not (welcome and view.campaign.names) or view.phase is not Phase.ACTIVE:
        return
    known = turn.count.breakdowns.people(view.standings.rows)
    heading, summary = text(view.campaign.name), view.texts("summary-welcome", _shown_page(view))
    template = template_called(welcome, view.site)
    for row in view.standings.rows:
        person = row.participant
        facts = known[person.account_key]
        userid = next((key.userid for key in person.accounts if key.wiki == view.wiki), None)
        # A message can't be taken back: whoever may have an older account elsewhere is asked about first.
        if facts.pending:
            continue
        if userid and facts.registered and not facts.blocked and is_newcomer(facts, view.campaign):
            yield TalkMessage(
                kind=NAME,
                campaign=turn.pageid,
                userid=userid,
                name=person.name,
                heading=heading,
                text=welcome,
                summary=summary,
                earliest=facts.registered,
                template=template,
            )


def _shown_page(view: View) -> str:
    """The campaign's page in a summary: a link to a page of a user might notify that user."""
    page = view.campaign.page
    title = view.site.full_title(page)
    return title if page.namespace in (USER, USER_TALK) else f"[[{title}]]"


WELCOME = MessageKind(NAME, _messages)
"""A welcome for newcomers."""
