"""Participants as a declaration names them, for tests."""

from collections.abc import Mapping

from bot.declaration.campaign import Participants
from bot.features.participants.anyone import Anyone
from bot.features.participants.category import UserCategories
from bot.features.participants.event import RegisteredForEvent
from bot.features.participants.hashtag import Hashtag
from bot.features.participants.lists import SignUp
from bot.features.participants.sign_ups import SignUps
from bot.features.participants.source import ParticipantSource
from bot.features.participants.users import Users
from bot.mediawiki.registrations import EventRef
from bot.mediawiki.site import Title


def who(
    sign_ups: tuple[SignUp, ...] = (),
    users: tuple[str, ...] = (),
    categories: tuple[Title, ...] = (),
    *,
    events: tuple[tuple[int, int], ...] = (),
    hashtags: tuple[str, ...] = (),
    anyone: bool = False,
    excluded: tuple[str, ...] = (),
    teams: Mapping[str, tuple[str, ...]] | None = None,
) -> Participants:
    """The participants by these sources; events by their numbers and lines."""
    sources: list[ParticipantSource] = []
    sources += [SignUps(sign_ups)] if sign_ups else []
    sources += [Users(users)] if users else []
    sources += [UserCategories(categories)] if categories else []
    sources += [RegisteredForEvent(EventRef(number=number), line) for number, line in events]
    sources += [Hashtag(hashtags)] if hashtags else []
    sources += [Anyone()] if anyone else []
    return Participants(tuple(sources), excluded, teams or {})
