"""Tests of bot/operations that need no wiki."""
