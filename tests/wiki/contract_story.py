"""A past in which everything happens that a source of facts may tell wrong."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.wiki.storyteller import Action

from .stories import add, do, write

STRANGE_TITLES = (
    "Ærø", "מריה קירי", "ماري كوري", "Quote 'n' \"d\"", "Back\\slash", "100% sure", "Emoji 😀 and more",
    "A (b), c & d", "İstanbul", "straße", "Talk about it", "%s %(ids)s", "Foo: bar", "...and dots",
)  # fmt: skip
STRANGE_NAMES = ("Øystein Å", "محمد", 'O\'Neil "Q"', "Back\\slash", "Emoji 😀", "%s", "~2026-12345-67")

IMPORTED = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
<page><title>Imported</title><ns>0</ns><id>1</id>
<revision><id>1</id><timestamp>2009-05-01T00:00:00Z</timestamp>
<contributor><username>Øystein Å</username><id>1</id></contributor>
<model>wikitext</model><format>text/x-wiki</format><text xml:space="preserve">old</text></revision>
<revision><id>2</id><timestamp>2009-06-01T00:00:00Z</timestamp>
<contributor><ip>198.51.100.4</ip></contributor>
<model>wikitext</model><format>text/x-wiki</format>
<text xml:space="preserve">older &amp; wiser</text></revision>
<revision><id>3</id><timestamp>2009-07-01T00:00:00Z</timestamp>
<contributor><username>Nobody here</username><id>7</id></contributor>
<model>wikitext</model><format>text/x-wiki</format><text xml:space="preserve">old</text></revision>
</page></mediawiki>"""


def story() -> list[Action]:
    """All of it, from January to November 2026. Actions with an ``id`` are those that are named later."""
    parts = (_people, _strange, _hidden, _reverted, _moved, _deleted, _redirects, _sorted, _files, _merged)
    return [action for part in parts for action in part()]


def _people() -> Iterator[Action]:
    yield do("user", "Admin", "01-05", name="Robot", groups=["bot"])
    yield do("user", name="Former robot", groups=["bot", "sysop"])
    yield do("user", name="Without edits")
    yield write("Old name", "Renamed one's page", "by an old name", "01-06")
    yield do("rename", user="Old name", to="New name")
    yield add("New name", "Renamed one's page", "by the new name")
    yield write("Robot", "Made by a robot", "beep", bot=True)
    yield write("192.0.2.7", "Made by nobody", "an address")
    yield write("2001:db8::7", "Made by nobody", "another address")
    yield add("Alice", "Made by nobody", 300)
    yield write("Hidden person", "Page of a hidden person", "secret")
    yield add("Alice", "Page of a hidden person", " known")
    yield do("block", user="Hidden person", hide=True)
    yield do("block", user="Former robot")


def _strange() -> Iterator[Action]:
    yield write("Alice", "Lise Meitner", "A physicist. [[Category:Physicists]]", "02-01", minor=True)
    for number, title in enumerate(STRANGE_TITLES):
        author = STRANGE_NAMES[number % len(STRANGE_NAMES)]
        yield write(author, title, f"[[Category:Strange]] [[Lise Meitner]] [[{title}]] {number}")
        yield write(author, f"User:{author}", f"[[{title}]] [[:Category:{title}]]")
        yield add(author, f"Talk:{title}", f"{{{{{title}}}}} {{{{:{title}}}}}")
    yield write("Alice", "iPod", "[[user talk:alice]] [[draft:later]] [[Nowhere]] [[Special:RecentChanges]]")
    yield write("Alice", "Empty", "")
    yield write("Alice", "Empty", "not any more")
    yield write("Alice", "Empty", "")


