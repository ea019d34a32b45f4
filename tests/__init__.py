"""The tests, laid out as the bot is."""
