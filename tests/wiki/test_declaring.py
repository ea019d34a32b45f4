"""What a campaign page declares, what runs while it has problems, and which pages are campaigns."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from bot.declaration.read import Context, Declaration, read_declaration
from bot.messages import Message
from bot.operations import declaration_history
from bot.operations.report import Report
from bot.operations.settings import Discovery
from bot.operations.update import update
from bot.safety.trust import Trust
from bot.store.store import Store
from scripts.wiki.storyteller import Action

from .bot import NOW, PAGE, LocalBot, campaign_page
from .stories import add, do, work, write

GOOD = "points: {articles_created: 10}"
BAD = "pionts: {articles_created: 10}"


def problems(report: Report) -> list[tuple[str, int | None]]:
    return [(one.message.key, one.line) for one in report.problems]


# --- problems


def test_while_there_are_problems_the_last_good_settings_run_and_the_page_says_so(bot: LocalBot) -> None:
    bot.declare(GOOD)
    bot.wiki.tell(write("Alice", "A", 100, "11-02"))
    bot.update()
    bot.change(GOOD, BAD)
    report = bot.update()
    assert problems(report) == [("declaration-unknown-key-near", 4)]
    assert report.view is not None
    assert report.view.standings.rows[0].points == 10
    html = bot.wiki.html(PAGE)
    assert "one problem" in html
    assert "Did you mean" in html
    bot.change(BAD, GOOD)
    report = bot.update()
    assert not report.problems
    assert "problem" not in bot.wiki.html(PAGE)


def test_the_last_good_settings_are_found_in_the_pages_history(bot: LocalBot) -> None:
    bot.declare(GOOD, at="2026-10-20T00:00:00Z")
    bot.declare(GOOD.replace("10", "20"), at="2026-10-21T00:00:00Z")
    bot.declare(BAD, at="2026-10-22T00:00:00Z")
    bot.wiki.tell(write("Alice", "A", 100, "11-02"))
    last_good = bot.wiki.history(PAGE)[1]
    bot.wiki.tell(*(add("Carol", PAGE, f"\n# {turn}", f"10-25 00:{turn:02}:00") for turn in range(12)))
    for _ in range(2):  # Found, then remembered.
        bot.store = Store() if bot.store.good_version(bot.wiki.api, 2) else bot.store
        report = bot.update()
        assert report.view is not None
        assert report.view.standings.rows[0].points == 20
        assert report.view.last_good is not None
        assert report.view.last_good.revid == last_good["revid"]
    assert f"Special:PermanentLink/{last_good['revid']}" in bot.wiki.text(PAGE)


def test_the_last_good_settings_are_the_same_with_and_without_the_store(bot: LocalBot) -> None:
    bot.declare(GOOD)
    bot.wiki.tell(write("Alice", "A", 100, "11-02"))
    for number in range(2):  # The second update sees the bot's own version of the page.
        bot.wiki.tell(write("Alice", f"A{number}", 1))
        bot.update()
    good = bot.change(GOOD, GOOD.replace("10", "20"))  # Never seen by the bot.
    bot.change(GOOD.replace("10", "20"), BAD)
    for store in (bot.store, Store()):
        bot.store = store
        report = bot.update()
        assert report.view is not None
        assert report.view.last_good is not None
        assert report.view.last_good.revid == good
    text = bot.wiki.text(PAGE)  # More edits by the bot than are read at once.
    bot.wiki.tell(*(write("CampaignBot", PAGE, text.replace("A0", f"A{n}")) for n in range(1, 13)))
    bot.store = Store()
    report = bot.update()
    assert report.view is not None
    assert report.view.last_good is not None
    assert report.view.last_good.revid == good


def test_without_a_good_declaration_nothing_runs_until_it_is_mended(bot: LocalBot) -> None:
    bot.declare(BAD)
    bot.wiki.tell(write("Alice", "A", 100, "11-02"))
    report = bot.update()
    assert report.view is None
    assert problems(report) == [("declaration-unknown-key-near", 4)]
    assert "Nothing is counted until it is mended" in bot.wiki.html(PAGE)
    assert "leaderboard" not in bot.wiki.text(PAGE)
    bot.update()
    assert [revision["user"] for revision in bot.wiki.history(PAGE)] == ["Admin", "CampaignBot"]
    bot.change(BAD, GOOD)
    assert work(bot.update()) == {"Alice": (1, 1, 0, 100)}
    assert "mended" not in bot.wiki.html(PAGE)


def test_problems_without_a_good_declaration_disappear_also_where_no_status_is_wanted(bot: LocalBot) -> None:
    bot.declare(BAD, "publish: {status: false}")
    bot.update()
    assert "Did you mean" in bot.wiki.html(PAGE)
    bot.change(BAD, GOOD)
    bot.update()
    assert "Did you mean" not in bot.wiki.html(PAGE)


SECOND = '<syntaxhighlight lang="yaml">\nname: B\nstart: 2026-11-01\nend: 2026-11-02\n</syntaxhighlight>'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{CampaignBot}}\nname: A\nstart: 2026-11-01", "declaration-no-block"),
        ("{{CampaignBot}}\n<syntaxhighlight lang=yaml>\n</syntaxhighlight>", "declaration-no-settings"),
        (campaign_page() + SECOND, "declaration-several-blocks"),
    ],
)
def test_what_is_no_declaration_is_told_on_the_page(text: str, problem: str, bot: LocalBot) -> None:
    bot.wiki.tell(write("Bob", PAGE, text, "10-20"))
    assert [key for key, _ in problems(bot.update())] == [problem]
    assert "campaignbot:status" in bot.wiki.text(PAGE)


def test_where_syntaxhighlight_is_missing_pre_will_do(bot: LocalBot) -> None:
    text = campaign_page().replace('syntaxhighlight lang="yaml"', "pre").replace("syntaxhighlight", "pre")
    report = bot.count(write("Bob", PAGE, text, "10-20"), write("Alice", "A", 5, "11-02"))
    assert work(report) == {"Alice": (1, 1, 0, 5)}


# --- which page is a campaign


@pytest.mark.parametrize(
    ("title", "sign", "refusal"),
    [
        (PAGE, "", "page-no-template"),
        (PAGE, "<nowiki>{{CampaignBot}}</nowiki>", "page-no-template"),
        ("WiP", "{{CampaignBot}}", "page-namespace"),
        ("Template:CampaignBot", "{{CampaignBot}}", "page-namespace"),
        ("Template:CampaignBot/doc", "{{CampaignBot}}", "page-namespace"),
        ("Category:WiP", "{{CampaignBot}}", "page-namespace"),
        ("Project:Nowhere", None, "page-missing"),
    ],
)
def test_what_is_no_campaign_is_left_alone(title: str, sign: str | None, refusal: str, bot: LocalBot) -> None:
    if sign is not None:
        bot.wiki.tell(write("Bob", title, campaign_page().replace("{{CampaignBot}}", sign), "10-20"))
    report = bot.update(title)
    assert isinstance(report.refusal, Message)
    assert report.refusal.key == refusal
    assert len(bot.wiki.history(title)) == (sign is not None)


def test_content_namespaces_never_hold_campaigns_even_if_the_configuration_says_so(bot: LocalBot) -> None:
    bot = LocalBot(bot.wiki, discovery=Discovery(namespaces=frozenset({0, 2, 4, 10})))
    for title in ("WiP", "Template:WiP"):
        bot.wiki.tell(write("Bob", title, campaign_page(), "10-20"))
        report = bot.update(title)
        assert report.refusal is not None
        assert len(bot.wiki.history(title)) == 1


def test_when_the_template_is_taken_off_or_the_page_deleted_the_campaign_stops(bot: LocalBot) -> None:
    bot.declare()
    assert bot.update().refusal is None
    bot.change("{{CampaignBot}}", "")
    assert bot.update().refusal == Message("page-no-template", (PAGE, "CampaignBot"))
    report = bot.count(do("delete", title=PAGE))
    assert report.refusal == Message("page-missing", (PAGE,))


# --- versions that were bad


@dataclass
class Passing:
    """A clock on which some time passes whenever somebody looks at it."""

    step: timedelta
    now: datetime = NOW

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now


def bad_versions(number: int, since: int = 0) -> list[Action]:
    """So many edits that each leave other settings that are not good."""
    texts = (campaign_page(BAD.replace("10", str(n))) for n in range(since, since + number))
    days = (f"10-2{1 + n // 1000} {n // 60 % 24:02}:{n % 60:02}:00" for n in range(since, since + number))
    return [write("Carol", PAGE, text, day) for text, day in zip(texts, days, strict=True)]


@pytest.fixture
def private(bot: LocalBot) -> LocalBot:
    """A bot on a wiki where anyone may declare, so that versions are read one by one."""
    bot.wiki_settings = replace(bot.wiki_settings, trust=Trust(anyone=True))
    return bot


def read_texts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The lengths of the settings that are read from now on, the page's own left out."""
    read: list[int] = []

    def counted(text: str, context: Context, *, thorough: bool = True) -> Declaration:
        if not thorough:
            read.append(len(text))
        return read_declaration(text, context, thorough=thorough)

    monkeypatch.setattr(declaration_history, "read_declaration", counted)
    return read


