"""What the bot puts onto a wiki for organizers beside the help page: the banner, and what pages begin with.

Wikitext alone, with what every MediaWiki has: no module, no style sheet, no function of an extension.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.declaration.language import language
from bot.i18n.texts import Texts
from bot.mediawiki.site import Site
from bot.render.addresses import edit_address, signing_address
from bot.render.look import SEPARATOR, Tone, box, button, line, passage, small
from bot.render.starter import CODE, PLAIN, STARTING_POINTS, Starter, participants_heading
from bot.render.wikitext import bold, markup, page_link, say

INPUT_BOX, HIGHLIGHT = "inputbox", "syntaxhighlight"
"""Tags of extensions."""
BELOW = "campaignbot-status"
"""The end of the banner. The status box stands below it, or below settings that stand between."""
EXAMPLE_DATE = "2026-11-01"


@dataclass(frozen=True)
class WikiPages:
    """Where everything is on one wiki, by full titles.

    ``banner`` is the page of the template that marks campaigns and ``template`` how it is called there, both
    None where campaigns are found by something else; then ``category`` is the one that they are put into,
    None for none. ``prefix`` is what the titles of new campaigns begin with. ``own``: campaigns may stand
    below user pages. ``tags`` are those of the wiki's extensions, in lower case. ``shutoff`` is the page that
    stops the bot, None where that is not known.
    """

    site: Site
    texts: Texts
    help: str
    start: str
    sign_up: str
    banner: str | None
    template: str | None
    prefix: str
    category: str | None = None
    own: bool = True
    shutoff: str | None = None
    tags: frozenset[str] = frozenset()

    @property
    def sign(self) -> str:
        """The wikitext that makes a page a campaign; empty where its place does, or whoever runs the bot."""
        if self.template:
            return f"{{{{{self.template}}}}}"
        return f"[[{self.category}]]" if self.category else ""

    def all(self) -> Iterator[tuple[str, str]]:
        """The titles with the texts of the pages beside the help page, those first that others lead to."""
        yield self.sign_up, sign_up_page(self)
        yield self.start, start_page(self)
        if self.banner:
            yield self.banner, banner_page(self)


def banner_page(pages: WikiPages) -> str:
    """The template on top of a campaign's page: what this is, and where to go from here."""
    texts = pages.texts
    links = (
        f"[[#{BELOW}|{say(texts, 'banner-status')}]]",
        page_link(pages.help, texts("banner-help")),
        page_link(pages.start, texts("banner-start")),
    )
    shown = f"{bold(say(texts, 'banner-state'))} {SEPARATOR.join(links)}"
    banner = passage(box(line(shown, "font-size:90%"), Tone.CALM), texts)
    about = passage(say(texts, "banner-about", markup(page_link(pages.help))), texts)
    return f'{banner}<div id="{BELOW}"></div><noinclude>\n{about}\n</noinclude>'


def start_page(pages: WikiPages) -> str:
    """What new campaign pages begin with; who looks at it sees how to begin one."""
    texts = pages.texts
    about = "\n".join((line(say(texts, "start-about")), start_button(pages)))
    starter = Starter(
        pages.sign,
        (
            # On lines of their own: settings run from left to right, and some languages do not.
            *(
                f"# {part}"
                for part in (texts("start-fill-in"), EXAMPLE_DATE, texts("start-more"), pages.help)
            ),
            *(f"{key.name}: " for key in language().required),
            *STARTING_POINTS,
        ),
        participants_heading(pages.site.language),
        _sign_up(pages),
        CODE if HIGHLIGHT in pages.tags else PLAIN,
    ).wikitext()
    return f"<noinclude>\n{passage(about, texts)}\n</noinclude><includeonly>{starter}</includeonly>"


def sign_up_page(pages: WikiPages) -> str:
    """What signing up begins with: a signature, which must not be made when this page itself is saved."""
    about = passage(say(pages.texts, "sign-up-about"), pages.texts)
    return f"<noinclude>\n{about}\n</noinclude>* ~~<noinclude></noinclude>~~"


def start_button(pages: WikiPages) -> str:
    """A field for the name and a button where the wiki has input boxes, else a button alone.

    Without a field nobody can be asked for a title: the page is made below one's own user page, or is called
    by the button's name, and can be moved.
    """
    texts = pages.texts
    if INPUT_BOX in pages.tags:
        settings = {
            "type": "create",
            "prefix": pages.prefix,
            "preload": pages.start,
            "placeholder": texts("guide-start-name"),
            "buttonlabel": texts("guide-start"),
            "break": "no",
        }
        lines = (f"{name}={value}" for name, value in settings.items())
        shown = "\n".join(("<inputbox>", *lines, "</inputbox>"))
        if pages.own:
            own = f"[{edit_address(own_page(pages), pages.start)} {say(texts, 'guide-start')}]"
            shown += "\n" + small(
                say(texts, "guide-start-own", markup(f'<span class="plainlinks">{own}</span>'))
            )
    else:
        title = own_page(pages) if pages.own else f"{pages.prefix}{texts('guide-own-page')}"
        shown = button(edit_address(title, pages.start), say(texts, "guide-start"))
    return f"{shown}\n{small(say(texts, 'guide-start-how'))}"


def own_page(pages: WikiPages) -> str:
    """The page below that of whoever follows a link to it."""
    return f"Special:MyPage/{pages.texts('guide-own-page')}"


def _sign_up(pages: WikiPages) -> str:
    """The list on a subpage, so that a button can write at its end, whatever stands on the page itself."""
    heading = participants_heading(pages.site.language)
    address = signing_address(f"{{{{FULLPAGENAME}}}}/{heading}", pages.sign_up)
    words = say(pages.texts, "start-sign-up-or", markup(f"[[/{heading}]]"))
    return f"{button(address, say(pages.texts, 'start-sign-up'))} {words}\n{{{{/{heading}}}}}"
