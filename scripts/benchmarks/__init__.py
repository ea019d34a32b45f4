"""How fast the bot is, on real wiki data. Each subcommand of scripts/bench is a module here."""
