"""The real wiki of ``tests/wiki``, and a proxy before it for what it can't produce by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ..wiki.bot import LocalBot
from ..wiki.conftest import wiki, wiki_server, wiki_servers
from ..wiki.support import LocalWiki
from .proxy import FaultProxy

__all__ = ["wiki", "wiki_server", "wiki_servers"]


@pytest.fixture
def proxy(wiki: LocalWiki) -> Iterator[FaultProxy]:
    """A proxy before that wiki."""
    with FaultProxy(wiki.url) as it:
        yield it


@pytest.fixture
def bot(wiki: LocalWiki, proxy: FaultProxy) -> LocalBot:
    """The bot that comes to the wiki through the proxy."""
    return LocalBot(wiki, api=proxy.api)
