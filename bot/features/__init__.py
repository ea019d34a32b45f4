"""The lists that grow, a file for each entry."""
