"""The tabs of the panel at the side of a list, one module each."""
