"""Settings that have the same short name say the same: nobody changes them by what looks like tidying up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.declaration.campaign import Campaign
from bot.declaration.read import read_declaration
from bot.operations.trust.review import settings_of
from tests.declaration.reading import context

SETTINGS = """\
name: Women in Physics
start: 2026-11-01
end: 2026-11-30  # a whole day
# Those who run it
organizers: [Olga]
participants:
  except: [Mallory, "Mal  Lory"]
# Physics alone

articles:
  any:
    - category: Physics
      depth: 2
    -   listed_on: Project:List
    - template: Stub
points:
  articles_created: 10
"""


def name_of(settings: str) -> str:
    return settings_of(f'<syntaxhighlight lang="yaml">\n{settings}</syntaxhighlight>')[0]


def campaign(settings: str) -> Campaign | None:
    return read_declaration(settings, context(), thorough=False).campaign


CHANGED = {
    "a line that only Unicode breaks, behind a comment": ("run it\norg", "run it\u2028org"),
    "... and by a paragraph": ("alone\n\nart", "alone\u2029art"),
    "... by the next line of old machines": ("run it\norg", "run it\x85org"),
    "... behind a value with a comment": ("whole day\n#", "whole day\x0b#"),
    "... by a form feed": ("run it\norg", "run it\x0corg"),
    "... by a separator of files": ("run it\norg", "run it\x1corg"),
    "the columns behind a dash, more": ("- category", "-   category"),
    "the columns behind a dash, fewer": ("-   listed_on", "- listed_on"),
    "a dash before a dash": ("    - template", "    - - template"),
    "the columns at the beginning": ("  except", "except"),
}


@pytest.mark.parametrize("change", CHANGED)
def test_what_may_say_something_else_is_no_tidying(change: str) -> None:
    before, after = CHANGED[change]
    assert before in SETTINGS
    assert name_of(SETTINGS.replace(before, after)) != name_of(SETTINGS)


TIDY = {
    "spaces at the end": ("Olga]\n", "Olga]  \t\n"),
    "an empty line more": ("# Physics", "\n   \n# Physics"),
    "an empty line less": ("alone\n\nart", "alone\nart"),
    "values in a column": ("name: Women", "name:     Women"),
    "a comment farther off": ("30  # a", "30\t\t# a"),
    "the line ends of other machines": ("\n", "\r\n"),
}


@pytest.mark.parametrize("change", TIDY)
def test_tidying_up_is_no_change(change: str) -> None:
    before, after = TIDY[change]
    tidied = SETTINGS.replace(before, after)
    assert tidied != SETTINGS
    assert name_of(tidied) == name_of(SETTINGS)
    assert campaign(tidied) == campaign(SETTINGS) is not None


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(SETTINGS)),
            st.integers(0, 4),
            st.sampled_from(
                [" ", "\t", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u00a0", "\ufeff", ""]
            ),
        ),
        max_size=4,
    )
)
def test_the_same_name_means_the_same_settings(edits: list[tuple[int, int, str]]) -> None:
    settings = SETTINGS
    for place, length, put in edits:
        gone = settings[place : place + length]
        settings = settings[:place] + put + settings[place + (length if not gone.strip() else 0) :]
    if name_of(settings) == name_of(SETTINGS):
        assert campaign(settings) == campaign(SETTINGS)
