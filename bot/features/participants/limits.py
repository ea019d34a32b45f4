"""How much the sources read."""

MOST_PAGES = 50
"""So many pages, and so many categories, can name those who take part: all are read at each update."""
