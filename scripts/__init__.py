"""Tools for people who work on CampaignBot."""
