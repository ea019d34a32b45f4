"""What the language is made of: shapes, names, numbers, dates, and what to say about others. Pure."""
