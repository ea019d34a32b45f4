"""How the marks of a block name a campaign, and whether they mean this one.

They are read as people write them: any name of the namespace, underscores, a link, the page's address, and
the title that the campaign's page had before it was moved.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.mediawiki.site import Site, Title


@dataclass(frozen=True)
class Naming:
    """The names of the campaign on ``page``; ``former`` are redirects that lead to it.

    ``guest``: it is for a page on which a block that names no campaign is not this one's.
    """

    site: Site
    page: Title
    former: frozenset[Title] = frozenset()
    guest: bool = False

    def whose(self, of: str) -> str:
        """Empty where marks with this name are the campaign's own, else whose they are."""
        if not of:
            return "?" if self.guest else ""
        title = named(of, self.site)
        if title == self.page or title in self.former:
            return ""
        return self.site.full_title(title) if title else of


def named(of: str, site: Site) -> Title | None:
    """The page that a mark names; None for what is no title."""
    plain = of.strip()
    if plain.startswith("[[") and plain.endswith("]]"):
        plain = plain[2:-2].partition("|")[0]
    if "//" in plain:
        address = site.address_title(plain)
        return site.plain_title(address) if address else None
    return site.title(plain)
