"""What the bot does: find campaigns, bring them up to date, publish, explain, do so on time."""
