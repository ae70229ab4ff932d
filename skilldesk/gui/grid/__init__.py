"""A spreadsheet for pages on which many rows are typed or pasted: in place, undo, errors in the cell."""
