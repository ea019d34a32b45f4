"""The real wiki of ``tests/wiki``, for faults that it can't produce by itself."""

from ..wiki.conftest import wiki_server, wiki_servers

__all__ = ["wiki_server", "wiki_servers"]
