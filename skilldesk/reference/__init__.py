"""Data files as frozen values: code tables, policies; core functions take them as arguments."""