def _hidden() -> Iterator[Action]:
    yield write("Alice", "Hidden first", 100, "03-01", id="hidden-first")
    yield add("Bob", "Hidden first", 20, id="after-hidden")
    yield add("Bob", "Hidden first", 30)
    yield do("hide", revids=["hidden-first"])
    yield write("Alice", "Much hidden", 50)
    for number, what in enumerate(("text", "user", "comment", "all", "suppressed", "suppressed user")):
        yield add(
            "Bob" if number % 2 else "Alice", "Much hidden", 10 + number, id=what, summary=f"#Tag{number}"
        )
    yield add("Carol", "Much hidden", 7)
    yield do("hide", revids=["text"])
    yield do("hide", revids=["user"], what=["user"])
    yield do("hide", revids=["comment"], what=["comment"])
    yield do("hide", revids=["all"], what=["text", "comment", "user"])
    yield do("hide", revids=["suppressed"], suppress=True)
    yield do("hide", revids=["suppressed user"], what=["text", "user"], suppress=True)
    yield write("Carol", "Two hidden in a row", 40)
    yield add("Carol", "Two hidden in a row", 40, id="row-1")
    yield add("Alice", "Two hidden in a row", 5, id="row-2")
    yield add("Carol", "Two hidden in a row", 5)
    yield do("hide", revids=["row-1", "row-2"])


def _reverted() -> Iterator[Action]:
    yield write("Alice", "Reverted", "good text", "04-01")
    yield add("Mallory", "Reverted", " bad", id="bad")
    yield do("undo", "Bob", revid="bad")
    yield add("Mallory", "Reverted", " worse")
    yield add("Mallory", "Reverted", " and worse")
    yield do("rollback", "Bob", title="Reverted")
    yield add("Alice", "Reverted", " fine", id="fine")
    yield add("Mallory", "Reverted", " ugly", id="ugly")
    yield do("revert-to", "Carol", revid="fine")
    yield add("Mallory", "Talk:Reverted", "bad talk", id="talk")
    yield add("Mallory", "Talk:Reverted", " more", id="more")
    yield do("undo", "Bob", revid="more")


def _moved() -> Iterator[Action]:
    yield write("Alice", "Draft:Marie Curie", 500, "05-01")
    yield do("move", "Alice", title="Draft:Marie Curie", to="Marie Curie", leave_redirect=False)
    yield add("Bob", "Marie Curie", 50)
    yield write("Alice", "User:Alice/sandbox", 100)
    yield do("move", "Alice", title="User:Alice/sandbox", to="Grown up")
    yield do("move", "Alice", title="Grown up", to="Grown: up?")
    yield do("move", "Alice", title="Grown: up?", to="Project:Grown")
    for what in ("action", "comment", "user", "all", "old", "unknown"):
        yield write("Alice", f"Draft:Moved with hidden {what}", 10)
        yield do(
            "move", "Alice", title=f"Draft:Moved with hidden {what}", to=f"Moved with hidden {what}",
            leave_redirect=what != "user",
        )  # fmt: skip


def _deleted() -> Iterator[Action]:
    yield write("Alice", "Deleted", 100, "06-01")
    yield add("Bob", "Deleted", 10)
    yield do("delete", title="Deleted")
    yield write("Alice", "Restored", 100)
    yield add("Bob", "Restored", 10)
    yield do("delete", title="Restored")
    yield do("undelete", title="Restored")
    yield write("Alice", "Partly restored", 100)
    yield add("Bob", "Partly restored", 10)
    yield add("Carol", "Partly restored", 10, id="kept")
    yield do("delete", title="Partly restored")
    yield do("undelete", title="Partly restored", revids=["kept"])
    yield write("Alice", "Made anew", 100)
    yield do("delete", title="Made anew")
    yield write("Bob", "Made anew", 30)
    yield do("undelete", title="Made anew")
    yield write("Alice", "Moved, then deleted", 100)
    yield do("move", "Alice", title="Moved, then deleted", to="Draft:Moved, then deleted")
    yield do("delete", title="Draft:Moved, then deleted")


