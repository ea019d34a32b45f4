"""A real MediaWiki on this machine in about a second: for the demo, the tests and anybody's experiments.

Only the standard library is used here, because these modules run before anything is installed; except in
demo.py and past.py, which have the bot at hand.
"""
