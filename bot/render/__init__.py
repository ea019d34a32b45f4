"""Pure: standings become what people read."""
