"""Participants as a declaration names them, for tests."""

from collections.abc import Mapping

from bot.declaration.campaign import Participants
from bot.features.participants.anyone import Anyone
from bot.features.participants.category import UserCategories
from bot.features.participants.hashtag import Hashtag
from bot.features.participants.lists import SignUp
from bot.features.participants.sign_ups import SignUps
from bot.features.participants.source import ParticipantSource
from bot.features.participants.users import Users
from bot.mediawiki.site import Title


def who(
    sign_ups: tuple[SignUp, ...] = (),
    users: tuple[str, ...] = (),
    categories: tuple[Title, ...] = (),
    *,
    hashtags: tuple[str, ...] = (),
    anyone: bool = False,
    excluded: tuple[str, ...] = (),
    teams: Mapping[str, tuple[str, ...]] | None = None,
) -> Participants:
    """The participants by these sources."""
    sources: list[ParticipantSource] = []
    sources += [SignUps(sign_ups)] if sign_ups else []
    sources += [Users(users)] if users else []
    sources += [UserCategories(categories)] if categories else []
    sources += [Hashtag(hashtags)] if hashtags else []
    sources += [Anyone()] if anyone else []
    return Participants(tuple(sources), excluded, teams or {})
