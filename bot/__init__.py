"""CampaignBot: editing campaigns on MediaWiki, declared on a wiki page."""

__version__ = "0.1.0"
