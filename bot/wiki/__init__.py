"""One wiki through pywikibot: its facts, its pages, saving."""
