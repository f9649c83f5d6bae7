"""Data fetched from services: the one module that asks a network, and what is written of the answers."""
