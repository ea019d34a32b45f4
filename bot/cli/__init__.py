"""Commands, exit codes, and what a person sees in a terminal."""
