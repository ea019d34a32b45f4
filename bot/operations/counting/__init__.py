"""Asks the wiki what counting has to know, and keeps the answers."""
