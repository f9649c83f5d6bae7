"""Results of several dates: read, put in a series, logged, written and drawn."""
