"""Made-up encyclopedia articles: always the same ones, some kilobytes of prose each, with references."""

from collections.abc import Sequence
from random import Random

SUBJECTS = (
    "She",
    "The institute",
    "Her group",
    "The experiment",
    "The laboratory",
    "This work",
    "The theory",
)
VERBS = ("described", "measured", "explained", "doubted", "confirmed", "published", "took up", "translated")
THINGS = (
    "the scattering of slow neutrons",
    "the colours of thin films",
    "a spectrum of hydrogen",
    "the heat of dilute solutions",
    "the drift of small oil drops",
    "the age of the rocks around the fjord",
    "the magnetism of rare earths",
    "what was later called the second method",
)
PLACES = ("Oslo", "Uppsala", "Vienna", "Kraków", "Leiden", "Göttingen", "Lisbon", "Zürich")
ENDS = (
    "although few of her colleagues noticed it at the time",
    "which led to a long exchange of letters",
    "and the results were used for more than thirty years",
    "before the war put an end to the work",
    "with instruments that she had built herself",
    "as a review of the subject said later",
)
SURNAMES = ("Berg", "Lind", "Novák", "Okafor", "Sørensen", "Ito", "Marques", "Vogel", "Haugen", "Kaya")
HEADINGS = ("Life", "Work", "Teaching", "Later years", "Reception", "Writings", "Legacy", "Family")
COUNTRIES = ("Norway", "Sweden", "Austria", "Poland", "the Netherlands", "Germany", "Portugal", "Switzerland")


def article(number: int, paragraphs: int, category: str) -> str:
    """The article of this number at so many paragraphs. A longer version begins as a shorter one does."""
    parts = [_paragraph(number, place) for place in range(paragraphs)]
    body = "".join(_headed(place, part) for place, part in enumerate(parts))
    return f"{_lead(number)}\n\n{body}== References ==\n<references />\n\n[[Category:{category}]]"


def title(number: int) -> str:
    """What the article of this number is about."""
    random = Random(f"title {number}")
    initial = random.choice("ABCDEFGHIJKLMNOPRSTUVW")
    return f"{initial}. {random.choice(SURNAMES)} ({1700 + number})"


def _lead(number: int) -> str:
    random = Random(f"lead {number}")
    year = random.randrange(1850, 1930)
    return (
        f"'''{title(number)}''' (born {year} in [[{random.choice(PLACES)}]]) was a physicist, known for "
        f"[[{random.choice(THINGS).removeprefix('the ').removeprefix('a ')}]].{_reference(random)}"
    )


def _headed(place: int, paragraph: str) -> str:
    heading = f"== {HEADINGS[place // 2 % len(HEADINGS)]} ==\n" if place % 2 == 0 else ""
    return f"{heading}{paragraph}\n\n"


def _paragraph(number: int, place: int) -> str:
    random = Random(f"paragraph {number} {place}")
    sentences = [_sentence(random) for _ in range(random.randrange(4, 9))]
    cited = {random.randrange(len(sentences)) for _ in range(2)}
    return " ".join(s + (_reference(random) if n in cited else "") for n, s in enumerate(sentences))


def _sentence(random: Random) -> str:
    place = random.choice(PLACES)
    where = f"in [[{place}]]" if random.random() < 0.3 else f"in {place}"
    year = random.randrange(1880, 1960)
    words: Sequence[str] = (
        random.choice(SUBJECTS),
        random.choice(VERBS),
        random.choice(THINGS),
        where,
        f"in {year},",
        random.choice(ENDS) + ".",
    )
    return " ".join(words)


def _reference(random: Random) -> str:
    author, year = random.choice(SURNAMES), random.randrange(1950, 2020)
    if random.random() < 0.5:
        return (
            f"<ref>{author}, ''Essays on the history of physics'', {year}, p. {random.randrange(400)}.</ref>"
        )
    return f"<ref>{{{{cite book |last={author} |title=Collected papers |year={year} |pages=12–19}}}}</ref>"
