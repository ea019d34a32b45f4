"""THE use case: bring one campaign page up to date, from reading to saving."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.counting.fingerprint import numbers_fingerprint
from bot.counting.phase import Phase, phase_of
from bot.declaration.block import declaration_blocks
from bot.declaration.campaign import Campaign
from bot.declaration.event import lacks_registration
from bot.declaration.read import TOP_LEVEL_KEYS
from bot.features.outputs.elsewhere import in_its_old_place
from bot.features.outputs.registry import OUTPUTS, STATUS
from bot.i18n.texts import Texts as Words
from bot.mediawiki.clocks import is_ahead
from bot.mediawiki.outcomes import WAITING, Failure, NotSaved, Saved
from bot.mediawiki.queries import Events, PageText
from bot.mediawiki.site import Title
from bot.messages import Message, Remark, message
from bot.operations.bounds import again, stops
from bot.operations.campaign_page import Opened, context_of, open_page, read_declared, why_no_campaign
from bot.operations.community import Wished, remember
from bot.operations.context import WikiContext
from bot.operations.count import Count, count, fingerprint
from bot.operations.counting.log_events import OVERLAP
from bot.operations.declaration_history import Declared, read_page
from bot.operations.guide import sign_up_title
from bot.operations.holding import Doubt, Guard, Outputs, look, output_inputs
from bot.operations.left_behind import left_behind
from bot.operations.messages_to_people.kind import MessageTurn
from bot.operations.messages_to_people.sender import Delivered
from bot.operations.messages_to_people.sending import send_due
from bot.operations.names_off import DONE, as_shown, discreet, names_off, without_names
from bot.operations.other_wikis import begin_others, renewing, sources
from bot.operations.output_plan import OutputPlan, elsewhere, output_plan
from bot.operations.ports import Check, OtherWikiUnavailable
from bot.operations.publish import OutputTexts, Published, Publisher, TargetPage
from bot.operations.report import Report
from bot.operations.rereading import Rereading
from bot.operations.settings import SettingsProblem
from bot.operations.target_pages import TargetPages
from bot.operations.trust.trusted_settings import saved
from bot.render import page_state as notes
from bot.render.held import is_unread, with_note, with_unread
from bot.render.page_state import PageState
from bot.render.problems import render_problems, view_problems
from bot.render.unnamed import unnamed, without_people
from bot.render.view import View
from bot.render.when import local

PROBLEMS = "problems"
"""The block on the talk page, for problems that cannot be told in the status."""


ENDLESS = 10**9
"""As many edits as there may ever be."""
ANY_CHECK = Check(datetime.min.replace(tzinfo=UTC), -1)
"""Stands for however the campaign was left the last time."""


def update(
    title: Title,
    context: WikiContext,
    *,
    dry: bool = False,
    left: Check | None = ANY_CHECK,
    guard: Guard | None = None,
) -> Report:
    """Bring the campaign declared on this page up to date, as far as one turn reaches.

    ``dry`` saves nothing on the wiki. ``left`` is how the campaign was left when its turn was given: where
    another process has been quicker, nothing is done. ``guard`` is what the turn before found out, None for
    what is remembered of it. Raises WikiUnavailable, and Stopped when the process is asked to end.
    """
    return _Update(title, context, dry, guard).run(left)


def update_all(title: Title, context: WikiContext, *, dry: bool = False) -> Report:
    """The same without waiting for another turn, until all is counted: nobody else stands in line.

    What would shrink without a reason is read again at once.
    """
    # What a turn may take bounds its slices, too.
    seconds = max(int(context.settings.turn_seconds) // 3, 1)
    long = replace(context.settings, slice_edits=ENDLESS, slice_seconds=seconds)
    context = replace(context, settings=long)
    guard = None
    while (report := update(title, context, dry=dry, guard=guard)).unfinished or report.held:
        guard = report.guard or guard
    return report


class _Update:
    """One walk through the house, for one campaign."""

    def __init__(self, title: Title, context: WikiContext, dry: bool, guard: Guard | None) -> None:
        self.title = title
        self.context = context
        self.dry = dry
        self.name = context.site.full_title(title)
        self.now = context.clock()
        """When the campaign was opened."""
        self.pageid = 0
        self.numbers = ""
        """The short name of the numbers that were counted."""
        self.fell_from = 0
        """How many edits counted before none did any more."""
        self.guard = guard
        self.doubt: Doubt | None = None

    def run(self, left: Check | None) -> Report:
        self.context.begin()
        sign_up = _sign_up_page(self.context)
        opened = open_page(self.title, self.context, filter(None, (sign_up,)))
        self.now = self.context.clock()  # With what the answer said of the wiki's time.
        preload = sign_up if sign_up and opened.others[sign_up].text.strip() else None
        self.context = replace(self.context, community=opened.wished.community, preload=preload)
        warnings = self._noted_wishes(opened.wished)
        return replace(self._run(opened, left), warnings=warnings)

    def _noted_wishes(self, wished: Wished) -> tuple[Message, ...]:
        """What the operator is told of the community's page: a mistake in it, once."""
        new = self.dry or remember(wished, self.context)
        return (wished.unread,) if new and wished.unread else ()

    def _run(self, opened: Opened, left: Check | None) -> Report:
        refusal = why_no_campaign(self.title, opened.page, self.context)
        if refusal:
            return Report(self.name, refusal)
        self.pageid = opened.page.pageid
        turn = self.context.turn(self.pageid)
        with turn.taken() as mine:
            if not mine or self._is_done(opened.page, left):
                return Report(self.name, message("campaign-busy", self.name), busy=True)
            self.context = renewing(self.context, turn)
            try:
                return self._update(opened)
            except OtherWikiUnavailable as unavailable:
                return self._tell_unread(opened, unavailable)

    def _is_done(self, page: PageText, left: Check | None) -> bool:
        """Whether another process gave the campaign its turn meanwhile."""
        return (
            left is not ANY_CHECK
            and self.context.memory.last_check(self.context.address, page.pageid) != left
        )

    def _update(self, opened: Opened) -> Report:
        if self._rests(opened.page):
            self._note_check(opened.page, Report(self.name), resting=True)
            return Report(self.name, resting=True)
        found = read_declared(self.title, opened.page, self.context, remembering=not self.dry)
        found = discreet(found, Words.of(self.context.site.language), self.name)
        report = self._by(found, opened)
        return replace(report, waiting=report.view.waiting if report.view else found.waiting)

    def _by(self, found: Declared, opened: Opened) -> Report:
        if found.unfinished:
            return Report(self.name, unfinished=True)
        if found.running is None or found.running.campaign is None:
            return self._only_problems(opened, found)
        campaign = found.running.campaign
        if self._at_rest(campaign, found, opened.page):
            self._note_check(opened.page, Report(self.name), resting=True)
            return Report(self.name, resting=True)
        self._remember_guard(opened.page)
        shown = self._marks(opened.page).counted
        begin_others(campaign, self.context)
        counted = count(opened.page, found.running, self.context, self.now, shown)
        self.fell_from = counted.counted.fell_from
        if counted.counted.unfinished:
            return Report(self.name, unfinished=True, guard=self.guard)
        campaign = as_shown(campaign, counted.counted)
        report = self._publish(opened, found, self._view(campaign, found, counted, opened.page), counted)
        report = replace(report, delivered=self._delivered(opened, found, report, counted))
        return replace(self._note_result(opened.page, report), count=counted)

    def _delivered(
        self, opened: Opened, found: Declared, report: Report, counted: Count
    ) -> tuple[Delivered, ...]:
        """Messages to people. They can't be taken back, so none is sent while there is any doubt."""
        doubted = found.last_good or found.waiting or report.problems or (self.doubt and self.doubt.failure)
        if report.view is None or doubted or opened.shut_off:
            return ()
        turn = MessageTurn(report.view, counted, self.context, self.pageid)
        return send_due(turn, opened, dry=self.dry)

    def _remember_guard(self, page: PageText) -> None:
        """Where something was held back the last time, everything is read again."""
        if self.guard is None:
            self.guard = Guard.of(self.context.memory.guard(self.context.address, page.pageid))
        if self.guard.held:
            afresh = replace(self.context.settings, full_reading=timedelta(0))
            self.context = replace(self.context, settings=afresh)

    def _rests(self, page: PageText) -> bool:
        """Whether the bot itself saved the page last, as final by the very settings that stand there.

        They were trusted then, and whoever wrote them may be gone by now.
        """
        if page.user != self.context.wiki.account or not self._marks(page).final:
            return False
        present, block = read_page(page, context_of(self.title, self.context), thorough=False)
        found = Declared(present, running_text=block.text if block else "")
        return present.campaign is not None and self._at_rest(present.campaign, found, page)

    def _only_problems(self, opened: Opened, found: Declared) -> Report:
        words = Words.of(self.context.site.language)
        present = found.present
        if not found.tellable:
            report = Report(self.name, None, present.problems, present.notices)
            self._note_check(opened.page, report)
            return report
        target_pages = self._target_pages(opened)
        target = target_pages.own((STATUS.name,))
        if lacks_registration(present.problems):
            # Nobody changed the settings: what they came to stays.
            target = replace(target, unwanted=())
        text = render_problems(
            present.problems, (*present.notices, *target.remarks()), words, waiting=found.waiting
        )
        contents = OutputTexts(
            {STATUS.name: text, PROBLEMS: text},
            {PROBLEMS: words("heading-problems")},
            _below,
            self.context.site,
        )
        targets = (target, *self._talk(target_pages, opened, target, told=found.waiting is None))
        publisher = self._publisher(Rereading(target_pages, opened), words, "summary-problems")
        pages = publisher.publish(targets, contents)
        report = Report(self.name, None, present.problems, present.notices, pages=pages)
        self._note_check(opened.page, report)
        return self._tell(opened.page, report)

    def _at_rest(self, campaign: Campaign, found: Declared, page: PageText) -> bool:
        """Whether the page itself says that this declaration's numbers are final."""
        final = phase_of(campaign, self.now, self.context.settings.grace) is Phase.FINAL
        return final and found.last_good is None and self._final_since(found, page) is not None

    def _final_since(self, found: Declared, page: PageText) -> datetime | None:
        """Since when the page says that this declaration's numbers are final; None where it does not.

        What a clock in the future said is not believed.
        """
        marks = self._marks(page)
        since = marks.final_at or marks.changed or self.now
        # While the page says that a wiki can't be read, it has to be written once more.
        own = TargetPages(self.title, page, self.context).own((STATUS.name,))
        unread = any(is_unread(block.inner) for block in own.blocks.pairs.values())
        said = marks.final == fingerprint(found.running_text) and not unread
        return since if said and not is_ahead(since, self.now) else None

    def _final_stands(self, page: PageText) -> bool:
        """Whether the page says that the numbers are final of the settings that stand there now."""
        blocks, final = declaration_blocks(page.text, TOP_LEVEL_KEYS), self._marks(page).final
        return bool(blocks) and final == fingerprint(blocks[0].text)

    def _view(self, campaign: Campaign, found: Declared, counted: Count, page: PageText) -> View:
        table = counted.standings(campaign)
        marks, settings = self._marks(page), self.context.settings
        phase = phase_of(campaign, self.now, settings.grace)
        # What nobody can see is not to be guessed from its short name either.
        seen = table if campaign.names else without_people(table)
        self.numbers = numbers_fingerprint(seen, marks.numbers)
        same = marks.numbers == self.numbers
        changed = marks.changed if same else None
        if changed is None or is_ahead(changed, self.now):
            changed = self.now.replace(microsecond=0)
        view = View(
            campaign=campaign,
            wiki=self.context.address,
            site=self.context.site,
            texts=Words.of(campaign.language),
            phase=phase,
            standings=table,
            changed=changed,
            checked_every=self.context.intervals.at(campaign, phase),
            final_from=campaign.end + settings.grace,
            problems=found.present.problems,
            notices=(*found.present.notices, *counted.counted.notices),
            last_good=found.last_good,
            waiting=found.waiting,
            headings=counted.counted.headings,
            open_ended=counted.counted.open_ended,
            preload=self.context.preload,
            help_page=self.context.wiki_settings.help_page,
            lag=counted.counted.moment.lag if counted.counted.moment else None,
            data=counted.shown(campaign, table),
            others=counted.links,
        )
        written = (name for name in found.present.written if isinstance(name, str))
        return view if campaign.names else unnamed(view, written)

    def _publish(self, opened: Opened, found: Declared, view: View, counted: Count) -> Report:
        placed = self._marks(opened.page).placed
        printed = output_plan(view, placed)
        target_pages, at = self._target_pages(opened), self.context.clock()
        own, *others = without_names(target_pages.targets(printed.places, placed), view)
        watch = Rereading(target_pages, opened)
        watch.read(at, *others)
        left = left_behind(view, printed.places, placed, target_pages)
        off = names_off(view, placed, (own, *others), left.target_pages)
        remarks = [remark for target in (own, *others) for remark in target.remarks()]
        remarks += off.remarks
        view = replace(view, notices=(*view.notices, *remarks))
        unwanted = {name: in_its_old_place(OUTPUTS[name], view) for name in own.unwanted if name in OUTPUTS}
        contents = self._contents(view, printed, own, {**off.texts, **unwanted})
        self.doubt = self._look((own, *others), contents, found, view, counted)
        talk = self._talk(target_pages, opened, own, told=bool(view.problems or remarks or view.waiting))
        publisher = self._publisher(watch, view.texts, "summary-update")
        # The page of the campaign comes last: it notes what was put in elsewhere.
        pages = publisher.publish((*others, *talk), contents)
        behind = replace(publisher, watch=Rereading(left.target_pages, opened))
        for one in (left, off.left):
            pages = (*pages, *behind.publish(one.targets, replace(contents, texts=one.texts)))
        view = _with_late(view, pages)
        failed = {page.page.title for page in pages if isinstance(page.outcome, NotSaved)}
        stands = _placed(own, others, failed) | left.still_placed(failed) | off.stands(failed)
        noted = self._noted(self._contents(view, printed, own, contents.left), view, found, own, stands)
        pages = (*publisher.publish((own,), noted), *pages, *self._tell_doubt(publisher, own, view))
        return Report(self.name, None, view.problems, view.notices, view, pages=pages)

    def _look(
        self,
        targets: Sequence[TargetPage],
        contents: OutputTexts,
        found: Declared,
        view: View,
        counted: Count,
    ) -> Doubt:
        """See whether what is to be published would shrink without a reason."""
        read = counted.counted.input_pages
        # What is wrong with the present settings is told at length, and mending it makes the status shorter.
        present = found.present
        declaration = f"{view.phase}\n{found.running_text}\n{present.problems}\n{present.notices}"
        declaration += "" if view.campaign.names else f"\n{DONE}"
        return look(
            Outputs.of(targets, contents),
            self.guard or Guard(),
            output_inputs(declaration, read),
            lambda: self._logged(view.campaign),
            by_edits=view.campaign.participants.by_edits,
        )

    def _logged(self, campaign: Campaign) -> frozenset[str]:
        """The pages to which something happened since the last turn, as the wikis' logs tell."""
        last = self.context.memory.last_check(self.context.address, self.pageid)
        if last is None:
            return frozenset()
        question = Events(last.at - OVERLAP)
        events = [event for one in sources(campaign, self.context) for event in one.ask(question)[question]]
        return frozenset(title for event in events for title in (event.title, event.target) if title)

    def _tell_doubt(self, publisher: Publisher, own: TargetPage, view: View) -> tuple[Published, ...]:
        """Say in the status that its numbers are not brought up to date, and leave them as they are."""
        doubt, block = self.doubt, own.blocks.pairs.get(STATUS.name)
        if not (doubt and doubt.failure is Failure.UNSURE and block and _has_status(own)):
            return ()
        texts = {STATUS.name: with_note(block.inner, view.texts)}
        contents = OutputTexts(texts, {}, _below, self.context.site)
        status_alone = replace(own, names=(STATUS.name,), unwanted=())
        return replace(publisher, held=None).publish((status_alone,), contents)

    def _tell_unread(self, opened: Opened, unavailable: OtherWikiUnavailable) -> Report:
        """Say in the status since when a wiki of the campaign can't be read; all else stays as it is."""
        target_pages, words = self._target_pages(opened), Words.of(self.context.site.language)
        own = target_pages.own((STATUS.name,))
        block = own.blocks.pairs.get(STATUS.name)
        pages: tuple[Published, ...] = ()
        # Where the numbers are final, there is nothing to wait for.
        if _has_status(own) and not self._final_stands(opened.page):
            since = local(self.now, self.context.site.timezone)
            stands = block.inner if block else ""
            texts = {STATUS.name: with_unread(stands, unavailable.host, since, words)}
            contents = OutputTexts(texts, {}, _below, self.context.site)
            publisher = self._publisher(Rereading(target_pages, opened), words, "summary-update")
            pages = publisher.publish((replace(own, unwanted=()),), contents)
        report = Report(self.name, None, unread=unavailable.message, pages=pages)
        self._note_check(opened.page, report)
        return self._tell(opened.page, report)

    def _contents(
        self, view: View, printed: OutputPlan, own: TargetPage, left: Mapping[str, str]
    ) -> OutputTexts:
        texts = dict(printed.texts)
        if STATUS.name in view.campaign.publish:
            texts[STATUS.name] = STATUS.render(view)
        texts[PROBLEMS] = view.texts("problems-none") if _has_status(own) else self._on_talk_page(view)
        headings = {
            name: view.texts(OUTPUTS[name].heading) for name in view.campaign.publish if name != STATUS.name
        }
        headings[PROBLEMS] = view.texts("heading-problems")
        return OutputTexts(texts, headings, _below, self.context.site, left)

    def _noted(
        self, contents: OutputTexts, view: View, found: Declared, own: TargetPage, placed: frozenset[str]
    ) -> OutputTexts:
        """The same with the bot's own notes in the status; without one, in every block of the page."""
        carriers = (STATUS.name,) if STATUS.name in contents.texts else own.names
        final = view.phase is Phase.FINAL and not view.problems
        marks = PageState(
            numbers=self.numbers,
            changed=view.changed,
            final=fingerprint(found.running_text) if final else None,
            final_at=(self._final_since(found, own.page) or self.now) if final else None,
            placed=placed,
            counted=self.fell_from,
        )
        noted = {name: f"{notes.write(marks)}\n{contents.texts[name]}" for name in carriers}
        return replace(contents, texts={**contents.texts, **noted})

    def _marks(self, page: PageText) -> PageState:
        """What the blocks on the page say to the bot: the status, or where there is none any other."""
        blocks = TargetPages(self.title, page, self.context).own(()).blocks.pairs
        found = (notes.read(blocks[name].inner) for name in OUTPUTS if name in blocks)
        return next(filter(None, found), PageState(""))

    def _on_talk_page(self, view: View) -> str:
        return view_problems(view) or view.texts("problems-none")

    def _talk(
        self, target_pages: TargetPages, opened: Opened, own: TargetPage, *, told: bool
    ) -> tuple[TargetPage, ...]:
        """The talk page, where the status cannot tell: it is not wanted, or its block is damaged."""
        target = target_pages.talk(opened.talk, PROBLEMS)
        # What was told there before is taken back when it is mended.
        if (told and not _has_status(own)) or PROBLEMS in target.blocks.pairs:
            return (target,)
        return ()

    def _target_pages(self, opened: Opened) -> TargetPages:
        return TargetPages(self.title, opened.page, self.context, keeping=not self.dry)

    def _publisher(self, watch: Rereading, words: Words, key: str) -> Publisher:
        failure = self.doubt.failure if self.doubt else None
        return Publisher(
            wiki=self.context.wiki,
            source=self.context.source,
            watch=watch,
            summary=words(key, self.name),
            taking_back=words("summary-taken-back", self.name),
            line=self.context.line(self.pageid),
            dry=self.dry,
            held=(failure, self.doubt.shown) if self.doubt and failure else None,
        )

    def _note_result(self, page: PageText, report: Report) -> Report:
        """Remember how the turn went; the report with what is to be told of it."""
        final = report.view is not None and report.view.phase is Phase.FINAL
        self._note_check(page, report, resting=final and not report.problems and not report.failures)
        if self.doubt:
            report = replace(report, guard=self.doubt.after(saved=not report.failures))
        if report.guard and report.guard != self.guard and not self.dry:
            self.context.memory.put_guard(self.context.address, page.pageid, report.guard.as_json())
        return self._tell(page, report)

    def _tell(self, page: PageText, report: Report) -> Report:
        if self.dry:
            return report
        return replace(report, turning=self.context.line(page.pageid).told(stops(report.failures)))

    def _note_check(self, page: PageText, report: Report, *, resting: bool = False) -> None:
        if self.dry:
            return
        revid = page.revid
        for published in report.pages:
            if published.page.pageid == page.pageid and isinstance(published.outcome, Saved):
                revid = published.outcome.revid
                saved(published.page, revid, self.context)
        back = again(report.failures, page.title, self.context.clock())
        check = Check(self.now, revid, resting, *back)
        self.context.memory.remember_check(self.context.address, page.pageid, check)


