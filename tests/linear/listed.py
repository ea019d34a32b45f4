"""Which functions read what people wrote: all that take a text, and which reader of the tests tries each."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

BOT = Path(__file__).resolve().parents[2] / "bot"
CORE = (
    "addresses braces category_redirects community declaration declaration_block enclosing footers "
    "list_templates markers masking mentioned mentions naming participants permission plain_names "
    "readable secrets sections shrinking sign_up_edit sign_up_entries sign_up_lines sign_up_list "
    "sign_up_text sign_up_words signs site template_calls titles transclusion unread_block"
)
RENDER = "blocks clean marks wikitext"
READS_NO_PAGES = (
    "__init__ approval bounds campaign canonical clocks contributions costs due judging keeping message "
    "mixed_histories origins outcomes phase questions reach redirects reverts revisions scheme scope "
    "scoring siteinfo standings summing_up tallying trust windows"
)
"""Modules of core that are handed values which were read already, or what a wiki's software says."""


def modules() -> dict[str, Path]:
    """The modules that read, by the name that they have here."""
    found = {name: BOT / "core" / f"{name}.py" for name in CORE.split()}
    found |= {f"render.{name}": BOT / "render" / f"{name}.py" for name in RENDER.split()}
    for room in ("language", "measures"):
        for path in sorted((BOT / "core" / room).glob("*.py")):
            found[f"{room}.{path.stem}"] = path
    return found


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


SETTINGS = "declaration.read_declaration"
METER = "measures.meter.Meter.amounts"
SIGN_UPS = "participants.sign_ups"
OF_LINES = "language.tidy.tidy"

TRIED_BY: Mapping[str, str] = {
    "language.compose.compose": SETTINGS,
    "language.traps_layout.with_colon": SETTINGS,
    "language.faults.fault_of": SETTINGS,
    "language.faults.repair": SETTINGS,
    "language.layout.layout": "language.layout.layout",
    "language.lines.Parts.with_value": OF_LINES,
    "language.dates.When.from_text": "language.dates.When",
    "language.names.NamespaceNumber.from_text": "language.names.NamespaceNumber",
    "language.names.PageTitle.from_text": "language.names.PageTitle",
    "language.names.PageTitle.title_of": "language.names.PageTitle",
    "language.names.SectionName.from_text": "language.names.SectionName",
    "language.names.UserName.from_text": "language.names.UserName",
    "language.names.tell_hash": SETTINGS,
    "language.nodes.Span.rewritten": SETTINGS,
    "language.numbers.Number.from_text": "language.numbers.Number",
    "language.numbers.Whole.from_text": "language.numbers.Whole",
    "language.reader.Findings.told": SETTINGS,
    "language.reader.Reader.note": "language.names.UserName",
    "language.scanner.Events.__init__": "language.tree.Tree",
    "language.shapes.Choice.from_text": "language.shapes.Choice",
    "language.shapes.Flag.from_text": "language.shapes.Flag",
    "language.shapes.Text.from_text": "language.shapes.Text",
    "language.shapes.Words.from_text": "language.shapes.Text",
    "language.unknown.unwrapped": SETTINGS,
    "language.torn.is_torn": "language.shapes.Text",
    "language.traps_brackets.token_quoted": SETTINGS,
    "language.tree.Tree.__init__": "language.tree.Tree",
    "language.zones.Language.from_text": "language.zones.Language",
    "language.zones.TimeZone.from_text": "language.zones.TimeZone",
    "markers.bot_ranges": "markers.without_blocks",
    "masking.blanked": "masking.mask",
    "measures.cache.PassageCache.get": METER,
    "measures.cache.PassageCache.put": METER,
    "measures.elements.take_tag": METER,
    "measures.found.Found.file_lines": METER,
    "measures.found.Found.link": METER,
    "measures.found.Found.template": METER,
    "measures.measure.distinct": METER,
    "measures.passages.passages": METER,
    "measures.reference_templates.names_reused": METER,
    "measures.reference_templates.note_of": METER,
    "measures.walk.Walk.__init__": METER,
    "naming.named": "naming.Naming.whose",
    "render.blocks.as_written": "titles.collapsed",
    "render.wikitext.bdi": "render.wikitext.user_link",
    "render.wikitext.bold": "render.wikitext.text",
    "render.wikitext.contributions_link": "render.wikitext.page_link",
    "render.wikitext.history_link": "render.wikitext.page_link",
    "render.wikitext.quoted": "render.wikitext.text",
    "render.wikitext.talk_link": "render.wikitext.user_link",
    "secrets.without_secrets": "secrets.Secrets.hide",
    "shrinking.extent": "shrinking.shrinkage",
    "shrinking.lost_people": "shrinking.shrinkage",
    "site.Site.first_upper": "titles.first_upper",
    "template_calls.own_text": "signs.names_template",
    "template_calls.called": "signs.names_template",
    "mentions.is_substituted": "signs.names_template",
    "mentions.unmodified": "signs.names_template",
    "mentions.template_title": "signs.names_template",
    "sections.heading_like": SIGN_UPS,
    "sections.shown": "sections.comparable",
    "list_templates.titles_in_templates": "participants.links_in",
    "braces.templates_in": "mentions.mentions",
    "plain_names.plain": SIGN_UPS,
    "sign_up_entries.Table.cell": SIGN_UPS,
    "sign_up_entries.entries": SIGN_UPS,
    "sign_up_lines.found_on": SIGN_UPS,
    "sign_up_list.SignUpList.__init__": SIGN_UPS,
    "sign_up_text.Marked.people_in": SIGN_UPS,
    "sign_up_text.marked": SIGN_UPS,
    "sign_up_words.joins": SIGN_UPS,
    "sign_up_words.strikes": SIGN_UPS,
}
"""Functions that are tried by a reader of another name."""

