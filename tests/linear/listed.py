"""Which functions read what people wrote: all that take a text, and which reader of the tests tries each."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

BOT = Path(__file__).resolve().parents[2] / "bot"
ROOMS = (
    "wikitext",
    "wikitext/scanner",
    "lenient_yaml",
    "declaration",
    "declaration/schema",
    "features/conditions",
    "features/measures",
    "features/participants",
)
"""Rooms whose modules read what people write, but for those that are named below."""
BESIDE = (
    "mediawiki.hashtags mediawiki.naming mediawiki.page_urls mediawiki.site mediawiki.titles "
    "safety.community render.blocks render.clean render.page_state render.wikitext"
)
"""Modules of other rooms that do."""
READS_NO_PAGES = (
    "counting.aggregates counting.awards counting.by_day counting.canonical counting.contributions "
    "counting.due counting.eligibility counting.fingerprint "
    "counting.membership counting.mixed_histories counting.needs counting.origins counting.own_texts "
    "counting.page_history "
    "counting.parents counting.people counting.phase counting.redirects counting.reverts counting.scope "
    "counting.scoring "
    "counting.scoring_rules counting.standings counting.stored_results counting.summing_up "
    "counting.windows counting.newest_parts counting.prior_state counting.histories counting.questions "
    "counting.early_edits counting.page_counting "
    "declaration.campaign declaration.condition_trees mediawiki.clocks "
    "mediawiki.costs mediawiki.keys mediawiki.models mediawiki.outcomes mediawiki.queries mediawiki.siteinfo "
    "mediawiki.registrations "
    "safety.approval safety.bounds safety.trust"
)
"""Modules that are handed values which were read already, or what a wiki's software says."""


def modules() -> dict[str, Path]:
    """The modules that read, by their names within the bot."""
    found = {name: BOT.joinpath(*name.split(".")).with_suffix(".py") for name in BESIDE.split()}
    for room in ROOMS:
        found |= {f"{room.replace('/', '.')}.{path.stem}": path for path in (BOT / room).glob("[a-z]*.py")}
    return {name: found[name] for name in sorted(found.keys() - set(READS_NO_PAGES.split()))}


def functions() -> Iterator[str]:
    """Public functions and methods that take a text, as ``module.function`` or ``module.Class.method``."""
    for name, path in modules().items():
        yield from (f"{name}.{found}" for found in _taking_text(ast.parse(path.read_text()).body))


