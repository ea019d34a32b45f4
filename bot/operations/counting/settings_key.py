"""The key under which a campaign's counts are kept: another key begins them anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from bot.counting.by_day import DayCalendar
from bot.counting.canonical import canonical
from bot.counting.scoring_rules import ScoringRules
from bot.declaration.campaign import Campaign

VERSION = 8
"""Raise it when counting changes: what was counted before is counted again from what is remembered."""


def looked_for(campaign: Campaign) -> str:
    """A short name for the single edits by which people take part; empty where it is not by such."""
    who, articles = campaign.participants, campaign.articles
    if not who.single_edits:
        return ""
    parts = (who.single_edits, campaign.start, campaign.end, articles.namespaces, articles.scope)
    return hashlib.sha256(canonical(parts).encode()).hexdigest()[:16]


WikiPart = tuple[str, Campaign, tuple[Any, ...]]
"""A wiki, the campaign as it is there, and what it says of templates, worklists and its wikitext."""


def settings_key(
    campaign: Campaign, scoring: ScoringRules, parts: Sequence[WikiPart], *, early_edits: bool
) -> str:
    """Everything that counting depends on beside the wikis' pages and the people.

    ``early_edits``: edits that can't count are read, too.
    """
    read = parts[0][2] if not campaign.wikis else _on_wikis(parts)
    everything = (
        VERSION,
        (campaign.start, campaign.end, campaign.articles, campaign.weights),
        (campaign.rules, campaign.bonuses, campaign.participants.everybody),
        (scoring.teams, scoring.measured, *read),
        *(("beside",) if early_edits else ()),
        *campaign.participants.single_edits,
        *((calendar,) if (calendar := DayCalendar.of(campaign)) else ()),
    )
    return hashlib.sha256(canonical(everything).encode()).hexdigest()


def _on_wikis(parts: Iterable[WikiPart]) -> tuple[Any, ...]:
    return tuple((wiki, there.articles, there.weights, *told) for wiki, there, told in parts)
