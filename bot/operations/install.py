"""Putting onto a wiki what organizers need, and bringing it up to date without touching what others changed.

What the bot wrote is known by the page's history: its newest version is that of the bot's account, or has the
same text, and its mark says that this text is as the bot made it. Any other page belongs to the wiki.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from hashlib import sha256
from unicodedata import normalize

from bot.declaration.language import language
from bot.declaration.reference import Chapter, reference
from bot.i18n.texts import Texts
from bot.mediawiki.outcomes import Again, Failure, NotSaved, Outcome
from bot.mediawiki.queries import WIKITEXT, Deletions, PageText, PageTexts, Versions
from bot.mediawiki.site import CATEGORY, PROJECT, TEMPLATE, USER
from bot.operations.campaign_page import LANGUAGE_OUTPUTS, campaign_namespaces, why_no_campaign
from bot.operations.community import wished
from bot.operations.context import WikiContext
from bot.operations.guide import guide_title, sign_up_title, titled
from bot.operations.ports import Change
from bot.render.help_page import help_page
from bot.render.wiki_pages import WikiPages
from bot.wikitext.bot_exclusion import bots_allowed

NO_CAMPAIGN = 0
"""Whose saves these are: those of no campaign."""
_MARK = re.compile(r"<noinclude><!-- [^<>()]*\(([0-9a-f]{8})\)[^<>()]* --></noinclude>")


class Ownership(Enum):
    """How a page of the wiki stands to what the bot would write there."""

    MISSING = "missing"
    OWN = "own"
    """Its text is what the bot wrote last, and an older one than today's."""
    CURRENT = "current"
    """It is what the bot would write."""
    CHANGED = "changed"
    """Others wrote it, or changed it."""
    DELETED = "deleted"
    """There was such a page, and it was deleted."""
    CAMPAIGN = "campaign"
    """The operator's discovery would take it for a campaign."""


@dataclass(frozen=True)
class InstalledPage:
    """One page after its turn. ``text`` is what the bot would write; ``before`` what it wrote last, or what
    stands there where it never did.

    ``outcome`` None: it was not to be saved, or would be and this is a dry run.
    """

    page: PageText
    text: str
    ownership: Ownership
    before: str
    outcome: Outcome | None = None


@dataclass(frozen=True)
class _Turn:
    """What is known when the pages have been read."""

    context: WikiContext
    texts: Texts
    stopped: bool
    dry: bool
    again: bool


def install(context: WikiContext, *, dry: bool = False, again: bool = False) -> Iterator[InstalledPage]:
    """Each page, saved where it has to be. ``again``: pages that were deleted are made once more.

    Raises WikiUnavailable, and SettingsProblem where a title that the operator named is none.
    """
    pages = wiki_pages(context)
    wanted = {title: _marked(text, pages.texts) for title, text in _all(pages, context)}
    stops = tuple(filter(None, (context.shutoff_page, context.community_page)))
    question = PageTexts((*wanted, *stops))
    found = context.source.ask(question)[question]
    stopped = bool(context.shutoff_page and found[context.shutoff_page].text.strip())
    community = wished(found.get(context.community_page or ""), context).community
    turn = _Turn(
        replace(context, community=community), pages.texts, stopped or not community.enabled, dry, again
    )
    for title, text in wanted.items():
        yield _installed(found[title], text, turn)


def wiki_pages(context: WikiContext) -> WikiPages:
    """Where everything goes on this wiki. Raises SettingsProblem."""
    site, discovery = context.site, context.wiki_settings.discovery
    texts = Texts.of(site.language)
    banner = titled(discovery.template, TEMPLATE, site) if discovery.template else None
    category = titled(discovery.category, CATEGORY, site) if discovery.category else None
    namespaces = campaign_namespaces(site, discovery)
    shared = PROJECT if PROJECT in namespaces else min(namespaces - {USER}, default=PROJECT)
    guide = guide_title(context)
    return WikiPages(
        site=site,
        texts=texts,
        help=guide,
        start=f"{guide}/{texts('start-page')}",
        sign_up=sign_up_title(context),
        banner=site.full_title(banner) if banner else None,
        template=discovery.template,
        prefix=discovery.prefix or f"{site.namespaces[shared].name}:",
        category=site.full_title(category) if category else None,
        own=USER in namespaces and not discovery.prefix,
        shutoff=context.shutoff_page,
        tags=context.wiki.syntax.words.extension_tags,
    )


