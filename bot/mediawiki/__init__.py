"""What every wiki shares: titles, pages, revisions, site facts, and what can be asked of it. Pure."""
