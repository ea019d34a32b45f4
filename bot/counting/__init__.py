"""What counts and what it is worth: eligibility, origins, reverts, scope, scoring, standings. Pure."""
