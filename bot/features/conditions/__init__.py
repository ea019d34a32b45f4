"""Conditions on articles: which of them a campaign is about. One file an entry."""
