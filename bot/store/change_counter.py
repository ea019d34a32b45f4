"""How every campaign finds what changed on its wiki since its last turn.

A wiki's tick counts the calls that changed something. Whoever changes something takes the wiki's row first
and holds it to the end of the transaction, and so does whoever looks for changes: so all changes up to the
tick that is seen are seen, too.
"""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from bot.store.schema import wikis


class ChangeCounter:
    """The wiki's row, held for this transaction."""

    def __init__(self, connection: Connection, wiki: int) -> None:
        self._connection = connection
        self._wiki = wiki
        query = select(wikis.c.tick).where(wikis.c.id == wiki).with_for_update()
        self.now = int(connection.execute(query).scalar_one())
        self._raised = False

    def next(self) -> int:
        """The tick of the changes that this transaction makes."""
        if not self._raised:
            self._raised = True
            self.now += 1
            self._connection.execute(update(wikis).where(wikis.c.id == self._wiki).values(tick=self.now))
        return self.now
