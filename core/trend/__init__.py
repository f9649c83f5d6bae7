"""Results of several dates: how each requirement goes, and whether it is on course."""
