"""Tests of bot/counting."""
