"""The campaign language: an organizer's text becomes a Campaign, or every problem with its line. Pure."""
