"""The sources of participants: one file each, and the list of them. Pure."""
