"""The words of the bot, by language."""
