"""One wiki's facts from a copy of its database, on Toolforge."""
