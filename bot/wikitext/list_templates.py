"""Templates on lists that link an article, and another wiki's while it is missing: ``{{ill|Title|de}}``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from bot.mediawiki.site import TEMPLATE, Site, Title
from bot.wikitext.braces import templates_in
from bot.wikitext.user_mentions import template_title

_LONGEST = 1000
_FIRST = """
    ill, illm, ill2, ill-wd, ill-wd2, link-interwiki, interlanguage link, interlanguage link multi,
    interwiki link, iw, iw2, redlink, red link, rødlenke, rødlink, lien, lien rouge, lien interlangue,
    enlace interlingüístico, enlace interlingue, enlace pendiente, ligazón interlingüística,
    interwikilink, collegamento interwiki, nieistniejący, не переведено, не переведено 2,
    не переведено 3, не переведено 5, нп, нп2, нп3, нп4, нп5, не перекладено, 仮リンク, 임시링크,
    임시 링크, liên kết đa ngôn ngữ, وصلة إنترويكي, میان‌زبانی, پیوند میان‌زبانی, קישור שפה, link-de,
    link-en, link-es, link-fr, link-it, link-ja, link-ko, link-ru, internal link helper, translink,
    ilh, link language
"""
_THIRD = "tsl, translated interwiki link"
_POSITIONS: Mapping[str, int] = {
    name.strip(): position for names, position in ((_FIRST, 0), (_THIRD, 2)) for name in names.split(",")
}
"""By the template's name: which of its parameters without a name is the article here."""


def titles_in_templates(text: str, site: Site) -> Iterator[tuple[Title, str]]:
    """Such templates in a text without comments, each with the article that it links, as written."""
    for start, edges, end in templates_in(text):
        if end - start > _LONGEST:
            continue
        name, *parts = (text[left + 1 : right].strip() for left, right in pairwise(edges))
        title = template_title(name, site)
        if title is None or title.namespace != TEMPLATE:
            continue
        position = _POSITIONS.get(title.name.lower())
        plain = [part for part in parts if "=" not in part]
        named = next((part.partition("=")[2].strip() for part in parts if part.startswith("1=")), None)
        if position == 0 and named:
            yield title, named
        elif position is not None and len(plain) > position and "[" not in plain[position]:
            yield title, plain[position]
