"""Recipes run for many municipalities: what each takes, how far around it, and its place among all."""