def _sign_up_page(context: WikiContext) -> str | None:
    """Where ``install`` puts what a line of somebody who signs up begins with; None: no title comes of it."""
    try:
        return sign_up_title(context)
    except SettingsProblem:
        return None


def _has_status(own: TargetPage) -> bool:
    """Whether problems can be told in the status."""
    return STATUS.name in own.names and own.states()[STATUS.name].writable


def _placed(own: TargetPage, others: Sequence[TargetPage], failed: Collection[str]) -> frozenset[str]:
    """What stands on the pages after this turn, or was taken off by somebody; ``failed`` were not saved."""
    placed = {name for name, state in own.states().items() if state.placed}
    for target in others:
        placed |= {
            elsewhere(name, target.page.title)
            for name, state in target.states().items()
            if state.placed and (name in target.placed or target.page.title not in failed)
        }
    return frozenset(placed)


def _with_late(view: View, pages: Iterable[Published]) -> View:
    """With a notice where pages wait for room to be saved."""
    if not any(isinstance(page.outcome, NotSaved) and page.outcome.failure in WAITING for page in pages):
        return view
    return replace(view, notices=(*view.notices, Remark(message("notice-pages-wait"))))


def _below(text: str) -> int | None:
    """Right below the declaration."""
    blocks = declaration_blocks(text, TOP_LEVEL_KEYS)
    return blocks[0].end if blocks else None
