"""The parameters of log entries, as PHP writes values down: ``a:1:{s:9:"4::target";s:5:"Title";}``.

https://www.php.net/manual/en/function.serialize.php, without objects and references, which no log entry has.
"""

from __future__ import annotations

from collections.abc import Mapping


def parameters(stored: bytes) -> Mapping[str, str]:
    """The texts and numbers among an entry's parameters, by name; before 2011 by their own number.

    Until then an entry's parameters were lines (LogPage::makeParamBlob). What cannot be read is left out.
    """
    if not stored.startswith(b"a:"):
        return {str(number): line for number, line in enumerate(stored.decode(errors="replace").split("\n"))}
    try:
        value, _ = _value(stored, 0)
    except (ValueError, IndexError, KeyError):
        return {}
    assert isinstance(value, dict)
    return {str(name): str(one) for name, one in value.items() if type(one) in {str, int}}


def _value(data: bytes, at: int) -> tuple[object, int]:
    """The value that begins there, and where the next one begins."""
    kind = data[at : at + 1]
    if kind == b"N":
        return None, at + 2
    end = data.index(b";" if kind in b"ibd" else b":", at + 2)
    head = data[at + 2 : end]
    if kind == b"s":
        begin = end + 2
        stop = begin + int(head)
        return data[begin:stop].decode(errors="replace"), stop + 2
    if kind == b"a":
        return _array(data, end + 2, int(head))
    if kind == b"b":
        return head == b"1", end + 1
    return {b"i": int, b"d": float}[kind](head), end + 1


def _array(data: bytes, at: int, size: int) -> tuple[dict[object, object], int]:
    found: dict[object, object] = {}
    for _ in range(size):
        name, at = _value(data, at)
        found[name], at = _value(data, at)
    return found, at + 1
