"""Where a wikitext names a person: links to their pages, templates such as ``{{u|Alice}}``, addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.mediawiki.site import TEMPLATE, USER, USER_TALK, Site, Title
from bot.wikitext.braces import templates_in

# Only the opening is asked for, so that a signature that was cut off in its label is still read.
_LINK = re.compile(r"\[\[([^\[\]{}|<>\n]++)(?=\||\]\])")
_LABEL = re.compile(r"\|[^\[\]]*+(?:\[(?!\[)[^\[\]]*+|\](?!\])[^\[\]]*+)*+")
_PROTOCOL = re.compile(r"\s*+(?:(?:[a-z]++:)?//|(?:mailto|news|tel|sms):)", re.IGNORECASE)
_URL = r"//[^\s\[\]<>{}|\"]++"
_ADDRESS = re.compile(rf"\[((?:https?:)?{_URL})[^\[\]\n]*+\]|(https?:{_URL})", re.IGNORECASE)
_LONGEST_TEMPLATE = 2000
_SUBSTITUTED = re.compile(r"\s*+subst\s*+:", re.IGNORECASE)
_MODIFIERS = re.compile(r"(?:\s*+(?:(?:safe)?subst|msg(?:nw)?|raw)\s*+:)++", re.IGNORECASE)
_HOUR = re.compile(r"\d[:.h]\d\d")
# fmt: off
_UNSIGNED = frozenset({
    "unsigned", "unsigned2", "unsig", "unsign", "undated unsigned", "not signed", "forgot to sign",
    "unsignedip", "unsignedip2", "nicht signiert", "unsigniert", "unsign.", "non signé", "non signe",
    "usignert", "ikke signert", "usigneret", "ikkesigneret", "osignerat", "osignerad", "no firmado",
    "sin firma", "sin firmar", "firma ausente", "não assinado", "não-assinado", "naoassinado", "não assinou",
    "non firmato", "nonfirmato", "niet ondertekend", "nietondertekend", "ondertekening", "niepodpisany",
    "niepodpisane", "nepodepsáno", "nepodepsal", "nepodpísané", "allekirjoittamaton", "aláíratlan",
    "nesemnat", "без подписи", "неподписано", "не подписано", "без підпису", "непідписано", "непідписаний",
    "непотписан", "ανυπόγραφο", "imzasız", "غير موقع", "بدون توقيع", "بی\u200cامضا", "امضانشده", "לא חתם",
    "לא חתום", "未署名", "署名なし", "无签名", "無簽名", "未签名", "未簽名", "서명 안 함", "서명없음",
    "không ký tên", "tanpa tanda tangan",
})
# fmt: on
"""Templates that say whose line it is that bears no signature, in the languages of the largest wikis."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named between two offsets of a text; ``name`` is None for one without an account.

    ``beside``: by a talk page or contributions, which a signature links beside the user page.
    ``signs``: by a template such as ``{{unsigned}}``, which stands for a signature with its date.
    """

    name: str | None
    start: int
    end: int
    beside: bool = False
    signs: bool = False


def mentions(text: str, site: Site, templates: Collection[str]) -> Iterator[Mention]:
    """The people named in ``text``, from which comments and ``nowiki`` have been taken out.

    They come by kind, not by place. Links to other wikis, even to user pages there, name nobody.
    """
    yield from _linked(text, site)
    yield from _in_addresses(text, site)
    yield from _in_templates(text, site, templates)


def link_targets(text: str) -> Iterator[str]:
    """The targets of the wikilinks in ``text``, as written."""
    return (match[1] for match in _LINK.finditer(text) if not _PROTOCOL.match(match[1]))


def _linked(text: str, site: Site) -> Iterator[Mention]:
    for match in _LINK.finditer(text):
        name = site.linked_user(match[1])
        title = site.title(match[1])
        if title and (name or title.namespace in (USER, USER_TALK)):
            label = _LABEL.match(text, match.end())
            end = label.end() if label else match.end()
            end = end + 2 if text.startswith("]]", end) else end
            yield Mention(name, match.start(), end, title.namespace != USER)


def _in_addresses(text: str, site: Site) -> Iterator[Mention]:
    for match in _ADDRESS.finditer(text):
        # A bare address ends before the sentence's punctuation, as in Parser::makeFreeExternalLink.
        title = site.address_title(match[1] or match[2].rstrip(".,;:!?)"))
        if title and (name := site.linked_user(":" + title)):
            yield Mention(name, match.start(), match.end())


def _in_templates(text: str, site: Site, templates: Collection[str]) -> Iterator[Mention]:
    wanted = {site.title(name, TEMPLATE) for name in templates} - {None}
    for start, edges, end in templates_in(text):
        if end - start > _LONGEST_TEMPLATE:
            continue
        name, *pieces = (text[left + 1 : right] for left, right in pairwise(edges))
        # Whose signature was to be substituted signed as well.
        title = site.title(unmodified(name), TEMPLATE)
        if title and title.namespace in (USER, USER_TALK):
            # A signature that is transcluded: ``{{User:Alice/sig}}``.
            yield Mention(site.linked_user(unmodified(name)), start, end)
        if title and title.namespace == TEMPLATE and title.name.casefold() in _UNSIGNED:
            yield Mention(_unsigned(_named(pieces), site), start, end, signs=True)
        if title not in wanted:
            continue
        parameters = _named(pieces)
        if value := parameters.get("1") or parameters.get("user"):
            yield Mention(site.user_name(value), start, end)


def _unsigned(parameters: dict[str, str], site: Site) -> str | None:
    """Who forgot to sign: named before the date in ``{{unsigned}}``, behind it in ``{{unsigned2}}``."""
    first, second = (parameters.get(number, "") for number in ("1", "2"))
    given = parameters.get("user") or (second if _HOUR.search(first) else first)
    return site.user_name(given) if given else None


def unmodified(name: str) -> str:
    """What stands before a template's first ``|`` without ``msg:``, ``subst:`` and their kind."""
    modifiers = _MODIFIERS.match(name)
    return name[modifiers.end() if modifiers else 0 :].strip()


def is_substituted(name: str) -> bool:
    """Whether it begins with ``subst:``."""
    return bool(_SUBSTITUTED.match(name))


def template_title(name: str, site: Site) -> Title | None:
    """The page that a template's name leads to: ``Stub``, ``:Stub``, ``msg:Stub``; None for none.

    ``subst:`` leads to none: it is carried out when a page is saved, or shown as it stands.
    """
    return None if is_substituted(name) else site.title(unmodified(name), TEMPLATE)


def _named(pieces: list[str]) -> dict[str, str]:
    parameters, number = dict[str, str](), 0
    for piece in pieces:
        name, equals, value = piece.partition("=")
        if equals:
            parameters[name.strip().lower()] = value.strip()
        else:
            number += 1
            parameters[str(number)] = piece.strip()
    return parameters
