"""The door to one wiki's API: a request goes out until it is answered, or its patience is over.

Nothing waits here for longer than a short pause between two tries: what the wiki wants to be waited for
(``Retry-After``, maxlag) ends the turn, and until then nothing more is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from functools import partial
from http.client import HTTPException
from time import monotonic
from typing import Any, TypeAlias, TypeVar
from urllib.parse import urlencode

from requests import Response
from requests.exceptions import RequestException

from bot.messages import Verbatim, message
from bot.operations.ports import Stopped, WikiUnavailable
from bot.operations.waiting import Patience
from bot.wiki import answers, pywikibot_library, traffic
from bot.wiki.answers import Failed, Spoilt
from bot.wiki.traffic import Errand, Hear, TooMuch, TooSlow, TrafficMeter

T = TypeVar("T")
Whole: TypeAlias = Callable[[Mapping[str, Any]], bool]

SAVE_GRACE_SECONDS = 8
"""How long a save under way still has when the process is asked to end; the next run sees what came of it."""


class NotSent(WikiUnavailable):
    """A save was kept back: the wiki let another one wait for too long in this turn."""


class Door:
    """Sends requests to one wiki, one after the other.

    ``address`` is the wiki's name in the configuration; ``contact`` is how its operator can be reached.
    ``hear`` is handed every answer.
    """

    def __init__(
        self,
        address: str,
        patience: Patience,
        meter: TrafficMeter,
        contact: str | None,
        hear: Hear = lambda _response: None,
    ) -> None:
        self.address = address
        self.patience = patience
        self._meter = meter
        self._hear = hear
        pywikibot = pywikibot_library.load()
        self._config = pywikibot.config
        self._fetch: Callable[..., Response | Exception] = pywikibot.comms.http.fetch
        self._gate = traffic.gate(pywikibot)
        self._gate.agent = pywikibot_library.agent(contact)
        try:
            self.place = pywikibot_library.find(address)
        except ValueError:
            raise WikiUnavailable(message("wiki-unknown", address, "it is no address")) from None
        self._rests_until = 0.0
        self._mistaken: str | None = None
        self._down: tuple[int, WikiUnavailable] | None = None
        """The turn in which the wiki could not be reached."""
        self._deaf: tuple[int, NotSent] | None = None
        """The turn in which a save had no answer in its time."""
        self._next_request = self._next_save = 0.0

    def ask(
        self, params: Mapping[str, str], kind: str | None, whole: Whole = bool, *, save: bool = False
    ) -> Mapping[str, Any]:
        """Send one request until the API answers it; its answer may be an error of the API.

        ``kind`` is what it is counted as; None: for logging in, or for the wiki's own facts. ``whole`` tells
        whether an answer is all that was asked for.
        Raises WikiUnavailable, NotSent for a save that is kept back, and Stopped when the process is to end.
        """
        if self.patience.stop.is_set():
            raise Stopped
        self._keep_off()
        if save and self._deaf and self._deaf[0] == self.patience.turns > 0:
            raise self._deaf[1]
        self._pace(save=save)
        patience = self.patience
        ends = patience.ends(patience.save_seconds if save else patience.request_seconds)
        count = partial(self._meter.count, kind) if kind else self._meter.count_site
        errand = Errand(count, ends, patience.stop, SAVE_GRACE_SECONDS if save else 0, self._hear)
        with patience.stop.finishing() if save else nullcontext():
            if save:
                return self._sent_once(params, errand)
            return self._tried(partial(self._once, params, errand, whole), errand)

    def get(self, address: str, kind: str, read: Callable[[Response], T], seconds: float) -> T:
        """What ``read`` makes of the answer at another address of the wiki than that of its API.

        It raises Spoilt for one that is not to be used. At most ``seconds`` are waited for each.
        Raises WikiUnavailable, and Stopped when the process is to end.
        """
        if self.patience.stop.is_set():
            raise Stopped
        self._keep_off()
        self._pace(save=False)
        ends = self.patience.ends(min(seconds, self.patience.request_seconds))
        errand = Errand(partial(self._meter.count, kind), ends, self.patience.stop, 0, self._hear)
        sent = partial(self._fetch, address, "GET", self._headers())
        return self._tried(lambda: read(self._heard(self._answered(sent, errand))), errand)

    def _sent_once(self, params: Mapping[str, str], errand: Errand) -> Mapping[str, Any]:
        """A save is never sent again without a look at what came of it, unless the wiki says: nothing.

        One that took all of its time is the turn's last; the wiki is still asked for what came of it.
        """
        tries = self.tries
        try:
            while True:
                try:
                    return self._once(params, errand, bool)
                except Failed:
                    if next(tries, None) is None:
                        raise
        except (Spoilt, RequestException, OSError) as error:
            self._keep_off()
            unreachable = self.unreachable(_words(error))
            if _out_of_time(error, errand):
                self._deaf = (self.patience.turns, NotSent(unreachable.message))
            raise unreachable from error

    def _tried(self, once: Callable[[], T], errand: Errand) -> T:
        tries = self.tries
        while True:
            try:
                return once()
            except (Spoilt, RequestException, OSError) as error:
                self._keep_off()
                if _out_of_time(error, errand) or next(tries, None) is None:
                    unreachable = self.unreachable(_words(error))
                    self._down = (self.patience.turns, unreachable)
                    raise unreachable from error

    @property
    def tries(self) -> Iterator[int]:
        """A step for each further try, with a pause before it: as pywikibot is set, or less."""
        for number in range(self._config.max_retries):
            self.patience.pause(self._config.retry_wait * 2**number)
            yield number

    def _once(self, params: Mapping[str, str], errand: Errand, whole: Whole) -> Mapping[str, Any]:
        response = self._heard(self._response(params, errand))
        answer = answers.read(response)
        error = answer.get("error", {})
        if error.get("code") == "maxlag" and answers.rest(response) is None:
            self.leave_alone(answers.lag_rest(error))
        if not error and not whole(answer):
            raise Spoilt("half an answer")
        return answer

    def _heard(self, response: Response) -> Response:
        """An answer, with what it says of when to come back, and where."""
        if rest := answers.rest(response):
            self.leave_alone(rest.seconds, rest.mistaken)
        where = answers.moved_to(response)
        if where and self.rest is None:
            raise WikiUnavailable(message("wiki-moved", self.address, where))
        return response

    def _response(self, params: Mapping[str, str], errand: Errand) -> Response:
        # What is cut off at the end is refused for want of the token, which comes last.
        in_order = sorted(params, key=lambda name: name.endswith("token"))
        body = urlencode([(name, params[name]) for name in in_order])
        place = self.place
        get = params["action"] == "query" and place.api.startswith("https:") and not place.oauth
        if get and len(body) <= self._config.maximum_GET_length:
            sent = partial(self._fetch, f"{place.api}?{body}", "GET", self._headers())
        else:
            sent = partial(self._fetch, place.api, "POST", self._headers(FORM), data=body)
        return self._answered(sent, errand)

    def _answered(self, sent: Callable[..., Response | Exception], errand: Errand) -> Response:
        with self._gate.sending(errand):
            # The gate has read all of it; as a stream it is left as it came.
            response = sent(
                default_error_handling=False, verify=self.place.verified, allow_redirects=False, stream=True
            )
        if isinstance(response, ValueError | HTTPException) and not isinstance(response, OSError):
            raise Spoilt(innermost(response)) from response
        if isinstance(response, Exception):
            raise response
        return response

    def _headers(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        return {"user-agent": self._gate.agent, **(more or {})}

    # --- when to ask at all

    def leave_alone(self, seconds: float, mistaken: str | None = None) -> None:
        """Send nothing for so long. ``mistaken``: what the wiki said instead, which can't be meant."""
        until = monotonic() + seconds
        if until > self._rests_until:
            self._rests_until, self._mistaken = until, mistaken

    def wake(self) -> None:
        """Forget that the wiki is to be left alone."""
        self._rests_until = 0.0

    @property
    def rest(self) -> float | None:
        """For how many seconds the wiki is still to be left alone, None where it is not."""
        left = self._rests_until - monotonic()
        return left if left > 0 else None

    def _keep_off(self) -> None:
        """Raise WikiUnavailable while the wiki is to be left alone, and when the turn is over.

        That is so as soon as it could not be reached in this turn: no other page of it is tried.
        """
        if self._down and self._down[0] == self.patience.turns > 0:
            raise self._down[1]
        if (rest := self.rest) is not None:
            raise self.resting(rest)
        if self.patience.turn_is_over:
            minutes = max(round(self.patience.turn_seconds / 60), 1)
            raise WikiUnavailable(message("wiki-turn-over", self.address, minutes))

    def resting(self, rest: float) -> WikiUnavailable:
        """Says for how long the wiki asks to be left alone."""
        seconds = round(rest + 0.5)
        if self._mistaken is None:
            return WikiUnavailable(message("wiki-resting", self.address, seconds), rest)
        return WikiUnavailable(
            message("wiki-resting-mistaken", self.address, seconds, Verbatim(self._mistaken)), rest
        )

    def unreachable(self, detail: str) -> WikiUnavailable:
        """Says what came of reaching for the wiki."""
        return WikiUnavailable(message("wiki-unreachable", self.address, detail))

    def _pace(self, *, save: bool) -> None:
        """Keep pywikibot's distances between two requests, and between two saves of this process."""
        now = monotonic()
        self.patience.pause(max(self._next_request, self._next_save if save else 0) - now)
        now = monotonic()
        self._next_request = now + self._config.minthrottle
        if save:
            self._next_save = now + self._config.put_throttle


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _out_of_time(error: Exception, errand: Errand) -> bool:
    """Whether another try would take too long."""
    return isinstance(error, TooMuch | TooSlow) or monotonic() >= errand.ends


def _words(error: Exception) -> str:
    return error.detail if isinstance(error, Spoilt) else innermost(error)


def innermost(error: BaseException) -> str:
    """The cause at the bottom of a network library's wrappings, as one line."""
    inner: object = error
    while isinstance(inner, BaseException):
        error = inner
        causes = (arg for arg in error.args if isinstance(arg, BaseException))
        inner = getattr(error, "reason", None) or next(causes, None)
    words = " ".join(str(error).split())
    return words.partition("): ")[2] or words
