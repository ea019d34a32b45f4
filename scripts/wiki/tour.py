"""The tour: from `install` to a campaign that runs on three real wikis, step by step as people do it."""

import os
import re
import subprocess
import sys
import threading
import urllib.parse
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.i18n.sections import participants_headings

from . import farm as farms
from . import instance as instances
from . import past, paths, registrations_double, storyteller
from .farm import Farm
from .past import Campaign
from .problems import WikiProblem
from .registrations_double import Registrations
from .visitor import Form, Visitor

NAME = "tour"
LANGUAGES = {"en": "English", "nb": "Norwegian", "ar": "Arabic"}
STORY = Path(__file__).resolve().parent / "tour_story"
PASSWORD = "password-of-the-tour"
EVENT = 1234
EVENT_NAME = "Event:Skrivekveld om fysikk"
EVENT_PAGE = "Project:Skrivekveld om fysikk"


def run(stop: threading.Event, *, once: bool, port: int = 0, name: str = NAME) -> int:
    """Lead through it; return 0, or the worst exit code of the bot. Raises SetupProblem or WikiProblem."""
    folder = paths.cache_folder() / "wikis" / name
    if before := farms.open_existing(folder):
        before.stop()
    manner = instances.Manner(sitename="Little encyclopedia", jobs=True, highlight=True)
    farm = farms.create(folder, farms.read(",".join(LANGUAGES)), manner)
    with registrations_double.serving() as registrations:
        farm.start(port)
        try:
            tour = Tour(farm, registrations)
            _lead(tour, stop)
            if not once and not stop.is_set():
                print("\nCtrl-C ends the wikis.", flush=True)
                stop.wait()
                print("\nThe wikis are stopped.")
            return tour.worst
        finally:
            farm.stop()


def _lead(tour: "Tour", stop: threading.Event) -> None:
    for step in tour.steps:
        if stop.is_set():
            return
        try:
            step()
        except WikiProblem:
            # Ctrl-C ends the bot's command, too, which is no problem then.
            if not stop.is_set():
                raise


