"""What can be counted in a contribution, a file for each measure of texts."""
