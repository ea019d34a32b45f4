"""Reading declarations in tests, on a small Norwegian wiki."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TypeAlias

from bot.declaration.campaign import Campaign
from bot.declaration.read import Context, Declaration, read_declaration
from bot.declaration.schema.context import NamedWiki
from bot.i18n.months import month_names
from bot.mediawiki.site import Title
from bot.messages import Remark
from bot.operations.campaign_page import LANGUAGE_OUTPUTS
from tests.data import small_site

PAGE = Title(4, "Kvinner i fysikk")
BASE = "name: Kvinner i fysikk\nstart: 2026-11-01\nend: 2026-11-30\n"
"""Three lines that make a campaign; what is added begins in line 4."""


OTHERS = {
    host: NamedWiki(host.partition(".")[0], host, small_site, private=host.startswith("arbcom"))
    for host in ("no.wikipedia.org", "nn.wikipedia.org", "se.wikipedia.org", "arbcom.wikipedia.org")
}
"""The wikis that the bot knows beside the page's own."""


@cache
def context() -> Context:
    """The campaign page's context: outputs may go to user and project pages, and one is not built yet."""
    return Context(
        site=small_site(),
        page=PAGE,
        outputs=LANGUAGE_OUTPUTS,
        planned_outputs=("report",),
        languages=lambda code: code in ("nb", "en", "ar", "zh-hans"),
        publish_namespaces=frozenset({2, 4}),
        months=month_names,
        account="CampaignBot",
        address="test",
        wiki_named=OTHERS.get,
        hosts=tuple(OTHERS),
    )


def read(text: str) -> Declaration:
    return read_declaration(text, context())


def campaign(text: str) -> Campaign:
    """The campaign of a text without problems; ``text`` follows the three lines that every campaign has."""
    declaration = read(BASE + text)
    assert declaration.campaign is not None, declaration.problems
    return declaration.campaign


def brief(remarks: Iterable[Remark]) -> list[tuple[int | None, str]]:
    """Line and message of each remark, without the messages' common prefix."""
    return [(remark.line, remark.message.key.removeprefix("declaration-")) for remark in remarks]


def problems(text: str) -> list[tuple[int | None, str]]:
    """What is wrong in ``text``, which follows the three lines that every campaign has."""
    return brief(read(BASE + text).problems)


def written(text: str) -> str:
    """The line to write instead, out of the only problem or notice."""
    declaration = read(text)
    (remark,) = (*declaration.problems, *declaration.notices)
    return next(str(param) for param in reversed(remark.message.params) if isinstance(param, str))


Told: TypeAlias = list[tuple[int, str]]
"""Lines with what they are told, as :func:`problems` gives them."""


def below(setting: str, *rows: tuple[str, Told]) -> list[tuple[str, Told]]:
    """The rows of a table with what stands above each."""
    return [(setting + yaml, told) for yaml, told in rows]