def _redirects() -> Iterator[Action]:
    yield do("redirect", "Alice", "07-01", title="Meitner", to="Lise Meitner")
    yield do("redirect", "Alice", title="L. Meitner", to="Meitner")
    yield do("redirect", "Alice", title="Lise", to="L. Meitner")
    yield do("redirect", "Alice", title="Circle one", to="Circle two")
    yield do("redirect", "Alice", title="Circle two", to="Circle one")
    yield do("redirect", "Alice", title="To itself", to="To itself")
    yield do("redirect", "Alice", title="To nowhere", to="Nowhere")
    yield do("redirect", "Alice", title="Another to nowhere", to="Nowhere")
    yield do("redirect", "Alice", title="To a section", to="Ærø#Coast")
    yield do("redirect", "Alice", title="Talk:To elsewhere", to="Category:Physicists")
    yield write("Alice", "Abroad", "#REDIRECT [[wikipedia:Lise Meitner]]")
    yield write("Alice", "To a special page", "#REDIRECT [[Special:RecentChanges]]")
    yield write("Alice", "Was a redirect", "#REDIRECT [[Meitner]]")
    yield write("Bob", "Was a redirect", "An article now.")
    yield write("Alice", "Became a redirect", "An article.")
    yield do("redirect", "Bob", title="Became a redirect", to="Ærø")
    yield do("redirect", "Bob", title="Became a redirect", to="Lise Meitner")
    yield write(
        "Bob", "List of names",
        "[[Meitner]] [[Lise]] [[Circle one]] [[To nowhere]] [[To a section]] [[Abroad]] [[Draft:Marie Curie]]"
        " [[Marie Curie]] [[Category:Lists]] [[:Category:Physicists]] [[User:Alice]] [[Talk:To elsewhere]]"
        " [[To itself]] [[ærø]] [[:File:Dot.png]] [[Project:Grown]] [[To a special page]]",
    )  # fmt: skip
    yield do("redirect", "Bob", title="List", to="List of names")


def _sorted() -> Iterator[Action]:
    yield write("Alice", "Category:Physicists", "[[Category:Scientists]]", "08-01")
    yield write("Alice", "Category:Scientists", "[[Category:People]] [[Category:No page]]")
    yield write("Alice", "Category:People", "[[Category:Scientists]] __HIDDENCAT__")
    yield write("Alice", "Category:Strange", "[[Category:İstanbul]][[Category:Quote 'n' \"d\"]]")
    yield write("Alice", "Template:Box", "[[Category:Boxes]]<noinclude>[[Category:Templates]]</noinclude>")
    yield do("redirect", "Alice", title="Template:B", to="Template:Box")
    yield write("Bob", "Boxed", "{{Box}} [[Category:Physicists|zz]]")
    yield write(
        "Bob", "Boxed by a redirect", "{{b}} {{Missing}} [[Category:Physicists|aa]] [[Category:Lists]]"
    )
    yield write("Bob", "Talk:Boxed", "{{Box}} {{User:Alice}} {{:Lise Meitner}} [[Category:Physicists]]")
    yield write("Bob", "User:Bob/Box", "{{Talk:Boxed}} [[category:physicists]]")
    yield write("Bob", "Category:Boxes", "{{Box}} [[Category:Physicists|*]]")


def _files() -> Iterator[Action]:
    yield do("upload", "Alice", "09-01", title="File:Dot.png", text="[[Category:Physicists]]")
    yield do("redirect", "Alice", title="File:Point.png", to="File:Dot.png")
    yield write("Bob", "With files", "[[File:Dot.png]] [[File:Point.png]] [[File:No such.png]]")
    yield do("import", xml=IMPORTED)
    yield add("Alice", "Imported", " and new")


def _merged() -> Iterator[Action]:
    yield write("Alice", "Merged away", 80, "10-01")
    yield add("Bob", "Merged away", 8)
    yield write("Carol", "Merged into", 60)
    yield add("Carol", "Merged into", 6)
    yield do("merge", title="Merged away", to="Merged into")
    yield write("Alice", "Partly merged", 80, id="to-here")
    yield add("Bob", "Partly merged", 8, "10-03")
    yield write("Bob", "Partly merged into", 10)
    yield do("merge", title="Partly merged", to="Partly merged into", until="2026-10-02T00:00:00Z")
    yield write("Alice", "Last page", "the end", "11-02")
