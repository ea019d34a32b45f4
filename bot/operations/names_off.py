"""Campaigns that name nobody: what turns names off, and the pages on which the bot named people before.

When names are turned off, what the bot wrote between its marks is replaced on the campaign's page, on those
below it, and wherever else the campaign's page notes that something was put in. The histories of these pages
keep it. Rule: docs/organizers.md, "names".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from bot.declaration.campaign import Campaign
from bot.features.outputs.elsewhere import unnamed_place
from bot.features.outputs.registry import OUTPUTS
from bot.i18n.texts import Texts
from bot.mediawiki.queries import Campaigns
from bot.mediawiki.site import Title
from bot.messages import Remark, message
from bot.operations.count import fingerprint
from bot.operations.counting.counted import Counted
from bot.operations.declaration_history import Declared
from bot.operations.left_behind import LeftBehind
from bot.operations.output_plan import elsewhere
from bot.operations.publish import TargetPage, owner_line, owner_of
from bot.operations.target_pages import TargetPages
from bot.render.unnamed import Namings
from bot.render.view import View

DONE = "names-off"
"""How the campaign's page notes that no page is left on which the bot named people."""
_BLOCK = re.compile(r"([a-z]+)(?:-[0-9]{1,6})?", re.ASCII)
_TOKEN = re.compile(r"[a-z]+(?:-[0-9]{1,6})?-([0-9a-f]{8})", re.ASCII)
_LINK = re.compile(r"\[\[:?([^\[\]|{}<>#\n]+)")


def as_shown(campaign: Campaign, counted: Counted) -> Campaign:
    """The campaign as it is shown: the settings turn names off, or one of those who tell who takes part."""
    if campaign.names and not counted.unnamed:
        return campaign
    publish = {name: page for name, page in campaign.publish.items() if not OUTPUTS[name].needs_names}
    return replace(campaign, names=False, publish=publish)


def discreet(found: Declared, texts: Texts, page: str) -> Declared:
    """What the settings on a page of this title say of names, in other words where they want nobody named."""
    present = found.present
    if present.names:
        return found
    organizers = present.campaign.organizers if present.campaign else ()
    names = {name for name in present.written if isinstance(name, str)} - {*organizers}
    told = Namings(names, page, texts, organizers)
    present = replace(
        present, problems=told.kept_back(present.problems), notices=told.kept_back(present.notices)
    )
    running = present if found.running is found.present else found.running
    return replace(found, present=present, running=running)


@dataclass(frozen=True)
class NamesOff:
    """Blocks in which people were named, and what is to stand there.

    ``left`` are those on pages on which the campaign does not write today, ``texts`` are for the others.
    ``off``: the campaign names nobody. ``damaged`` are blocks on the former whose marks are not in order,
    with their pages, ``damaged_here`` those on today's pages.
    """

    left: LeftBehind
    texts: Mapping[str, str] = field(default_factory=dict)
    off: bool = False
    damaged: tuple[tuple[str, str], ...] = ()
    damaged_here: tuple[tuple[str, str], ...] = ()

    def stands(self, failed: Collection[str]) -> frozenset[str]:
        """What the campaign's page is to note, where the pages that ``failed`` could not be saved."""
        mended = self.left.still_placed(failed) | {elsewhere(name, title) for name, title in self.damaged}
        return mended or frozenset({DONE} if self.off else ())

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What the organizers have to mend themselves."""
        damaged = (*self.damaged_here, *self.damaged)
        return tuple(Remark(message("page-block-names", name, title)) for name, title in damaged)


def names_off(
    view: View,
    placed: Collection[str],
    targets: Iterable[TargetPage],
    target_pages: TargetPages,
) -> NamesOff:
    """Where the bot named people, if nobody is to be named any more. ``targets`` are today's pages.

    ``placed`` is what was put in before, as the campaign's page notes it. Asks the wiki until all of it is
    gone. Raises WikiUnavailable.
    """
    targets = tuple(targets)
    nothing = LeftBehind(target_pages)
    if view.campaign.names:
        return NamesOff(nothing)
    found = {} if DONE in placed else _found(view, placed, targets, target_pages)
    there = tuple(replace(one, names=names) for one in found.values() if (names := _naming(one)))
    said = unnamed_place(view)
    unwanted = {name: said for target in targets for name in target.unwanted if names_people(name)}
    texts = {name: said for target in there for name in target.names}
    left = replace(nothing, targets=there, texts=texts)
    return NamesOff(left, unwanted, True, _damaged_on(found.values()), _damaged_on(targets))


def without_names(targets: Iterable[TargetPage], view: View) -> tuple[TargetPage, ...]:
    """Today's pages; where nobody is named, with what names people among what is not wanted there."""
    if view.campaign.names:
        return tuple(targets)
    return tuple(
        replace(one, unwanted=tuple(dict.fromkeys((*one.unwanted, *_naming(one))))) for one in targets
    )


