"""Faults between the bot and its wiki: a proxy that answers in the wiki's place."""
