"""What organizers have decided about single participants, in words."""

from __future__ import annotations

from collections.abc import Callable

from bot.declaration.campaign import Adjustment, Campaign
from bot.features.adjustments.decision import Sayings
from bot.features.conditions.condition import Named
from bot.i18n.texts import Markup, Texts
from bot.mediawiki.site import Site, Title
from bot.messages import Message, Param, message
from bot.render.clean import one_line
from bot.render.look import SEPARATOR
from bot.render.view import View
from bot.render.when import day_or_moment
from bot.render.wikitext import bdi, markup, say, say_message, text, user_link


def adjusted(
    adjustment: Adjustment,
    campaign: Campaign,
    texts: Texts,
    named: Named,
    quoted: Callable[[str], Param] = str,
) -> Message:
    """``-5 points for Lise Meitner: copied text, see talk page``.

    ``quoted`` fits the reason, which is the organizers' own text, into the place where the sentence goes.
    """
    sayings = Sayings(
        page=named,
        moment=lambda moment: day_or_moment(moment, campaign.timezone),
        signed=lambda points: Markup(texts.signed(points)),
    )
    said = adjustment.decision.said(adjustment.article, sayings)
    return message("adjusted-because", said, quoted(adjustment.reason)) if adjustment.reason else said


def adjusted_on_wiki(adjustment: Adjustment, view: View) -> str:
    """The sentence as wikitext, with a link to the article."""

    def linked(article: Title) -> Param:
        wiki = adjustment.wiki
        title = wiki.facts().full_title(article) if wiki else view.site.full_title(article)
        return markup(view.links(wiki.address if wiki else view.wiki).page(title))

    def quoted(reason: str) -> Param:
        return markup(bdi(text(reason)))

    return say_message(view.texts, adjusted(adjustment, view.campaign, view.texts, linked, quoted))


def adjusted_people(view: View) -> list[str]:
    """Everybody with an adjustment, each with what was decided and why: lines of wikitext."""
    return [
        say(
            view.texts,
            "adjusted-user",
            markup(user_link(row.participant.name)),
            markup(SEPARATOR.join(adjusted_on_wiki(one, view) for one in row.adjustments)),
        )
        for row in view.standings.rows
        if row.adjustments
    ]


def plainly_named(adjustment: Adjustment, site: Site | None) -> Named:
    """How articles are named in plain text: those of another wiki than the page's with its host.

    ``site`` None: they have none but their own names.
    """
    wiki = adjustment.wiki
    if wiki:
        return lambda article: f"{wiki.host}: {wiki.facts().full_title(article)}"
    return lambda article: site.full_title(article) if site else article.name


def adjusted_people_plain(view: View) -> list[str]:
    """The same for a terminal: lines of plain text."""

    def said(one: Adjustment) -> str:
        sentence = adjusted(one, view.campaign, view.texts, plainly_named(one, view.site))
        return view.texts.render(sentence, escape=one_line)

    return [
        f"{one_line(row.participant.name)}: {SEPARATOR.join(map(said, row.adjustments))}"
        for row in view.standings.rows
        if row.adjustments
    ]
