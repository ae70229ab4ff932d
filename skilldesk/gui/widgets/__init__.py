"""Small parts that pages are laid out of."""
