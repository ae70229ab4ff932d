"""The command line: the same operations as the windows, for IT staff, batch work and the province."""
