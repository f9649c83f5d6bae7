"""Results as columns, fields in words, and styles."""
