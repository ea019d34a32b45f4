"""Everything that reads what people wrote takes time in proportion to its length, whatever it is."""
