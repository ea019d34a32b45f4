"""The campaign language: YAML text of an organizer -> Campaign, or every problem with its line."""
