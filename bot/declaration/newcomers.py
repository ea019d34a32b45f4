"""Whom a campaign takes for newcomers, and how it welcomes them."""

from __future__ import annotations

from bot.declaration.campaign import Newcomers
from bot.declaration.schema.keyed import Key, Keyed, Values
from bot.declaration.schema.names import unlinked
from bot.declaration.schema.numbers import WholeNumber
from bot.declaration.schema.reader import Reader, clipped
from bot.declaration.schema.shapes import Words
from bot.lenient_yaml.nodes import Scalar
from bot.mediawiki.site import TEMPLATE
from bot.wikitext.contained import is_contained

LONGEST_BEFORE = 366
LONGEST_MESSAGE = 2000
SUBSTITUTED = "subst:"


class MessageText(Words[str]):
    """What is written onto a talk page, as wikitext: ``Template:Welcome``, ``{{subst:Welcome}}``, or a text
    in quotes.
    """

    wants = "declaration-wants-message"

    def from_text(self, text: str, node: Scalar, reader: Reader) -> str | None:
        """The wikitext."""
        template = _template(text, reader)
        if template is None and node.plain and not text.startswith("{{"):
            reader.wants(self.wants, node)
            return None
        wikitext = template or " ".join(text.split())
        if len(wikitext) > LONGEST_MESSAGE:
            reader.wrong(node, "declaration-too-long", reader.key, len(wikitext), LONGEST_MESSAGE)
        elif not is_contained(wikitext):
            reader.wrong(node, "declaration-message-open", reader.key, clipped(wikitext))
        else:
            return wikitext
        return None


def _template(text: str, reader: Reader) -> str | None:
    """The call of a template that is named with its namespace, substituted or not; None for what is none."""
    site = reader.context.site
    before, _, name = unlinked(text).rpartition(SUBSTITUTED)
    title = site.title(name) if not before and not text.startswith("{{") else None
    if title is None or title.namespace != TEMPLATE:
        return None
    how = SUBSTITUTED if text.startswith(SUBSTITUTED) else ""
    return f"{{{{{how}{title.name}}}}}"


def _newcomers(values: Values, _: Reader) -> Newcomers:
    usual = Newcomers()
    before = values.get("registered_days_before", usual.registered_days_before)
    return Newcomers(before, values.get("welcome", usual.welcome))


NEWCOMERS: Keyed[Newcomers] = Keyed(
    "newcomers",
    (
        Key("registered_days_before", WholeNumber(0, LONGEST_BEFORE), sample="registered_days_before: 30"),
        Key("welcome", MessageText(), sample="welcome: Template:Welcome"),
    ),
    _newcomers,
    "declaration-wants-newcomers",
)
