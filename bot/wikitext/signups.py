"""People and pages out of real wiki pages: who has signed up, and what is on a worklist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from bot.mediawiki.site import CATEGORY, FILE, Site, Title
from bot.wikitext.list_templates import titles_in_templates
from bot.wikitext.plain_names import Plain
from bot.wikitext.sections import heading_like, section_texts
from bot.wikitext.sign_up_list import SignUpList
from bot.wikitext.user_mentions import link_targets
from bot.wikitext.visible_text import readable


@dataclass(frozen=True, slots=True)
class SignedUp:
    """Who has signed up, in the order of the page, each account once.

    ``heading_found`` is false where the page has no such heading (then there are no names), so that the
    organizer can be told. ``plain`` are lines that name somebody without a link. ``passed`` are accounts that
    a line names beside whom it signs up, and ``apart`` those who signed a line that stands outside the list.
    ``twice`` are those who sign up on more than one line. ``dated`` are names with the date of the signature
    behind them, for each line that has one. ``addresses`` is how many lines somebody signed without an
    account.
    ``heading`` is the list's own, as readers see it; None where the whole page was read.
    """

    names: tuple[str, ...]
    heading_found: bool
    plain: tuple[Plain, ...] = ()
    passed: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    heading: str | None = field(default=None, compare=False)
    twice: tuple[str, ...] = field(default=(), compare=False)
    dated: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    addresses: int = field(default=0, compare=False)


def sign_ups(
    wikitext: str,
    site: Site,
    heading: str | None,
    default_headings: Sequence[str],
    templates: Collection[str],
) -> SignedUp:
    """The accounts that signed up in a page's section of that heading; more sections of it count together.

    Where ``heading`` is None, it is the first of ``default_headings`` that the page has; where there are no
    such, either, it is the whole page. ``templates`` are those that name an account in their first or
    ``user`` parameter, such as ``{{u|Alice}}``. Which lines sign somebody up:
    :mod:`bot.wikitext.sign_up_list`.
    """
    text, wanted = readable(wikitext), [heading] if heading is not None else default_headings
    sections = _sections(text, wanted)
    found = [SignUpList(section, site, templates) for section in sections]
    names = Counter(name for one in found for name in one.names)
    twice = tuple(name for name, lines in names.items() if lines > 1)
    plain = dict.fromkeys(line for one in found for line in one.plain)
    passed = dict.fromkeys(name for one in found for name in one.passed if name not in names)
    apart = dict.fromkeys(name for one in found for name in one.apart if name not in names)
    told = (tuple(plain), tuple(passed), tuple(apart))
    dated = tuple(signed for one in found for signed in one.dated)
    addresses = sum(one.addresses for one in found)
    return SignedUp(tuple(names), bool(sections), *told, heading_like(text, wanted), twice, dated, addresses)


def _sections(text: str, headings: Sequence[str]) -> Sequence[str]:
    if not headings:
        return (text,)
    found = (section_texts(text, heading) for heading in headings)
    return next(filter(None, found), ())


def links_in(wikitext: str, site: Site, namespaces: Collection[int] | None = None) -> tuple[Title, ...]:
    """The pages of these namespaces (None: of any) that a worklist links to, each once, in order.

    What the bot wrote, comments and ``nowiki`` are not read; ``[[Category:…]]`` and ``[[File:…]]`` without a
    colon are no links. Templates such as ``{{ill|Title|de}}`` are (:mod:`bot.wikitext.list_templates`).
    """
    text = readable(wikitext)
    targets = (*link_targets(text), *(target for _, target in titles_in_templates(text, site)))
    titles = (_linked_title(target, site) for target in targets)
    wanted = (title for title in titles if title and (namespaces is None or title.namespace in namespaces))
    return tuple(dict.fromkeys(wanted))


def _linked_title(target: str, site: Site) -> Title | None:
    title = site.title(target)
    if title and title.namespace in (FILE, CATEGORY):
        return title if target.lstrip(" _").startswith(":") else None
    return title
