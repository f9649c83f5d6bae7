"""Norm sets: where they are kept, and which one a run uses."""
