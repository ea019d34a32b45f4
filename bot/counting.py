"""From what a page declares to its standings."""

from __future__ import annotations

import hashlib
import json

from bot.core.campaign import Campaign
from bot.core.contributions import contributions
from bot.core.declaration import Declaration
from bot.core.scoring import standings
from bot.core.standings import Standings
from bot.gathering import Gathered, Work
from bot.gathering.people import Reading
from bot.i18n.collation import collate
from bot.i18n.texts import Texts
from bot.render.as_json import numbers
from bot.tools import Tools

HEADINGS = "participants-headings"


def work(declaration: Declaration, campaign: Campaign, tools: Tools) -> Work:
    """The gathering of facts that this declaration calls for."""
    languages = dict.fromkeys((tools.site.language, campaign.language, "en"))
    headings = [h for language in languages for h in Texts.of(language)(HEADINGS).split("|")]
    reading = Reading(tuple(dict.fromkeys(headings)), tools.wiki_settings.user_templates)
    return Work(campaign, tools.site, reading, declaration, tools.wiki.syntax)


def count(campaign: Campaign, gathered: Gathered) -> Standings:
    """The standings that the facts give."""
    found = contributions(gathered.judged, gathered.accounts, campaign, gathered.facts, gathered.changes)
    return standings(gathered.participants, found, gathered.scheme, collate(campaign.language))


def fingerprint(text: str) -> str:
    """A short name for a text, the same in every run."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def numbers_fingerprint(table: Standings) -> str:
    """A short name for everything that people can see of the numbers."""
    return fingerprint(json.dumps(numbers(table), sort_keys=True, ensure_ascii=False, default=str))
