"""THE use case: bring one campaign page up to date, from reading to saving."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.campaign_page import Opened, campaign_texts, open_page, read_declared, why_no_campaign
from bot.core.campaign import Campaign
from bot.core.clocks import is_ahead
from bot.core.declaration import TOP_LEVEL_KEYS
from bot.core.declaration_block import declaration_blocks
from bot.core.message import Message, Remark, message
from bot.core.outcomes import NotSaved, Saved
from bot.core.phase import Phase, phase_of
from bot.core.questions import PageText
from bot.core.site import Title
from bot.counting import Count, count, fingerprint, numbers_fingerprint
from bot.declaring import Declared
from bot.edition import STATUS, Edition, edition, elsewhere
from bot.i18n.texts import Texts as Words
from bot.ports import Check
from bot.publishing import Contents, Published, Publisher, Sheet
from bot.render import marks as notes
from bot.render.blocks import read_blocks
from bot.render.marks import Marks
from bot.render.outputs import OUTPUTS
from bot.render.problems import render_problems, view_problems
from bot.render.view import View
from bot.tools import Tools
from bot.turns import Keeping

PROBLEMS = "problems"
"""The block on the talk page, for problems that cannot be told in the status."""


@dataclass(frozen=True)
class Report:
    """How an update went. ``refusal`` says why the page is no campaign; everything else is then empty.

    ``view`` is None where nothing could be counted; ``resting`` is true for a final campaign that was left
    alone. ``unfinished``: there is more to count than has its turn at once; all of it is kept, and the next
    update goes on from there. ``busy``: another process is at it. ``count`` tells what the numbers are made
    of.
    """

    title: str
    refusal: Message | None = None
    problems: tuple[Remark, ...] = ()
    notices: tuple[Remark, ...] = ()
    view: View | None = None
    pages: tuple[Published, ...] = ()
    resting: bool = False
    unfinished: bool = False
    busy: bool = False
    count: Count | None = None

    @property
    def failures(self) -> tuple[NotSaved, ...]:
        """The saves that did not come about."""
        return tuple(page.outcome for page in self.pages if isinstance(page.outcome, NotSaved))


ENDLESS = 10**9
"""As many edits, or seconds, as there may ever be."""
ANY_CHECK = Check(datetime.min.replace(tzinfo=UTC), -1)
"""Stands for however the campaign was left the last time."""


def update(title: Title, tools: Tools, *, dry: bool = False, left: Check | None = ANY_CHECK) -> Report:
    """Bring the campaign declared on this page up to date, as far as one turn reaches.

    ``dry`` saves nothing on the wiki. ``left`` is how the campaign was left when its turn was given: where
    another process has been quicker, nothing is done. Raises WikiUnavailable, and Stopped when the process is
    asked to end.
    """
    return _Update(title, tools, dry).run(left)


def update_all(title: Title, tools: Tools, *, dry: bool = False) -> Report:
    """The same without waiting for another turn, until all is counted: nobody else stands in line."""
    endless = replace(tools.settings, slice_edits=ENDLESS, slice_seconds=ENDLESS)
    tools = replace(tools, settings=endless)
    while (report := update(title, tools, dry=dry)).unfinished:
        pass
    return report


class _Update:
    """One walk through the house, for one campaign."""

    def __init__(self, title: Title, tools: Tools, dry: bool) -> None:
        self.title = title
        self.tools = tools
        self.dry = dry
        self.name = tools.site.full_title(title)
        self.now = tools.clock()
        """When the campaign was opened."""
        self.numbers = ""
        """The short name of the numbers that were counted."""

    def run(self, left: Check | None) -> Report:
        opened = open_page(self.title, self.tools)
        self.now = self.tools.clock()  # With what the answer said of the wiki's time.
        refusal = why_no_campaign(self.title, opened.page, self.tools)
        if refusal:
            return Report(self.name, refusal)
        turn = self.tools.turn(opened.page.pageid)
        with turn.taken() as mine:
            if not mine or self._is_done(opened.page, left):
                return Report(self.name, message("campaign-busy", self.name), busy=True)
            self.tools = replace(self.tools, source=Keeping(self.tools.source, turn))
            return self._update(opened)

    def _is_done(self, page: PageText, left: Check | None) -> bool:
        """Whether another process gave the campaign its turn meanwhile."""
        return left is not ANY_CHECK and self.tools.memory.last_check(self.tools.address, page.pageid) != left

    def _update(self, opened: Opened) -> Report:
        found = read_declared(self.title, opened.page, self.tools, remembering=not self.dry)
        if found.running is None or found.running.campaign is None:
            return self._only_problems(opened, found)
        campaign = found.running.campaign
        if self._at_rest(campaign, found, opened.page):
            self._note_check(opened.page, resting=True)
            return Report(self.name, resting=True)
        counted = count(opened.page, found.running, campaign, self.tools, self.now)
        if counted.counted.unfinished:
            return Report(self.name, unfinished=True)
        report = self._publish(opened, found, self._view(campaign, found, counted, opened.page))
        self._note_result(opened.page, report)
        return replace(report, count=counted)

    def _only_problems(self, opened: Opened, found: Declared) -> Report:
        words = Words.of(self.tools.site.language)
        present = found.present
        sheet = Sheet(opened.page, (STATUS,), opened.page.pageid)
        text = render_problems(present.problems, (*present.notices, *sheet.remarks()), words)
        contents = Contents(
            {STATUS: text, PROBLEMS: text}, {PROBLEMS: words("heading-problems")}, _below, self.tools.site
        )
        sheets = (sheet, *self._talk(opened, sheet, told=True))
        pages = self._publisher(opened, words, "summary-problems").publish(sheets, contents)
        self._note_check(opened.page, pages)
        return Report(self.name, None, present.problems, present.notices, pages=pages)

    def _at_rest(self, campaign: Campaign, found: Declared, page: PageText) -> bool:
        """Whether the page itself says that this declaration's numbers are final."""
        final = phase_of(campaign, self.now, self.tools.settings.grace) is Phase.FINAL
        return final and found.last_good is None and self._final_since(found, page) is not None

    def _final_since(self, found: Declared, page: PageText) -> datetime | None:
        """Since when the page says that this declaration's numbers are final; None where it does not.

        What a clock in the future said is not believed.
        """
        marks = _marks(page)
        since = marks.final_at or marks.changed or self.now
        said = marks.final == fingerprint(found.running_text)
        return since if said and not is_ahead(since, self.now) else None

    def _view(self, campaign: Campaign, found: Declared, counted: Count, page: PageText) -> View:
        table = counted.standings(campaign)
        marks, settings = _marks(page), self.tools.settings
        phase = phase_of(campaign, self.now, settings.grace)
        self.numbers = numbers_fingerprint(table)
        same = marks.numbers == self.numbers
        changed = marks.changed if same else None
        if changed is None or is_ahead(changed, self.now):
            changed = self.now.replace(microsecond=0)
        return View(
            campaign=campaign,
            site=self.tools.site,
            texts=Words.of(campaign.language),
            phase=phase,
            standings=table,
            changed=changed,
            checked_every=settings.interval,
            final_from=campaign.end + settings.grace,
            problems=found.present.problems,
            notices=(*found.present.notices, *counted.counted.notices),
            last_good=found.last_good,
            help_page=self.tools.wiki_settings.help_page,
            lag=counted.counted.moment.lag if counted.counted.moment else None,
            **counted.shown(campaign, table),
        )

    def _publish(self, opened: Opened, found: Declared, view: View) -> Report:
        printed = edition(view, _marks(opened.page).placed)
        own, *others = self._sheets(opened.page, printed)
        remarks = [remark for sheet in (own, *others) for remark in sheet.remarks()]
        view = replace(view, notices=(*view.notices, *remarks))
        contents = self._contents(view, printed, own)
        talk = self._talk(opened, own, told=bool(view.problems or remarks))
        publisher = self._publisher(opened, view.texts, "summary-update")
        # The page of the campaign comes last: it notes what was put in elsewhere.
        pages = publisher.publish((*others, *talk), contents)
        noted = self._noted(contents, view, found, own, _placed(own, others, pages))
        pages = (*publisher.publish((own,), noted), *pages)
        return Report(self.name, None, view.problems, view.notices, view, pages=pages)

    def _sheets(self, page: PageText, printed: Edition) -> tuple[Sheet, ...]:
        """The pages that outputs go to, the campaign's own first, and what was put in there before."""
        grouped: dict[str, list[str]] = {self.name: []}
        for name, title in printed.places.items():
            grouped.setdefault(title, []).append(name)
        own = grouped.pop(self.name)
        # The status is put back whenever it is missing: problems are told there.
        placed = _marks(page).placed
        texts = self._read(grouped)
        unwanted = tuple(name for name in OUTPUTS if name in read_blocks(page.text).pairs and name not in own)
        return (
            Sheet(page, tuple(own), page.pageid, placed - {STATUS}, unwanted),
            *(
                Sheet(
                    texts[title],
                    tuple(names),
                    page.pageid,
                    frozenset(name for name in names if elsewhere(name, title) in placed),
                    others=texts[title].marked and _below(texts[title].text) is not None,
                )
                for title, names in grouped.items()
            ),
        )

    def _read(self, titles: Iterable[str]) -> dict[str, PageText]:
        question = campaign_texts(titles, self.tools)
        return dict(self.tools.source.ask(question)[question]) if question.titles else {}

    def _contents(self, view: View, printed: Edition, own: Sheet) -> Contents:
        texts = dict(printed.texts)
        if STATUS in view.campaign.publish:
            texts[STATUS] = OUTPUTS[STATUS].render(view)
        texts[PROBLEMS] = view.texts("problems-none") if _has_status(own) else self._on_talk_page(view)
        headings = {
            name: view.texts(OUTPUTS[name].heading) for name in view.campaign.publish if name != STATUS
        }
        headings[PROBLEMS] = view.texts("heading-problems")
        return Contents(texts, headings, _below, self.tools.site)

    def _noted(
        self, contents: Contents, view: View, found: Declared, own: Sheet, placed: frozenset[str]
    ) -> Contents:
        """The same with the bot's own notes in the status; without one, in every block of the page."""
        carriers = (STATUS,) if STATUS in contents.texts else own.names
        final = view.phase is Phase.FINAL and not view.problems
        marks = Marks(
            numbers=self.numbers,
            changed=view.changed,
            final=fingerprint(found.running_text) if final else None,
            final_at=(self._final_since(found, own.page) or self.now) if final else None,
            placed=placed,
        )
        noted = {name: f"{notes.write(marks)}\n{contents.texts[name]}" for name in carriers}
        return replace(contents, texts={**contents.texts, **noted})

    def _on_talk_page(self, view: View) -> str:
        return view_problems(view) or view.texts("problems-none")

    def _talk(self, opened: Opened, own: Sheet, *, told: bool) -> tuple[Sheet, ...]:
        """The talk page, where the status cannot tell: it is not wanted, or its block is damaged."""
        # What was told there before is taken back when it is mended.
        if (told and not _has_status(own)) or PROBLEMS in read_blocks(opened.talk.text).pairs:
            return (Sheet(opened.talk, (PROBLEMS,), own.owner, shared=True),)
        return ()

    def _publisher(self, opened: Opened, words: Words, key: str) -> Publisher:
        return Publisher(
            self.tools.wiki, self.tools.source, words(key, self.name), shut_off=opened.shut_off, dry=self.dry
        )

    def _note_result(self, page: PageText, report: Report) -> None:
        final = report.view is not None and report.view.phase is Phase.FINAL
        self._note_check(page, report.pages, resting=final and not report.problems and not report.failures)

    def _note_check(self, page: PageText, pages: Iterable[Published] = (), *, resting: bool = False) -> None:
        if self.dry:
            return
        saved = [
            p.outcome.revid for p in pages if p.page.pageid == page.pageid and isinstance(p.outcome, Saved)
        ]
        check = Check(self.now, saved[0] if saved else page.revid, resting)
        self.tools.memory.remember_check(self.tools.address, page.pageid, check)


def _marks(page: PageText) -> Marks:
    """What the blocks on the page say to the bot: the status, or where there is none any other."""
    blocks = read_blocks(page.text).pairs
    found = (notes.read(blocks[name].inner) for name in (STATUS, *OUTPUTS) if name in blocks)
    return next(filter(None, found), Marks(""))


def _has_status(own: Sheet) -> bool:
    """Whether problems can be told in the status."""
    return STATUS in own.names and own.states()[STATUS].writable


def _placed(own: Sheet, others: Sequence[Sheet], pages: Sequence[Published]) -> frozenset[str]:
    """What stands on the pages after this turn, or was taken off by somebody."""
    placed = {name for name, state in own.states().items() if state.placed}
    failed = {page.page.title for page in pages if isinstance(page.outcome, NotSaved)}
    for sheet in others:
        placed |= {
            elsewhere(name, sheet.page.title)
            for name, state in sheet.states().items()
            if state.placed and (name in sheet.placed or sheet.page.title not in failed)
        }
    return frozenset(placed)


def _below(text: str) -> int | None:
    """Right below the declaration."""
    blocks = declaration_blocks(text, TOP_LEVEL_KEYS)
    return blocks[0].end if blocks else None