_OWN = "what the bot's own code says: a key, a name of a setting or of a mark"
_WIKI = "what a wiki's software says of itself"
_KNOWN = "names that were read before, each by one of the others"
NOT_READ: Mapping[str, str] = {
    "community.Community.bounded": _OWN,
    "language.freekeys.FreeKeys.takes": _KNOWN,
    "language.keyed.Keyed.takes": _KNOWN,
    "language.keyed.Later.takes": _KNOWN,
    "language.keyed.Values.get": _OWN,
    "language.keyed.Values.node": _OWN,
    "language.reader.Reader.under": _OWN,
    "language.scanner.Refused.__init__": _OWN,
    "language.shapes.Shape.takes": _KNOWN,
    "language.reader.Reader.problem": _OWN,
    "language.reader.Reader.wrong": _OWN,
    "language.reader.Reader.wants": _OWN,
    "language.reader.Reader.notice": _OWN,
    "language.publishing.publish_shape": _OWN,
    "language.grammar.language": _OWN,
    "measures.delta.Delta.from_json": _KNOWN,
    "measures.delta.Delta.images": _KNOWN,
    "measures.delta.Delta.removed": _KNOWN,
    "measures.magicwords.magic_words": _WIKI,
    "measures.meter.Meter.change": _KNOWN,
    "measures.reference_templates.ReferenceTemplates.of": "what operators configure",
    "measures.reference_templates.default_reference_templates": _WIKI,
    "measures.syntax.Syntax.from_siteinfo": _WIKI,
    "measures.tables.Tables.close": _OWN,
    "measures.tables.Tables.open": _OWN,
    "measures.tags.tag_table": _WIKI,
    "measures.tokens.closing_tag": "names of tags that the wiki has",
    "measures.walk.Walk.close_table": _OWN,
    "measures.walk.Walk.open_table": _OWN,
    "render.wikitext.diff_link": "numbers of revisions",
    "render.wikitext.left_to_right": "sums",
    "render.wikitext.markup": "wikitext of the bot's own",
    "secrets.Secrets.add": "what operators configure",
    "shrinking.logged": _KNOWN,
    "site.Site.from_siteinfo": _WIKI,
}
"""Functions that take a text which nobody wrote on a page, and what it is."""
