"""What is secret is not shown, in whatever way it is written."""

from __future__ import annotations

import json
from urllib.parse import quote, quote_plus, urlencode

import pytest

from bot.wikitext.secrets import HIDDEN, Secrets, without_secrets
from tests.linear.growth import growth

PASSWORD = "pä ss/w%r+d\\'\"&=x"


@pytest.mark.parametrize(
    "text",
    [
        PASSWORD,
        f"Body: '{urlencode({'lgname': 'Bot', 'x': PASSWORD})}'",
        quote(PASSWORD),
        quote(PASSWORD, safe="").lower(),
        quote_plus(quote_plus(PASSWORD)),
        repr(PASSWORD),
        repr({"x": [PASSWORD]}),
        repr(PASSWORD.encode()),
        json.dumps({"x": PASSWORD}),
        json.dumps({"x": PASSWORD}, ensure_ascii=False),
        str(ValueError(PASSWORD)),
        repr(ValueError(PASSWORD)),
    ],
)
def test_a_known_secret_is_hidden_however_it_is_written(text: str) -> None:
    secrets = Secrets()
    secrets.add("other secret")
    assert secrets.hide(text) != HIDDEN
    secrets.add(PASSWORD)
    hidden = secrets.hide(text)
    assert HIDDEN in hidden
    assert "ss" not in hidden
    assert "w%r" not in hidden


def test_words_are_no_secrets() -> None:
    secrets = Secrets()
    secrets.add("", "ab", "the")
    assert secrets.hide("the cat ab") == "the cat ab"


TOKEN = "d94f7a60c6710efa3753f4c09d1082506b078f46+\\"


@pytest.mark.parametrize(
    "text",
    [
        "action=login&lgname=Bot&lgpassword=hunter2&lgtoken=hunter2%2B%5C&format=json",
        "format=json&token=hunter2",
        "{'lgpassword': ['hunter2'], 'assert': ['user']}",
        '{"query": {"tokens": {"csrftoken": "hunter2+\\\\"}}}',
        "BotPassword(password='hunter2')",
        f"said {TOKEN}".replace("d94f", "hunter2").replace("hunter2", "hunter2 a"),
        "Cookie: a=1; wikiToken=hunter2; b=hunter2",
        "{'Set-Cookie': 'wiki_session=hunter2; path=/'}",
        "<Cookie wiki_session=hunter2 for 127.0.0.1/>",
        "wiki60835_session=hunter2; path=/",
        'Authorization: OAuth oauth_token="hunter2", oauth_signature="hunter2"',
        "{'Authorization': 'Basic hunter2'}",
        'oauth_consumer_key="hunter2"',
        "https://bot:hunter2@wiki.example/api.php",
        "https://hunter2@wiki.example/api.php",
        "mysql+pymysql://bot:hunter2@db.example/store",
        "mysql://bot:a/hunter2@x?hunter2@db.example/store",
        "Can't connect: url%3Apassword%3Dhunter2",
    ],
)
def test_what_is_not_known_is_told_by_where_it_stands(text: str) -> None:
    assert "hunter2" not in without_secrets(text).replace("said hunter2", "")


@pytest.mark.parametrize("token", [TOKEN, quote(TOKEN), quote_plus(TOKEN), repr(TOKEN), json.dumps(TOKEN)])
def test_a_token_is_told_by_its_form(token: str) -> None:
    assert "d94f7a60c6710efa3753f4c09d108" not in without_secrets(f"The token was {token}!")


@pytest.mark.parametrize(
    "text",
    [
        "The wiki `https://wiki.example.org/w/api.php` could not be reached: timed out",
        "action=query&meta=siteinfo%7Ctokens&siprop=general&titles=Project%3AA%40B&format=json",
        "Logging in on `no.wikipedia.org` did not work: Wrong user name.",
        "“Project:Token of thanks” is protected, so the bot can't save it: User:A@B",
        "sqlite:////srv/bot/campaignbot.sqlite",
        "https://wiki.example/wiki/User:Me@Work",
    ],
)
def test_what_is_not_secret_stays(text: str) -> None:
    assert without_secrets(text) == text


PARTS = [
    "a",
    "%3D",
    "token",
    "'token': '",
    "mysql://",
    "https://",
    "<Cookie a",
    "0a",
    "\\'",
    "cookie: ",
    "@",
    '"',
]


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_long_texts_take_time_by_their_length_alone(part: str) -> None:
    grown = growth(without_secrets, lambda size: part * (size // len(part)))
    assert grown is None, grown
