"""Tests of bot/mediawiki."""
