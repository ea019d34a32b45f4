"""The pages of a campaign in its turn: what the bot noted on them, and how they are saved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from bot.declaration.block import declaration_blocks
from bot.declaration.read import TOP_LEVEL_KEYS
from bot.features.outputs.registry import OUTPUTS, STATUS
from bot.i18n.texts import Texts as Words
from bot.mediawiki.clocks import is_ahead
from bot.mediawiki.outcomes import WAITING, NotSaved
from bot.mediawiki.queries import PageText
from bot.mediawiki.site import Title
from bot.messages import Remark, message
from bot.operations.campaign_page import Opened
from bot.operations.context import WikiContext
from bot.operations.count import fingerprint
from bot.operations.declaration_history import Declared
from bot.operations.holding import Doubt
from bot.operations.output_plan import elsewhere
from bot.operations.publish import Published, Publisher, TargetPage
from bot.operations.rereading import Rereading
from bot.operations.target_pages import TargetPages
from bot.render import page_state as notes
from bot.render.held import is_unread
from bot.render.page_state import PageState
from bot.render.view import View

PROBLEMS = "problems"
"""The block on the talk page, for problems that cannot be told in the status."""


@dataclass(frozen=True)
class CampaignPages:
    """Those of one campaign, whose page was ``opened`` at the moment ``now``. ``dry``: nothing is saved."""

    title: Title
    opened: Opened
    context: WikiContext
    now: datetime
    dry: bool

    @property
    def page(self) -> PageText:
        """The campaign's own."""
        return self.opened.page

    @cached_property
    def targets(self) -> TargetPages:
        """Where outputs go."""
        return TargetPages(self.title, self.page, self.context, keeping=not self.dry)

    @cached_property
    def marks(self) -> PageState:
        """What the blocks on the page say to the bot: the status, or where there is none any other."""
        blocks = TargetPages(self.title, self.page, self.context).own(()).blocks.pairs
        found = (notes.read(blocks[name].inner) for name in OUTPUTS if name in blocks)
        return next(filter(None, found), PageState(""))

    def final_since(self, found: Declared) -> datetime | None:
        """Since when the page says that this declaration's numbers are final; None where it does not.

        What a clock in the future said is not believed.
        """
        since = self.marks.final_at or self.marks.changed or self.now
        # While the page says that a wiki can't be read, it has to be written once more.
        own = TargetPages(self.title, self.page, self.context).own((STATUS.name,))
        unread = any(is_unread(block.inner) for block in own.blocks.pairs.values())
        said = self.marks.final == fingerprint(found.running_text) and not unread
        return since if said and not is_ahead(since, self.now) else None

    @property
    def final_stands(self) -> bool:
        """Whether the page says that the numbers are final of the settings that stand there now."""
        blocks = declaration_blocks(self.page.text, TOP_LEVEL_KEYS)
        return bool(blocks) and self.marks.final == fingerprint(blocks[0].text)

    def watch(self, targets: TargetPages | None = None) -> Rereading:
        """Reads pages once more where they are old by the time that they are saved."""
        return Rereading(targets or self.targets, self.opened)

    def talk(self, own: TargetPage, *, told: bool) -> tuple[TargetPage, ...]:
        """The talk page, where the status cannot tell: it is not wanted, or its block is damaged."""
        target = self.targets.talk(self.opened.talk, PROBLEMS)
        # What was told there before is taken back when it is mended.
        if (told and not has_status(own)) or PROBLEMS in target.blocks.pairs:
            return (target,)
        return ()

    def publisher(self, watch: Rereading, words: Words, key: str, doubt: Doubt | None = None) -> Publisher:
        """What saves them; ``key`` is the message of the summary. Where there is doubt, nothing is saved."""
        name, failure = self.context.site.full_title(self.title), doubt.failure if doubt else None
        return Publisher(
            wiki=self.context.wiki,
            source=self.context.source,
            watch=watch,
            summary=words(key, name),
            taking_back=words("summary-taken-back", name),
            line=self.context.line(self.page.pageid),
            dry=self.dry,
            held=(failure, doubt.shown) if doubt and failure else None,
        )


def has_status(own: TargetPage) -> bool:
    """Whether problems can be told in the status."""
    return STATUS.name in own.names and own.states()[STATUS.name].writable


def placed_on(own: TargetPage, others: Sequence[TargetPage], failed: Collection[str]) -> frozenset[str]:
    """What stands on the pages after this turn, or was taken off by somebody; ``failed`` were not saved."""
    placed = {name for name, state in own.states().items() if state.placed}
    for target in others:
        placed |= {
            elsewhere(name, target.page.title)
            for name, state in target.states().items()
            if state.placed and (name in target.placed or target.page.title not in failed)
        }
    return frozenset(placed)


def with_late(view: View, pages: Iterable[Published]) -> View:
    """With a notice where pages wait for room to be saved."""
    if not any(isinstance(page.outcome, NotSaved) and page.outcome.failure in WAITING for page in pages):
        return view
    return replace(view, notices=(*view.notices, Remark(message("notice-pages-wait"))))


def below(text: str) -> int | None:
    """The place right below the declaration; None where there is none."""
    blocks = declaration_blocks(text, TOP_LEVEL_KEYS)
    return blocks[0].end if blocks else None
