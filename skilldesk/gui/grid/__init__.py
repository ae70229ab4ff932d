"""A spreadsheet for pages on which many rows are typed or pasted: cells in place, undo, errors in the cell."""
