"""What the operator sets for a wiki is what the bot goes by, in any language."""

from __future__ import annotations

from bot.mediawiki.outcomes import Failure

from .bot import LocalBot
from .conftest import WikiIn

NORWEGIAN = "== Deltakere ==\n* {{deltaker|Alice}}\n* [[Bruker:Bob]]\n"


def test_the_shutoff_page_is_found_under_the_wikis_own_names(wiki_in: WikiIn) -> None:
    wiki = wiki_in("nb")
    bot = LocalBot(wiki)
    bot.declare(sign_up=NORWEGIAN)
    wiki.tell({"do": "edit", "title": "Bruker:CampaignBot/shutoff", "text": "Stopp!"})
    assert [failure.failure for failure in bot.update().failures] == [Failure.SHUT_OFF]
    wiki.tell({"do": "edit", "title": "Bruker:CampaignBot/shutoff", "text": ""})
    assert bot.update().failures == ()


def test_another_shutoff_page_can_be_named(wiki_in: WikiIn) -> None:
    wiki = wiki_in("nb")
    bot = LocalBot(wiki, shutoff="Project:stopp")
    bot.declare(sign_up=NORWEGIAN)
    wiki.tell({"do": "edit", "title": "Project:Stopp", "text": "Stopp!"})
    assert [failure.failure for failure in bot.update().failures] == [Failure.SHUT_OFF]


def test_the_help_page_is_linked_from_the_status(wiki_in: WikiIn) -> None:
    wiki = wiki_in("nb")
    bot = LocalBot(wiki, help_page="Project:Slik virker det")
    bot.declare(sign_up=NORWEGIAN)
    bot.update()
    status = wiki.text("Project:WiP").partition("<!-- /campaignbot:status -->")[0]
    assert "Project:Slik virker det]]" in status


def test_templates_that_stand_for_a_user_can_be_named(wiki_in: WikiIn) -> None:
    wiki = wiki_in("nb")
    bot = LocalBot(wiki, user_templates=frozenset({"deltaker"}))
    wiki.tell({"do": "user", "name": "Alice"}, {"do": "user", "name": "Bob"})
    bot.declare(sign_up=NORWEGIAN)
    view = bot.update().view
    assert view is not None
    assert [row.participant.name for row in view.standings.rows] == ["Alice", "Bob"]