def test_versions_that_were_bad_are_not_read_again(
    private: LocalBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = private
    bot.declare(GOOD)
    bot.wiki.tell(*bad_versions(70))
    read = read_texts(monkeypatch)
    found = []
    for _ in range(3):
        read.clear()
        report = bot.update()
        assert report.view is not None
        assert report.view.last_good is not None
        found.append((len(read), report.view.last_good.revid))
    good = found[0][1]
    assert found == [(70, good), (1, good), (1, good)]
    bot.wiki.tell(write("Carol", PAGE, campaign_page(BAD.replace("10", "x")), "11-01"))
    read.clear()
    report = bot.update()
    assert len(read) == 1  # What was the page's own before is known, too.
    bot.store = Store()
    again = bot.update()
    assert report.view is not None
    assert again.view is not None
    assert again.view.last_good == report.view.last_good


def test_a_turn_ends_while_old_versions_are_read_and_the_next_one_goes_on(
    private: LocalBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = private
    bot.declare(GOOD)
    bot.wiki.tell(*bad_versions(12))
    read = read_texts(monkeypatch)
    late = replace(bot.context, clock=Passing(timedelta(minutes=2)))
    reports = [update(bot.title(), late)]
    while reports[-1].unfinished:
        assert not reports[-1].pages
        reports.append(update(bot.title(), late))
    assert len(reports) > 6
    assert len(read) == 12  # None of them twice, and the page's own not among them.
    assert reports[-1].view is not None
    assert reports[-1].view.last_good is not None


def test_other_rules_read_all_versions_again(private: LocalBot, monkeypatch: pytest.MonkeyPatch) -> None:
    bot = private
    bot.declare(GOOD)
    bot.wiki.tell(*bad_versions(5))
    read = read_texts(monkeypatch)
    bot.update(dry=True)
    bot.update()
    assert len(read) == 10  # A dry run remembers nothing.
    monkeypatch.setattr(declaration_history, "RULES", -1)
    bot.update()
    assert len(read) == 15
