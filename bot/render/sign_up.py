"""How to take part, in words: what the campaign's sources of participants say of it."""

from __future__ import annotations

from bot.features.participants.source import Link, Sentence, Shown
from bot.mediawiki.site import Title
from bot.render.addresses import log_in_address, signing_address
from bot.render.look import button, line
from bot.render.view import View
from bot.render.wikitext import external_link, markup, page_link, say, section_link


def how_to_sign_up(view: View, here: Title) -> str:
    """A sentence or two of wikitext, to stand on the page ``here``."""
    campaign = view.campaign
    shown = Shown(campaign.page, here, view.headings)
    # Where everybody takes part, there is no need for anything else.
    sources = campaign.participants.sources
    sources = tuple(source for source in sources if source.everybody) or sources
    sentences = [said(one, view) for source in sources if (one := source.joining(shown))]
    if campaign.participants.from_signup and sentences:
        sentences.append(say(view.texts, "sign-up-from-then"))
    return " ".join(sentences) or say(view.texts, "sign-up-organizers")


def sign_up_button(view: View, here: Title) -> str:
    """What opens an edit with the line and the signature filled in; empty where no list takes that.

    Who is not logged in would sign with an address, or with an account that ends with the browser's session.
    """
    campaign, texts = view.campaign, view.texts
    pages = [page for page in view.open_ended.values() if page]
    if campaign.participants.everybody or view.preload is None or not pages:
        return ""
    shown = button(signing_address(pages[0], view.preload), say(texts, "sign-up-button"))
    log_in = f"[{log_in_address(view.site.full_title(here))} {say(texts, 'sign-up-log-in')}]"
    first = say(texts, "sign-up-save", markup(f'<span class="plainlinks">{log_in}</span>'))
    return line(f'{shown} <span style="font-size:90%">{first}</span>')


def said(sentence: Sentence, view: View) -> str:
    """A sentence of a source as wikitext."""
    texts = view.texts
    if sentence.links:
        links = [_link(link, view) for link in sentence.links]
        return say(texts, sentence.key, markup(texts.list(links, "or")))
    words = texts.list(sentence.words, "or") if sentence.words else None
    return say(texts, sentence.key) if words is None else say(texts, sentence.key, words)


def _link(link: Link, view: View) -> str:
    if "//" in link.target:
        return external_link(link.target, link.label)
    title = view.site.full_title(link.page) if link.page else link.target
    return section_link(link.heading, title) if link.heading else page_link(title, link.label or None)
