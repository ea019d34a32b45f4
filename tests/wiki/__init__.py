"""Tests on a real MediaWiki."""
