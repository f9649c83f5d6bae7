"""Figures of a survey: what its answers tell of each area, and how much they can be trusted."""