@dataclass
class Tour:
    """The steps, in order. ``pages`` are the campaigns' titles by language, ``helps`` those of help pages."""

    farm: Farm
    registrations: Registrations
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    pages: dict[str, str] = field(default_factory=dict)
    helps: dict[str, str] = field(default_factory=dict)
    starts: dict[str, str] = field(default_factory=dict)
    visitors: dict[tuple[str, str], Visitor] = field(default_factory=dict)
    worst: int = 0
    number: int = 0

    def __post_init__(self) -> None:
        """Read what is to happen."""
        self.campaign = Campaign(self.now, days_gone=6)
        self.story: dict[str, Any] = yaml.safe_load((STORY / "story.yaml").read_text())
        self.steps = (
            self.begin, self.install, self.start, self.register, self.find, self.sign_up, self.write,
            self.count, self.look,
        )  # fmt: skip

    # --- the steps

    def begin(self) -> None:
        """Three wikis, with people and a few articles."""
        for language in LANGUAGES:
            told = [one for one in self.story["before"] if one["wiki"] == language]
            people = [action for one in self.story["people"] for action in _arrives(one)]
            actions = past.in_order(self.campaign, [*people, *told], STORY)
            storyteller.tell(self.farm.wikis[language], [_without_wiki(one) for one in actions])
        self._step("Three wikis are running, which share their accounts as Wikipedias do.")
        for language, name in LANGUAGES.items():
            self._say(f"{name:<10} {self._wiki(language).url}/")

    def install(self) -> None:
        """The operator puts the pages for organizers onto each wiki."""
        self._configure()
        self._step("Whoever runs the bot puts onto each wiki what organizers need.")
        for language in LANGUAGES:
            done = self._bot("install", f"{self._wiki(language).url}/api.php")
            if not (found := re.search(r'help_page: "(.*)"', done.stderr)):
                raise WikiProblem(done.stderr)
            self.helps[language] = found[1]
        self._say("The bot asks for the help pages in its configuration, so that all its boxes lead there.")
        self._configure()
        self._say(f"Look at {self._address('en', self.helps['en'])}")

    def start(self) -> None:
        """An organizer presses the button, on the English wiki and on the Arabic one."""
        self._step("Olga, who knows nothing of bots, presses “Start a campaign” and fills in what it opens.")
        heading = participants_headings(["ar", "en"])[0]
        shown = ("publish:", "  details: /Details", "  recent: true", "  wikis: true")
        articles = ("articles:", "  category: Physicists", "  minimum: {words: 20}")
        people = ("participants:", f"  section: {heading}", "  from_signup: true")
        greeted = ("newcomers:", '  welcome: "Welcome! Ask [[User talk:Olga|Olga]] anything."')
        more = (*self._wikis("en", "nb", "ar"), *articles, *greeted, *shown, "  participants: true")
        self._start("en", "Women in Physics", more)
        self._start("ar", "نساء في الفيزياء", (*self._wikis("ar", "en"), *people, *shown))
        self._say("In the Arabic one only what people do after they signed up counts.")

    def register(self) -> None:
        """A campaign that is nothing but an event, on the Norwegian wiki."""
        self._step("An evening on the Norwegian wiki has an Event registration already: that is enough.")
        event = self.registrations.has(
            EVENT,
            page=EVENT_NAME,
            start=f"{self.now:%Y%m%d}000000",
            end=f"{self.now + timedelta(days=1):%Y%m%d}235900",
            organizers=("Olga",),
            more={"goal_type": "total_articles_created", "goal_target": 8, "wikis": ["nbwiki", "enwiki"]},
        )
        event.registers("Kari Nordmann", "Alice", "Bob B", at=f"{self.now:%Y%m%d%H%M%S}")
        form = replace(self._pressed("nb"), title=EVENT_PAGE)
        self._visitor("nb", "Olga").save(
            replace(form, text=_nothing_but(form.text, f"event: {EVENT}")), "skrivekveld"
        )
        self.pages["nb"] = EVENT_PAGE
        self._say(
            f"All that Olga writes is “event: {EVENT}”. The registration says what it is called, when it"
        )
        self._say("is, who organizes it and takes part, on which wikis, and how many articles are the goal.")
        self._say(f"Look at {self._address('nb', EVENT_PAGE)}")

    def find(self) -> None:
        """The bot's first turn puts boxes with buttons onto the pages."""
        self._step(
            "Within minutes the bot finds these pages and puts a box on each, with a button to sign up."
        )
        self._bot("run", "--once")
        self._say(f"Look at {self._address('en', self.pages['en'])}")

    def sign_up(self) -> None:
        """Most follow the link, and one is written down by hand."""
        self._step("People sign up: the button opens an edit with their signature in it, and they save it.")
        for language, names in self.story["signing"].items():
            for name in names:
                visitor = self._visitor(language, name)
                form = visitor.follow(visitor.edit_link(self.pages[language], section="new"))
                visitor.save(form)
            self._say(f"{', '.join(names)} on {self._address(language, form.title)}")
        olga = self._visitor("en", "Olga")
        listed = olga.follow({"title": f"{self.pages['en']}/Participants", "action": "edit"})
        olga.save(replace(listed, text=f"{listed.text}\n* [[User:Ruth]]"), "Ruth asked me on the phone")
        self._say("Olga adds Ruth by hand: a link to somebody's user page is enough.")

    def write(self) -> None:
        """Everybody writes, under the own name; one edit is taken back."""
        self._step("They write articles, on all three wikis.")
        for told in self.story["after"]:
            language, name, title = told["wiki"], told["as"], told["title"]
            action = past.with_text(self.campaign, told, STORY)
            visitor, form = self._visitor(language, name), Form(title, action.get("text", ""))
            if more := action.get("append"):
                form = visitor.follow({"title": title, "action": "edit"})
                form = replace(form, text=f"{form.text}{more}")
            revision = visitor.save(form, action["summary"])
            if by := told.get("undone_by"):
                self._visitor(language, by).undo(title, revision, "says nothing")
            note = f" ({told['note']})" if "note" in told else ""
            self._say(f"{name} on {self._address(language, title)}{note}")

    def count(self) -> None:
        """The bot does its work, on all wikis."""
        self._step("The bot counts on all three wikis and brings the pages up to date.")
        self._say("Newcomers find a welcome on their talk pages.")
        self._bot("update", *(self._address(language, page) for language, page in self.pages.items()))

    def look(self) -> None:
        """What there is to see, and to do."""
        self._step("Now look around:")
        details = f"{self.pages['en']}/Details"
        for what, language, title in (
            ("the campaign on three wikis", "en", self.pages["en"]),
            ("where each point comes from", "en", details),
            ("a newcomer's welcome", "en", "User talk:Ruth"),
            ("the campaign in Arabic", "ar", self.pages["ar"]),
            ("the evening with a registration", "nb", self.pages["nb"]),
            ("the help for organizers", "en", self.helps["en"]),
            ("the help in Arabic", "ar", self.helps["ar"]),
            ("the button to start a campaign", "en", self.starts["en"]),
        ):
            self._say(f"{what:<32} {self._address(language, title)}")
        print("\nLog in on any of the wikis and write something:")
        self._say(f"as Alice or Olga, password {PASSWORD}")
        self._say(f"as {instances.ADMIN} (a sysop), password {instances.ADMIN_PASSWORD}")
        print("To run the bot yourself, in another terminal:")
        for name, value in self._environment.items():
            self._say(f"export {name}={value}")
        self._say(f".venv/bin/python -m bot update {self.pages['en']!r}")
        self._say(f".venv/bin/python -m bot explain {self.pages['en']!r} Ruth")

    # --- how they are done

    def _pressed(self, language: str) -> Form:
        """What Olga sees when she has pressed the button of the start page."""
        olga = self._visitor(language, "Olga")
        asked = olga.edit_link(self.helps[language])
        self.starts[language] = asked["preload"].replace("_", " ")
        return olga.follow(asked)

    def _start(self, language: str, name: str, more: Iterable[str]) -> None:
        form = self._pressed(language)
        start, end = self.campaign.start, self.campaign.end
        wanted = {"name": name, "start": f"{start:%Y-%m-%d}", "end": f"{end:%Y-%m-%d}"}
        text = _filled(form.text, wanted, more)
        self._visitor(language, "Olga").save(replace(form, text=text), "a campaign for everybody")
        self.pages[language] = form.title
        self._say(f"Look at {self._address(language, form.title)}")

    def _wikis(self, *languages: str) -> list[str]:
        """The setting that names these wikis."""
        return ["wikis:", *(f"  - {urllib.parse.urlsplit(self._wiki(one).url).netloc}" for one in languages)]

    def _visitor(self, language: str, name: str) -> Visitor:
        """Somebody with a browser, who logs in once."""
        if (language, name) not in self.visitors:
            self.visitors[language, name] = Visitor(self._wiki(language), name, PASSWORD)
        return self.visitors[language, name]

    def _wiki(self, language: str) -> instances.Instance:
        return self.farm.wikis[language]

    def _address(self, language: str, title: str) -> str:
        return f"{self._wiki(language).url}/wiki/{urllib.parse.quote(title.replace(' ', '_'), safe=':/')}"

    def _configure(self) -> None:
        """Write the bot's configuration, as far as everything is known."""
        lines = []
        for language in LANGUAGES:
            lines.append(f"  - api: {self._wiki(language).url}/api.php")
            lines.append(f"    events: {self.registrations.api}")
            if title := self.helps.get(language):
                lines.append(f'    help_page: "{title}"')
        store = f"store: sqlite:///{self.farm.folder}/campaignbot.sqlite"
        self.farm.bot_settings.write_text("\n".join(("wikis:", *lines, store)) + "\n")

    @property
    def _environment(self) -> dict[str, str]:
        return {
            "PYWIKIBOT_DIR": str(self.farm.pywikibot_folder),
            "CAMPAIGNBOT_CONFIG": str(self.farm.bot_settings),
        }

    def _bot(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the bot, and show what it says."""
        self._say(f"$ python -m bot {' '.join(arguments)}")
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments], cwd=paths.REPOSITORY, capture_output=True, text=True,
            env={**os.environ, **self._environment}, check=False,
        )  # fmt: skip
        self.worst = max(self.worst, done.returncode)
        for line in (done.stdout if done.returncode == 0 else f"{done.stdout}{done.stderr}").splitlines():
            self._say(f"  {line}")
        return done

    def _step(self, words: str) -> None:
        self.number += 1
        print(f"\n{self.number}. {words}", flush=True)

    def _say(self, words: str) -> None:
        print(f"   {words}", flush=True)


def _arrives(person: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Somebody's account, and a user page."""
    name, at = person["name"], person["at"]
    page = {"do": "edit", "at": at, "as": name, "title": f"User:{name}", "text": person["about"]}
    return [{"do": "user", "name": name, "at": at, "password": PASSWORD}, page]


def _without_wiki(action: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in action.items() if key != "wiki"}


def _filled(page: str, settings: Mapping[str, str], more: Iterable[str]) -> str:
    """The page of the button with its empty settings filled in, and others below them."""
    for key, value in settings.items():
        page, there = re.subn(rf"(?m)^{key}: ?$", f"{key}: {value}", page)
        if not there:
            raise WikiProblem(f"The page to start from has no empty line “{key}:”.")
    return re.sub(r"(?m)^(end: .*)$", "\n".join((r"\1", *more)), page, count=1)


def _nothing_but(page: str, setting: str) -> str:
    """The page of the button with one setting in its block, and nothing below it."""
    found = re.match(r"(?s)(.*?<(pre|syntaxhighlight)\b[^>]*>\n).*?(</\2>)", page)
    if not found:
        raise WikiProblem("The page to start from has no settings.")
    return f"{found[1]}{setting}\n{found[3]}\n"
