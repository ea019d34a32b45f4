"""``wikis``: a rule that gives points on some of the campaign's wikis alone."""

from __future__ import annotations

from bot.declaration.schema.context import NamedWiki
from bot.declaration.schema.shapes import ListOf
from bot.declaration.schema.wiki_names import WikiName
from bot.features.scoring.option import Option
from bot.messages import Either, Message, Param, message


class OnWikis(Option):
    """The rate gives nothing elsewhere; bonuses of the measure are given everywhere."""

    key = "wikis"
    shape = ListOf(WikiName())
    sample = "wikis:\n  - nn.wikipedia.org"

    value: tuple[NamedWiki, ...]

    @property
    def wikis(self) -> tuple[NamedWiki, ...]:
        """Those on which it pays."""
        return self.value

    def pays(self, wiki: str) -> bool:
        """Whether the wiki is one of them."""
        return any(one.address == wiki for one in self.value)

    def in_words(self, rule: Message) -> Message:
        """``…, on nn.wikipedia.org``."""
        return message("rule-on-wikis", rule, Either(tuple(one.host for one in self.value)))

    def took(self, points: Param, of: Param) -> Message:
        """It takes nothing: on other wikis nothing is given."""
        raise NotImplementedError
