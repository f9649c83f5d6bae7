"""Data fetched from services: what is asked of them, what they answer, and whether that is whole; without a network."""
