"""Registrations for events, as the extension CampaignEvents tells of them."""
