"""How MediaWiki reads the text of a title: what it decodes, folds, upper-cases and refuses.

Everything here is the same on every wiki; what differs from wiki to wiki (namespaces, interwiki
prefixes) is in :mod:`bot.mediawiki.site`.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from html.entities import html5
from itertools import groupby
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import unquote

T = TypeVar("T")

LONGEST = 1000
"""So many characters may a page's name have with its prefixes: by itself it has 255 bytes at most."""
_LONGEST_IP = 60
_SHORT = 500
_REFERENCE = re.compile(r"&(?:#(?P<decimal>[0-9]+)|#[xX](?P<hex>[0-9A-Fa-f]+)|(?P<name>[^\W_]+));")
_MEDIAWIKI_ALIASES = {"רלמ": "rlm", "رلم": "rlm"}
_BIDI_MARKS = re.compile("[\u200e\u200f\u202a-\u202e]+")
_SPACES = re.compile("[ _\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_ILLEGAL = re.compile(
    r"[\x00-\x1f\x7f#<>\[\]{|}\ufffd\ufffe\uffff]"
    r"|[\ud800-\udfff]"
    r"|%[0-9A-Fa-f]{2}"
    r"|&[A-Za-z0-9\u0080-\U0010ffff]+;"
    r"|~~~"
)
_RELATIVE = re.compile(r"(?:^|/)\.\.?(?:/|$)")
_LIKE_IPV4 = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){2}\.(?:xxx|[0-9]{1,3})(?:/[0-9]+)?")


def decoded_entities(text: str) -> str:
    """Decode character references as MediaWiki does: only those that end in ``;``, unknown ones stay.

    A number that is no character becomes U+FFFD, which no title can hold (Sanitizer::decodeChar).
    """
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    if name := match["name"]:
        return html5.get(_MEDIAWIKI_ALIASES.get(name, name) + ";", match[0])
    digits, base = (match["decimal"], 10) if match["decimal"] else (match["hex"], 16)
    digits = digits.lstrip("0") or "0"
    number = int(digits, base) if len(digits) <= 7 else 0
    allowed = number in (0x09, 0x0A) or 0x20 <= number <= 0x7E or 0xA0 <= number <= 0x10FFFF
    return chr(number) if allowed and not 0xD800 <= number <= 0xDFFF else "\ufffd"


def decoded_link(text: str) -> str | None:
    """The text of a link's target with percent-encoding and character references decoded, in that order.

    None where the percent-encoding is not UTF-8. The order is MediaWiki's (Parser::handleInternalLinks2
    decodes percent-encoding, Title::newFromText references).
    """
    if "%" in text:
        try:
            text = unquote(text, errors="strict")
        except UnicodeDecodeError:
            return None
    return decoded_entities(text)


def composed(text: str) -> str:
    """``text`` in NFC, in time proportional to its length.

    Python takes the square of the length of a run of combining marks, unless they are in order already.
    """
    if len(text) > _SHORT and not text.isascii():
        runs = groupby(text, key=lambda char: unicodedata.combining(char) > 0)
        text = "".join(
            "".join(sorted(run, key=unicodedata.combining) if marks else run) for marks, run in runs
        )
    return unicodedata.normalize("NFC", text)


def remembering(read: Callable[..., T], most: int) -> Callable[..., T]:
    """``read``, which remembers so many answers: to texts that may be names, not to whole pages."""
    remembered = lru_cache(maxsize=most)(read)

    def answer(text: str, *others: Hashable) -> T:
        return remembered(text, *others) if len(text) <= LONGEST else read(text, *others)

    return answer


def collapsed(text: str) -> str:
    """``text`` in NFC without bidirectional marks, its runs of spaces and underscores one space, trimmed.

    What counts as a space is MediaWiki's list (MediaWikiTitleCodec), in which tabs and newlines are not.
    """
    if not text.isascii():
        text = _BIDI_MARKS.sub("", composed(text))
    return _SPACES.sub(" ", text).strip(" ")


def folded(name: str) -> str:
    """A name to compare without case: of a namespace, an interwiki prefix, a special page."""
    plain = collapsed(name)
    # Letter by letter: Python's lower() of a whole word knows the Greek final sigma, MediaWiki's does not.
    return plain.lower() if plain.isascii() else "".join(letter.lower() for letter in plain)


SAMPLES = ("ß", "ǆ", "ა", "և", "ᾳ", "ﬁ")
"""Letters that versions of MediaWiki and PHP capitalise differently; each stands for its kind."""
_KINDS = (
    ("LATIN SMALL LETTER SHARP S", "ß"),
    ("LATIN SMALL LIGATURE", "ﬁ"),
    ("LATIN", "ǆ"),
    ("GEORGIAN", "ა"),
    ("ARMENIAN", "և"),
    ("GREEK", "ᾳ"),
)
"""How the names of such letters in Unicode begin, with the sample that stands for them."""
NOTHING_TOLD: Mapping[str, str] = MappingProxyType({})


def first_upper(text: str, *, dotted_i: bool = False, told: Mapping[str, str] = NOTHING_TOLD) -> str:
    """``text`` with its first letter in upper case, as titles and user names begin.

    This is Unicode's title case (``ǆ`` becomes ``ǅ``, Georgian stays) as in Language::ucfirst of MediaWiki
    1.43, except that ``ß`` stays, as on Wikimedia's wikis (T292552). ``dotted_i``: the wiki's language is
    Turkish or another one where ``i`` becomes ``İ``. ``told`` are the ``SAMPLES`` as the wiki itself writes
    them at the beginning of a name.
    """
    first, rest = text[:1], text[1:]
    if first == "i" and dotted_i:
        return "İ" + rest
    if first.upper() != first.title():
        return composed(_as_told(first, told) + rest)
    return composed(first.title() + rest)


def _as_told(letter: str, told: Mapping[str, str]) -> str:
    """A letter of which there are two capitals, as the wiki writes its kind."""
    name = unicodedata.name(letter)
    sample = next(sample for begins, sample in _KINDS if name.startswith(begins))
    written = told.get(sample, sample if sample == "ß" else sample.title())
    if written == sample:
        return letter
    return letter.upper() if written == sample.upper() else letter.title()


def is_legal(name: str, limit: int = 255) -> bool:
    """Whether a page can have this name: no forbidden character or sequence, at most ``limit`` bytes.

    The rules are those of MediaWikiTitleCodec::splitTitleString.
    """
    if _ILLEGAL.search(name) or _RELATIVE.search(name):
        return False
    return len(name.encode()) <= limit


def is_ip(name: str) -> bool:
    """Whether the name is an unregistered editor's: an IP address or range, or the like of ``1.2.3.xxx``.

    Numbers too large for an address count as one, too (UserNameUtils::isIP).
    """
    if len(name) > _LONGEST_IP or ("." not in name and ":" not in name):
        return False
    if _LIKE_IPV4.fullmatch(name):
        return True
    try:
        ipaddress.ip_network(name, strict=False)
    except ValueError:
        return False
    return "%" not in name  # Python knows scopes (`::1%eth0`), MediaWiki does not.
