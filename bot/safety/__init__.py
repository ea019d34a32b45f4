"""What may run, and how much: trust, approval, bounds, a community's own word. Pure."""
