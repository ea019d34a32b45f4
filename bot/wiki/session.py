"""The one narrow opening to a wiki: every request goes through here and is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from requests import Response

from bot.mediawiki import siteinfo
from bot.mediawiki.costs import Costs
from bot.messages import message
from bot.operations.ports import BatchRefused, WikiUnavailable
from bot.operations.waiting import Patience
from bot.wiki import answers, pywikibot_library, site_matrix, traffic
from bot.wiki.account import BotAccount
from bot.wiki.answers import inner
from bot.wiki.clock import WikiClock
from bot.wiki.door import Door, Whole

OURS = frozenset({"maxlag", "ratelimited"})
"""Errors by which a wiki asks to be left alone."""
LOGGED_OUT = frozenset(
    {"assertuserfailed", "assertnameduserfailed", "assertbotfailed", "notloggedin", "readapidenied"}
)
"""Errors that logging in may help against."""


class ApiRefusal(Exception):
    """The API answered with an error; ``code`` is its machine-readable name."""

    def __init__(self, code: str, info: str) -> None:
        super().__init__(f"{code}: {info}")
        self.code = code
        self.info = info


class Session:
    """One wiki's API. ``patience``: how long it is waited for; ``contact``: how to reach the operator.

    ``clock`` is the wiki's. ``secret`` is told what must not be shown: tokens, cookies, what it logs in with.
    """

    def __init__(
        self,
        address: str,
        patience: Patience | None = None,
        contact: str | None = None,
        clock: WikiClock | None = None,
        secret: Callable[[str], None] = lambda _value: None,
    ) -> None:
        self.address = address
        self.clock = clock or WikiClock()
        self._secret = secret
        self._meter = traffic.TrafficMeter()
        self.door = Door(address, patience or Patience(), self._meter, contact, self._hear)
        self._account = BotAccount(self.door)
        self._token: str | None = None
        self._config = pywikibot_library.load().config

    @property
    def sent(self) -> Counter[str]:
        """How many requests of each kind were sent; logging in and the wiki's own facts apart."""
        return self._meter.sent

    def costs(self) -> Costs:
        """What was sent and received up to now."""
        return self._meter.costs()

    @property
    def account(self) -> str | None:
        """The name of the account that is logged in, None without one."""
        return self._account.name

    @property
    def named(self) -> str | None:
        """The account that the operator named for this wiki, logged in or not; a bot password's own apart."""
        return self._account.expected and self._account.expected.partition("@")[0]

    @property
    def batch(self) -> int:
        """How many titles, ids or users one request may name."""
        return self._account.batch

    def log_in(self) -> None:
        """Log in by the operator's user-config.py, where a saved cookie has not done so already.

        Raises WikiUnavailable where there is no account, or the wiki refuses it.
        """
        self._token = None
        self._account.log_in()

    def facts(self, props: str) -> Mapping[str, Any]:
        """The wiki's own facts (``siprop``), and a token for saving on the way.

        Raises WikiUnavailable, and Stopped when the process is to end.
        """
        meta = "siteinfo|tokens" if self._account.expected else "siteinfo"
        asked = {"meta": meta, "siprop": props, "titles": "|".join(siteinfo.NAMES_OF_LETTERS)}
        answer = self._query(asked, None, partial(_has_facts, props.split("|")))
        self._token = inner(answer, "query", "tokens", "csrftoken")
        facts: Mapping[str, Any] = answer["query"]
        return facts

    def query(self, params: Mapping[str, str]) -> Mapping[str, Any]:
        """Send one ``action=query``. Raises WikiUnavailable, and Stopped when the process is to end."""
        answer = self._query(params, kind_of({"action": "query", **params}))
        self._meter.rows += traffic.rows(answer)
        return answer

    def _query(self, params: Mapping[str, str], kind: str | None, whole: Whole = bool) -> Mapping[str, Any]:
        sent = self.clock()
        try:
            answer = self._send({"action": "query", "curtimestamp": "1", **params}, kind, whole)
        except ApiRefusal as refusal:
            raise self._refused(refusal) from refusal
        if answers.took_too_little(answer):
            raise self._refused(ApiRefusal(TOO_MANY, "too many values"))
        if "curtimestamp" not in answer:
            return answer
        return {**answer, "curtimestamp": self.clock.checked(answer["curtimestamp"], sent)}

    def _hear(self, response: Response) -> None:
        self.clock.hear_headers(response.headers)
        for value in traffic.secrets(response):
            self._secret(value)

    def _refused(self, refusal: ApiRefusal) -> WikiUnavailable:
        if refusal.code in OURS and self.door.rest is not None:
            return self.door.resting(self.door.rest)
        said = message("wiki-refused", self.address, refusal.code, refusal.info)
        if refusal.code == TOO_MANY:
            self._account.refused_batch()
            return BatchRefused(said)
        return WikiUnavailable(said, self.door.rest)

    def site_matrix(self) -> Mapping[str, Any]:
        """The wikis of the farm to which this one belongs. Raises WikiUnavailable."""
        try:
            return self._send(site_matrix.PARAMS, site_matrix.PARAMS["action"])
        except ApiRefusal as refusal:
            raise self._refused(refusal) from refusal

    def write(self, params: Mapping[str, str]) -> Mapping[str, Any]:
        """Send one request that changes something and return the response.

        Raises ApiRefusal for the API's own errors and WikiUnavailable for failures on the way.
        """
        return self._send(params, kind_of(params))

    def _send(self, params: Mapping[str, str], kind: str | None, whole: Whole = bool) -> Mapping[str, Any]:
        """Send it, and once more where logging in or a new token may help."""
        tried = set()
        while True:
            save = params["action"] not in READING
            completed = self._completed(params)
            answer = self.door.ask(completed, kind, partial(_whole, completed, whole), save=save)
            remedy = self._remedy(answer)
            if remedy is None or remedy in tried:
                break
            tried.add(remedy)
            if remedy == "token":
                self._token = None
            else:
                self.log_in()
        if error := answer.get("error"):
            raise ApiRefusal(error["code"], answers.info_of(error))
        return answer

    def _remedy(self, answer: Mapping[str, Any]) -> str | None:
        """What helps against an answer, a new ``token`` or an ``account``; None where nothing has to."""
        code = answer.get("error", {}).get("code", "")
        if code == "badtoken":
            return "token"
        denied = code in LOGGED_OUT and self._account.expected is not None
        lost = self._account.is_another(answer) and self._account.kept
        return "account" if denied or lost else None

    def _completed(self, params: Mapping[str, str]) -> dict[str, str]:
        """With what goes along with every request."""
        whole = {**params, "format": "json", "formatversion": "2"}
        lag = self._config.read_maxlag
        if params["action"] not in READING:
            whole["token"] = self._csrf_token()
            lag = self._config.write_maxlag
        elif params["action"] == "query":
            for name, value in self._account.params().items():
                whole[name] = f"{whole[name]}|{value}" if name in whole else value
        if lag and "meta" not in params:
            whole["maxlag"] = str(lag)
        return whole

    def _csrf_token(self) -> str:
        """The one that came with the wiki's facts, else a new one. Raises WikiUnavailable."""
        if not self._token:
            answer = self._query({"meta": "tokens"}, "tokens")
            self._token = str(inner(answer, "query", "tokens", "csrftoken") or "")
        return self._token


def _whole(sent: Mapping[str, str], whole: Whole, answer: Mapping[str, Any]) -> bool:
    """Whether an answer is whole, and tells the account where that was asked: an empty one tells nothing.

    The account stands last in an answer, so a full one may have no room for it.
    """
    finished = sent.get("continue", "").partition("||")[2].split("|")
    asked = "userinfo" in sent.get("meta", "").split("|") and "userinfo" not in finished
    told = not asked or "error" in answer or isinstance(inner(answer, "query", "userinfo"), dict)
    told = told or answers.cut_short(answer)
    return told and bool(whole(answer))


TOO_MANY = "toomanyvalues"
READING = frozenset({"query", site_matrix.PARAMS["action"]})
"""The actions that change nothing."""


def _has_facts(props: Sequence[str], answer: Mapping[str, Any]) -> bool:
    query = answer.get("query")
    return isinstance(query, dict) and siteinfo.lacking(query, props) is None


def kind_of(params: Mapping[str, str]) -> str:
    """What a request is about, for the count: its modules."""
    if params["action"] != "query":
        return params["action"]
    names = [params[name] for name in ("generator", "list", "prop", "meta") if name in params]
    return "+".join(names) or "query"
