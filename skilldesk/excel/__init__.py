"""Workbooks and text tables, in and out; nothing here knows the database."""
