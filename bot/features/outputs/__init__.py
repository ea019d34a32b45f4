"""What is shown on pages, a file for each output."""
