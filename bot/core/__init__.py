"""The rules of the game. Pure: no IO, no clock, no pywikibot, no database."""
