"""What limits the points that a rule gives."""