def _all(pages: WikiPages, context: WikiContext) -> Iterator[tuple[str, str]]:
    """The titles with what is to stand there; the page that all others lead to comes before them."""
    yield pages.help, help_page(pages, _chapters(context))
    yield from pages.all()


def _chapters(context: WikiContext) -> tuple[Chapter, ...]:
    """The settings, without those for which nothing on this wiki has an answer."""
    return tuple(
        replace(
            chapter,
            groups=tuple(
                replace(
                    group, settings=tuple(s for s in group.settings if all(map(context.answers, s.key.asks)))
                )
                for group in chapter.groups
            ),
        )
        for chapter in reference(language(LANGUAGE_OUTPUTS))
    )


def _installed(page: PageText, text: str, turn: _Turn) -> InstalledPage:
    """Save the page where it is the bot's to save, once more where somebody edited it in the same moment."""
    done = _tried(page, text, turn)
    if isinstance(done.outcome, NotSaved) and done.outcome.again is Again.NOW:
        question = PageTexts((page.title,))
        return _tried(turn.context.source.ask(question)[question][page.title], text, turn)
    return done


def _tried(page: PageText, text: str, turn: _Turn) -> InstalledPage:
    ownership, before = _ownership(page, text, turn)
    done = InstalledPage(page, text, ownership, before)
    if ownership in {Ownership.MISSING, Ownership.OWN}:
        return replace(done, outcome=_saved(done, turn))
    return done


def _ownership(page: PageText, text: str, turn: _Turn) -> tuple[Ownership, str]:
    """How the page stands to this text, and what the bot wrote there last."""
    if _same(page.text, text):
        return Ownership.CURRENT, page.text
    if _would_be_campaign(page, text, turn.context):
        return Ownership.CAMPAIGN, page.text
    if not page.exists:
        deleted = not turn.again and _was_deleted(page, turn.context)
        return (Ownership.DELETED if deleted else Ownership.MISSING), ""
    own = _last_own(page, turn.context)
    if own is None:
        return Ownership.CHANGED, page.text
    plain = not page.redirect and page.model == WIKITEXT
    return (Ownership.OWN if plain and _same(page.text, own) else Ownership.CHANGED), own


def _last_own(page: PageText, context: WikiContext) -> str | None:
    """The text of the bot's newest version that is wholly its own; None where there is none.

    A version into which the wiki put somebody's edit, and one that the bot's account wrote by hand, is
    not as its mark says.
    """
    account = context.wiki.account
    if not account:
        return None
    if page.user == account:
        text: str | None = page.text
    else:
        question = Versions(page.title, page.revid, 1, by=account)
        text = next((version.text for version in context.source.ask(question)[question]), None)
    return text if text is not None and _is_as_marked(text) else None


def _was_deleted(page: PageText, context: WikiContext) -> bool:
    question = Deletions(page.title)
    return bool(context.source.ask(question)[question])


def _would_be_campaign(page: PageText, text: str, context: WikiContext) -> bool:
    title = context.site.plain_title(page.title)
    made = replace(page, text=text, pageid=page.pageid or 1, revid=page.revid or 1)
    return title is not None and why_no_campaign(title, made, context) is None


def _saved(page: InstalledPage, turn: _Turn) -> Outcome | None:
    title, context = page.page.title, turn.context
    if turn.stopped:
        return NotSaved(title, Failure.SHUT_OFF)
    if not bots_allowed(page.page.text, context.wiki.account or ""):
        return NotSaved(title, Failure.BOTS_DENIED)
    if turn.dry:
        return None
    change = Change(page.page, page.text, turn.texts("summary-install"))
    return context.line(NO_CAMPAIGN).save(
        title, lambda: context.wiki.save(change), made=not page.page.exists, first=True, main=True
    )


def _marked(text: str, texts: Texts) -> str:
    """The text with a mark that says which one it is, for whoever edits it and for the bot."""
    told = texts("installed-mark", _hash(text))
    return f"{text}\n<noinclude><!-- {told} --></noinclude>"


def _is_as_marked(text: str) -> bool:
    """Whether the text is still the one that its mark names."""
    written, _, last = _as_kept(text).rpartition("\n")
    mark = _MARK.fullmatch(last)
    return mark is not None and mark[1] == _hash(written)


def _hash(text: str) -> str:
    return sha256(_as_kept(text).encode()).hexdigest()[:8]


def _same(one: str, other: str) -> bool:
    return _as_kept(one) == _as_kept(other)


def _as_kept(text: str) -> str:
    """A text as MediaWiki keeps it."""
    return normalize("NFC", text).rstrip()
