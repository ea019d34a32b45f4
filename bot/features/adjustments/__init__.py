"""What organizers decide about single participants."""
