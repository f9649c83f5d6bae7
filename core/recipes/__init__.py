"""Recipes of runs: what they hold, how they are read and written, and how far inputs differ from those recorded."""
