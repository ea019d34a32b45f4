"""Which settings of a campaign's page run: those whose last change was made by somebody who may declare.

Rule: docs/organizers.md, "Who may change the settings"; decided in :mod:`bot.safety.approval`. What was found
is remembered, so that a page whose settings are as they were costs no request.
"""

from __future__ import annotations

from dataclasses import replace

from bot.declaration.read import Context, Declaration, read_declaration
from bot.mediawiki.queries import PageText
from bot.mediawiki.site import Title
from bot.operations.context import WikiContext
from bot.operations.declaration_history import Declared, read_page
from bot.operations.trust.review import Contexts, SettingsReview, settings_of
from bot.render.view import LastGood, Waiting
from bot.safety.approval import TrustRecord, WaitingReason
from bot.safety.trust import is_anyone


def trusted(
    title: Title, page: PageText, context: WikiContext, contexts: Contexts, *, remembering: bool = True
) -> Declared:
    """What the page declares, as far as it is trusted. Raises WikiUnavailable."""
    judge = SettingsReview(title, page, context, contexts)
    remembered = judge.remembered()
    found = judge.trust_record(remembered)
    declared = _declared(page, judge.declaration_context, found)
    if declared is None:
        found = judge.trust_record(None)
        declared = _declared(page, judge.declaration_context, found, anew=True) or Declared(Declaration(None))
    if remembering and found != remembered:
        context.memory.remember_trust_record(context.address, page.pageid, found)
    good = found.approval.good
    if remembering and good and context.memory.good_version(context.address, page.pageid) != good.revid:
        context.memory.remember_good(context.address, page.pageid, good.revid)
    return declared


def saved(page: PageText, revid: int, context: WikiContext) -> None:
    """Note that the bot itself saved the page upon the version that was judged."""
    found = context.memory.trust_record(context.address, page.pageid)
    if found and found.seen == page.revid:
        context.memory.remember_trust_record(context.address, page.pageid, replace(found, seen=revid))


def remembered_settings(page: PageText, context: WikiContext) -> str | None:
    """The settings that run while others wait on the page, as remembered; None where none are known to."""
    if is_anyone(context.trust):
        return None
    found = context.memory.trust_record(context.address, page.pageid)
    if found is None or found.approval.waiting is None or found.approval.good is None:
        return None
    return found.text if found.approval.settings == settings_of(page.text)[0] else None


def _declared(
    page: PageText, declaration_context: Context, found: TrustRecord, *, anew: bool = False
) -> Declared | None:
    """What runs by this judgement; None where it was made by other rules of the language than today's.

    ``anew``: it was made just now.
    """
    approval = found.approval
    present, block = Declaration(None), None
    if approval.waiting is None:
        present, block = read_page(page, declaration_context)
        if present.campaign and block:
            current = anew or (approval.good and approval.good.settings == approval.settings)
            return Declared(present, present, None, block.text) if current else None
    waits = _waiting(found)
    if approval.good is None:
        return Declared(present, waiting=waits, tellable=found.tellable)
    running = read_declaration(found.text, declaration_context, thorough=False)
    if running.campaign is None:
        return None
    last_good = LastGood(approval.good.revid, approval.good.timestamp)
    return Declared(present, running, last_good, found.text, waits)


def _waiting(found: TrustRecord) -> Waiting | None:
    approval = found.approval
    if approval.waiting is None:
        return None
    return Waiting(
        approval.waiting.revid,
        approval.waiting.timestamp,
        approval.waiting.shown,
        approval.approved.revid if approval.approved else 0,
        found.by,
        approval.reason is WaitingReason.ORGANIZERS,
    )
