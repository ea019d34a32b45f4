"""The lines that end a page for the software's sake."""

import pytest

from bot.wikitext.page_footer import footer_start

from ..data import small_site

SITE = small_site()

# The footer begins at `^`.
PAGES = [
    "text\n\n^[[Kategori:A]]\n[[category:B|*]]\n",
    "text\n^[[Kategori:A]] [[Kategori:B]]",
    "text\n^{{DEFAULTSORT:Meitner, Lise}}\n[[Kategori:A]]",
    "text\n^{{ترتيب_افتراضي:ا}}\n[[Kategori:A]]",
    "text\n^[[de:A]]\n[[Kategori:A]]",
    "text\n^[[de:A]]\n\n__NOTOC__\n<!-- a comment -->\n",
    "text\n<noinclude>\n^[[Kategori:A]]\n</noinclude>\n",
    "text\n^<noinclude>[[Kategori:A]]</noinclude>",
    "^[[Kategori:A]]",
    "text^",
    "text\n\n^",
    "[[Kategori:A]]\ntext^",
    "* [[Bruker:Alice]]\n* [[meta:User:Bob]]^",
    "* [[Bruker:Alice]]\n[[meta:User:Bob]]^",
    "text\n[[:Kategori:A]]^",
    "text\n[[no:A]]^",
    "text\n{{Bruker:Alice/liste}}^",
    "text\n{{Mal:Bunn}}^",
    "text\n{{bunn}}^",
    "text\n* [[Kategori:A]]^",
    "text\n<!-- a comment -->\n^",
    "text\n[[Kategori:A]]\n<!-- /campaignbot:status -->^",
    "[[Kategori:A\n^",
    "^",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_footer_begins_where_only_categories_and_their_kind_follow(page: str) -> None:
    assert footer_start(page.replace("^", ""), SITE) == page.index("^")
