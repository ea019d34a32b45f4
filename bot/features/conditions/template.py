"""``template``: articles that use a template, by any of its redirects."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from bot.declaration.schema.keyed import Key, Values
from bot.declaration.schema.names import TEMPLATE_TITLE
from bot.features.conditions.condition import ConditionContext, Leaf, Led, Named, Needs, ScopeFacts
from bot.mediawiki.models import Page
from bot.mediawiki.queries import Asking, Embedding, NamespacesOf
from bot.mediawiki.site import Site, Title
from bot.messages import Message, message


@dataclass(frozen=True, slots=True)
class HasTemplate(Leaf):
    """The page transcludes the template, by any of its redirects."""

    key: ClassVar[str] = "template"
    of_old: ClassVar[bool] = True

    template: Title

    @classmethod
    def settings(cls) -> tuple[Key, ...]:
        """One template."""
        return (
            Key(
                cls.key,
                replace(TEMPLATE_TITLE, single=True),
                synonyms=("transcludes",),
                sample="template: Infobox scientist",
            ),
        )

    @classmethod
    def read(cls, values: Values) -> HasTemplate:
        """The condition that was written."""
        return cls(values.get(cls.key))

    @property
    def named(self) -> tuple[Title, ...]:
        """The template."""
        return (self.template,)

    @property
    def needs(self) -> Needs:
        """Whether a page uses it."""
        return Needs(templates=(self.template,))

    def holds(self, pageid: int, facts: ScopeFacts) -> bool:
        """Whether it is among the page's templates."""
        return facts.names[self.template] in facts.templates.get(pageid, ())

    def meeting(self, around: ConditionContext) -> Asking[tuple[int, ...]]:
        """The pages that use it."""
        pages = yield from self.members(around)
        return tuple(page.pageid for page in pages)

    def members(self, around: ConditionContext) -> Asking[tuple[Page, ...]]:
        """The pages that use it."""
        question = Embedding(around.names[self.template], around.namespaces)
        answers = yield (question,)
        return answers[question]

    def kind(self, site: Site) -> NamespacesOf | None:
        """What uses the template."""
        return NamespacesOf(site.full_title(self.template), category=False)

    def on(self, wiki: str, led: Led) -> HasTemplate | None:
        """The template's counterpart there."""
        template = led(self.template)
        return HasTemplate(template) if template else None

    def said(self, named: Named) -> Message:
        """``it uses Template:Stub``."""
        return message("when-template", named(self.template))
