"""What becomes of a save when something happened to the page, or the campaign, since it was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.mediawiki.outcomes import Failure, Outcome, Saved, Unchanged
from bot.mediawiki.queries import Answers, Question
from bot.operations.context import WikiContext
from bot.operations.ports import Change, Source, Wiki
from bot.operations.publish import marks_of
from scripts.wiki.storyteller import Action

from ..faults.proxy import FaultProxy, asks, changed
from .bot import PAGE, SIGN_UP, LocalBot, campaign_page
from .stories import add, do, outcomes, write
from .test_where_it_writes import OPENING, invited, saved

PORTAL = "Project:Portal"
RESULTS = f"{PAGE}/Results"
PUBLISH = f"publish: {{leaderboard: '{PORTAL}', articles: /Results}}"
PAST = "11-15 00:00:00"


@pytest.fixture
def bot(bot: LocalBot) -> LocalBot:
    """With a campaign that was published on three pages, and in which something has happened since."""
    bot.wiki.tell(write("Carol", PORTAL, invited(), "10-19"))
    bot.declare(PUBLISH)
    bot.wiki.tell(write("Alice", "A", 100, "11-02"))
    bot.update()
    bot.wiki.tell(write("Bob", "B", 50, "11-03"))
    return bot


def last(bot: LocalBot, title: str) -> str:
    """Who saved a page last."""
    return str(bot.wiki.query(prop="revisions", titles=title)["query"]["pages"][0]["revisions"][0]["user"])


Story = tuple[Sequence[Action], object]
PORTAL_STORIES: dict[str, Story] = {
    "somebody writes there": ([add("Dora", PORTAL, "\nHello!")], Saved),
    "it is moved": ([do("move", title=PORTAL, to="Project:Gate")], Failure.OTHER_PAGE),
    "it is moved without a redirect": (
        [do("move", title=PORTAL, to="Project:Gate", leave_redirect=False)],
        Failure.DELETED,
    ),
    "it is moved, and a copy put in its place": (
        [
            do("move", title=PORTAL, to="Project:Gate", leave_redirect=False),
            write("Mallory", PORTAL, invited() + "\ncopy"),
        ],
        Failure.OTHER_PAGE,
    ),
    "it is deleted": ([do("delete", title=PORTAL)], Failure.DELETED),
    "it is deleted and made anew": (
        [do("delete", title=PORTAL), write("Dora", PORTAL, invited())],
        Failure.OTHER_PAGE,
    ),
    "it is blanked": ([write("Mallory", PORTAL, "")], Failure.CHANGED),
    "it is replaced": ([write("Mallory", PORTAL, "lol")], Failure.CHANGED),
    "it is made a redirect": ([do("redirect", title=PORTAL, to="Project:Gate")], Failure.NOT_ALLOWED),
    "it becomes a campaign": (
        [write("Mallory", PORTAL, campaign_page() + invited())],
        Failure.NOT_ALLOWED,
    ),
    "it asks bots to stay away": (
        [write("Dora", PORTAL, "{{nobots}}\n" + invited() + "\n")],
        Failure.BOTS_DENIED,
    ),
    "it takes the invitation back": ([write("Dora", PORTAL, "Our portal.\nBelow.")], Failure.CHANGED),
    "it invites another campaign": (
        [write("Dora", PORTAL, invited(campaign="Project:Other"))],
        Failure.CHANGED,
    ),
}


@pytest.mark.parametrize("case", PORTAL_STORIES)
def test_another_page_that_changes_in_the_moment_of_saving(case: str, bot: LocalBot) -> None:
    story, outcome = PORTAL_STORIES[case]
    bot.meddling.append(story)
    found = outcomes(bot.update())
    assert found[1] == outcome
    assert found[0] == found[2] == Saved
    assert saved(bot.wiki)[PORTAL] + saved(bot.wiki)["Project:Gate"] == (2 if outcome is Saved else 1) or (
        "deleted" in case
    )
    if outcome is not Saved and "moved" not in case:
        exists = bot.wiki.history(PORTAL)
        assert not exists or last(bot, PORTAL) != "CampaignBot"


def edited(bot: LocalBot, old: str, new: str) -> list[Action]:
    """Somebody changes the campaign's page, whole enough that the wiki can't put both edits together."""
    text = bot.wiki.text(PAGE)
    assert old in text
    text = text.replace(old, new, 1)
    # Beside the bot's own lines, so that the two are in conflict.
    text = text.replace("<!-- /campaignbot:status -->", "<!-- /campaignbot:status -->\n*", 1)
    return [write("Dora", PAGE, text.replace("<!-- numbers: ", "<!-- numbers: 0", 1))]


@pytest.mark.parametrize(
    ("old", "new", "outcome"),
    [
        ("* [[User:Bob]]", "* [[User:Bob]]\n* [[User:Carol]]", Saved),
        ("{{CampaignBot}}", "", Failure.NO_CAMPAIGN),
        ("{{CampaignBot}}", "<!-- {{CampaignBot}} -->", Failure.NO_CAMPAIGN),
        ("end: 2026-11-30", "end: 2026-11-29", Failure.CHANGED),
        ("== Participants", "{{nobots}}\n== Participants", Failure.BOTS_DENIED),
    ],
)
def test_the_campaigns_page_that_changes_in_the_moment_of_saving(
    old: str, new: str, outcome: object, bot: LocalBot
) -> None:
    bot.meddling += [[], [], edited(bot, old, new)]
    assert outcomes(bot.update()) == [outcome, Saved, Saved]
    assert (last(bot, PAGE) == "CampaignBot") == (outcome is Saved)


@pytest.mark.parametrize(
    ("story", "outcome"),
    [
        ([do("move", title=PAGE, to="Project:Women")], Failure.OTHER_PAGE),
        ([do("redirect", title=PAGE, to="Project:Women")], Failure.NO_CAMPAIGN),
        ([write("Mallory", PAGE, "")], Failure.NO_CAMPAIGN),
        ([do("delete", title=PAGE), write("Mallory", PAGE, campaign_page(PUBLISH))], Failure.OTHER_PAGE),
        ([write("Dora", "User:CampaignBot/shutoff", "Stop!"), add("Dora", PAGE, "\n")], Failure.SHUT_OFF),
    ],
)
def test_the_campaigns_page_that_is_another_one_in_the_moment_of_saving(
    story: Sequence[Action], outcome: Failure, bot: LocalBot
) -> None:
    if outcome is Failure.SHUT_OFF:
        story = [story[0], *edited(bot, "* [[User:Bob]]", "* Bob")]
    bot.meddling += [[], [], story]
    assert outcomes(bot.update()) == [outcome, Saved, Saved]
    assert last(bot, PAGE) != "CampaignBot"
    if "Women" in str(story) and story[0]["do"] == "move":
        assert last(bot, "Project:Women") != "CampaignBot"


# --- what the wiki puts together by itself


MERGED = [
    ("{{CampaignBot}}", "{{CampaignBot}}\nWelcome!", Saved),
    ("{{CampaignBot}}", "{{CampaignBot}}{{nobots}}", Failure.BOTS_DENIED),
    ("{{CampaignBot}}", "", Failure.NO_CAMPAIGN),
    ("{{CampaignBot}}", "#REDIRECT [[Project:Gate]]\n{{CampaignBot}}", Failure.NO_CAMPAIGN),
]


@pytest.mark.parametrize(("old", "new", "outcome"), MERGED)
def test_what_the_wiki_merged_and_must_not_have_been_written_is_taken_back(
    old: str, new: str, outcome: object, bot: LocalBot
) -> None:
    text = bot.wiki.text(PAGE).replace(old, new, 1)
    bot.meddling += [[], [], [write("Dora", PAGE, text)]]
    assert outcomes(bot.update()) == [outcome, Saved, Saved]
    if outcome is Saved:
        assert "Welcome!" in bot.wiki.text(PAGE)
        assert "B" in bot.wiki.text(PAGE)
    else:
        assert bot.wiki.text(PAGE).strip() == text.strip()
        newest = max(bot.wiki.history(PAGE), key=lambda revision: int(revision["revid"]))
        assert "taken back" in newest["comment"]


def test_what_was_merged_is_undone_where_somebody_has_written_since(bot: LocalBot) -> None:
    text = "{{nobots}}\n" + bot.wiki.text(PAGE)
    bot.meddling += [[], [], [write("Dora", PAGE, text)]]
    bot.aftermath += [[], [], [add("Trudy", PAGE, "\nTrudy was here.")]]
    assert outcomes(bot.update()) == [Failure.BOTS_DENIED, Saved, Saved]
    assert bot.wiki.text(PAGE) == text.rstrip() + "\nTrudy was here."


def test_what_was_merged_and_cannot_be_undone_is_told(bot: LocalBot) -> None:
    text = "{{nobots}}\n" + bot.wiki.text(PAGE)
    bot.meddling += [[], [], [write("Dora", PAGE, text)]]
    bot.aftermath += [[], [], [write("Trudy", PAGE, "{{nobots}} Away with it.")]]
    assert outcomes(bot.update()) == [Failure.STANDS, Saved, Saved]
    assert bot.wiki.text(PAGE) == "{{nobots}} Away with it."


def test_what_was_merged_into_another_page_is_taken_back(bot: LocalBot) -> None:
    text = bot.wiki.text(PORTAL)
    story = [
        do("move", title=PORTAL, to="Project:Gate", leave_redirect=False),
        write("Mallory", PORTAL, text),
    ]
    bot.meddling.append(story)
    assert outcomes(bot.update()) == [Saved, Failure.OTHER_PAGE, Saved]
    assert bot.wiki.text(PORTAL) == text
    assert bot.wiki.text("Project:Gate") == text


# --- a turn that takes its time


class Slow(LocalBot):
    """A bot for which so much time goes by in each save; ``before`` is the time that counting takes."""

    step = timedelta(seconds=40)
    before = timedelta(0)

    @property
    def context(self) -> WikiContext:
        context = super().context
        wiki: Any = _SlowWiki(context.wiki, self)
        return replace(context, wiki=wiki, source=_SlowSource(context.source, self))


class _SlowSource:
    def __init__(self, source: Source, bot: Slow) -> None:
        self._source, self._bot = source, bot

    def ask(self, *questions: Question[Any]) -> Answers:
        answers = self._source.ask(*questions)
        self._bot.now += self._bot.before
        self._bot.before = timedelta(0)
        return answers


class _SlowWiki:
    def __init__(self, wiki: Wiki, bot: Slow) -> None:
        self._wiki, self._bot = wiki, bot

    def __getattr__(self, name: str) -> object:
        return getattr(self._wiki, name)

    def save(self, change: Change) -> Outcome:
        outcome = self._wiki.save(change)
        self._bot.now += self._bot.step
        return outcome


@pytest.fixture
def slow(bot: LocalBot) -> Slow:
    made = Slow(bot.wiki)
    made.store = bot.store
    return made


def asked(bot: LocalBot) -> tuple[list[object], int]:
    """How the saves of an update ended, and how often pages were read."""
    before = bot.real.session.costs()
    found = outcomes(bot.update())
    return found, (bot.real.session.costs() - before).requests[OPENING]


def test_a_quick_turn_reads_nothing_again(bot: LocalBot) -> None:
    assert asked(bot) == ([Saved, Saved, Saved], 2)


def test_what_was_read_long_ago_is_read_again_before_a_save(slow: Slow) -> None:
    assert asked(slow) == ([Saved, Saved, Saved], 4), "once more before the second save and the third"
    assert asked(slow) == ([Unchanged, Unchanged, Unchanged], 2), "what is not saved is not read again"


def test_a_campaign_that_took_long_to_count_is_read_again_before_its_first_save(slow: Slow) -> None:
    slow.before, slow.step = timedelta(minutes=5), timedelta(0)
    assert asked(slow) == ([Saved, Saved, Saved], 3)


LATE: dict[str, tuple[Sequence[Action], list[object]]] = {
    "stopped": (
        [write("Dora", "User:CampaignBot/shutoff", "Stop!", PAST)],
        [Failure.SHUT_OFF, Saved, Failure.SHUT_OFF],
    ),
    "a page asks bots to stay away": (
        [add("Dora", RESULTS, "\n{{nobots}}")],
        [Saved, Saved, Failure.BOTS_DENIED],
    ),
    "the campaign's page asks bots to stay away": (
        [add("Dora", PAGE, "\n{{nobots}}")],
        [Failure.BOTS_DENIED, Saved, Saved],
    ),
    "the campaign's page is blanked": (
        [write("Mallory", PAGE, "")],
        [Failure.NO_CAMPAIGN, Saved, Failure.NO_CAMPAIGN],
    ),
    "the campaign's page is moved": (
        [do("move", title=PAGE, to="Project:Women")],
        [Failure.OTHER_PAGE, Saved, Failure.NO_CAMPAIGN],
    ),
    "a page is moved": ([do("move", title=RESULTS, to=PORTAL + "2")], [Saved, Saved, Failure.OTHER_PAGE]),
    "a page becomes a campaign": (
        [write("Mallory", RESULTS, campaign_page())],
        [Saved, Saved, Failure.NOT_ALLOWED],
    ),
    "its marks are taken off": ([write("Dora", RESULTS, "Ours.")], [Saved, Saved, Failure.CHANGED]),
    "somebody writes on it": ([add("Dora", RESULTS, "\nHello!")], [Saved, Saved, Saved]),
}


@pytest.mark.parametrize("case", LATE)
def test_what_happens_during_a_turn_holds_for_its_later_saves(case: str, slow: Slow) -> None:
    story, found = LATE[case]
    # The page that was left alone for longest is saved first: the portal.
    slow.wiki.tell(add("Carol", RESULTS, "\nThese are the results."))
    slow.aftermath.append(story)
    assert outcomes(slow.update()) == found
    if case == "somebody writes on it":
        assert "Hello!" in slow.wiki.text(RESULTS)


def test_the_answer_is_compared_with_the_page_that_was_meant(bot: LocalBot) -> None:
    with FaultProxy(bot.wiki.url) as proxy:
        other = LocalBot(bot.wiki, api=proxy.api)
        before = bot.wiki.text(PORTAL)

        def elsewhere(answer: dict[str, dict[str, int]]) -> None:
            answer["edit"]["pageid"] += 1

        proxy.spoil(asks(action="edit"), changed(elsewhere), times=1)
        # Nothing is wrong with the page when it is looked at again, so what was saved stands.
        assert outcomes(other.update()) == [Saved, Saved, Saved]
        assert bot.wiki.text(PORTAL) != before
        assert "B" in bot.wiki.text(PORTAL)
        assert marks_of(f"leaderboard of {PAGE}")[0] in bot.wiki.text(PORTAL)
        assert SIGN_UP.strip() in bot.wiki.text(PAGE)
