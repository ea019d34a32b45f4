"""Tests of bot/declaration and bot/lenient_yaml."""
