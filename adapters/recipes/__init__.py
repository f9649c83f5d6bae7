"""Recipes of runs: made of what an algorithm was given, and run again."""
