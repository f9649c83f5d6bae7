"""Layers read as what they stand for: streets, dwellings, neighbourhoods, facilities."""
