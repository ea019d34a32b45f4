"""Tests of bot/wikitext."""
