"""A message to one person, and its proof: what the bot writes into the edit, and knows it by ever after.

The proof stands in the edit's summary, which the wiki keeps in the page's history and in the list of the
bot's edits wherever the page is moved to, and unseen in the text. No link to a user stands in a summary,
because MediaWiki would notify that user of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.mediawiki.site import TEMPLATE, Site

_PROOF = re.compile(r"\[cb ([a-z]{1,30}) (\d{1,15}) (\d{1,15})\]", re.ASCII)

_CALL = re.compile(r"\{\{\s*+(?:(?:safe)?subst:)?([^{}|]++)(?:\|[^{}]*+)?\}\}", re.IGNORECASE)


class Proof(NamedTuple):
    """What tells a message from every other one: its kind, the campaign's pageid, and the person's userid."""

    kind: str
    campaign: int
    userid: int

    def __str__(self) -> str:
        return f"[cb {self.kind} {self.campaign} {self.userid}]"


def proofs_in(text: str) -> list[Proof]:
    """All proofs in a summary or in a text."""
    return [Proof(kind, int(campaign), int(userid)) for kind, campaign, userid in _PROOF.findall(text)]


@dataclass(frozen=True, slots=True)
class TalkMessage:
    """Something to be said to one person, once.

    ``kind`` is what it is sent for, in small letters, ``campaign`` the campaign's pageid, ``userid`` and
    ``name`` the account's. ``text`` is wikitext that is closed in itself, ``heading`` too. ``summary`` is
    said in the page's history. Before ``earliest`` (UTC) it can't have been sent. ``template`` is the full
    title of the template of which the text is a call, None where it says something of its own.
    """

    kind: str
    campaign: int
    userid: int
    name: str
    heading: str
    text: str
    summary: str
    earliest: datetime
    template: str | None = None

    @property
    def proof(self) -> Proof:
        """What it is known by."""
        return Proof(self.kind, self.campaign, self.userid)

    @property
    def signed_summary(self) -> str:
        """The summary of its edit, with the proof at its end."""
        return f"{self.summary} {self.proof}"

    def section(self) -> str:
        """A section of a talk page: heading, the proof unseen, the text, and a signature where it has none.

        What is substituted signs by itself, if at all.
        """
        signs = "~~~" in self.text or self.text.lstrip().lower().startswith("{{subst:")
        signature = "" if signs else " ~~~~"
        return f"== {self.heading} ==\n<!-- {self.proof} -->\n{self.text}{signature}"

    def added_to(self, page: str) -> str:
        """A talk page's text with it at the end."""
        return f"{page.rstrip()}\n\n{self.section()}" if page.strip() else self.section()


def earliest_of(messages: Iterable[TalkMessage]) -> datetime:
    """Before this moment none of them can have been sent. ValueError where there are none."""
    return min(message.earliest for message in messages)


def template_called(text: str, site: Site) -> str | None:
    """The full title of the template of which a text is a call and nothing else; None for other texts."""
    call = _CALL.fullmatch(text.replace("~~~~", "").strip())
    title = site.title(call[1].strip(), TEMPLATE) if call else None
    return site.full_title(title) if title else None
