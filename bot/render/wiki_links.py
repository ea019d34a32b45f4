"""Links to pages of the wikis of a campaign, as they work on the campaign's own page."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote

from bot.mediawiki.site import Site
from bot.render import wikitext
from bot.render.wikitext import bdi, text

SAFE = "/:()!*,;@"
"""What stands in a page's address as it is. Two apostrophes would begin italics, and end the link."""


@dataclass(frozen=True)
class WikiLinks:
    """How pages of one wiki are linked. ``prefix`` is its interwiki prefix with a colon, empty for the page's
    own wiki; ``address`` is that of its pages where there is no prefix, with ``$1`` for the title.

    ``host`` is what people call it, and ``site`` are its own facts; empty and None for the page's own.
    """

    prefix: str = ""
    address: str = ""
    host: str = ""
    site: Site | None = field(default=None, compare=False)

    @classmethod
    def between(cls, here: Site, there: Site, host: str) -> WikiLinks:
        """The links from one wiki to another one."""
        prefix = next(iter(here.prefixes_of(there)), None)
        if prefix is not None:
            return cls(prefix=f"{prefix}:", host=host, site=there)
        server = there.server if "://" in there.server else f"https:{there.server}"
        return cls(address=f"{server}{there.article_path}", host=host, site=there)

    def named(self, title: str) -> str:
        """The title as plain text that tells the wiki, too: ``nn:Title``."""
        if self.address:
            return f"{self.host}: {title}"
        return f"{self.prefix}{title}"

    def page(self, title: str) -> str:
        """A link to a page, shown as its title; that of another wiki tells which."""
        if self.address:
            return bdi(self._outward(title, text(self.named(title))))
        return wikitext.page_link(self.prefix + title)

    def diff(self, old: int, new: int, shown: str) -> str:
        """As :func:`bot.render.wikitext.diff_link`."""
        return self._special(f"Special:Diff/{old}/{new}" if old else f"Special:Diff/{new}", shown)

    def history(self, title: str, shown: str) -> str:
        """As :func:`bot.render.wikitext.history_link`."""
        if self.address:
            return self._outward(f"Special:History/{title}", shown)
        return wikitext.history_link(title, shown, self.prefix)

    def contributions(self, name: str, shown: str) -> str:
        """As :func:`bot.render.wikitext.contributions_link`."""
        if self.address:
            return self._outward(f"Special:Contributions/{name}", shown)
        return wikitext.contributions_link(name, shown, self.prefix)

    def _special(self, title: str, shown: str) -> str:
        if self.address:
            return self._outward(title, shown)
        colon = ":" if self.prefix else ""
        return f"[[{colon}{self.prefix}{title}|{shown}]]"

    def _outward(self, title: str, shown: str) -> str:
        url = self.address.replace("$1", quote(title.replace(" ", "_"), safe=SAFE))
        return f'<span class="plainlinks">[{url} {shown}]</span>'


HERE = WikiLinks()
"""Links to the wiki of the page itself."""
