"""Routes, service areas and the log of a search."""
