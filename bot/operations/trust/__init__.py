"""Which settings run, and which wait for somebody who may approve them."""
