"""Messages on people's talk pages, each of them once."""
