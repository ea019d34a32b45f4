"""Reading pages that people write: marks, sections, signatures, links, templates. Pure."""
