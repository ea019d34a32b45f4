"""Tables in a terminal."""

from collections.abc import Iterator, Sequence


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table: the first column to the left, numbers to the right; the first row is its head."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        first, *others = (
            cell.ljust(width) if number == 0 else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "   ".join([first, *others]).rstrip()


def print_table(rows: Sequence[Sequence[str]]) -> None:
    """Print it."""
    for line in table(rows):
        print(line)
