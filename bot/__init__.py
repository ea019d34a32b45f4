"""CampaignBot: editing campaigns on MediaWiki, declared on a wiki page."""
