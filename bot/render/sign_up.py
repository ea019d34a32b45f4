"""How to take part, in words: what the campaign's list of participants is made from."""

from __future__ import annotations

from bot.declaration.campaign import SignUp
from bot.render.view import View
from bot.render.wikitext import markup, page_link, say, section_link


def how_to_sign_up(view: View) -> str:
    """A sentence or two of wikitext."""
    texts, sources = view.texts, view.campaign.participants
    if sources.anyone:
        return say(texts, "sign-up-anyone")
    sentences = []
    if sources.sign_ups:
        places = [_place(sign_up, view) for sign_up in sources.sign_ups]
        named = [place for place in places if place]
        here = say(texts, "sign-up-list")
        sentences.append(say(texts, "sign-up-place", markup(texts.list(named, "or"))) if named else here)
    if sources.categories:
        links = [page_link(view.site.full_title(category)) for category in sources.categories]
        sentences.append(say(texts, "sign-up-category", markup(texts.list(links, "or"))))
    return " ".join(sentences) or say(texts, "sign-up-organizers")


def _place(sign_up: SignUp, view: View) -> str:
    """A link to where people sign up; empty for this page's own list where nobody has seen its heading."""
    campaign = view.campaign
    here = campaign.publish.get("status", campaign.page)
    page = sign_up.page or campaign.page
    title = "" if page == here else view.site.full_title(page)
    heading = view.headings.get(sign_up) or (None if sign_up.default else sign_up.heading)
    if heading:
        return section_link(heading, title)
    return page_link(title) if title else ""
