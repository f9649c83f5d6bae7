"""Norm sets: what they are, how they are read, checked, edited and compared."""
