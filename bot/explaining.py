"""Why an account has the points that it has: each of its revisions, counted or with the reason why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.campaign_page import open_page, read_declared, why_no_campaign
from bot.core.judging import Judged, Reason
from bot.core.message import Message, message
from bot.core.questions import Accounts, Revisions
from bot.core.revisions import Account, Page, Revision
from bot.core.site import Title
from bot.counting import count, work
from bot.ports import Remembered
from bot.render.explanation import Explanation, Seen
from bot.tools import Tools


def explain(title: Title, name: str, tools: Tools) -> Explanation | Message:
    """Look at one account; a message where there is nothing to explain. Raises WikiUnavailable."""
    opened = open_page(title, tools)
    refusal = why_no_campaign(title, opened.page, tools)
    if refusal and not opened.page.exists:
        return refusal
    found = read_declared(title, opened.page, tools, remembering=False)
    if found.running is None or found.running.campaign is None:
        return message("explain-no-campaign", opened.page.title)
    account = _account(name, tools)
    if account is None:
        return message("explain-no-account", name)
    campaign = found.running.campaign
    gathering = work(found.running, campaign, tools)
    gathered = gathering.gather(opened.page, tools.clock(), tools.source)
    rows = count(campaign, gathered).rows
    row = next((row for row in rows if row.account.userid == account.userid), None)
    remembered = tools.memory.recall(tools.address, opened.page.pageid, account.userid)
    examined = gathering.examine(gathered, account, tools.source)
    pages = examined.facts.pages
    known = {judged.revision.revid for judged in examined.judged}
    seen = [
        Seen(judged, pages.get(judged.revision.pageid) or Page(judged.revision.pageid, 0, ""))
        for judged in examined.judged
        if judged.revision.userid == account.userid
    ]
    gone = _gone([one for one in remembered if one.judged.revision.revid not in known], tools)
    return Explanation(campaign, account, row, (*gone, *seen), tools.site)


def _account(name: str, tools: Tools) -> Account | None:
    normal = tools.site.user_name(name)
    if normal is None:
        return None
    question = Accounts((normal,))
    return tools.source.ask(question)[question][normal]


def _gone(remembered: Sequence[Remembered], tools: Tools) -> list[Seen]:
    """What earlier updates saw and the wiki does not tell any more.

    Its author was hidden since, or its page was deleted.
    """
    question = Revisions(tuple(one.judged.revision.revid for one in remembered))
    left = tools.source.ask(question)[question] if remembered else {}
    return [Seen(Judged(one.judged.revision, _why_gone(one, left)), one.page) for one in remembered]


def _why_gone(one: Remembered, left: Mapping[int, Revision]) -> Reason | None:
    found = left.get(one.judged.revision.revid)
    if found is None:
        return Reason.PAGE_GONE
    # Else it is so old that nobody asked for it.
    return one.judged.reason if found.visible else Reason.HIDDEN
