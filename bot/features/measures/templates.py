"""``templates_removed``: how many fewer uses there are of the templates that a rule names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.declaration.schema.names import CATEGORY_TITLE, TEMPLATE_TITLE
from bot.declaration.schema.shapes import ListOf
from bot.features.measures.content import Things, more_of_each
from bot.features.measures.measure import Known, RuleKey, RuleKeys, TextMeasure, Values
from bot.mediawiki.queries import Asking, Members, OtherNames
from bot.mediawiki.site import TEMPLATE, Title
from bot.wikitext.scanner.scan import Scan
from bot.wikitext.scanner.syntax import Syntax

NAMED, IN_CATEGORY = "templates", "in_category"


def used_templates(scan: Scan, syntax: Syntax) -> tuple[str, ...]:
    """Names of templates as :attr:`Syntax.template` gives them, one for each use."""
    return tuple(name for name in map(syntax.template, scan.templates) if name is not None)


def _removed(more: Mapping[str, int], known: Known) -> int | None:
    if known.meant is None:
        return None
    # Fewer uses are more removals.
    return -sum(uses for name, uses in more.items() if name in known.meant)


def _names(values: Values) -> tuple[str, ...]:
    titles: Sequence[Title | None] = (*values.get(NAMED, ()), values.get(IN_CATEGORY))
    return tuple(title.name for title in titles if title)


def _means(rules: Sequence[Values], syntax: Syntax) -> Asking[tuple[frozenset[str], ...]]:
    """The templates of each rule, with all redirects to them."""
    titles = []
    for values in rules:
        titles.append((yield from _titles(values, syntax)))
    asked = tuple(dict.fromkeys(title for theirs in titles for title in theirs))
    if not asked:
        return tuple(frozenset() for _ in rules)
    question = OtherNames(asked)
    others = (yield (question,))[question]
    return tuple(
        frozenset(filter(None, (syntax.template(name) for title in theirs for name in others[title])))
        for theirs in titles
    )


def _titles(values: Values, syntax: Syntax) -> Asking[tuple[str, ...]]:
    site = syntax.site
    titles = [site.full_title(title) for title in values.get(NAMED, ())]
    if category := values.get(IN_CATEGORY):
        question = Members(site.full_title(category), frozenset({TEMPLATE}))
        titles += [page.title for page in (yield (question,))[question]]
    return tuple(titles)


TEMPLATES = TextMeasure(
    "templates_removed",
    Things("templates", used_templates, more_of_each, apart=True),
    _removed,
    sample=("templates_removed:", "  points: 3", "  templates: Unreferenced"),
    rule_keys=RuleKeys(
        (
            RuleKey(
                NAMED,
                ListOf(TEMPLATE_TITLE),
                "rule-templates",
                many=True,
                sample="templates:\n  - Unreferenced\n  - More citations needed",
            ),
            RuleKey(IN_CATEGORY, CATEGORY_TITLE, "rule-in-category", sample="in_category: Stub templates"),
        ),
        missing="declaration-which-templates",
        elsewhere="declaration-no-templates-here",
        names=_names,
        means=_means,
    ),
)
