"""Printed forms: what they say, where it stands on the paper, and the PDF of it."""
