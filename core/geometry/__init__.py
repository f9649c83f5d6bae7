"""Geometry as flat arrays: shapes, segments, polygons, and distances between them."""
