"""Who takes part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.declaration.campaign import Participants
from bot.declaration.schema.freekeys import FreeKeys
from bot.declaration.schema.keyed import Key, Keyed, Values
from bot.declaration.schema.names import UserName
from bot.declaration.schema.reader import Reader, clipped
from bot.declaration.schema.shapes import Flag, Forms, ListOf, Made, Words
from bot.features.participants import registry
from bot.lenient_yaml.nodes import Node, Scalar, Span
from bot.messages import Somebody


def _participants(values: Values, _: Reader) -> Participants:
    sources, teams = registry.declared(values), values.get("teams", {})
    if not (sources or teams):
        sources = (registry.UNLESS_SAID,)
    excluded, from_signup = values.get("except", ()), values.get("from_signup", False)
    return Participants(sources, tuple(dict.fromkeys(excluded)), teams, from_signup)


def _only_names(names: tuple[str, ...], node: Node, reader: Reader) -> Participants | None:
    """``participants: [Alice, Bob]``; but ``all`` is no account, and ``teams`` rather meant as a setting."""
    if len(names) == 1 and (other := registry.meant_by(names[0])):
        reader.wrong(node, other.meant, names[0])
        return None
    keys = {key.name for key in PEOPLE.keys}
    if isinstance(node, Scalar) and node.plain and node.text.strip() in keys:
        reader.wrong(node, "declaration-key-as-value", reader.key, node.text.strip())
        return None
    return Participants((registry.from_names(names),))


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    span: Span


class _MemberAt(Words[_Member]):
    """A user name, and where it stands, for a problem about another mention of it."""

    wants = UserName.wants
    may_hold_hash = UserName.may_hold_hash

    def from_text(self, text: str, node: Scalar, reader: Reader) -> _Member | None:
        """The name."""
        name = UserName().from_text(text, node, reader)
        return None if name is None else _Member(name, node.span)


def _check_teams(teams: Mapping[str, tuple[_Member, ...]], reader: Reader) -> None:
    """Nobody can be in two teams: whose would the points be?"""
    theirs: dict[str, str] = {}
    for team, members in teams.items():
        for one in members:
            first = theirs.setdefault(one.name, team)
            if first != team:
                said = (Somebody(one.name), clipped(first), clipped(team))
                reader.problem(one.span, "declaration-two-teams", *said)


def _teams(
    teams: Mapping[str, tuple[_Member, ...]], _: Node, __: Reader
) -> Mapping[str, tuple[str, ...]] | None:
    return {team: tuple(dict.fromkeys(one.name for one in members)) for team, members in teams.items()}


LONGEST_TEAM = 100
TEAMS = Made(
    FreeKeys(ListOf(_MemberAt()), "declaration-wants-teams", LONGEST_TEAM, check=_check_teams), _teams
)


def _check_people(values: Values, reader: Reader) -> None:
    """``from_signup`` needs people who sign up, and of whom it can be told when."""
    if not values.get("from_signup", False):
        return
    sources, teams = registry.declared(values), values.get("teams", {})
    span = values.node("from_signup").span
    if any(source.everybody for source in sources):
        reader.problem(span, "declaration-from-signup-everybody")
    elif (sources or teams) and not any(source.dated for source in sources):
        reader.problem(span, "declaration-from-signup-nobody")


PEOPLE: Keyed[Participants] = Keyed(
    "participants",
    (
        *registry.every_key(),
        Key("except", ListOf(UserName()), sample="except:\n  - Mallory"),
        Key("teams", TEAMS, sample="teams:\n  Red:\n    - Alice\n    - Bob\n  Blue:\n    - Carol"),
        Key("from_signup", Flag(), sample="from_signup: true"),
    ),
    _participants,
    "declaration-wants-user",
    check=_check_people,
)

_NAMES = Made(registry.BY_NAMES, _only_names)

PARTICIPANTS: Forms[Participants] = Forms("declaration-wants-user", _NAMES, _NAMES, PEOPLE)
