"""Tests of bot/features/conditions."""
