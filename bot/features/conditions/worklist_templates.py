"""Articles on a worklist that stand in templates such as ``{{ill|Title|de}}``.

Where the wiki has the template, its link is among the page's links. Where it has not, the article is read
from the list's text.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.features.conditions.condition import ConditionContext
from bot.mediawiki.models import Page
from bot.mediawiki.queries import Asking, PagesTitled, PageText
from bot.mediawiki.site import Title
from bot.wikitext.list_templates import titles_in_templates
from bot.wikitext.visible_text import readable

NOTE = "templates on lists"
"""Under which the lists are remembered whose templates all link by themselves."""


def named_in_templates(
    page: PageText, linked: Iterable[Page], around: ConditionContext
) -> Asking[frozenset[int]]:
    """The articles that a list names in templates, beside those that the wiki says it links to."""
    pairs = _pairs(page, around)
    there = {found.title for found in linked}
    missing = [title for _, title in pairs if around.site.full_title(title) not in there]
    remembered = around.remembered.get(NOTE) or {}
    if not missing or remembered.get(page.title) == page.revid:
        return frozenset()
    templates = {template for template, _ in pairs}
    titles = map(around.site.full_title, [*missing, *templates])
    question = PagesTitled(tuple(dict.fromkeys(titles)))
    answers = yield (question,)
    found = answers[question]
    if templates <= {around.site.title(one.title) for one in found.values()}:
        known = around.remembered.get(NOTE) or {}
        around.remembered.put(NOTE, {**known, page.title: page.revid})
    return frozenset(pageid for pageid, one in found.items() if one.namespace in around.namespaces)


def _pairs(page: PageText, around: ConditionContext) -> list[tuple[Title, Title]]:
    """Each template with the article that it names."""
    return [
        (template, title)
        for template, target in titles_in_templates(readable(page.text), around.site)
        if (title := around.site.title(target)) and title.namespace in around.namespaces
    ]
