"""The scanner: wikitext read once, in time that grows with its length, for what is measured in it."""
