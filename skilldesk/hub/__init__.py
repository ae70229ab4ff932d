"""The province's side: the same store and records, so that receipts, catalogues and rebuilds exist."""
