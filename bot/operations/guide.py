"""Where the pages for organizers are on a wiki: those that ``install`` puts there."""

from __future__ import annotations

from bot.i18n.texts import Texts
from bot.mediawiki.site import PROJECT, Site, Title
from bot.messages import message
from bot.operations.context import WikiContext
from bot.operations.settings import SettingsProblem

NAME = "CampaignBot"
"""What the help page is called where nothing says it."""


def guide_title(context: WikiContext) -> str:
    """The help page, below which others stand, by its full title. Raises SettingsProblem."""
    site, named = context.site, context.wiki_settings.help_page
    other = Title(PROJECT, context.wiki_settings.discovery.template or NAME)
    return site.full_title(titled(named, PROJECT, site) if named else other)


def sign_up_title(context: WikiContext) -> str:
    """The page with which a line of somebody who signs up begins. Raises SettingsProblem."""
    return f"{guide_title(context)}/{Texts.of(context.site.language)('sign-up-page')}"


def titled(name: str, namespace: int, site: Site) -> Title:
    """The title that the operator named. Raises SettingsProblem where it is none."""
    title = site.title(name, namespace)
    if title is None:
        raise SettingsProblem(message("cli-no-title", name))
    return title
