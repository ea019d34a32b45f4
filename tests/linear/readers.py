"""All that reads what people wrote, as functions of one text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from yaml import MarkedYAMLError

from bot.declaration import block, read, unread_block
from bot.declaration.language import language
from bot.declaration.schema import (
    clocks,
    dates,
    events,
    names,
    numbers,
    other_dates,
    reader,
    shapes,
    suggest,
    zone_names,
    zones,
)
from bot.declaration.schema.keyed import list_keys, places
from bot.features.measures.meter import Meter
from bot.features.measures.registry import TEXT_MEASURES
from bot.i18n.texts import Texts
from bot.lenient_yaml import characters, layout, line_scanner, normalize, parse
from bot.lenient_yaml.nodes import Scalar, Span
from bot.mediawiki import hashtags, naming, page_urls, site, titles
from bot.messages import message
from bot.render import blocks, clean, page_state, wikitext
from bot.safety import community
from bot.wikitext import (
    block_markers,
    bot_exclusion,
    category_redirects,
    enclosing,
    inclusion,
    masking,
    page_footer,
    secrets,
    sections,
    shrinking,
    sign_up_edit,
    sign_up_lines,
    sign_up_words,
    signature_dates,
    signs,
    signups,
    transclusions,
    user_mentions,
    visible_text,
)
from bot.wikitext.scanner import passages, prose, walk, wordcount
from bot.wikitext.scanner import scan as scans
from bot.wikitext.scanner.collector import Collector
from bot.wikitext.scanner.magicwords import redirect_start
from bot.wikitext.scanner.syntax import Syntax
from tests.data import small_site
from tests.declaration.reading import context
from tests.measures.wikis import siteinfo

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
    return signups.sign_ups(text, new_site(), None, (), {"u"})


def _transclusions() -> inclusion.Transclusions:
    page = site.Title(4, "A")
    return inclusion.Transclusions(new_site(), page, (page,))


def _usual_sections(text: str) -> object:
    return signups.sign_ups(text, new_site(), None, ("Deltakere", "Participants", "Påmeldte"), {"u"})


def _in_section(text: str) -> object:
    return signups.sign_ups(f"== Deltakere ==\n{text}", new_site(), "Deltakere", (), {"u"})


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
    return blocks.put_in(text, "status", "x", blocks.BlockPlace("Board", site=new_site()))


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
    return walk.walked(text, 0, len(text), Collector(new_syntax()))


def _of_syntax(name: str) -> Reads:
    def read(text: str) -> object:
        return getattr(new_syntax(), name)(text)

    return read


def _settings(text: str) -> object:
    return read.read_declaration(text, context())


def _tree(text: str) -> object:
    try:
        return parse.Tree(characters.visible(text).split("\n"), KNOWN).read()
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
    "mediawiki.page_urls.title_text": lambda t: page_urls.title_text(
        f"https://a.org/wiki/{t}", "//a.org", "/w/i.php", ["/wiki/$1"]
    ),
    "safety.community.read_community": community.read_community,
    "declaration.read.read_declaration": _settings,
    "declaration.block.declaration_blocks": lambda t: block.declaration_blocks(t, read.TOP_LEVEL_KEYS),
    "declaration.block.looks_like_settings": lambda t: block.looks_like_settings(t, read.TOP_LEVEL_KEYS),
    "declaration.block.seen": block.seen,
    "wikitext.enclosing.outside": lambda t: enclosing.outside(t, len(t) // 2),
    "wikitext.page_footer.footer_start": lambda t: page_footer.footer_start(t, new_site()),
    "lenient_yaml.characters.plain_breaks": characters.plain_breaks,
    "lenient_yaml.characters.visible": characters.visible,
    "lenient_yaml.characters.ascii_digits": characters.ascii_digits,
    "lenient_yaml.layout.layout": lambda t: layout.layout(t.split("\n")),
    "lenient_yaml.line_scanner.take_apart": lambda t: line_scanner.take_apart(t.replace("\n", " ")),
    "lenient_yaml.line_scanner.split_remark": line_scanner.split_remark,
    "lenient_yaml.line_scanner.outside_quotes": lambda t: list(line_scanner.outside_quotes(t)),
    "lenient_yaml.line_scanner.walk": lambda t: list(line_scanner.walk(t)),
    "lenient_yaml.line_scanner.quote_end": lambda t: line_scanner.quote_end('"' + t, 0),
    "lenient_yaml.line_scanner.quoted": line_scanner.quoted,
    "declaration.schema.dates.When": _value(dates.When()),
    "declaration.schema.other_dates.meant": lambda text: other_dates.meant(text, NOVEMBER),
    "declaration.schema.other_dates.meant_in_a_zone": lambda text: other_dates.meant_in_a_zone(
        text, NOVEMBER
    ),
    "declaration.schema.other_dates.day_of": lambda text: other_dates.day_of(text, NOVEMBER.months),
    "declaration.schema.clocks.spoken": clocks.spoken,
    "declaration.schema.clocks.offset": clocks.offset,
    "declaration.schema.clocks.is_end_of_day": clocks.is_end_of_day,
    "declaration.schema.names.unlinked": names.unlinked,
    "declaration.schema.names.link_within": names.link_within,
    "declaration.schema.names.UserName": _value(names.UserName()),
    "declaration.schema.names.PageTitle": _value(names.PageTitle(relative=True)),
    "declaration.schema.names.NamespaceNumber": _value(names.NamespaceNumber()),
    "declaration.schema.names.SectionName": _value(names.SectionName()),
    "declaration.schema.numbers.read_number": numbers.read_number,
    "declaration.schema.numbers.Number": _value(numbers.Number()),
    "declaration.schema.numbers.WholeNumber": _value(numbers.WholeNumber(0, 9)),
    "declaration.schema.reader.clipped": reader.clipped,
    "declaration.schema.shapes.Text": _value(shapes.Text(60)),
    "declaration.schema.shapes.Choice": _value(shapes.Choice(("one", "two"))),
    "declaration.schema.shapes.Flag": _value(shapes.Flag()),
    "declaration.schema.shapes.ListOf": lambda t: shapes.ListOf(names.UserName()).read(
        scalar(t), reader.Reader(context(), reader.Findings([t]), KNOWN)
    ),
    "declaration.schema.suggest.nearest": lambda t: suggest.nearest(t, KNOWN),
    "lenient_yaml.normalize.tidy": lambda t: normalize.tidy(t.split("\n"), KNOWN),
    "lenient_yaml.normalize.links_quoted": lambda t: normalize.links_quoted(t.replace("\n", " ")),
    "lenient_yaml.parse.Tree": _tree,
    "declaration.schema.zone_names.zone_named": zone_names.zone_named,
    "declaration.schema.zone_names.zone_near": zone_names.zone_near,
    "declaration.schema.events.EventAt": _value(events.EventAt()),
    "declaration.schema.zones.TimeZone": _value(zones.TimeZone()),
    "declaration.schema.zones.Language": _value(zones.Language()),
    "wikitext.block_markers.markers": block_markers.markers,
    "wikitext.block_markers.without_blocks": block_markers.without_blocks,
    "wikitext.masking.without_comments": masking.without_comments,
    "wikitext.masking.spans": lambda t: masking.spans(t, masking.UNREAD_TAGS),
    "wikitext.masking.mask": masking.mask,
    "wikitext.masking.TextSpan.attribute": _attributes,
    "features.measures.meter.Meter.amounts": _amounts,
    "features.measures.meter.Meter.passages": _passages,
    "wikitext.scanner.passages.may_be_closed": passages.may_be_closed,
    "wikitext.scanner.prose.readable": lambda t: prose.readable(t, new_syntax()),
    "wikitext.scanner.scan.scan": lambda t: scans.scan(t, new_syntax()),
    "wikitext.scanner.syntax.article": _of_syntax("article"),
    "wikitext.scanner.syntax.category": _of_syntax("category"),
    "wikitext.scanner.syntax.file": _of_syntax("file"),
    "wikitext.scanner.syntax.link_kind": _of_syntax("link_kind"),
    "wikitext.scanner.syntax.template": _of_syntax("template"),
    "wikitext.scanner.syntax.redirect": new_syntax().redirect.match,
    "wikitext.scanner.walk.walked": _walked,
    "wikitext.scanner.wordcount.word_units": lambda t: wordcount.word_units(t, "zh"),
    "wikitext.transclusions.categories": lambda t: transclusions.categories(t, new_site()),
    "wikitext.transclusions.templates": lambda t: transclusions.templates(t, new_site()),
    "wikitext.user_mentions.mentions": lambda t: list(user_mentions.mentions(t, new_site(), {"u"})),
    "wikitext.user_mentions.link_targets": lambda t: list(user_mentions.link_targets(t)),
    "mediawiki.hashtags.hashtags_in": hashtags.hashtags_in,
    "mediawiki.naming.Naming.whose": _whose,
    "naming.Naming.whose of an address": lambda t: _whose(f"https://test.wikipedia.org/wiki/{t}"),
    "wikitext.category_redirects.leads_to": lambda t: category_redirects.leads_to(t, new_site()),
    "wikitext.signature_dates.signature_time": lambda t: signature_dates.signature_time(
        f"{t} (UTC)", NOVEMBER.months, ZoneInfo("UTC")
    ),
    "wikitext.signups.sign_ups": _sign_ups,
    "wikitext.signups.sign_ups in a section": _in_section,
    "wikitext.signups.sign_ups in the usual sections": _usual_sections,
    "wikitext.signups.links_in": lambda t: signups.links_in(t, new_site()),
    "wikitext.bot_exclusion.bots_allowed": lambda t: bot_exclusion.bots_allowed(t, "CampaignBot"),
    "wikitext.visible_text.readable": visible_text.readable,
    "wikitext.secrets.Secrets.hide": _hidden,
    "wikitext.sections.headings": sections.headings,
    "wikitext.sections.section_texts": lambda t: sections.section_texts(t, "Deltakere"),
    "sections.section_texts of a": lambda t: sections.section_texts(t, "a"),
    "wikitext.sections.comparable": sections.comparable,
    "wikitext.shrinking.by_output": lambda t: shrinking.by_output({"status": t, "status-2": t}),
    "wikitext.shrinking.lost_titles": lambda t: shrinking.lost_titles(t, ""),
    "wikitext.shrinking.shrinkage": _shrunk,
    "wikitext.sign_up_edit.only_signs_up": _only_signs_up,
    "wikitext.sign_up_lines.dates": lambda t: list(sign_up_lines.dates(t)),
    "wikitext.sign_up_lines.tidy": sign_up_lines.tidy,
    "wikitext.sign_up_words.is_aside": sign_up_words.is_aside,
    "wikitext.sign_up_words.is_name": sign_up_words.is_name,
    "wikitext.signs.names_category": _names_category,
    "wikitext.signs.names_template": _names_template,
    "mediawiki.site.Site.title": lambda t: new_site().title(t),
    "mediawiki.site.Site.plain_title": lambda t: new_site().plain_title(t),
    "mediawiki.site.Site.namespace_number": lambda t: new_site().namespace_number(t),
    "mediawiki.site.Site.user_name": lambda t: new_site().user_name(t),
    "mediawiki.site.Site.linked_user": lambda t: new_site().linked_user(t),
    "site.Site.linked_user of a user": lambda t: new_site().linked_user(f"User:{t}"),
    "site.Site.linked_user of contributions": lambda t: new_site().linked_user(f"Special:Contribs/{t}"),
    "mediawiki.site.Site.address_title": lambda t: new_site().address_title(
        f"https://test.wikipedia.org/wiki/{t}"
    ),
    "site.Site.address_title of a host": lambda t: new_site().address_title(f"https://{t}"),
    "mediawiki.titles.decoded_entities": titles.decoded_entities,
    "mediawiki.titles.decoded_link": titles.decoded_link,
    "wikitext.inclusion.Transclusions.own": lambda t: _transclusions().own(t, ("Deltakere",)),
    "wikitext.inclusion.Transclusions.others": lambda t: _transclusions().others(f"== A ==\n{t}", ("A",)),
    "wikitext.inclusion.Transclusions.expanded": lambda t: _transclusions().expanded(t, {}),
    "wikitext.inclusion.as_transcluded": inclusion.as_transcluded,
    "declaration.unread_block.why_unread": lambda t: unread_block.why_unread(t, read.TOP_LEVEL_KEYS),
    "declaration.unread_block.in_template": lambda t: unread_block.in_template(t, read.TOP_LEVEL_KEYS),
    "mediawiki.titles.collapsed": titles.collapsed,
    "mediawiki.titles.composed": titles.composed,
    "mediawiki.titles.folded": titles.folded,
    "mediawiki.titles.first_upper": titles.first_upper,
    "mediawiki.titles.is_legal": titles.is_legal,
    "mediawiki.titles.is_ip": titles.is_ip,
    "render.blocks.read_blocks": _blocks,
    "render.blocks.put_in": _put_in,
    "render.blocks.replace_block": _replaced,
    "render.blocks.moved_out": _moved_out,
    "render.blocks.checked": _checked,
    "render.clean.one_line": clean.one_line,
    "render.page_state.read": page_state.read,
    "render.wikitext.text": wikitext.text,
    "render.wikitext.page_link": wikitext.page_link,
    "render.wikitext.section_link": wikitext.section_link,
    "render.wikitext.user_link": wikitext.user_link,
    "render.wikitext.code": wikitext.code,
    "render.wikitext.say": _said,
    "wikitext.scanner.magicwords.redirect_start": redirect_start(("#REDIRECT", "#REDIRECTION")).match,
}
