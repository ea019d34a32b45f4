"""Tests of bot/features/outputs."""
