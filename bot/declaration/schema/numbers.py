"""Numbers as people write them: 1,000 and 1 000, 1,5 and 1.5, in the digits of any script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.declaration.schema.reader import Reader, says
from bot.declaration.schema.shapes import Schema, Words
from bot.lenient_yaml.characters import ascii_digits
from bot.lenient_yaml.nodes import Items, MappingNode, Node, Scalar

LARGEST = 1_000_000_000
MOST_DECIMALS = 6
_LONGEST = 40

_SPACED = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))")
_GROUPS = re.compile(r"\d{1,3}(?:([,.'])\d{3})(?:\1\d{3})*|\d{1,2}(?:(,)\d{2})+,\d{3}")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"\d+,\d+")


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """``1.000``: a thousand in one country, one in the other. Both ways to write it so that it is plain."""

    thousands: str
    fraction: str


def read_number(text: str) -> Decimal | Ambiguous | None:
    """The number that ``text`` says, None where it is none."""
    if len(text) > _LONGEST:
        return None
    text = ascii_digits(text.strip()).replace("−", "-").replace("٫", ".").replace("٬", "'").replace("’", "'")
    sign = "-" if text.startswith("-") else ""
    number = _unsigned(_SPACED.sub("", text.removeprefix("-").removeprefix("+").strip()))
    if isinstance(number, Ambiguous):
        return Ambiguous(sign + number.thousands, sign + number.fraction)
    return None if number is None else Decimal(sign + number)


def _unsigned(text: str) -> str | Ambiguous | None:
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text):
        whole, _, fraction = text.partition(".")
        return Ambiguous(whole + fraction, f"{whole}.{fraction}".rstrip("0").rstrip("."))
    if _PLAIN.fullmatch(text):
        return text
    groups = _GROUPS.match(text)
    if groups and not text.startswith("0"):
        mark, rest = groups[1] or groups[2], text[groups.end() :]
        if not rest or re.fullmatch(rf"[.,](?<!{re.escape(mark)})\d+", rest):
            return groups[0].replace(mark, "") + rest.replace(",", ".")
    if _DECIMAL_COMMA.fullmatch(text):
        return text.replace(",", ".")
    return None


@dataclass(frozen=True)
class Number(Words[Decimal]):
    """A number of ``least`` or more; above ``least`` when ``above``. ``least`` None: below zero as well."""

    wants: str = "declaration-wants-number"
    least: Decimal | None = Decimal(0)
    above: bool = False
    too_small: str = "declaration-not-positive"
    is_text = False

    def from_text(self, text: str, node: Scalar, reader: Reader) -> Decimal | None:
        """The number, within bounds."""
        number = read_number(text)
        if number is None:
            reader.wants(self.wants, node)
        elif isinstance(number, Ambiguous):
            reader.wrong(node, "declaration-ambiguous-number", text, number.thousands, number.fraction)
        elif self._is_too_small(number):
            reader.wrong(node, self.too_small, reader.key, text)
        elif abs(number) > LARGEST or _decimals(number) > MOST_DECIMALS:
            reader.wrong(node, "declaration-too-exact", reader.key, LARGEST, MOST_DECIMALS)
        else:
            return number
        return None

    def _is_too_small(self, number: Decimal) -> bool:
        return self.least is not None and (number < self.least or (self.above and number == self.least))

    def schema(self) -> Schema:
        """A number; or a text without letters, since other countries write numbers in other ways."""
        return {"type": ["number", "string"], "pattern": "^[^A-Za-z]+$"}


@dataclass(frozen=True)
class WholeNumber(Words[int]):
    """A whole number from ``least`` to ``most``."""

    least: int
    most: int
    wants = "declaration-wants-whole"
    is_text = False

    def from_text(self, text: str, node: Scalar, reader: Reader) -> int | None:
        """The number, within bounds."""
        number = read_number(text)
        if (
            isinstance(number, Decimal)
            and number == number.to_integral_value()
            and self.least <= number <= self.most
        ):
            return int(number)
        self._tell(node, reader)
        return None

    def not_a_text(self, node: Items | MappingNode, reader: Reader) -> None:
        """A list is no number."""
        self._tell(node, reader)

    def _tell(self, node: Node, reader: Reader) -> None:
        reader.wrong(node, self.wants, reader.key, says(node), self.least, self.most)

    def schema(self) -> Schema:
        """A whole number, or a text in other digits."""
        return {
            "type": ["integer", "string"],
            "minimum": self.least,
            "maximum": self.most,
            "pattern": r"^\s*[^A-Za-z]+$",
        }


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
