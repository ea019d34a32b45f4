"""The tables of a page as its readers see them."""

from __future__ import annotations

from html.parser import HTMLParser

Table = list[list[str]]


class _Reader(HTMLParser):
    """Collects captions and cells."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, Table] = {}
        self.rows: Table = []
        self.caption = ""
        self.into: list[str] | None = None

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        match tag:
            case "table":
                self.rows = []
            case "tr":
                self.rows.append([])
            case "caption" | "th" | "td":
                self.into = []
            case "br" if self.into is not None:
                self.into.append("\n")

    def handle_endtag(self, tag: str) -> None:
        said = "".join(self.into or []).replace("\xa0", " ").strip()
        match tag:
            case "caption":
                self.caption, self.into = said, None
            case "th" | "td":
                self.rows[-1].append(said)
                self.into = None
            case "table":
                self.tables[self.caption] = self.rows

    def handle_data(self, data: str) -> None:
        if self.into is not None:
            self.into.append(data)


def tables(html: str) -> dict[str, Table]:
    """The texts of the cells, heads and totals included, by the table's caption; all spaces are plain."""
    reader = _Reader()
    reader.feed(html)
    return reader.tables
