"""YAML as people write it: text becomes a tree and remarks. Knows nothing of campaigns. Pure."""