def _taking_text(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from (f"{node.name}.{found}" for found in _taking_text(node.body))
        elif isinstance(node, ast.FunctionDef) and _is_public(node) and any(map(_is_text, _parameters(node))):
            yield node.name


def _is_public(node: ast.FunctionDef) -> bool:
    return not node.name.startswith("_") or node.name == "__init__"


def _parameters(node: ast.FunctionDef) -> Iterator[ast.arg]:
    yield from (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    yield from filter(None, (node.args.vararg, node.args.kwarg))


def _is_text(parameter: ast.arg) -> bool:
    kind = parameter.annotation
    return kind is not None and any(isinstance(n, ast.Name) and n.id == "str" for n in ast.walk(kind))


SETTINGS = "declaration.read.read_declaration"
METER = "features.measures.meter.Meter.amounts"
SIGN_UPS = "wikitext.signups.sign_ups"
OF_LINES = "lenient_yaml.normalize.tidy"

TRIED_BY: Mapping[str, str] = {
    "lenient_yaml.recover.compose": SETTINGS,
    "lenient_yaml.repairs_layout.with_colon": SETTINGS,
    "lenient_yaml.errors.fault_of": SETTINGS,
    "lenient_yaml.errors.repair": SETTINGS,
    "lenient_yaml.layout.layout": "lenient_yaml.layout.layout",
    "lenient_yaml.line_scanner.Parts.with_value": OF_LINES,
    "declaration.schema.dates.When.from_text": "declaration.schema.dates.When",
    "declaration.schema.names.NamespaceNumber.from_text": "declaration.schema.names.NamespaceNumber",
    "declaration.schema.names.PageTitle.from_text": "declaration.schema.names.PageTitle",
    "declaration.schema.names.PageTitle.title_of": "declaration.schema.names.PageTitle",
    "declaration.schema.names.SectionName.from_text": "declaration.schema.names.SectionName",
    "declaration.schema.names.UserName.from_text": "declaration.schema.names.UserName",
    "declaration.schema.names.tell_hash": SETTINGS,
    "lenient_yaml.nodes.Span.rewritten": SETTINGS,
    "declaration.schema.numbers.Number.from_text": "declaration.schema.numbers.Number",
    "declaration.schema.numbers.WholeNumber.from_text": "declaration.schema.numbers.WholeNumber",
    "declaration.schema.reader.Findings.told": SETTINGS,
    "declaration.schema.reader.Reader.note": "declaration.schema.names.UserName",
    "lenient_yaml.scanner.YamlEvents.__init__": "lenient_yaml.parse.Tree",
    "declaration.schema.shapes.Choice.from_text": "declaration.schema.shapes.Choice",
    "declaration.schema.shapes.Flag.from_text": "declaration.schema.shapes.Flag",
    "declaration.schema.shapes.Text.from_text": "declaration.schema.shapes.Text",
    "declaration.schema.shapes.Words.from_text": "declaration.schema.shapes.Text",
    "declaration.schema.unknown.unwrapped": SETTINGS,
    "declaration.schema.shapes.is_torn": "declaration.schema.shapes.Text",
    "lenient_yaml.repairs_brackets.token_quoted": SETTINGS,
    "lenient_yaml.parse.Tree.__init__": "lenient_yaml.parse.Tree",
    "declaration.event.zone": "declaration.schema.zones.TimeZone",
    "declaration.schema.events.EventAt.from_text": "declaration.schema.events.EventAt",
    "declaration.schema.events.event_host": "declaration.schema.events.EventAt",
    "declaration.schema.wiki_names.WikiName.from_text": SETTINGS,
    "declaration.schema.wiki_names.host_of": SETTINGS,
    "declaration.schema.wiki_names.named_wiki": SETTINGS,
    "declaration.schema.zones.Language.from_text": "declaration.schema.zones.Language",
    "declaration.schema.zones.TimeZone.from_text": "declaration.schema.zones.TimeZone",
    "wikitext.block_markers.bot_ranges": "wikitext.block_markers.without_blocks",
    "wikitext.masking.blanked": "wikitext.masking.mask",
    "features.measures.cache.PassageCache.get": METER,
    "features.measures.cache.PassageCache.put": METER,
    "wikitext.scanner.elements.take_tag": METER,
    "wikitext.scanner.collector.Collector.file_lines": METER,
    "wikitext.scanner.collector.Collector.link": METER,
    "wikitext.scanner.collector.Collector.template": METER,
    "features.measures.content.come_and_gone": METER,
    "features.measures.content.distinct": METER,
    "features.measures.content.more_of_each": METER,
    "wikitext.scanner.passages.passages": METER,
    "wikitext.scanner.reference_templates.names_reused": METER,
    "wikitext.scanner.reference_templates.note_of": METER,
    "wikitext.scanner.walk.Walk.__init__": METER,
    "mediawiki.hashtags.same_case": "mediawiki.hashtags.hashtags_in",
    "mediawiki.naming.named": "mediawiki.naming.Naming.whose",
    "render.blocks.as_written": "mediawiki.titles.collapsed",
    "render.wikitext.bdi": "render.wikitext.user_link",
    "render.wikitext.bold": "render.wikitext.text",
    "render.wikitext.contributions_link": "render.wikitext.page_link",
    "render.wikitext.external_link": "render.wikitext.text",
    "render.wikitext.history_link": "render.wikitext.page_link",
    "render.wikitext.quoted": "render.wikitext.text",
    "render.wikitext.talk_link": "render.wikitext.user_link",
    "wikitext.secrets.without_secrets": "wikitext.secrets.Secrets.hide",
    "wikitext.shrinking.extent": "wikitext.shrinking.shrinkage",
    "wikitext.shrinking.lost_people": "wikitext.shrinking.shrinkage",
    "mediawiki.site.Site.first_upper": "mediawiki.titles.first_upper",
    "wikitext.template_calls.own_texts": "wikitext.signs.names_template",
    "wikitext.template_calls.unmarked": "wikitext.signs.names_template",
    "wikitext.template_calls.called": "wikitext.signs.names_template",
    "wikitext.user_mentions.is_substituted": "wikitext.signs.names_template",
    "wikitext.user_mentions.unmodified": "wikitext.signs.names_template",
    "wikitext.user_mentions.template_title": "wikitext.signs.names_template",
    "wikitext.sections.heading_like": SIGN_UPS,
    "wikitext.sections.shown": "wikitext.sections.comparable",
    "wikitext.list_templates.titles_in_templates": "wikitext.signups.links_in",
    "wikitext.braces.begins_variant": "wikitext.scanner.scan.scan",
    "wikitext.braces.heading_end": "wikitext.scanner.scan.scan",
    "wikitext.braces.is_balanced": "wikitext.scanner.scan.scan",
    "wikitext.masking.cut": "wikitext.masking.without_comments",
    "wikitext.braces.templates_in": "wikitext.user_mentions.mentions",
    "wikitext.plain_names.plain": SIGN_UPS,
    "wikitext.sign_up_entries.EntryTable.cell": SIGN_UPS,
    "wikitext.sign_up_entries.entries": SIGN_UPS,
    "wikitext.sign_up_lines.found_on": SIGN_UPS,
    "wikitext.sign_up_list.SignUpList.__init__": SIGN_UPS,
    "features.participants.reading.read_sign_ups": SIGN_UPS,
    "wikitext.sign_up_text.Marked.people_in": SIGN_UPS,
    "wikitext.sign_up_text.marked": SIGN_UPS,
    "wikitext.sign_up_words.joins": SIGN_UPS,
    "wikitext.sign_up_words.strikes": SIGN_UPS,
}
"""Functions that are tried by a reader of another name."""

_OWN = "what the bot's own code says: a key, a name of a setting or of a mark"
_WIKI = "what a wiki's software says of itself"
_KNOWN = "names that were read before, each by one of the others"
NOT_READ: Mapping[str, str] = {
    "declaration.publish.published": _KNOWN,
    "declaration.schema.reach.is_accounts": "the name of the bot's own account",
    "safety.community.Community.bounded": _OWN,
    "declaration.schema.freekeys.FreeKeys.takes": _KNOWN,
    "declaration.schema.keyed.Keyed.takes": _KNOWN,
    "declaration.schema.keyed.Later.takes": _KNOWN,
    "declaration.schema.keyed.Values.get": _OWN,
    "declaration.schema.keyed.Values.node": _OWN,
    "declaration.schema.keyed.written_below": _OWN,
    "declaration.schema.reader.Reader.under": _OWN,
    "lenient_yaml.scanner.Refused.__init__": _OWN,
    "declaration.schema.shapes.Shape.takes": _KNOWN,
    "declaration.schema.reader.Reader.problem": _OWN,
    "declaration.schema.reader.Reader.wrong": _OWN,
    "declaration.schema.reader.Reader.wants": _OWN,
    "declaration.schema.reader.Reader.notice": _OWN,
    "declaration.publish.publish_shape": _OWN,
    "declaration.language.language": _OWN,
    "features.conditions.category.ancestors": _KNOWN,
    "features.conditions.category.InCategory.on": _WIKI,
    "features.conditions.condition.Leaf.on": _WIKI,
    "features.conditions.listed_on.ListedOn.on": _WIKI,
    "features.conditions.talk.OnTalkPage.on": _WIKI,
    "features.conditions.template.HasTemplate.on": _WIKI,
    "features.conditions.titles.Titled.on": _WIKI,
    "features.conditions.wiki.OnWiki.on": _WIKI,
    "features.conditions.condition.Remembered.get": _OWN,
    "features.conditions.condition.Remembered.put": _OWN,
    "features.measures.delta.Delta.from_json": _KNOWN,
    "features.measures.images.changed_files": _KNOWN,
    "features.participants.reading.unread_list": _KNOWN,
    "features.participants.registry.meant_by": _KNOWN,
    "features.participants.users.users": _KNOWN,
    "wikitext.input_pages.InputPage.of": _KNOWN,
    "wikitext.scanner.magicwords.magic_words": _WIKI,
    "wikitext.scanner.reference_templates.ReferenceTemplates.of": "what operators configure",
    "wikitext.scanner.reference_templates.default_reference_templates": _WIKI,
    "wikitext.scanner.syntax.Syntax.from_siteinfo": _WIKI,
    "wikitext.scanner.tables.Tables.close": _OWN,
    "wikitext.scanner.tables.Tables.open": _OWN,
    "wikitext.scanner.tags.tag_table": _WIKI,
    "wikitext.scanner.tokens.closing_tag": "names of tags that the wiki has",
    "wikitext.scanner.walk.Walk.close_table": _OWN,
    "wikitext.scanner.walk.Walk.open_table": _OWN,
    "render.wikitext.diff_link": "numbers of revisions",
    "render.wikitext.left_to_right": "sums",
    "render.wikitext.markup": "wikitext of the bot's own",
    "wikitext.secrets.Secrets.add": "what operators configure",
    "wikitext.shrinking.logged": _KNOWN,
    "mediawiki.site.Site.from_siteinfo": _WIKI,
}
"""Functions that take a text which nobody wrote on a page, and what it is."""
