"""All that reads what people wrote, as functions of one text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from yaml import MarkedYAMLError

from bot.core import (
    addresses,
    category_redirects,
    community,
    declaration,
    declaration_block,
    enclosing,
    footers,
    markers,
    masking,
    mentioned,
    mentions,
    naming,
    participants,
    permission,
    readable,
    secrets,
    sections,
    shrinking,
    sign_up_edit,
    sign_up_lines,
    sign_up_words,
    signs,
    site,
    titles,
    transclusion,
    unread_block,
)
from bot.core.language import (
    characters,
    clocks,
    dates,
    layout,
    lines,
    names,
    numbers,
    other_dates,
    reader,
    shapes,
    suggest,
    tidy,
    tree,
    zone_names,
    zones,
)
from bot.core.language.grammar import language
from bot.core.language.keyed import list_keys, places
from bot.core.language.nodes import Scalar, Span
from bot.core.measures import passages, prose, walk, wordcount
from bot.core.measures import scan as scans
from bot.core.measures.found import Found
from bot.core.measures.magicwords import redirect_start
from bot.core.measures.meter import Meter
from bot.core.measures.syntax import Syntax
from bot.core.measures.text_measures import TEXT_MEASURES
from bot.core.message import message
from bot.i18n.texts import Texts
from bot.render import blocks, clean, marks, wikitext
from tests.core.language.reading import context
from tests.core.measures.wikis import siteinfo
from tests.data import small_site

Reads = Callable[[str], object]


def new_site() -> site.Site:
    """A wiki of which nobody remembers a title."""
    return small_site()


def new_syntax() -> Syntax:
    """Chinese has most to be looked for: variants, characters, words of its own."""
    return Syntax.from_siteinfo(siteinfo("zh"))


ROOT = language(context().outputs, context().planned_outputs)
KNOWN, LISTS = places(ROOT), list_keys(ROOT)


def _sign_ups(text: str) -> object:
    return participants.sign_ups(text, new_site(), None, (), {"u"})


def _transclusions() -> transclusion.Transclusions:
    page = site.Title(4, "A")
    return transclusion.Transclusions(new_site(), page, (page,))


def _usual_sections(text: str) -> object:
    return participants.sign_ups(text, new_site(), None, ("Deltakere", "Participants", "Påmeldte"), {"u"})


def _in_section(text: str) -> object:
    return participants.sign_ups(f"== Deltakere ==\n{text}", new_site(), "Deltakere", (), {"u"})


def _names_template(text: str) -> object:
    return signs.names_template(text, {site.Title(10, "CampaignBot")}, new_site())


def _names_category(text: str) -> object:
    return signs.names_category(text, site.Title(14, "Campaigns"), new_site())


def _only_signs_up(text: str) -> object:
    signing = sign_up_edit.Signing(new_site(), ("Deltakere",), {"u"})
    return sign_up_edit.only_signs_up(text, f"{text}\n* [[User:A]] {text}", "A", signing)


def _whose(text: str) -> object:
    return naming.Naming(new_site(), site.Title(4, "A")).whose(text)


def _hidden(text: str) -> object:
    known = secrets.Secrets()
    known.add("a password")
    return known.hide(text)


def _shrunk(text: str) -> object:
    return shrinking.shrinkage("participants", f"[[User:A]] {text}", "", people=True)


def _attributes(text: str) -> object:
    return [span.attribute("lang") for span in masking.spans(f"<pre {text}>x</pre>", masking.UNREAD_TAGS)]


def _blocks(text: str) -> object:
    return blocks.read_blocks(text)


def _put_in(text: str) -> object:
    return blocks.put_in(text, "status", "x", "Board", site=new_site())


def _moved_out(text: str) -> object:
    pair = "<!-- campaignbot:status -->\n<!-- /campaignbot:status -->"
    return blocks.moved_out(f"{{{{a|\n{text}\n{pair}\n}}}}\n{text}", "status")


def _replaced(text: str) -> object:
    whole = f"{text}\n<!-- campaignbot:status -->\nx\n<!-- /campaignbot:status -->\n"
    return blocks.replace_block(whole, "status", "y")


def _checked(text: str) -> object:
    try:
        return blocks.checked(text)
    except ValueError:
        return None


def _passages(text: str) -> object:
    return Meter(TEXT_MEASURES, new_syntax()).passages(text)


def _amounts(text: str) -> object:
    return Meter(TEXT_MEASURES, new_syntax()).amounts(text)


def _change(text: str) -> object:
    meter = Meter(TEXT_MEASURES, new_syntax())
    return meter.delta(meter.amounts(text), meter.amounts(text + "x"))


def _walked(text: str) -> object:
    return walk.walked(text, 0, len(text), Found(new_syntax()))


def _of_syntax(name: str) -> Reads:
    def read(text: str) -> object:
        return getattr(new_syntax(), name)(text)

    return read


def _settings(text: str) -> object:
    return declaration.read_declaration(text, context())


def _tree(text: str) -> object:
    try:
        return tree.Tree(characters.visible(text).split("\n"), KNOWN).read()
    except MarkedYAMLError:
        return None


def scalar(text: str) -> Scalar:
    """A text as the value of a line."""
    line = text.replace("\n", " ")
    return Scalar(line, Span(1, 1, line, 0, len(line)))


NOVEMBER = other_dates.Calendar({"november": 11}, 2026)


def _value(shape: shapes.Words[Any]) -> Reads:
    """What a value of this shape is read as."""

    def read(text: str) -> object:
        node = scalar(text)
        findings = reader.Findings([node.text])
        return shape.read(node, reader.Reader(context(), findings, KNOWN, key="name"))

    return read


def _said(text: str) -> object:
    return wikitext.say_message(Texts.of("en"), message("declaration-column-first", text))


READERS: Mapping[str, Reads] = {
    "addresses.title_text": lambda t: addresses.title_text(
        f"https://a.org/wiki/{t}", "//a.org", "/w/i.php", ["/wiki/$1"]
    ),
    "community.read_community": community.read_community,
    "declaration.read_declaration": _settings,
    "declaration_block.declaration_blocks": lambda t: declaration_block.declaration_blocks(
        t, declaration.TOP_LEVEL_KEYS
    ),
    "declaration_block.looks_like_settings": lambda t: declaration_block.looks_like_settings(
        t, declaration.TOP_LEVEL_KEYS
    ),
    "declaration_block.seen": declaration_block.seen,
    "enclosing.outside": lambda t: enclosing.outside(t, len(t) // 2),
    "footers.footer_start": lambda t: footers.footer_start(t, new_site()),
    "language.characters.plain_breaks": characters.plain_breaks,
    "language.characters.visible": characters.visible,
    "language.characters.ascii_digits": characters.ascii_digits,
    "language.layout.layout": lambda t: layout.layout(t.split("\n")),
    "language.lines.take_apart": lambda t: lines.take_apart(t.replace("\n", " ")),
    "language.lines.split_remark": lines.split_remark,
    "language.lines.outside_quotes": lambda t: list(lines.outside_quotes(t)),
    "language.lines.walk": lambda t: list(lines.walk(t)),
    "language.lines.quote_end": lambda t: lines.quote_end('"' + t, 0),
    "language.lines.quoted": lines.quoted,
    "language.dates.When": _value(dates.When()),
    "language.other_dates.meant": lambda text: other_dates.meant(text, NOVEMBER),
    "language.other_dates.meant_in_a_zone": lambda text: other_dates.meant_in_a_zone(text, NOVEMBER),
    "language.other_dates.day_of": lambda text: other_dates.day_of(text, NOVEMBER.months),
    "language.clocks.spoken": clocks.spoken,
    "language.clocks.offset": clocks.offset,
    "language.clocks.is_end_of_day": clocks.is_end_of_day,
    "language.names.unlinked": names.unlinked,
    "language.names.link_within": names.link_within,
    "language.names.UserName": _value(names.UserName()),
    "language.names.PageTitle": _value(names.PageTitle(relative=True)),
    "language.names.NamespaceNumber": _value(names.NamespaceNumber()),
    "language.names.SectionName": _value(names.SectionName()),
    "language.numbers.read_number": numbers.read_number,
    "language.numbers.Number": _value(numbers.Number()),
    "language.numbers.Whole": _value(numbers.Whole(0, 9)),
    "language.reader.clipped": reader.clipped,
    "language.shapes.Text": _value(shapes.Text(60)),
    "language.shapes.Choice": _value(shapes.Choice(("one", "two"))),
    "language.shapes.Flag": _value(shapes.Flag()),
    "language.shapes.ListOf": lambda t: shapes.ListOf(names.UserName()).read(
        scalar(t), reader.Reader(context(), reader.Findings([t]), KNOWN)
    ),
    "language.suggest.nearest": lambda t: suggest.nearest(t, KNOWN),
    "language.tidy.tidy": lambda t: tidy.tidy(t.split("\n"), KNOWN),
    "language.tidy.links_quoted": lambda t: tidy.links_quoted(t.replace("\n", " ")),
    "language.tree.Tree": _tree,
    "language.zone_names.zone_named": zone_names.zone_named,
    "language.zone_names.zone_near": zone_names.zone_near,
    "language.zones.TimeZone": _value(zones.TimeZone()),
    "language.zones.Language": _value(zones.Language()),
    "markers.markers": markers.markers,
    "markers.without_blocks": markers.without_blocks,
    "masking.without_comments": masking.without_comments,
    "masking.spans": lambda t: masking.spans(t, masking.UNREAD_TAGS),
    "masking.mask": masking.mask,
    "masking.Span.attribute": _attributes,
    "measures.meter.Meter.amounts": _amounts,
    "measures.meter.Meter.passages": _passages,
    "measures.passages.may_be_closed": passages.may_be_closed,
    "measures.prose.readable": lambda t: prose.readable(t, new_syntax()),
    "measures.scan.scan": lambda t: scans.scan(t, new_syntax()),
    "measures.syntax.article": _of_syntax("article"),
    "measures.syntax.category": _of_syntax("category"),
    "measures.syntax.file": _of_syntax("file"),
    "measures.syntax.link_kind": _of_syntax("link_kind"),
    "measures.syntax.template": _of_syntax("template"),
    "measures.syntax.redirect": new_syntax().redirect.match,
    "measures.walk.walked": _walked,
    "measures.wordcount.word_units": lambda t: wordcount.word_units(t, "zh"),
    "mentioned.categories": lambda t: mentioned.categories(t, new_site()),
    "mentioned.templates": lambda t: mentioned.templates(t, new_site()),
    "mentions.mentions": lambda t: list(mentions.mentions(t, new_site(), {"u"})),
    "mentions.link_targets": lambda t: list(mentions.link_targets(t)),
    "naming.Naming.whose": _whose,
    "naming.Naming.whose of an address": lambda t: _whose(f"https://test.wikipedia.org/wiki/{t}"),
    "category_redirects.leads_to": lambda t: category_redirects.leads_to(t, new_site()),
    "participants.sign_ups": _sign_ups,
    "participants.sign_ups in a section": _in_section,
    "participants.sign_ups in the usual sections": _usual_sections,
    "participants.links_in": lambda t: participants.links_in(t, new_site()),
    "permission.bots_allowed": lambda t: permission.bots_allowed(t, "CampaignBot"),
    "readable.readable": readable.readable,
    "secrets.Secrets.hide": _hidden,
    "sections.headings": sections.headings,
    "sections.section_texts": lambda t: sections.section_texts(t, "Deltakere"),
    "sections.section_texts of a": lambda t: sections.section_texts(t, "a"),
    "sections.comparable": sections.comparable,
    "shrinking.by_output": lambda t: shrinking.by_output({"status": t, "status-2": t}),
    "shrinking.lost_titles": lambda t: shrinking.lost_titles(t, ""),
    "shrinking.shrinkage": _shrunk,
    "sign_up_edit.only_signs_up": _only_signs_up,
    "sign_up_lines.dates": lambda t: list(sign_up_lines.dates(t)),
    "sign_up_lines.tidy": sign_up_lines.tidy,
    "sign_up_words.is_aside": sign_up_words.is_aside,
    "sign_up_words.is_name": sign_up_words.is_name,
    "signs.names_category": _names_category,
    "signs.names_template": _names_template,
    "site.Site.title": lambda t: new_site().title(t),
    "site.Site.plain_title": lambda t: new_site().plain_title(t),
    "site.Site.namespace_number": lambda t: new_site().namespace_number(t),
    "site.Site.user_name": lambda t: new_site().user_name(t),
    "site.Site.linked_user": lambda t: new_site().linked_user(t),
    "site.Site.linked_user of a user": lambda t: new_site().linked_user(f"User:{t}"),
    "site.Site.linked_user of contributions": lambda t: new_site().linked_user(f"Special:Contribs/{t}"),
    "site.Site.address_title": lambda t: new_site().address_title(f"https://test.wikipedia.org/wiki/{t}"),
    "site.Site.address_title of a host": lambda t: new_site().address_title(f"https://{t}"),
    "titles.decoded_entities": titles.decoded_entities,
    "titles.decoded_link": titles.decoded_link,
    "transclusion.Transclusions.own": lambda t: _transclusions().own(t, ("Deltakere",)),
    "transclusion.Transclusions.others": lambda t: _transclusions().others(f"== A ==\n{t}", ("A",)),
    "transclusion.Transclusions.expanded": lambda t: _transclusions().expanded(t, {}),
    "transclusion.as_transcluded": transclusion.as_transcluded,
    "unread_block.why_unread": lambda t: unread_block.why_unread(t, declaration.TOP_LEVEL_KEYS),
    "unread_block.in_template": lambda t: unread_block.in_template(t, declaration.TOP_LEVEL_KEYS),
    "titles.collapsed": titles.collapsed,
    "titles.composed": titles.composed,
    "titles.folded": titles.folded,
    "titles.first_upper": titles.first_upper,
    "titles.is_legal": titles.is_legal,
    "titles.is_ip": titles.is_ip,
    "render.blocks.read_blocks": _blocks,
    "render.blocks.put_in": _put_in,
    "render.blocks.replace_block": _replaced,
    "render.blocks.moved_out": _moved_out,
    "render.blocks.checked": _checked,
    "render.clean.one_line": clean.one_line,
    "render.marks.read": marks.read,
    "render.wikitext.text": wikitext.text,
    "render.wikitext.page_link": wikitext.page_link,
    "render.wikitext.section_link": wikitext.section_link,
    "render.wikitext.user_link": wikitext.user_link,
    "render.wikitext.code": wikitext.code,
    "render.wikitext.say": _said,
    "measures.magicwords.redirect_start": redirect_start(("#REDIRECT", "#REDIRECTION")).match,
}
