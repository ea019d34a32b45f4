"""Where an abandoned category says that its articles are: ``{{Category redirect|Physicists}}``."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.mediawiki.site import CATEGORY, Site, Title
from bot.wikitext.braces import templates_in
from bot.wikitext.user_mentions import template_title
from bot.wikitext.visible_text import readable

_LONGEST = 500
_WORDS = re.compile(
    "redir|umleit|weiterleit|verschob|moved|renamed|seecat|cat see|see cat|déplac|renomm|trasferi|omdirig|"
    "flytt|doorverwijs|przekier|přesměr|presmer|uudelleenohj|ümbersuun|átirány|preusmer|пренасоч|перенаправ|"
    "переимен|перейм|перасыл|yönlendir|taşınd|alih|đổi hướng|重定向|リダイレクト|넘겨주기|تحويل|تغییر ?مسیر|"
    "הפניה|अनुप्रेषित|পুনর্নির্দেশ|เปลี่ยนทาง|გადამისამართ|վերահղ",
    re.IGNORECASE,
)


def leads_to(text: str, site: Site) -> Title | None:
    """The category that such a template on a category's page names; None where there is none."""
    shown = readable(text)
    for start, edges, end in templates_in(shown):
        if end - start > _LONGEST or len(edges) < 3:
            continue
        name, first, *_ = (shown[left + 1 : right].strip() for left, right in pairwise(edges))
        template = template_title(name, site)
        target = first.partition("=")[2].strip() if first.startswith("1=") else first
        target = target.strip("[]: ").partition("|")[0]
        title = site.title(target, CATEGORY)
        if template and _WORDS.search(template.name) and title and title.namespace == CATEGORY:
            return title
    return None
