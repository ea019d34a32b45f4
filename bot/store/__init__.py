"""What is remembered between runs. Losing it changes nothing that people see."""