def names_people(block: str) -> bool:
    """Whether a block of this name may have named people, when they were named."""
    match = _BLOCK.fullmatch(block)
    return match is not None and match[1] in OUTPUTS and not OUTPUTS[match[1]].impersonal


def _naming(target: TargetPage) -> tuple[str, ...]:
    """The blocks on a page in which the bot may have named people for this campaign, and writes no more."""
    if target.closed:
        return ()
    return tuple(
        name
        for name, block in target.blocks.pairs.items()
        if names_people(name)
        and name not in target.names
        and (target.own or owner_of(block.inner) == target.owner)
    )


def _damaged_on(targets: Iterable[TargetPage]) -> tuple[tuple[str, str], ...]:
    return tuple((name, target.page.title) for target in targets for name in _damaged(target))


def _damaged(target: TargetPage) -> Iterator[str]:
    """The blocks of the campaign on a page that can't be emptied, because their marks are not in order."""
    theirs = target.own or owner_line(target.owner) in target.page.text
    if theirs and not target.closed:
        damaged = target.blocks.damaged - {*target.names}
        yield from (name for name in sorted(damaged) if names_people(name))


def _found(
    view: View, placed: Collection[str], targets: tuple[TargetPage, ...], target_pages: TargetPages
) -> Mapping[Title, TargetPage]:
    """The other pages on which blocks of the campaign stand that name people, as far as they can be found.

    These are pages below the campaign's, and those that its blocks link and that were noted.
    """
    site = view.site
    known = {site.plain_title(target.page.title) for target in targets}
    hashes = {match[1] for one in placed if (match := _TOKEN.fullmatch(one))}
    found: dict[Title, TargetPage] = {}
    new = {
        *_below(target_pages),
        *(one for target in targets for one in _linked(target, hashes, view)),
    } - known
    while new:
        pages = {
            title: page for page in target_pages.as_owned(new) if (title := site.plain_title(page.page.title))
        }
        found |= pages
        linked = {title for page in pages.values() for title in _linked(page, hashes, view)}
        new = linked - known - found.keys()
    return found


def _below(target_pages: TargetPages) -> Iterator[Title]:
    """The pages below the campaign's on which there are marks of an output that names people."""
    title, site = target_pages.title, target_pages.context.site
    question = Campaigns(None, None, ((title.namespace, f"{title.name}/"),), (), frozenset({title.namespace}))
    for page in target_pages.context.source.ask(question)[question]:
        below = site.plain_title(page.title)
        bare = TargetPage(page, (), target_pages.page.pageid)
        if below and (_naming(bare) or any(_damaged(bare))):
            yield below


def _linked(target: TargetPage, hashes: Collection[str], view: View) -> Iterator[Title]:
    """The pages that the campaign's blocks on a page link, as far as something was put in there."""
    for block in target.blocks.pairs.values():
        for link in _LINK.findall(block.inner):
            title = view.site.plain_title(link.strip())
            if title and fingerprint(view.site.full_title(title))[:8] in hashes:
                yield title
