"""Where each output goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from bot.declaration.campaign import Campaign
from bot.declaration.schema.context import Context, OutputKey
from bot.declaration.schema.keyed import Key, Keyed, Values
from bot.declaration.schema.names import PageTitle
from bot.declaration.schema.reach import Beyond
from bot.declaration.schema.reader import Reader, clipped
from bot.declaration.schema.shapes import FALSE, TRUE, Flag, Schema, Words
from bot.declaration.schema.unknown import Names
from bot.lenient_yaml.nodes import Node, Scalar
from bot.mediawiki.site import Title

_SAID = {
    Beyond.CODE: "declaration-target-code",
    Beyond.BOT: "declaration-target-bot",
    Beyond.USER: "declaration-target-user",
    Beyond.TALK: "declaration-target-talk",
}

FALSELY = "false"
"""How organizers write that something is not to be published."""

Target: TypeAlias = Title | Literal[False]


class _TargetPage(Words[Target]):
    """``true`` for the campaign page, ``false`` for not at all, or a page."""

    wants = "declaration-wants-target"

    def from_text(self, text: str, node: Scalar, reader: Reader) -> Target | None:
        """The page, when the bot may write there."""
        if text.lower() in FALSE:
            return False
        if text.lower() in TRUE:
            return reader.context.page
        title = PageTitle(self.wants, relative=True).from_text(text, node, reader)
        beyond = reader.context.reach.beyond(title) if title else None
        if beyond is None:
            return title
        self._tell(beyond, text, node, reader)
        return None

    @staticmethod
    def _tell(beyond: Beyond, text: str, node: Scalar, reader: Reader) -> None:
        inviting = reader.context.reach.inviting()
        if beyond is not Beyond.NAMESPACE:
            reader.wrong(node, _SAID[beyond], reader.key, clipped(text))
        elif inviting:
            reader.wrong(node, "declaration-target-namespace", reader.key, clipped(text), inviting)
        else:
            reader.wrong(node, "declaration-target-subpage", reader.key, clipped(text))

    def schema(self) -> Schema:
        """True, false or a title."""
        return {"type": ["boolean", "string"]}


def is_false(node: Node, _: Reader) -> bool:
    """Whether it is written that something is not to be published."""
    return isinstance(node, Scalar) and node.text.strip().lower() in FALSE


def published(campaign: Campaign, stated: Mapping[str, Target], context: Context) -> Mapping[str, Title]:
    """Where the outputs of a campaign go, in their usual order. ``stated`` is what the organizer says."""
    possible = [one for one in context.outputs if campaign.names or not one.needs_names]
    pages: dict[str, Target] = {one.name: context.page for one in possible if one.usual(campaign)}
    pages |= stated
    return {one.name: page for one in context.outputs if (page := pages.get(one.name))}


def _publish(values: Values, reader: Reader) -> Mapping[str, Target]:
    return {name: reader.context.page if target is True else target for name, target in values.found.items()}


def publish_shape(outputs: tuple[OutputKey, ...], planned: tuple[str, ...]) -> Keyed[Mapping[str, Target]]:
    """The shape of ``publish`` with these outputs; of those planned, ``false`` says what holds anyway."""
    keys = [
        Key(
            one.name,
            Flag() if one.here_alone else _TargetPage(),
            synonyms=one.synonyms,
            sample=f"{one.name}: {FALSELY if one.here_alone else '/' + one.name.capitalize()}",
        )
        for one in outputs
    ]
    keys += [Key(name, _TargetPage(), planned=True, stated=is_false) for name in planned]
    return Keyed(
        "publish",
        tuple(keys),
        _publish,
        "declaration-wants-publish",
        Names("declaration-unknown-output", "declaration-unknown-output-near"),
    )
